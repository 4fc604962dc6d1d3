/** What a document may use without declaring it, because the policy's environments give it. */
import { describe, expect, it } from "vitest";
import { noProject, type Project } from "../../src/parser/project.ts";
import { readRunbook } from "../../src/parser/read.ts";

const environment = (name: string, values: Record<string, string>) => ({
  name,
  production: false,
  probes: [{ kind: "file" as const, path: `/etc/${name}` }],
  values,
});

const project: Project = {
  environments: [
    environment("stage", { domain: "stage.example.com" }),
    environment("prod", { domain: "example.com", subnet: "192.0.2.0/24" }),
  ],
  targets: [
    { name: "here", address: "local", environment: null },
    { name: "web", address: "ssh:web.example.com", environment: "prod" },
  ],
  groups: [{ name: "all", targets: ["here", "web"] }],
};

function document(code: string, { head = "", attributes = "risk=none" } = {}): string {
  return `---\ntitle: A\n${head}---\n\n\`\`\`bash {#a ${attributes}}\n${code}\n\`\`\`\n`;
}

function complaints(source: string, given: Project = project): string[] {
  const { diagnostics } = readRunbook(source, "a.md", given);
  return diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ message, hint }) => `${message}${hint === null ? "" : ` (${hint})`}`);
}

const nobody = "`{{subnet}}` has no value: no input, no captured value";

describe("a value of the policy", () => {
  it("is there where every environment gives it", () => {
    expect(complaints(document("curl {{domain}}"))).toEqual([]);
    expect(complaints(document("true", { attributes: `when="domain != ''"` }))).toEqual([]);
  });

  it("is there where the document runs only in those that give it", () => {
    const head = "environments: prod\n";
    expect(complaints(document("ping {{subnet}}", { head }))).toEqual([]);
    expect(complaints(document("ping {{subnet}}", { attributes: "env=prod" }))).toEqual([]);
  });

  it("is not there where one environment lacks it, and that one is named", () => {
    expect(complaints(document("ping {{subnet}}"))).toEqual([
      `${nobody} (firebreak.yaml gives it elsewhere: add it to the \`values\` of stage)`,
    ]);
  });

  it("is said to be missing where no policy is read, and how to give it", () => {
    expect(complaints(document("ping {{subnet}}"), noProject)).toEqual([
      `${nobody} (declare it under \`inputs\`, capture it in an earlier step, ` +
        "or give it in each environment of firebreak.yaml)",
    ]);
  });
});

describe("a target of the policy", () => {
  it("is this machine where its address is local", () => {
    const { steps, diagnostics } = readRunbook(
      document("true", { head: "on: here\n" }),
      "a",
      project,
    );
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(steps[0]?.on).toBe("local");
    expect(
      readRunbook(document("true", { attributes: "on=here" }), "a", project).steps[0]?.on,
    ).toBe("local");
  });

  it.each([
    [
      "web",
      "the target `web` (ssh:web.example.com) is not supported yet: steps run on `local` only",
    ],
    ['"@all"', "the target `@all` (here, web) is not supported yet: steps run on `local` only"],
    ["elsewhere", "the target `elsewhere` is not supported yet: steps run on `local` only"],
  ])("%s is not supported yet", (on, message) => {
    expect(complaints(document("true", { head: `on: ${on}\n` }))).toContain(message);
  });
});
