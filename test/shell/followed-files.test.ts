/** Values that get into files, and from there to what reads code: by their names, or by what is written there. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is shell code
import { describe, expect, test } from "vitest";
import { placementsOf } from "../../src/shell/placement.ts";
import { renderCode } from "../../src/shell/render.ts";

/** The kinds that count in the end, without the moments at which the files are looked at. */
function kinds(code: string): string[] {
  return placementsOf(code).map(({ kind, via }) =>
    via === null ? kind : `${kind} via ${via.replace(/@\d+$/, "")}`,
  );
}

describe("the name of a file is code where code is made of names", () => {
  test.each([
    [": > ./out/aapre{{a}}; eval how ./out/*", "nestedCode via names"],
    [": > ./out/{{a}}; eval how ./out/*", "command via names"],
    [': >> x{{a}}; sh -c "echo $(ls)"', "nestedCode via names"],
    ["ls &> {{a}}; eval [a-z]*", "command via names"],
    ["touch {{a}}; *", "command via names"],
    ["mkdir -p x-{{a}}; eval $(find .)", "command via names"],
    ["sudo touch {{a}}; ls | sh", "command via names"],
    ['touch -- "{{a}}"; ls | xargs sh -c', "command via names"],
    ['cp x {{a}}; compgen -f | while read -r f; do eval "ls $f"; done', "command via names"],
    ['x={{a}}; touch -- "$x"; ls | xargs sh -c', "command via x"],
    ['touch {{a}}; for f in *; do eval "$f"; done', "command via names"],
    ['touch {{a}}; set -- *; eval "$1"', "command via names"],
    ["touch {{a}}; x='*'; eval $x", "command via names"],
    ["x=*; touch {{a}}; eval $x", "command via names"],
    ["touch x{{a}}; find . -exec sh -c 'cat {}' \\;", "unknown via names"],
    ["touch {{a}}; $RUN chmod 644 *", "unknown via names"],
    ['f() { eval "$(ls)"; }; touch {{a}}; f', "command via names"],
    ['f() { touch {{a}}; }; eval "$(ls)"', "command via names"],
    ['for i in 1 2; do eval "$(ls)"; touch {{a}}; done', "command via names"],
    ['sleep 1 && eval "$(ls)" & touch {{a}}', "command via names"],
    ["eval 'touch {{a}}'; eval *", "command via names"],
    ['eval "echo `ls \\`pwd\\``"; touch {{a}}', "word"],
    ['touch x{{a}}; sh -c "echo $(ls$x)"', "nestedCode via names"],
    ['touch x{{a}}; sh -c "echo $("$LS" /srv)"', "nestedCode via names"],
    ['touch x{{a}}; x=ls; sh -c "echo $($x)"', "nestedCode via names"],
    ['touch x{{a}}; x=ls; sh -c "echo $(sudo $x)"', "nestedCode via names"],
    ['touch x{{a}}; sh -c "echo $(${x:-/bin/ls})"', "nestedCode via names"],
    ['touch x{{a}}; sh -c "echo $($(echo /bin/ls))"', "nestedCode via names"],
    ['touch x{{a}}; sh -c "echo $(echo ls | sh)"', "nestedCode via names"],
    ['touch x{{a}}; sh -c "echo $(. "$f")"', "nestedCode via names"],
    ['run() { "$@"; }; touch x{{a}}; sh -c "echo $(run ls)"', "command via names"],
  ])("%s: %s", (code, ...expected) => expect(kinds(code)).toEqual(expected));
});

describe("what is written to a file is code where that is run", () => {
  test.each([
    ['echo "{{a}}" > f; bash f', "command via file:f"],
    ['echo "{{a}}" > f; . f', "command via file:f"],
    ['echo "X={{a}}" > /srv/f; source "$D/f"', "nestedCode via file:f"],
    ['echo "a; {{a}}" > f; source f', "command via file:f"],
    ["echo {{a}} > f; xargs -a f sh -c", "command via file:f"],
    ["echo {{a}} > f; xargs --arg-file=f sh -c '$0'", "command via file:f"],
    ["printf '%s\\n' {{a}} >> f; chmod +x f; ./f", "command via file:f"],
    ["echo {{a}} | tee f; bash f", "command via file:f"],
    ['echo "X={{a}}" | sudo tee -a f; . f', "nestedCode via file:f"],
    ['echo "X={{a}}" | cut -d= -f2 > f; . f', "command via file:f"],
    ["cat > f <<E\n{{a}}\nE\nbash f", "command via file:f"],
    ["tee f <<< {{a}}; bash f", "command via file:f"],
    ["{ echo {{a}}; } > f; bash < f", "command via file:f"],
    ["echo {{a}} | { cat > f; }; bash ./f", "command via file:f"],
    ["ls | { { cat > f; } <<< {{a}}; bash ./f; }", "command via <"],
    ["ls | { if x; then cat > f; fi < <(echo {{a}}); bash ./f; }", "command via <"],
    ['bash -c "echo {{a}}" > f; bash f', "command via file:f"],
    ["echo {{a}} > f; cat f | sh", "command via file:f"],
    ['echo {{a}} > f; eval "$(cat f)"', "command via file:f"],
    ['echo {{a}} > f; eval "$(<f)"', "command via file:f"],
    ["echo {{a}} > f; source <(cat f)", "command via file:f"],
    ['echo {{a}} > f; while read -r l; do eval "ls $l"; done < f', "command via file:f"],
    ["echo {{a}} > f; ssh host bash -s < f", "command via file:f"],
    ["echo x{{a}} > q.sql; psql -f q.sql", "nestedCode via file:q.sql"],
    ["echo {{a}} > s; sed -f s x", "command via file:s"],
    ["echo {{a}} > g; cp g h; bash h", "command via file:g"],
    ["echo {{a}} > g; cat g > h; bash h", "command via file:g"],
    ['echo {{a}} > "$f"; bash "$f"', "command via file:$f"],
    ['f=x.sh; echo {{a}} > "$f"; bash x.sh', "command via file:x.sh"],
    ['echo {{a}} > g; bash "$f"', "command via file:g"],
    ['echo {{a}} > g; for f in *.sh; do . "$f"; done', "command via file:g"],
    ['x={{a}}; echo "$x" > f; . f', "command via x"],
    ["echo {{a}} >> log; $RUN tail log", "unknown via file:log"],
    ['echo {{a}} > f; sh -c "echo $(cat$x *)"', "command via file:f"],
    ['echo {{a}} > f; sh -c "echo $(cat ${x:-/srv/f})"', "command via file:f"],
    ['echo {{a}} > f; sh -c "echo $(cat $(echo /srv/f))"', "command via file:f"],
  ])("%j: %s", (code, ...expected) => expect(kinds(code)).toEqual(expected));
});

