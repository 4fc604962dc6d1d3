/** Values with a sign that a program heeds in its data, `@file` and its like: refused there, and nowhere else. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is shell code
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderCode } from "../../src/shell/render.ts";
import fc, { cases } from "../support/properties.ts";
import { installPrograms, runCases } from "./bash-cases.ts";
import { anyValue } from "./hostile-values.ts";

/** What is wrong with each value, or the code. */
function render(code: string, v: string): string {
  const rendered = renderCode(code, { v, w: "w" });
  return rendered.ok ? rendered.code : rendered.problems.map(({ text }) => text).join("\n");
}

describe("is refused where the program would heed it", () => {
  test.each([
    [
      "curl -d {{v}} x",
      "@/etc/passwd",
      "curl, which would read the file that `@` at its start names",
    ],
    ["curl -d {{v}} x", "@/etc/passwd", "write `--data-raw {{v}}`"],
    ['curl -sd "{{v}}" x', "@x", "is given to curl, which would read the file"],
    ["curl --data={{v}} --json {{w}} x", "@x", "is given to curl, which would read the file"],
    ["curl --dat {{v}} x", "@x", "is given to curl, which would read the file"],
    ["curl --da={{v}} x", "@x", "is given to curl, which would read the file"],
    ["ip netns exec a curl -d {{v}} x", "@x", "curl, which would read the file"],
    ["docker run --rm curlimages/curl:8.1 -d {{v}}", "@x", "curl, which would read the file"],
    ["docker run amazon/aws-cli ssm put {{v}}", "file://x", "aws, which would read the file"],
    ["proxychains -q curl -d {{v}} x", "@x", "curl, which would read the file"],
    ["chpst -u a curl -d {{v}} x", "@x", "curl, which would read the file"],
    ["firejail --quiet curl -d {{v}} x", "@x", "curl, which would read the file"],
    ["curl -H {{v}} x", "@x", "curl, which would read the file"],
    ["curl -d {{w}}{{v}} x", "@x", "curl, which would read the file"],
    ['curl -d "$y"{{v}} x', "@x", "curl, which would read the file"],
    ["sudo timeout 5 /usr/bin/curl -d {{v}} x", "@x", "curl, which would read the file"],
    ["find . -exec curl -d {{v}} ';'", "@x", "curl, which would read the file"],
    ["ssh host curl -d {{v}} x", "@x", "curl, which would read the file"],
    ["bash -c 'curl -d \"$1\" x' _ {{v}}", "@x", "curl, which would read the file"],
    ['x={{v}}; curl -d "$x" x', "@x", "is given to curl, which would read the file"],
    ['f() { curl -d "$1" x; }; f {{v}}', "@x", "curl, which would read the file"],
    ['x=$(echo {{v}}); curl -d "$x" x', "@x", "curl, which would read the file"],
    ["curl -F a={{v}} x", "@x", "write `--form-string field={{v}}`"],
    ["curl -F a={{v}} x", "<x", "for `@` or `<` at its start"],
    ["curl -F a={{v}} x", "a;headers=@x", "more settings after `;`"],
    ["curl -F {{v}} x", "a=@x", "curl, which would read a file"],
    ["curl --data-urlencode {{v}} x", "a@x", "write `field={{v}}`"],
    ["helm upgrade a b --set image.tag={{v}}", "1,image.repository=x", "`--set-literal key={{v}}`"],
    [
      "helm install a b --set-string a={{v}}",
      "{a,b}",
      "helm, which reads other settings after a comma",
    ],
    ['helm template a b --set "a={{w}},b={{v}}"', "{a", "lists in braces"],
    ["helm template a b --set a=x{{v}}", "a\\", "backslashes"],
    ["helm template a b --set {{v}}=x", "a=1,b", "helm, which reads other settings after a comma"],
    [
      "helm template a b --set-file a={{v}}",
      "x,b=y",
      "helm, which reads other settings after a comma",
    ],
    [
      "helm template a b --set-json a={{v}}",
      "1,b=2",
      "helm, which reads other settings after a comma",
    ],
    ["vault kv put secret/x a={{v}}", "@x", "would read the file behind `@`"],
    ["vault kv put secret/x a={{v}}", "-", "standard input for `-`"],
    ["vault write auth/x {{v}}", "a=@x", "would read the file behind `@`"],
    ["consul kv put a {{v}}", "@x", "write `printf %s {{v}} | consul kv put key -`"],
    ["gh api repos/x -F a={{v}}", "@x", "write `-f key={{v}}`"],
    ["http POST example.com a={{v}}", "@x", "would read the file that stands after `@`"],
    ["http POST example.com a:={{v}} X:{{w}}", "@x", "the file that stands after `@`"],
    ["http POST example.com a={{v}}", "=@x", "would read the file that stands after `@`"],
    ["http POST example.com {{v}}", "a@x", "would read the file that stands after `@`"],
    ["az vm create -n {{v}}", "@x", "az, which would read the file"],
    ["az vm create --name={{v}}", "@x", "az, which would read the file"],
    ["aws ssm put-parameter --value {{v}}", "file:///etc/passwd", "aws, which would read the file"],
    ["aws ec2 run-instances --user-data={{v}}", "fileb://x", "aws, which would read the file"],
    ["systemd-run ls {{v}}", "${HOME}", "write `--expand-environment=no`"],
    ["systemd-run ls {{v}}", "a$HOME", "systemd, which fills in a variable"],
    ['x={{v}}; systemd-run ls "a $x"', "$HOME", "systemd, which fills in a variable"],
    ["strace -o {{v}} ls", "|x", "strace, which would run what stands after `|` or `!`"],
    ["ansible-playbook x.yml -e {{v}}", "@x", "write `-e variable={{v}}`"],
    ["ansible all -m ping -e {{v}}", "a=b", "write `-e variable={{v}}`"],
    ["curl -d $'{{v}}' x", "@x", "curl, which would read the file"],
    ['curl -d $"{{v}}" x', "@x", "curl, which would read the file"],
    ["curl -d $''{{v}} x", "@x", "curl, which would read the file"],
    ["curl -d {a,}{{v}} x", "@x", "curl, which would read the file"],
    ["curl {-d,-s} {{v}} x", "@x", "curl, which would read the file"],
    ['curl -d "$(true)${y:-$(z)}{{v}}" x', "@x", "curl, which would read the file"],
    ['x="${y}{{v}}"; curl -d "$x" x', "@x", "curl, which would read the file"],
    ['x=${y:-}{{v}}; curl -d "$x" x', "@x", "curl, which would read the file"],
    ['x="$(y "a)b")"{{v}}; strace -o "$x" ls', "!x", "strace, which would run"],
    ['o=(-o "${y}{{v}}"); strace -f "${o[@]}" ls', "|x", "strace, which would run"],
    ['x="$y"{{v}}; strace -o "$x" ls', "!x", "strace, which would run"],
    ['f() { curl -d "$1" "$2"; }; f "${y}{{v}}" x', "@x", "curl, which would read the file"],
    ['strace "$y" -o {{v}} ls', "|x", "strace, which would run"],
    ["curl --variable {{v}} x", "a@x", "that stands after `@`"],
    ["curl --expand-data {{v}} x", "@x", "curl, which would read the file"],
    ["curl --url {{v}}", "@x", "curl, which would read the file"],
    ["curl --data-urlencode {{v}} x", "a@x=b", "that stands after `@`"],
    ["curl -F a=@{{v}} x", "/a,/b", "curl, which would send the file after a comma"],
    ["curl -F a=@{{v}} x", "/a;headers=@b", "reads settings after `;`"],
    ["gh workflow run x -F a={{v}}", "@x", "write `-f key={{v}}`"],
    [
      "vault login -method=userpass username=a password={{v}}",
      "@x",
      "would read the file behind `@`",
    ],
    ["vault policy write a {{v}}", "-", "standard input for `-`; give another value"],
    ["nomad var put secret/x a={{v}}", "@x", "would read the file behind `@`"],
    ["nomad var put {{v}} a=b", "@x", "would read the file behind `@`"],
    ["http POST x {{w}}={{v}}", "@x", "that stands after `@`"],
    ['http POST x "$n"={{v}}', "@x", "that stands after `@`"],
    ["http POST x 'a b='{{v}}", "@x", "that stands after `@`"],
    ["http x {{v}}", "a:=@x", "that stands after `@`"],
    ["az webapp config appsettings set --settings A={{v}}", "@x", "az, which"],
    ["az deployment create --parameters {{v}}", "a=@x", "az, which"],
    ["systemd-run ls --expand-environment=no {{v}}", "$HOME", "systemd, which"],
    ["systemd-run --scope --expand-environment=yes ls {{v}}", "$HOME", "systemd, which"],
    ["env x={{v}} bash -c 'curl -d \"$x\" x'", "@x", "curl, which would read the file"],
    ['sudo "x={{v}}" bash -c \'curl -d "$x" x\'', "@x", "curl, which would read the file"],
    ["docker run --env=x={{v}} i bash -c 'curl -d \"$x\" x'", "@x", "curl, which"],
    ["env x={{v}} bash -c 'curl -F \"a=$x\" x'", "a;b", "more settings after `;`"],
    ["bash -c 'x={{v}}; curl -d \"$x\" x'", "@x", "curl, which would read the file"],
    ['z={{v}}; n=z; curl -d "${!n}" x', "@x", "curl, which would read the file"],
    ["getopts d: o -d {{v}}; curl -d $OPTARG x", "@x", "curl, which would read the file"],
    ['getopts d: o -d{{v}}; curl -d "$OPTARG" x', "@x", "curl, which would read the file"],
    ['while getopts d: o -d {{v}}; do curl -d "$OPTARG" x; done', "@x", "curl, which"],
    ['f() { getopts d: o; curl -d "$OPTARG" x; }; f -d{{v}}', "@x", "curl, which"],
    ["alias q='curl -d'\nq {{v}} x", "@x", "curl, which would read the file"],
  ])("in %j, %j: %s", (code, v, words) => {
    expect(render(code, v)).toContain(words);
    expect(render(code, v)).toMatch(/^`\{\{v\}\}` is given to .*[^.]$/s);
  });
});

