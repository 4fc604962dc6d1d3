/** Code made at random in which text from outside gets to where bash computes, or takes it for a name, or does not. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is shell code
import fc from "fast-check";

/** `evil` is a file with the text; each puts it into `x`. */
const sources = fc.constantFrom(
  "x=$(cat evil)",
  "x=`cat evil`",
  "x=$(<evil)",
  'x="$(cat evil)"',
  "read -r x < evil",
  'IFS= read -r x <<< "$(cat evil)"',
  "{ read -r x; } < evil",
  "while read -r y; do x=$y; done < evil",
  "cat evil | { read -r x; true; }; read -r x < <(cat evil)",
  "mapfile -t x < evil",
  'printf -v x %s "$(cat evil)"',
  'for x in "$(cat evil)"; do :; done',
  "for x in $(cat evil); do :; done",
  'set -- "$(cat evil)"; x=$1',
  "set -- $(cat evil); x=$*",
  "x=; x+=$(cat evil)",
  "declare x=$(cat evil)",
  "export x=$(cat evil)",
  'unset x; : "${x:=$(cat evil)}"',
  "x=($(cat evil))",
  'x[0]="$(cat evil)"',
  'f() { x=$1; }; f "$(cat evil)"',
  'f() { x=$2; }; f 1 "$(cat evil)"',
  "f() { cat evil; }; x=$(f)",
  "x=$(true && cat evil)",
  "x=$(cat evil | cat)",
  'select x in "$(cat evil)"; do break; done <<< 1 2> /dev/null',
  'getopts o: y -o "$(cat evil)"; x=$OPTARG',
  "[[ $(cat evil) =~ .* ]]; x=${BASH_REMATCH[0]}",
  "declare -n r=x; r=$(cat evil); unset -n r",
  'eval "x=\\$(cat evil)"',
  // These are harmless.
  "x=5",
  "x=$(cat evil | wc -l)",
  "x=$(echo 5)",
  "x=$((1 + 2))",
  "x=$(cat evil); x=${#x}",
  "for x in 1 2; do :; done",
);

/** What may become of `x` on its way. */
const ways = fc.constantFrom(
  "",
  "",
  "",
  "x=$x",
  "y=$x; x=$y",
  "x=${x:-3}",
  "x=${x%%zzz}",
  "x=${x//zzz/}",
  'x=$(echo "$x")',
  'x=$(printf %s "$x")',
  'x=$(tr -d " " <<< "$x")',
  'z="$x"; x=z',
  'a=("$x"); x=${a[0]}',
  'for y in "$x"; do x=$y; done',
  'read -r x <<< "$x"',
  "export x",
  'g() { echo "$1"; }; x=$(g "$x")',
  'declare -A m; m[$x]=1; for y in "${!m[@]}"; do x=$y; done',
  'declare -A m; read -r "m[k]" <<< "$x"; x=${m[k]}',
  "x=${x//[^0-9]/}",
);

const uses = fc.constantFrom(
  "echo $((x))",
  "echo $(( $x + 1 ))",
  "echo $(( ${x} ))",
  "echo $[x]",
  "((x > 3)) || true",
  "((y = x, y))",
  "let y=x+1",
  'let "y=$x"',
  "[[ $x -gt 3 ]]",
  '[[ 1 -eq "$x" ]]',
  "[[ x -eq 1 ]]",
  "[[ -v $x ]]",
  'test -v "$x"',
  '[ -v "$x" ]',
  "b[$x]=1",
  "b[x]=1",
  "b=([$x]=1)",
  "echo ${b[$x]}",
  "s=abc; echo ${s:$x}",
  "s=abc; echo ${s:0:x}",
  'b=(1); unset "$x"',
  'b=(1); unset "b[$x]"',
  'printf -v "$x" 1',
  'read -r "$x" <<< 1',
  'declare "$x=1"',
  "declare -i n=$x",
  "declare -i n; n=x",
  "echo ${!x}",
  "declare -n q=$x; q=1",
  "for ((i = x; i < 0; i++)); do :; done",
  "for ((i = 0; i < x; i++)); do break; done",
  "w=x; echo $((w))",
  "w=x; echo $((${!w}))",
  "RANDOM=$x",
  'h() { echo $(($1)); }; h "$x"',
  'h() { shift; echo $(($1)); }; h 1 "$x"',
  'h() { for i; do ((i)); done; }; h "$x"',
  "trap 'echo $((x))' EXIT",
  "bash -c 'echo $(($1))' _ \"$x\"",
  "x=$x bash -c 'echo $((x))'",
  "echo ${x@P}",
  "PS4='$((x))'; set -x; :; set +x",
  "cat <<E\n$((x))\nE",
  "case $((x)) in 1) ;; esac",
  'if [ -n "$x" ]; then ((x)); fi',
  // Nothing is computed here.
  'echo "$x"',
  '[ "$x" -gt 3 ]',
  "[[ $x == 3 ]] || [[ -n $x ]]",
  "printf '%s' \"$x\"",
  "echo ${#x} ${x:0:3}",
  "declare -A m; m[$x]=1; echo ${m[$x]}",
  "[[ $x =~ ^[0-9]+$ ]] && echo $((x))",
  '[ "$x" -gt 0 ] && ((x))',
);

function quoted(code: string): string {
  return `'${code.replaceAll("'", "'\\''")}'`;
}

const around = fc.constantFrom<(code: string) => string>(
  (code) => code,
  (code) => code,
  (code) => `{ ${code}\n}`,
  (code) => `( ${code}\n)`,
  (code) => `if true; then ${code}\nfi`,
  (code) => `for k in 1; do ${code}\ndone`,
  (code) => `k() { ${code}\n}; k`,
  (code) => `eval ${quoted(code)}`,
  (code) => `bash -c ${quoted(code)}`,
  (code) => `{ ${code}\n} | cat`,
  (code) => `echo "$(${code}\n)"`,
  (code) => `true && { ${code}\n}`,
  (code) => `bash <<'END ${code.length}'\n${code}\nEND ${code.length}`,
);

/** In which order it is done, and where the pieces stand. */
const orders = fc.constantFrom<(source: string, way: string, use: string) => string>(
  (source, way, use) => `${source}\n${way}\n${use}`,
  (source, way, use) => `x=1\n${source}\n${way}\n${use}`,
  (source, way, use) => `${source}\n(${way}\n${use}\n)`,
  (source, way, use) => `if true; then ${source}\nfi\n${way}\n${use}`,
  (source, way, use) => `p() { ${source}\n}\np\n${way}\n${use}`,
  (source, way, use) => `u() { ${way}\n${use}\n}\n${source}\nu`,
  (source, way, use) => `x=1\nfor t in 1 2; do\n${use}\n${source}\n${way}\ndone`,
  (source, way, use) =>
    `x=1\nt=0\nwhile [ $t -lt 2 ]; do t=$((t+1))\n${use}\n${source}\n${way}\ndone`,
  (source, way, use) => `${use}\n${source}\n${way}`,
  (source, way, use) =>
    `x=1\nround=0\nagain() { ((round++ > 1)) && return\n${use}\n${source}\n${way}\nagain; }\nagain`,
);

export const outsideCode = fc
  .tuple(orders, sources, ways, uses, fc.array(around, { maxLength: 2 }))
  .map(([order, source, way, use, layers]) =>
    layers.reduce((code, layer) => layer(code), order(source, way === "" ? ":" : way, use)),
  );
