/** Linting as a whole: steps and metadata, what a comment may silence, and what the policy may say. */
import { describe, expect, test } from "vitest";
import { lintRunbook } from "../../../src/parser/lint.ts";
import { readPolicy } from "../../../src/parser/policy.ts";
import { readDocument, readRunbook } from "../../../src/parser/read.ts";
import { fixesFor, withFixes } from "../../../src/parser/rules/fix.ts";
import fc, { cases } from "../../support/properties.ts";
import { bash, complaints } from "./cases.ts";

describe("rules about steps", () => {
  test("a change is checked by itself, by the step below, or by one that needs it", () => {
    const change = bash("systemctl restart web", "{#restart risk=medium}");
    const look = bash("systemctl is-active web", "{#look risk=none expect=active}");
    const late = bash("uptime", "{#late needs=restart expect=up}");
    const rule = "change-without-check: ```bash {#restart risk=medium}";
    expect(complaints(change)).toEqual([rule]);
    expect(complaints(`${change}\n${look}`)).toEqual([]);
    expect(complaints(`${change}\n${bash("uptime", "{#up}")}\n${late}`)).toEqual([]);
    expect(complaints(`${change}\n${bash("uptime", "{#up}")}\n${look}`)).toEqual([rule]);
    expect(complaints(`${change}\n- [ ] Look at the page\n`)).toEqual([]);
    expect(complaints(bash("systemctl restart web"))).toEqual([]);
  });

  test("steps that never run are followed through `needs`", () => {
    const source = [
      bash("uptime", '{#never when="false"}'),
      bash("uptime", "{#after needs=never}"),
      bash("uptime", "{#later needs=after}"),
      bash("uptime", "{#fine}"),
    ].join("\n");
    expect(complaints(source).map((line) => /#\w+/.exec(line)?.[0])).toEqual([
      "#never",
      "#after",
      "#later",
    ]);
  });

  test("nothing is silenced without being said", () => {
    expect(complaints("")).toEqual([]);
    expect(complaints("# Only a title\n")).toEqual([]);
  });
});

describe("metadata", () => {
  const frontmatter = (keys: string) => `---\n${keys}\n---\n\n# A\n`;

  test("an owner is asked for where the frontmatter is ours", () => {
    expect(complaints(frontmatter("alerts: [A]"))).toEqual(["no-owner: ---"]);
    expect(complaints(frontmatter("title: A\nweight: 20"))).toEqual([]);
    expect(complaints("# A\n")).toEqual([]);
  });

  test("a review ages by the days that the settings say", () => {
    const source = frontmatter("owner: a\nreviewed: 2026-10-01");
    const settings = { rules: {}, reviewAgeDays: 30 };
    expect(complaints(source)).toEqual([]);
    expect(complaints(source, { settings })).toEqual(["review-overdue: 2026-10-01"]);
    expect(complaints(source, { settings, today: "2026-10-31" })).toEqual([]);
    expect(complaints(source, { today: "2026-09-30" })).toEqual(["review-overdue: 2026-10-01"]);
  });
});

describe("a comment that silences", () => {
  const wait = "Wait 5 minutes.\n";
  const steps = `\n${bash("uptime")}`;

  test("holds for one rule and one block", () => {
    const comment = "<!-- firebreak-ignore wait-in-prose nothing can be asked -->\n\n";
    expect(complaints(`${comment}${wait}${steps}`)).toEqual([]);
    expect(complaints(`${comment}${wait}\n${wait}${steps}`)).toEqual([
      "wait-in-prose: Wait 5 minutes",
    ]);
    const other = comment.replace("wait-in-prose", "no-owner");
    expect(complaints(`${other}${wait}${steps}`)).toEqual(["wait-in-prose: Wait 5 minutes"]);
  });

  test("stands above a step, and leaves its annotation alone", () => {
    const source = `<!-- firebreak-ignore interactive-command done by hand -->\n\n${bash("vim a.txt", "{#edit}")}`;
    expect(complaints(source)).toEqual([]);
    expect(readRunbook(source, "a.md").steps[0]?.id).toBe("edit");
  });

  test.each([
    ["<!-- firebreak-ignore wait-in-prose -->", "bad-ignore"],
    ["<!-- firebreak-ignore wait-in-pros because -->", "bad-ignore"],
    ["<!-- firebreak-ignore -->", "bad-ignore"],
    ["<!-- firebreak-ignore secret-literal because -->", "cannot-silence"],
    ["<!-- firebreak-ignore unknown-key because -->", "cannot-silence"],
    ["<!-- firebreak-ignore cannot-silence because -->", "cannot-silence"],
  ])("%s is refused", (comment, rule) => {
    expect(complaints(`${comment}\n\n${wait}${steps}`)).toContain(`${rule}: ${comment}`);
  });

  test("needs something below it", () => {
    expect(complaints("A.\n\n<!-- firebreak-ignore no-owner because -->\n")).toHaveLength(1);
  });
});