describe("is refused where something else than a shell in sight may run the program", () => {
  test.each([
    "tmux new -d curl -d {{v}} x",
    "tmux new -d 'curl -d {{v}} x'",
    "tmux new -d 'cd y && curl -d {{v}} x'",
    "tmux new -d 'if y; then curl -d {{v}} x; fi'",
    "tmux new -d \"ssh host 'curl -d {{v}} x'\"",
    "tmux send-keys 'curl -d {{v}} x' Enter",
    "tmux send-keys 'curl -d ' {{v}} Enter",
    "screen -dm curl -d {{v}} x",
    "screen -X stuff 'curl -d {{v}} x\\n'",
    "entr curl -d {{v}} x",
    "mytool sh -c 'curl -d {{v}} x'",
    "crontab <<E\n0 3 * * * curl -d {{v}} x\nE",
    "crontab <<< '0 3 * * * curl -d {{v}} x'",
    "echo '0 3 * * * curl -d {{v}} x' | crontab -",
    "cat <<E | sh\ncurl -d {{v}} x\nE",
    "fish -c 'curl -d {{v}} x'",
  ])("%j", (code) => {
    expect(render(code, "@x")).toContain("is given to curl, which would read the file");
    expect(render(code, "x")).not.toContain("is given to");
  });
});

