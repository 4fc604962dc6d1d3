/** Where placeholders stand: one table, from plain words to code within code. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is shell code
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { placementsOf } from "../../src/shell/placement.ts";

function kinds(code: string): string[] {
  return placementsOf(code).map(({ kind, via }) => (via === null ? kind : `${kind} via ${via}`));
}

const table: Record<string, [code: string, ...kinds: string[]][]> = {
  "plain data is quoted": [
    ["echo {{a}} x{{a}}y", "word", "word"],
    ['echo "{{a}}" x"{{a}}"y', "doubleQuoted", "doubleQuoted"],
    ['echo "$(cat {{a}})" $(cat "{{a}}")', "word", "doubleQuoted"],
    ["diff <(sort {{a}}) {{a}}", "word", "word"],
    ["sort < {{a}} > {{a}} 2>> {{a}}", "redirection", "redirection", "redirection"],
    ["cat <<< {{a}}", "word"],
    ['x={{a}} y="{{a}}"', "assignment", "doubleQuoted"],
    ["x={{a}} cmd", "assignment"],
    ["export X={{a}}", "assignment"],
    ["x=(one {{a}})", "assignment"],
    ["for x in {{a}}; do cat {{a}}; done", "word", "word"],
    ["case {{a}} in b) ;; esac", "word"],
    ["[ {{a}} = b ] && test -f {{a}}", "word", "word"],
    ["[[ -f {{a}} && {{a}} == b ]]", "word", "word"],
    ["cat *{{a}} {{a}}*", "word", "word"],
    ["if true; then { cat {{a}}; } fi | (cat {{a}})", "word", "word"],
    ["systemctl restart {{a}} && ! systemctl is-failed {{a}}", "word", "word"],
  ],
  "a wrapper's arguments are data, and so are those of what it runs": [
    ["sudo -u {{a}} systemctl restart {{a}}", "word", "word"],
    ["env X={{a}} timeout 5 cat {{a}}", "word", "word"],
    ["find {{a}} -name {{a}} -exec cat {{a}} ;", "word", "word", "word"],
    ["docker exec -e X={{a}} {{a}} cat {{a}}", "word", "word", "word"],
    ["docker compose exec {{a}} cat {{a}}", "word", "word"],
    ["kubectl -n {{a}} exec pod/{{a}} -- cat {{a}}", "word", "word", "word"],
    ["lxc exec {{a}} -- cat {{a}}", "word", "word"],
    ["command -v {{a}}", "word"],
    ["bash -c 'cat \"$1\"' _ {{a}}", "word"],
    ["bash -s {{a}} < x.sh", "word"],
    ["bash -eu x.sh {{a}}", "word"],
    ["source x.sh {{a}}", "word"],
  ],
  "places that cannot be quoted are strict": [
    ["echo '{{a}}' \"'{{a}}'\"", "singleQuoted", "doubleQuoted"],
    ["echo $'{{a}}' $\"{{a}}\"", "otherQuotes", "otherQuotes"],
    ["cat <<E\n{{a}} $(cat {{a}})\nE", "heredoc", "heredoc"],
    ["cat <<'E'\n{{a}}\nE", "heredocQuoted"],
    ["cat <<{{a}}\nE", "unknown"],
    ["# {{a}}\ncat # {{a}}", "comment", "comment"],
    ["echo `cat {{a}}` `cat \\`cat {{a}}\\``", "backticks", "backticks"],
    ["echo ${x:-{{a}}} ${x#{{a}}} ${x/b/{{a}}}", "parameter", "parameter", "parameter"],
    ["echo {b,{{a}}} [{{a}}] @(b|{{a}})", "pattern", "pattern", "pattern"],
    ["case b in {{a}}) ;; esac", "pattern"],
    ["[[ b == {{a}} || b =~ {{a}} ]]", "pattern", "pattern"],
    ["cat >&{{a}} <&{{a}}", "descriptor", "descriptor"],
    ['echo \\{{a}} "\\{{a}}" \\\\{{a}}', "unknown", "unknown", "word"],
    ["echo {{a}} (", "unknown"],
    ['echo {{a}} "', "unknown"],
  ],
  "arithmetic takes digits": [
    ["echo $(({{a}} + 1)) $[{{a}}]", "arithmetic", "arithmetic"],
    ["(( {{a}} > 1 ))", "arithmetic"],
    ["for ((i = {{a}}; i < 2; i++)); do cat {{a}}; done", "arithmetic", "word"],
    ["[[ {{a}} -gt 1 ]]", "arithmetic"],
    ["let x={{a}}", "arithmetic"],
    ["x[{{a}}]=1 y=([{{a}}]=1)", "arithmetic", "arithmetic"],
    ["echo ${x[{{a}}]} ${x:{{a}}:2}", "arithmetic", "arithmetic"],
    ["RANDOM={{a}}", "arithmetic"],
  ],
  "what another program reads as code is strict": [
    ["bash -c 'cat {{a}}'", "nestedCode"],
    ['bash -lc "cat {{a}}"', "nestedCode"],
    ["eval cat {{a}}", "nestedCode"],
    ["trap 'rm {{a}}' EXIT", "nestedCode"],
    ["ssh -p {{a}} {{a}} 'cat {{a}}'", "nestedCode", "nestedCode", "nestedCode"],
    ["ssh host cat {{a}}", "nestedCode"],
    ["su - postgres -c 'cat {{a}}'", "nestedCode"],
    ["watch -n 2 'cat {{a}}'", "nestedCode"],
    ["sudo -u root bash -c 'cat {{a}}'", "nestedCode"],
    ["docker exec x sh -c 'cat {{a}}'", "nestedCode"],
    ["/usr/bin/python3.11 -c 'print({{a}})'", "nestedCode"],
    ["psql -c 'select {{a}}'", "nestedCode"],
    ["sed -i 's/{{a}}/b/' file", "nestedCode"],
    ["find . -exec sh -c 'cat {{a}}' ;", "nestedCode"],
    ["xargs -n 1 sh -c 'cat {{a}}'", "nestedCode"],
    ["some-wrapper --fast bash -c 'cat {{a}}'", "nestedCode"],
    ["$RUN {{a}}", "nestedCode"],
    ["bash <<< 'cat {{a}}'", "nestedCode"],
    ["bash <<E\ncat {{a}}\nE", "nestedCode"],
    ["ssh host bash -s <<'E'\ncat {{a}}\nE", "nestedCode"],
    ["psql < {{a}}", "nestedCode"],
    ["echo 'cat {{a}}' | sort | bash", "nestedCode"],
    ["sort {{a}} | xargs cat", "nestedCode"],
    ['echo {{a}} | while read -r x; do ssh "$x" uptime; done', "nestedCode via <"],
    ['while read -r x; do ssh "$x" uptime; done <<< {{a}}', "nestedCode via <"],
    ["bash <(echo {{a}})", "command"],
    ["python3 <(echo {{a}})", "nestedCode"],
    ["echo cat | ssh host {{a}} x", "command"],
    ["cat {{a}} | ssh host 'cat > {{a}}'", "word", "nestedCode"],
    ["read {{a}}; unset {{a}}; declare {{a}}", "nestedCode", "nestedCode", "nestedCode"],
    ["printf -v {{a}} x; printf %s {{a}}", "nestedCode", "word"],
    ["[ -v {{a}} ]; [[ -v {{a}} ]]", "nestedCode", "nestedCode"],
    ["declare -a x={{a}}; local y={{a}}", "nestedCode", "nestedCode"],
  ],
  "what decides what runs takes nothing": [
    ["{{a}}", "command"],
    ["/opt/{{a}}/bin/run", "command"],
    ['"{{a}}" x', "command"],
    ["$(echo {{a}}) x", "command"],
    ["sudo {{a}} x", "command"],
    ["env X=1 {{a}}", "command"],
    ["env {{a}} cat", "command"],
    ["env PATH={{a}} cat", "command"],
    ["timeout 5 {{a}}", "command"],
    ["xargs {{a}}", "command"],
    ["find . -exec {{a}} ;", "command"],
    ["docker exec x {{a}}", "command"],
    ["lxc exec x -- {{a}}", "command"],
    ["bash {{a}}", "command"],
    ["source {{a}}", "command"],
    ["exec {{a}}", "command"],
    ["bash -c '{{a}} x'", "command"],
    ["bash -c {{a}}", "command"],
    ["eval {{a}}", "command"],
    ["ssh host '{{a}} x'", "command"],
    ["ssh host {{a}}", "command"],
    ["bash <<E\n{{a}} x\nE", "command"],
    ["cat {{a}} | bash", "command"],
    ["{{a}}=1", "command"],
    ["x{{a}}=1 cmd", "command"],
    ["export {{a}}=1", "command"],
    ["export {{a}}", "command"],
    ["PATH={{a}}:/bin", "command"],
    ["LD_PRELOAD={{a}} cat x", "command"],
    ["{{a}}() { cat; }", "command"],
    ["for {{a}} in b; do cat; done", "command"],
    ["cat {{{a}}}> x", "command"],
    ["echo ${{a}} $x{{a}} ${{{a}}}", "variableName", "variableName", "variableName"],
  ],
  "a variable is followed to where it is used": [
    ['x={{a}}; cat "$x"', "assignment"],
    ["x={{a}}\ncat <<E\n$x\nE", "assignment"],
    ['x={{a}}; bash -c \'cat "$1"\' _ "$x"', "assignment"],
    ["x={{a}}; cat $x", "unquotedLater via x"],
    ["x={{a}}; y=$x; cat $y", "unquotedLater via x"],
    ["x={{a}}; y=$x; x=$y; cat $z", "assignment"],
    ['x="{{a}}"; eval "cat $x"', "nestedCode via x"],
    ['x="{{a}}"; eval "$x"', "command via x"],
    ['x={{a}}; ssh host "cat $x"', "nestedCode via x"],
    ["x={{a}}; trap 'ssh host cat $x' EXIT", "nestedCode via x"],
    ['x={{a}}; echo "$x" | bash', "command via x"],
    ["x={{a}}; echo ${!x}", "nestedCode via x"],
    ["x={{a}}; echo ${x@P}", "nestedCode via x"],
    ["declare -i x; x={{a}}", "nestedCode via x"],
    ["x={{a}}; (( x > 1 ))", "arithmetic via x"],
    ["x={{a}}; [[ $x -gt 1 ]]", "arithmetic via x"],
    ["x={{a}}; echo ${y:x}", "arithmetic via x"],
    ["x={{a}}; [[ b == $x ]]", "pattern via x"],
    ["x={{a}}; $x y", "command via x"],
    ["for x in {{a}}; do $x; done", "command via x"],
    ["echo {{a}} | while read -r x; do $x; done", "command via <"],
    ['echo {{a}} | while read -r x; do cat "$x"; done', "word"],
    ["read -r x <<< {{a}}; cat $x", "unquotedLater via <"],
    ["mapfile -t x < <(cat {{a}}); $x", "command via <"],
    ['f() { cat "$1" "$@"; }; f {{a}} {{a}}', "word", "word"],
    ['f() { "$@"; }; f {{a}} {{a}}', "command via $1", "word"],
    ['f() { shift; "$@"; }; f {{a}} {{a}}', "command via $1", "command via $2…"],
    ["f() { cat $2; }; f {{a}} {{a}}", "unquotedLater via $1", "unquotedLater via $2…"],
    ['set {{a}}; eval "cat $1"', "nestedCode via $1"],
    ["bash -c 'eval \"cat $1\"' _ {{a}}", "nestedCode via $1"],
    ["x=$(cat {{a}}); cat $x", "word"],
    ['x=$(cat {{a}}); eval "$x"', "command via x"],
  ],
};

for (const [title, rows] of Object.entries(table)) {
  describe(title, () => {
    test.each(rows)("%j", (code, ...expected) => {
      expect(kinds(code)).toEqual(expected);
    });
  });
}

test("only what may be an option by itself is an argument", () => {
  const code = 'x={{a}} cat {{a}} --y={{a}} < {{a}}; for y in {{a}}; do cat "{{a}}"; done';
  expect(placementsOf(code).map(({ argument }) => argument)).toEqual([
    false,
    true,
    true,
    false,
    false,
    true,
  ]);
});

test("each placeholder has a placement, whatever is around it", () => {
  const piece = fc.constantFrom(
    ..."{{a}} {{b}} ' \" ` $( ${ $(( [[ ]] )) ) } { ; & | < > << E \n # \\ $ = * ( if do done x eval".split(
      / /,
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), fc.constantFrom("", " "), (pieces, space) => {
      const code = pieces.join(space);
      const placements = placementsOf(code);
      const names = [...code.matchAll(/\{\{([ab])\}\}/g)].map((match) => match[1]);
      expect(placements.map(({ name }) => name)).toEqual(names);
    }),
    { numRuns: 1000 },
  );
});
