/** What becomes of values in code: quoted, taken as they are, or refused with the reason. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is shell code
import { describe, expect, test } from "vitest";
import { renderCode } from "../../src/shell/render.ts";
import fc, { cases } from "../support/properties.ts";

function render(code: string, values: Record<string, string>): string | string[] {
  const rendered = renderCode(code, values);
  return rendered.ok ? rendered.code : rendered.problems.map(({ text }) => text);
}

describe("a value", () => {
  test.each([
    ["cat {{v}}", "plain", "cat plain"],
    ["cat {{v}}", "/srv/a-b_c.d:8080/@x%y+z", "cat /srv/a-b_c.d:8080/@x%y+z"],
    ["cat {{v}}", "a b", "cat 'a b'"],
    ["cat {{v}}", "it's", "cat 'it'\"'\"'s'"],
    ["cat {{v}}", "~/x", "cat '~/x'"],
    ["cat {{v}}", "a=b", "cat 'a=b'"],
    ["cat {{v}}", "*", "cat '*'"],
    ["cat {{v}}", "a\nb", "cat 'a\nb'"],
    ["cat {{v}}", "", "cat ''"],
    ["cat {{v}}", "done", "cat 'done'"],
    ["cat {{v}}>x", "2", "cat '2'>x"],
    ["cat www.{{v}}/x", "a b", "cat www.'a b'/x"],
    ['cat "{{v}}"/{{v}}', "a b", "cat \"a b\"/'a b'"],
    ['cat "{{v}}"', '\\ " $x `y` !', 'cat "\\\\ \\" \\$x \\`y\\` !"'],
    ['cat "$(cat {{v}})"', '"$x', 'cat "$(cat \'"$x\')"'],
    ["x={{v}} cat > {{v}}", "a b", "x='a b' cat > 'a b'"],
    ["x={{v}}", "-a", "x=-a"],
    ["cat --x={{v}}", "-a", "cat --x=-a"],
    ["cat --x={{v}}", "", "cat --x=''"],
    ["cat '{{v}}' # {{v}}", "a.b", "cat 'a.b' # a.b"],
    ["cat <<E\n{{v}}\nE", "a.b", "cat <<E\na.b\nE"],
    [
      "sed -i 's/{{v}} {/www.{{v}} {/' x",
      "a.example.com",
      "sed -i 's/a.example.com {/www.a.example.com {/' x",
    ],
    ["echo $(({{v}} + 1))", "41", "echo $((41 + 1))"],
    ["cat {{ v }} {{.v}}", "a", "cat a {{.v}}"],
    ["cat {{v}}", "{{v}}", "cat '{{v}}'"],
    [
      "x={{v}}; echo \"$x\" | awk '{ print $1 }'",
      "a\nb",
      "x='a\nb'; echo \"$x\" | awk '{ print $1 }'",
    ],
    ["jq --arg x {{v}} .x <<< {{v}}", "a b", "jq --arg x 'a b' .x <<< 'a b'"],
    ["cat {{v}}", "$&$1", "cat '$&$1'"],
  ])("in %j of %j gives %j", (code, v, expected) => {
    expect(render(code, { v })).toBe(expected);
  });
});

describe("a refusal says where, what and what to do", () => {
  const alphabet = "only letters, digits and _ . / : @ % + = , - can go there, and the value";
  test.each([
    ["cat {{v}}", "-rf", "in a word: a value that begins with a dash would be taken for an option"],
    ['cat "{{v}}x"', "-rf", "inside double quotes: a value that begins with a dash"],
    ["cat /srv/{{v}}", "", "in a word: an empty value would make another word"],
    ['cat "{{v}}/x"', "", "inside double quotes: an empty value would make another word"],
    [
      "cat '{{v}}'",
      "a b",
      `inside single quotes: ${alphabet} has a space; use double quotes there`,
    ],
    ["cat '{{v}}'", "", `inside single quotes: ${alphabet} is empty`],
    ["cat '{{v}}'", "-a", `inside single quotes: ${alphabet} begins with a dash`],
    ["cat $'{{v}}'", "a\tb", `${alphabet} has a tab`],
    ["cat <<E\n{{v}}\nE", "a\nb", `in a heredoc: ${alphabet} has a line break`],
    ["cat <<'E'\n{{v}}\nE", "a;b", `quoted delimiter: ${alphabet} has the character ;`],
    ["cat <<E\n{{v}}\nE", "E", "the heredoc ends with `E`, and the value is a part of that"],
    ["# {{v}}", "a\u202eb", `in a comment: ${alphabet} has U+202E`],
    ["bash -c 'cat {{v}}'", "a`b", `would be read as code: ${alphabet} has a backtick`],
    ["echo `cat {{v}}`", "a b", "inside backticks"],
    ["sudo jq '.a == \"{{v}}\"' f", "a b", "give jq `--arg v {{v}}` and write `$v` there"],
    ["awk '/{{v}}/' f", "a b", "give awk `-v v={{v}}`"],
    ["sed -i 's/a/{{v}}/' f", "a b", "let awk do it (`awk -v v={{v}}`)"],
    [
      "psql -c \"select '{{v}}'\"",
      "a b",
      "write `v={{v}} psql <<'SQL'`, and in there `\\getenv v v`",
    ],
    ["python3 -c 'print(\"{{v}}\")'", "a b", 'and `os.environ["v"]` in the script'],
    ['curl -d \'{"a": "{{v}}"}\' x', "a b", 'let jq make it (`"$(jq -n --arg v {{v}}'],
    ["echo ${x:-{{v}}}", "a b", "inside the braces of a variable"],
    ["cat [{{v}}]", "a b", "in a pattern"],
    ["cat >&{{v}}", "a b", "where a file descriptor belongs"],
    ["cat {{v}} '", "a b", "in code that bash cannot read"],
    ["cat >&{{v}}", "out", "only digits can go there; write `> file 2>&1` for a file"],
    ["bash -c 'cat {{v}}'", "=ls", "an equals sign at its start"],
    ["bash -c 'x={{v}}; cat'", "a:=ls", "an equals sign at its start or after a colon"],
    ["bash -c 'echo {{v}}>out'", "2", "before `<` or `>` it would be taken for a file descriptor"],
    ["bash -c 'echo {{{v}}}'", "1..3", "the value has two dots in a row"],
    ["echo {a,{{v}}}", "b,c", "in braces, of which words are made: only letters"],
    ["find . -exec cat {{v}} ';'", "a{}", "`{}` is filled in by the command"],
    ["xargs -I% cat {{v}}", "50%", "`%` is filled in by the command"],
    ['x={{v}}; y="a $x"; xargs -I% cat "$y"', "50%", "`%` is filled in by the command"],
    ['f() { find . -exec cat "$1" {} +; }; f {{v}}', "a{}", "`{}` is filled in by the command"],
    [
      'echo "$1{{v}}"',
      "2",
      "name a variable: no value can go there; write the name of the variable",
    ],
    ["[[ a == b || {{v}} == c ]]", "x", "after `||` in `[[ ]]`, where `sh` would run it"],
    ["echo $(({{v}}))", "010", "a number that begins with a zero would be read to the base of"],
    ["echo $(({{v}}))", "9".repeat(19), "the number has more than 18 digits"],
    ["echo $(({{v}}))", "x", "in arithmetic: only digits can go there; give a number"],
    ["{{v}}", "ls", "where its value would decide what runs: no value can go there"],
    ["echo ${{v}}", "x", "where its value would name a variable: no value can go there"],
    ["echo {{v}} | xargs rm", "a b", "where `xargs` makes words of it: only letters"],
    ['x={{v}}; echo "$x" | xargs rm', "a b", "variable `x`, of which `xargs` makes words"],
    ["tar --to-command={{v}}", "ls", "decide what runs"],
    ["x={{v}}; cat $x", "a b", "variable `x`, which is used without quotes: only letters"],
    ["x={{v}}; eval cat $x", "a b", "variable `x`, which is read as code"],
    ["x={{v}}; echo $((x))", "a", "variable `x`, which is used in arithmetic"],
    ["x={{v}}; $x", "ls", "variable `x`, which is run as a command"],
    ["cat {{v}}", "a\0b", "NUL"],
    ["cat {{v}}", "\udc00", "not valid Unicode"],
  ])("in %j of %j: %s", (code, v, words) => {
    const [text, ...more] = render(code, { v });
    expect(text).toContain(words);
    expect(text).toMatch(/^(the value of )?`\{\{v\}\}` .*[^.]$/s);
    expect(more).toEqual([]);
  });

  test("names each placeholder with its line", () => {
    const rendered = renderCode("cat {{a}} {{b}}\n\ncat '{{c}}' {{constructor}}\n", {
      b: "x",
      c: "'",
    });
    expect(rendered.ok ? [] : rendered.problems.map(({ name, line }) => [name, line])).toEqual([
      ["a", 1],
      ["c", 3],
      ["constructor", 3],
    ]);
  });

  test("blames the value that changes the shape, not its neighbours", () => {
    const rendered = renderCode("cat <<E\n{{a}}\n{{b}}\nE\n", { a: "F", b: "E" });
    expect(rendered.ok ? [] : rendered.problems.map(({ name }) => name)).toEqual(["b"]);
  });

  test("blames all when it takes several", () => {
    const rendered = renderCode("cat <<EF\n{{a}}{{b}}\nEF\n", { a: "E", b: "F" });
    expect(rendered.ok ? [] : rendered.problems.map(({ name }) => name)).toEqual(["a", "b"]);
  });
});

describe("a raw value", () => {
  const raw = (code: string, values: Record<string, string>) => {
    const rendered = renderCode(code, values, ["r"]);
    return rendered.ok ? rendered.code : rendered.problems.map(({ text }) => text);
  };

  test.each([
    ["ls {{r}} /srv", "-l | head", "ls -l | head /srv"],
    ["ls {{r}}", "", "ls "],
    ["{{r}}", "'", "'"],
    ['awk "{{r}}"', "{ print $1 }", 'awk "{ print $1 }"'],
  ])("%j with %j is %j", (code, r, expected) => {
    expect(raw(code, { r })).toBe(expected);
  });

  test("leaves all others quoted as ever, for where they stand beside it", () => {
    expect(raw("ls {{r}} {{v}}", { r: "-l", v: "a b" })).toBe("ls -l 'a b'");
    expect(raw("{{r}} {{v}}", { r: "bash -c", v: "ls" })).toEqual([
      expect.stringContaining("decide what runs"),
    ]);
    expect(raw("ls {{r}} {{v}}", { r: "'", v: "; ls" })).toEqual([
      expect.stringContaining("cannot read"),
    ]);
  });

  test("is refused where it would bring a placeholder of its own, and where it has none", () => {
    expect(raw("ls {{r}} {{v}}", { r: "{{v}}", v: "a" })).toEqual([
      "the value of `{{r}}` has `{{v}}` in it",
    ]);
    expect(raw("ls {{r}}", {})).toEqual([expect.stringContaining("has no value")]);
    expect(raw("ls {{r}}", { r: "a\0b" })).toEqual([expect.stringContaining("NUL")]);
  });
});

test("code without placeholders stays as it is, byte for byte", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (code) => {
      fc.pre(!code.includes("{{"));
      expect(renderCode(code, {})).toEqual({ ok: true, code });
    }),
    cases(200),
  );
});