describe("is refused where it gets to the program in a list of words", () => {
  test.each([
    ['args=(-sS -d {{v}}); curl "${args[@]}" x', "@x", "curl, which would read the file"],
    ['args=(-d {{v}}); curl ${args[@]+"${args[@]}"} x', "@x", "curl, which would read the file"],
    ['args=(-d); args+=({{v}}); curl "${args[@]}" x', "@x", "curl, which would read the file"],
    [
      'args+=(--set a={{v}}); helm upgrade a b "${args[@]}"',
      "1,b=2",
      "helm, which reads other settings",
    ],
    ['x={{v}}; args=(-d "$x"); curl "${args[@]}" x', "@x", "curl, which would read the file"],
    ['set -- -d {{v}}; curl "$@" x', "@x", "curl, which would read the file"],
    ['set -- curl -d {{v}}; "$@" x', "@x", "curl, which would read the file"],
    ['f() { curl "$1" "$2" x; }; f -d {{v}}', "@x", "curl, which would read the file"],
    ['api() { curl -sS "$@"; }; api -d {{v}} x', "@x", "curl, which would read the file"],
    ['api() { shift; curl "$@"; }; api x --json {{v}} x', "@x", "curl, which would read the file"],
    [
      'up() { helm upgrade --install "$@"; }; up a b --set tag={{v}}',
      "1,b=2",
      "helm, which reads other settings",
    ],
    ['run() { "$@"; }; run curl -d {{v}} x', "@x", "curl, which would read the file"],
    ["bash -c 'curl \"$@\"' _ -d {{v}} x", "@x", "curl, which would read the file"],
    ['args=(-s -d); curl "${args[@]}" {{v}} x', "@x", "curl, which would read the file"],
    ["o='-s -d'; curl $o {{v}} x", "@x", "curl, which would read the file"],
    ['o="-s -d {{v}}"; curl $o x', "@x", "curl, which would read the file"],
    ["HELM=helm; $HELM upgrade a b --set tag={{v}}", "1,b=2", "helm, which reads other settings"],
    ["${HELM:-helm} upgrade a b --set tag={{v}}", "1,b=2", "helm, which reads other settings"],
    ["CURL='curl -sS'; $CURL -d {{v}} x", "@x", "curl, which would read the file"],
    ['CURL="curl -sS -H $h"; $CURL -d {{v}} x', "@x", "curl, which would read the file"],
    ["f() { curl \"$@\"; }\nalias q='f -d'\nq {{v}} x", "@x", "curl, which would read the file"],
    ["bash -c 'a=(-d {{v}}); curl \"${a[@]}\" x'", "@x", "curl, which would read the file"],
    ["env x={{v}} bash -c 'curl -d $x x'", "@x", "curl, which would read the file"],
  ])("in %j, %j: %s", (code, v, words) => {
    expect(render(code, v)).toContain(words);
    expect(render(code, v)).toMatch(/^`\{\{v\}\}` is given to .*[^.]$/s);
  });
});

