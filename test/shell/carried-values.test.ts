/** Values that something on the way carries to where they would be run: none is let in, and daily work is. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is shell code
import { describe, expect, test } from "vitest";
import { renderCode } from "../../src/shell/render.ts";

/** Whether a value of two words gets in. */
function rendered(code: string): string | null {
  const result = renderCode(code, { v: "touch x" });
  return result.ok ? result.code : null;
}

const carried: Readonly<Record<string, readonly string[]>> = {
  "an option before the code of a trap or a script": [
    'x={{v}}; trap -- "$x" EXIT',
    "trap -- {{v}} EXIT",
    "o=--; trap $o {{v}} EXIT",
    'trap "$@" {{v}}',
    "command trap -- {{v}} EXIT",
    ". -- {{v}}",
    "source -- {{v}}",
  ],
  "what a function prints, or reads": [
    "f(){ echo {{v}}; }; f | bash",
    "f(){ echo {{v}}; }; f > x; bash x",
    'f(){ echo "$1"; }; f {{v}} | bash',
    'f(){ echo "$x"; }; x={{v}}; f | bash',
    'f(){ echo {{v}}; }; eval "$(f)"',
    "f(){ echo {{v}}; }; g(){ f; }; g | sh",
    'f(){ echo {{v}}; }; y=$(f); eval "$y"',
    "f(){ echo {{v}}; }; $z | sh",
    'f(){ echo {{v}}; }; g(){ "$@"; }; g f | sh',
    "f() (echo {{v}}); . <(f)",
    "f(){ bash; }; echo {{v}} | f",
    "f(){ cat | sh; }; echo {{v}} | f",
    "echo {{v}} | { cat | sh; }",
  ],
  "what `exec` has opened, and processes that are written to": [
    "exec > x; echo {{v}}; bash x",
    "{ exec > x; echo {{v}}; }; bash x",
    "exec 3> x; echo {{v}} >&3; bash x",
    "exec {fd}> x; echo {{v}} >&$fd; bash x",
    "eval 'exec > x'; echo {{v}}; bash x",
    "f(){ exec > x; }; f; echo {{v}}; bash x",
    "exec > x; f(){ echo {{v}}; }; f; bash x",
    "exec > >(bash); echo {{v}}",
    "echo {{v}} > >(bash)",
    "echo {{v}} | tee >(bash)",
    "echo {{v}} | tee >(cat | sh) > /dev/null",
    "coproc bash; echo {{v}} >&${COPROC[1]}",
  ],
  "an option that is a default": [
    ": ${o:=-c}; bash $o {{v}}",
    ': "${o=-c}"; bash "$o" {{v}}',
    "bash ${o:--c} {{v}}",
  ],
  "a variable that is read by another name": [
    'x={{v}}; y=x; eval "${!y}"',
    'x={{v}}; set -- x; eval "${!1}"',
    'x={{v}}; y=x; z=${!y}; eval "$z"',
    'set -- {{v}}; n=1; eval "${!n}"',
    'x={{v}}; y=x; echo "${!y}" | bash',
    'x={{v}}; declare -n r; r=x; eval "$r"',
    'x={{v}}; [[ $x =~ .* ]]; eval "${BASH_REMATCH[0]}"',
    '[[ {{v}} =~ .* ]]; eval "${BASH_REMATCH[0]}"',
    "export x={{v}}; printenv x | bash",
    "export x={{v}}; env > y; . ./y",
    "x={{v}} env | sh",
    'cd {{v}}; eval "$PWD"',
    "cd {{v}}; pwd | bash",
  ],
};

describe.each(Object.entries(carried))("%s", (_, codes) => {
  test.each(codes)("%s", (code) => expect(rendered(code)).toBe(null));
});

describe("what operators do all day is left alone", () => {
  test.each([
    "x={{v}}; trap 'rm -f \"$x\"' EXIT",
    "trap - EXIT; echo {{v}}",
    "trap '' INT TERM; echo {{v}}",
    ". ./env {{v}}",
    'log() { echo "$(date) $1"; }; log {{v}} >> /var/log/x; bash deploy.sh',
    'log() { echo "$1" | tee -a log; }; log {{v}}; bash deploy.sh',
    'f() { curl "$1"; }; x=$(f {{v}}); ls $x',
    'x={{v}}; y=$(curl $y "$x"); ls $y',
    "exec > >(tee log) 2>&1; echo {{v}}; bash deploy.sh",
    "exec 3> log; echo {{v}} >&3; exec 3>&-",
    ': "${HOST:=localhost}"; ping -c1 "$HOST"; echo {{v}}',
    'x={{v}}; y=x; echo "${!y}"',
    "if [[ {{v}} =~ ^[a-z/]+$ ]]; then echo ok; fi",
    "export x={{v}}; env | sort > y; . ./z",
    'cd {{v}}; tar czf "$PWD/x.tgz" .; eval "$(ssh-agent -s)"',
  ])("%s", (code) => expect(renderCode(code, { v: "/srv/a b" }).ok).toBe(true));
});