describe("what operators do all day is left alone", () => {
  test.each([
    'eval "$(ssh-agent -s)"; touch {{a}}',
    'eval "$(ls)"; touch {{a}}',
    "set -a; . ./.env; set +a; echo {{a}} > out",
    "echo {{a}} >> log; source venv/bin/activate",
    "echo {{a}} > g; bash f",
    "touch {{a}}; ls | xargs rm",
    "touch {{a}}; ls *.log | wc -l; rm -f ./*.tmp",
    "touch {{a}}; case $x in a*) ls *.conf ;; esac; [[ $x == b* ]]",
    'mkdir -p /srv/{{a}}; ssh host "ls /srv/* | wc -l"',
    "mkdir -p {{a}}; find /srv -name '*.log' -exec gzip {} +",
    'touch {{a}}; for f in *; do cat "$f"; done',
    'touch {{a}}; x=$(ls | tail -1); cat "/srv/$x"',
    'touch {{a}}; x=$(hostname); ssh host "ping $x"',
    'cp x {{a}}; v=$(cat VERSION); ssh host "deploy $v"',
    "echo {{a}} > f; x=$(cat f); echo $x",
    "echo {{a}} > f; xargs -a f rm",
    "echo {{a}} | sudo tee /etc/x.conf; nginx -t && systemctl reload nginx",
    "echo {{a}} > x.yaml; kubectl apply -f x.yaml",
    "echo {{a}} > q; $SUDO systemctl restart x",
    "echo {{a}} > x.txt; sed -n 1,3p x.txt | sort | uniq -c",
    "touch {{a}}; p='*.log'; rm $p",
    "ls {{a}} > /dev/null; $RUN null",
    'while read -r h; do ls {{a}} > x; ssh -n "root@$h" uptime; done < hosts',
    'for h in a b; do n=$(grep "$h" hosts); ls {{a}} > x; sed "s/N/$n/" x; done',
    'for h in a b; do grep {{a}} x > y; sed "s|a|$h|" y; scp y "root@$h:/srv/"; done',
    "grep {{a}} x > x.conf; scp x.conf host: && ssh host 'cat x.conf >> /etc/x.conf'",
    "touch {{a}}; sh -c 'rm -f *'",
    'touch {{a}}; x=$("$BIN/kubectl" get pods); ssh host "ping $x"',
    'touch {{a}}; x=$(kubectl get pods); ssh host "ping $x"',
    'touch {{a}}; x=$($KUBECTL get pods); echo "$x" > y; ping "$x"',
  ])("%s", (code) => expect(kinds(code)).toEqual(["word"]));
});

test("in code of very many commands, files are not told apart by when they are written", () => {
  const reading = (times: number) => `${"ls\n".repeat(times)}eval "$(ls)"; touch {{a}}`;
  expect(kinds(reading(20))).toEqual(["word"]);
  expect(kinds(reading(2000))).toEqual(["command via names"]);
});

test("the name of a file is no part of what is written there", () => {
  expect(kinds('sed s/a/b/ x > {{a}}; bash x; r={{a}}; { date; ls "$r"; } > "$r"')).toEqual([
    "redirection",
    "assignment",
  ]);
  expect(kinds("echo {{b}} > /srv/{{a}}; bash /opt/{{c}}.sh")).toEqual([
    "word",
    "redirection",
    "command",
  ]);
});

test("a refusal says where the value would become code", () => {
  const refused = (code: string) => {
    const rendered = renderCode(code, { v: "a b" });
    return rendered.ok ? [] : rendered.problems.map(({ text }) => text);
  };
  expect(refused("touch x{{v}}; eval ls *")).toEqual([
    "`{{v}}` stands in the name of a file, and such names are read as code: only letters, digits and " +
      "_ . / : @ % + = , - can go there, and the value has a space; " +
      "write the names out where they are read",
  ]);
  expect(refused("echo {{v}} > f; bash f")).toEqual([
    "`{{v}}` stands in what is written to a file that is read as code: no value can go there; " +
      'let that code take it as an argument (`"$1"`)',
  ]);
});