describe("passes where it is no more than a part of the value", () => {
  test.each([
    ["curl -d {{v}} x", "a=1&b=me@example.com"],
    ["curl -d a={{v}} x", "@x"],
    ["curl --data-raw {{v}} x", "@x"],
    ["curl --data-r {{v}} x", "@x"],
    ["curl --form-s a={{v}} x", "@x"],
    ["docker run -e A={{v}} curlimages/curl x", "@x"],
    ["apt install curl -d {{v}}", "@x"],
    ['f() { curl -o "$1" "$2"; }; f a {{v}}', "https://example.com"],
    ['curl -d "{\\"a\\": \\"{{v}}\\"}" x', "@x"],
    ['x="a={{v}}"; curl -d "$x" x', "@x"],
    ["curl -d \"$(jq -n --arg v {{v}} '{a: $v}')\" x", "@x"],
    ["x=$(jq -n --arg v {{v}} '{a: $v}'); curl -d \"$x\" x", "@x"],
    ["curl -d @{{v}} x", "/srv/a,b"],
    ["curl -H {{v}} x", "Accept: text/plain; q=1"],
    ['curl -H "X: {{v}}" -o {{w}} x', "@x"],
    ["curl --form-string a={{v}} x", "@x;y"],
    ["curl -F a={{v}} x", "me@example.com"],
    ["curl -F a=@{{v}} x", "/srv/a b"],
    ["curl --data-urlencode a={{v}} x", "@x a"],
    ["curl {{v}}", "https://me@example.com/a;b?c=@d"],
    ["echo {{v}}", "@x"],
    ["helm upgrade a b --set image.tag={{v}}", "v1.2.3-rc.1+b"],
    ["helm upgrade a b --set a={{v}}", "https://example.com:8443/a?b=c d"],
    ["helm upgrade a b --set-string a={{v}}", "p@ss=word==[1] {x}$"],
    ["helm upgrade a b --set {{v}}", "image.tag=1.2"],
    ["helm upgrade a b --set-literal a={{v}}", "a,b={c}\\"],
    ["helm upgrade {{v}} b -f {{w}} -n {{v}}", "a,b"],
    ["vault kv put secret/{{v}} a={{w}}", "me@example.com"],
    ["vault kv put secret/x a={{v}}", "me@example.com - a=b"],
    ["vault kv get {{v}}", "@x"],
    ["consul kv put a {{v}}", "me@example.com"],
    ["gh api repos/{{v}} -f a={{w}}", "x/y"],
    ["gh api repos/x -f a={{v}}", "@x"],
    ["gh pr create -F {{v}}", "@x"],
    ["http GET {{v}}", "https://me@example.com:8080/a@b"],
    ["http GET example.com/{{v}}", "me@example.com"],
    ["http POST example.com a={{v}}", "me@example.com"],
    ["az vm create -n {{v}}", "web-1"],
    ["az ad user show --id {{v}}", "me@example.com"],
    ["aws s3 cp {{v}} s3://{{w}}", "/srv/a b"],
    ["aws sns subscribe --notification-endpoint {{v}}", "https://example.com/hook"],
    ["systemd-run --unit={{w}} ls {{v}}", "/srv/a b;c"],
    ["systemd-run ls {{v}}", "50% of %h"],
    ["systemd-run --expand-environment=no ls {{v}}", "$HOME %h"],
    ["strace -o {{v}} ls", "/tmp/a|b"],
    ["ansible-playbook x.yml -e a={{v}}", "web@1=2"],
    ["ansible-playbook {{v}} --limit {{w}}", "a b.yml"],
    ["curl --url {{v}}", "https://me@example.com"],
    ["curl -o -d {{v}} x", "@x"],
    ["curl -sXd {{v}} x", "@x"],
    ["curl --data-urlencode {{v}} x", "q=me@example.com"],
    ["curl -d $'a\\n'{{v}} x", "@x"],
    ["curl -F a={{v}} x", "a, b"],
    ['x=${y:-}a{{v}}; curl -d "$x" x', "@x"],
    ["http -a {{v}} x", "me:a@b"],
    ["http $M example.com/{{v}}", "me@example.com"],
    ["http --session {{v}} POST x a=b", "a@b"],
    ["http --raw {{v}} x", "a@b"],
    ["http POST x {{v}}", "name=me@example.com"],
    ["systemd-run --scope ls {{v}}", "$HOME"],
    ["systemd-run -E A={{v}} ls", "$HOME"],
    ["strace ls -o {{v}}", "|x"],
    ["vault login -method=userpass username={{v}}", "me@example.com"],
    ["nomad var put {{v}} a=b", "nomad/jobs/x"],
    ["az x --tags owner={{v}}", "me@example.com"],
    ['args=(-u {{v}}); curl "${args[@]}" x', "me@example.com"],
    ['args=(-H {{v}} -o {{w}}); curl "${args[@]}" x', "Accept: text/plain; q=1"],
    ['args=(-n {{v}}); kubectl get "${args[@]}"', "@x"],
    ['x={{v}}; args=(-d "$x"); curl "${args[@]}" x', "a=me@example.com;b"],
    ['curl "$@" {{v}}', "https://me@example.com/a;b"],
    ['up() { helm upgrade "$@"; }; up {{v}} b --set a={{w}}', "a,b"],
    ['api() { curl -sS "https://example.com/$1"; }; api {{v}}', "@x"],
    ['api() { curl -X "$1" "x/$2" "${@:3}"; }; api POST {{v}} --json x', "a@b;c"],
    ["$x -d {{v}} y", "@x"],
    ["curl $o -d {{v}} x", "a,b=me@example.com"],
    ["env x=a{{v}} bash -c 'curl -d \"$x\" x'", "@x"],
    ["sudo x={{v}} bash -c 'curl -d \"a=$x\" x'", "@x"],
    ["tmux new -d 'curl -d a={{v}} x'", "@x"],
    ["tmux new -s curl {{v}}", "x"],
    ["psql -c 'select {{v}} from curl'", "x"],
    ['f() { getopts d: o; curl -d "a=$OPTARG" x; }; f -d{{v}}', "@x"],
  ])("in %j, %j", (code, v) => {
    expect(renderCode(code, { v, w: "w" }).ok).toBe(true);
  });
});