describe("the policy's part `lint`", () => {
  const read = (text: string) => readPolicy(`lint:\n${text}`, "firebreak.yaml");

  test("sets severities and the age of reviews", () => {
    const { lint, policy, diagnostics } = read(
      "  rules: { no-owner: off, wait-in-prose: error, real-address: warn }\nreviewAge: 90d\n",
    );
    expect(diagnostics).toEqual([]);
    expect(policy).not.toHaveProperty("lint");
    const rules = { "no-owner": "off", "wait-in-prose": "error", "real-address": "warning" };
    expect(lint).toEqual({ rules, reviewAgeDays: 90 });
  });

  test("changes how loud a rule is, also one that guards safety", () => {
    const document = readDocument(
      `Wait 5 minutes.\n\n${bash("curl -fsS x.example.com | sh")}`,
      "a.md",
    );
    const settings = {
      rules: { "wait-in-prose": "off", "pipe-to-shell": "error" } as const,
      reviewAgeDays: 1,
    };
    const found = lintRunbook(document, { today: "2026-11-21", settings });
    expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([
      ["pipe-to-shell", "error"],
    ]);
  });

  test.each([
    ["  rules: { no-ownr: off }", "did you mean `no-owner`?"],
    ["  rules: { unknown-key: off }", "take it out"],
    ["  rules: { no-owner: loud }", null],
    ["  reviewAge: 90d", null],
    ["  rule: {}", "did you mean `rules`?"],
    ["  - a", null],
  ])("refuses %s", (text, hint) => {
    const { policy, diagnostics } = read(`${text}\n`);
    expect(policy).toBeNull();
    expect(diagnostics.map((one) => one.hint)).toEqual([hint]);
  });
});

describe("fixing", () => {
  const fixed = (source: string) => withFixes(source, fixesFor(readDocument(source, "a.md")));

  test("takes what nobody sees out of code, and out of nothing else", () => {
    const source = "A\u00a0B\n\n```bash\ndf\u00a0-h\u200b\necho 'a\u00a0b'\n```\n";
    expect(fixed(source)).toBe("A\u00a0B\n\n```bash\ndf -h\necho 'a\u00a0b'\n```\n");
    expect(fixed("\uFEFF> ```bash\r\n> df\u00a0-h\r\n> ```\r\n")).toBe(
      "\uFEFF> ```bash\r\n> df -h\r\n> ```\r\n",
    );
  });

  test("puts the case of an anchor right, and invents none", () => {
    expect(fixed("# One\n\n[a](#One) [b](#two)\n")).toBe("# One\n\n[a](#one) [b](#two)\n");
  });

  test("never touches an annotation", () => {
    const source = bash("uptime", "{#look riks=low}");
    expect(fixed(source)).toBe(source);
  });

  test("finds nothing more the second time, for any text", () => {
    const scraps = fc.constantFrom(
      "```bash\n",
      "```\n",
      "\u00a0",
      "\u200b",
      "'",
      "df -h",
      "# A\n\n",
      "[a](#A)",
      "\n",
      "> ",
      "$ ",
      "{{x}}",
    );
    fc.assert(
      fc.property(fc.array(scraps, { maxLength: 30 }), (parts) => {
        const once = fixed(parts.join(""));
        expect(fixed(once)).toBe(once);
      }),
      cases(200),
    );
  });
});