/** Programs that spring the trap where the real one would read a file, take another setting, or fill in. */
const programs = {
  curl:
    "text=${2#*=}; case $1 in -d) [[ $2 != @* ]];; --data-urlencode) [[ $2 != *@* || $2 == *=* ]];; " +
    '-F) [[ $2 != *=* || $text != [@\\<]* && $text != *";"* ]];; esac || : > "$TRAP"',
  bash: 'exec /bin/bash "$@"',
  env: 'exec /usr/bin/env "$@"',
  helm: 'case ${2#*=} in \\{*|*,*|*\\\\*) : > "$TRAP";; esac',
  vault: 'case $3 in *=*) case ${3#*=} in @*|-) : > "$TRAP";; esac;; esac',
  "systemd-run": 'case $2 in *[$]*) : > "$TRAP";; esac',
};

const heeding: readonly [code: string, sign: string][] = [
  ["curl -d {{v}}", "@x"],
  ['curl -d "{{v}}"', "@x"],
  ['x={{v}}; curl -d "$x"', "@x"],
  ['x="$y"{{v}}; curl -d "$x"', "@x"],
  ["curl -d $''{{v}}", "@x"],
  ['args=(-d {{v}}); curl "${args[@]}"', "@x"],
  ['args=(-d); curl "${args[@]}" {{v}}', "@x"],
  ['api() { curl "$@"; }; api -d {{v}}', "@x"],
  ["c=curl; $c -d {{v}}", "@x"],
  ["env x={{v}} bash -c 'curl -d \"$x\"'", "@x"],
  ["bash -c 'x={{v}}; curl -d \"$x\"'", "@x"],
  ['x={{v}}; n=x; curl -d "${!n}"', "@x"],
  ['getopts d: o -d{{v}}; curl -d "$OPTARG"', "@x"],
  ['f() { getopts d: o; curl -d "$OPTARG"; }; f -d {{v}}', "@x"],
  ["shopt -s expand_aliases\nf() { curl \"$@\"; }\nalias q='f -d'\nq {{v}}", "@x"],
  ["curl -F a={{v}}", "<x"],
  ["curl -F a=x{{v}}", ";headers=@x"],
  ["curl -F {{v}}", "a=@x"],
  ["curl --data-urlencode {{v}}", "a@x"],
  ["helm --set a={{v}}", "1,b=2"],
  ["helm --set a={{v}}", "{1"],
  ['y=a={{v}}; helm --set "$y"', "1\\,b=2"],
  ["vault write x a={{v}}", "@x"],
  ["vault write x {{v}}", "a=@x"],
  ["systemd-run ls {{v}}", "a${HOME}"],
];

describe("never gets to a program that heeds it", () => {
  let directory = "";
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), "firebreak-signs-"));
    installPrograms(directory, programs);
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  function springs(codes: readonly string[]): boolean[] {
    const trapOf = (at: number) => join(directory, `trap-${at}`);
    runCases(
      directory,
      codes.map((code, at) => `export TRAP=${trapOf(at)}\n${code}`),
    );
    return codes.map((_, at) => {
      const sprung = existsSync(trapOf(at));
      rmSync(trapOf(at), { force: true });
      return sprung;
    });
  }

  test("as it would where it is just put in", () => {
    const codes = heeding.map(([code, sign]) => code.replace("{{v}}", `'${sign}'`));
    const inQuotes = codes.map((code) => code.replace(/"'(.*)'"/, "'$1'"));
    expect(springs(inQuotes)).toEqual(heeding.map(() => true));
  });

  test("and some of anything else does", () => {
    const signs = fc.constantFrom(...heeding.map(([, sign]) => sign), ..."@<{,\\;-=%$");
    const signed = fc.tuple(signs, anyValue).map(([sign, text]) => `${sign}${text}`);
    const values = fc.sample(fc.oneof(signed, anyValue), cases(60));
    const codes = heeding.flatMap(([code]) =>
      values.flatMap((v) => {
        const rendered = renderCode(code, { v });
        return rendered.ok ? [rendered.code] : [];
      }),
    );
    expect(codes.length).toBeGreaterThan(100);
    const sprung = springs(codes);
    expect(codes.filter((_, at) => sprung[at])).toEqual([]);
  });
});
