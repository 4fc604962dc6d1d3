/**
 * Commands whose output is figures, or a word that is the same whatever lies on the machine, and nothing that anybody
 * else could have put there, as they are called.
 */

/** The words after a name; null for one with expansions. */
export type Texts = readonly (string | null)[];

/** The words, joined by blanks, with `…` for one with expansions. */
type Judge = RegExp | ((texts: Texts) => boolean);

const table: readonly [names: string, prints: Judge][] = [
  ["nproc free uptime ulimit tput getconf stty", /^[^…]*$/],
  ["uname arch whoami getenforce hostname", /^[^…]*$/],
  ["openssl", /^rand (-base64|-hex) \d+$/],
  // What stands between the figures is theirs to say: `-d`, `-S`.
  ["pidof", /^(?!.*(^| )(-[a-zA-Z]*[dS]|--s))./],
  ["pgrep", /^(?!.*(^| )(-[a-zA-Z]*([la]|d(?! ?[ ,]( |$)))|--[ld]))/],
  ["lsof", /^-[a-zA-Z0-9:]*t/],
  ["id", /^-[ugG]( [^-]|$)/],
  ["date", some(/^\+(%[-_0^]?\d*[sYmdHMSNjuwyeIklCgGVUW]|[^A-Za-z%[$`])*$/)],
  ["stat", some(/^(-c|--format=|--printf=)?(%[sYXZWhiugabBdo]|\\n|[ ,.:/])+$/)],
  ["blockdev", /^--get/],
  ["shuf", /^(?!.*-[a-zA-Z]*e)(?=.*-i ?\d+-\d+( |$))/],
  ["sysctl", /^-n (vm|fs|net)\.[\w.]+$/],
  ["systemctl", /^show (?!.*-p.*-p)(?=.*--value)(?=.*(-p ?|--property=)(MainPID|NRestarts)( |$))/],
  ["systemctl", /^is-(active|enabled|failed) /],
  ["git", /^(-C \S+ )?rev-list (?=.*--count)/],
  ["grep egrep fgrep zgrep", countsLines],
  [
    "grep egrep",
    /^(?!-[a-zA-Z]*[rRHf])-[a-zA-Z]*o[a-zA-Z]* \^?(\[0-9\]|\\d|\[\[:digit:\]\])[+*]?\$?( [\w./-]+)?$/,
  ],
  ["tr", /^-(dc|cd|d -c|c -d) (\\n|\\ |[ .-])*(0-9|\[0-9\]|\[:digit:\])(\\n|\.)*$/],
  ["sed", /^(-[Er]+ )?s\/\[\^(0-9|\[:digit:\])\]([*+]|\\\+)?\/\/g( [\w./][\w./-]*)*$/],
  ["jq", /^(?!-[a-zA-Z]*f|--f|.*\bdef\b)(-[\w-]+ )*([^…"#]*\| *)?(length|tonumber)( [^ ]+)?$/],
  [
    "redis-cli valkey-cli",
    /^(-[hpna] \S+ )*(llen|scard|zcard|hlen|strlen|xlen|dbsize|exists|p?ttl)( \S+)*$/i,
  ],
  ["awk gawk mawk", some(/^\s*END\s*\{\s*print NR\s*;?\s*\}$/)],
  [
    "awk gawk mawk",
    some(/^[^{}"]*\{ ?(\w+) ?\+= ?\$?\w+ ?;? ?\} ?END ?\{ ?print \1(\+0)? ?;? ?\}$/),
  ],
  [
    "awk gawk mawk",
    some(/^[^{}"]*\{ ?print (int\([^"{};]*\)|[$\w.]+( ?[-+*/%] ?[$\w.]+)+) ?;? ?\}$/),
  ],
  ["curl", printsFigures],
  [
    "kubectl oc",
    /^get (?!.*-o.*-o).*jsonpath=\{[\w.[\]-]*\.(\w*[rR]eplicas|restartCount|\w*[gG]eneration|\w*[pP]ort)\}( |$)/,
  ],
  [
    "psql mysql mariadb",
    /^(?=.*(^| )-\w*[tN])(?!.*union).*-\w*[ce] ?select count\(\*\) from [\w.]+( where [^,;]*)?;?$/i,
  ],
  [
    "psql",
    // One column, and a number: what is cast is all of it.
    new RegExp(
      [
        String.raw`^(?=.*(^| )-\w*t)(?!.*(union|intersect|except|\\| -\w*[RP]|--[rp])).*-\w*c ?select `,
        String.raw`(\w+\(([^(),;]|\([^();]*\))*\)|[\w.]+)::(int|integer|bigint)( from [^,;]*)?;?$`,
      ].join(""),
      "i",
    ),
  ],
  ["printf", /^((%[-0 ]?\d*[diuo])|\\n|[^A-Za-z%[$`\\…-])+( |$)/],
];

const byName = new Map<string, Judge[]>();
for (const [names, prints] of table) {
  for (const name of names.split(" ")) byName.set(name, [...(byName.get(name) ?? []), prints]);
}

export function printsDigits(name: string, texts: Texts): boolean {
  const judges = byName.get(name);
  if (judges === undefined || (name.endsWith("awk") && texts.some(readsProgram))) return false;
  // In one line, for what a judge looks out for may stand in any.
  const joined = texts.map((text) => text?.replaceAll("\n", " ") ?? "…").join(" ");
  return judges.some((judge) => (typeof judge === "function" ? judge(texts) : judge.test(joined)));
}

/** Of awk: what it does is in a file then. */
function readsProgram(text: string | null): boolean {
  return text !== null && /^-([fileE]|-[filse])/.test(text);
}

/** One word says what is printed, and no other of its kind. */
function some(word: RegExp): Judge {
  const isFormat = /^(-c|-f$|--format|--printf|\+|-v)/;
  return (texts) =>
    texts.some((text) => text !== null && word.test(text)) &&
    texts.filter((text) => text !== null && isFormat.test(text)).length < 2;
}

/** With several files, it puts their names before each count. */
function countsLines(texts: Texts): boolean {
  const options = texts.filter((text) => text !== null && /^-./.test(text)).join(" ");
  if (/(^| )-[a-zA-Z]*[rRHf]|--(with|rec)/.test(options)) return false;
  return /(^| )(-[a-zA-Z]*c|--count)/.test(options) && operandsIn(texts, ["-m"]) <= 2;
}

/** `curl -o /dev/null -w '%{http_code}' url`: of a second address it would print what is there. */
function printsFigures(texts: Texts): boolean {
  const joined = texts.map((text) => text ?? "…").join(" ");
  const isQuiet = /(^| )(-[a-zA-Z]*o ?|--output[ =])\/dev\/null( |$)/.test(joined);
  return isQuiet && onlyFigures.test(joined) && operandsIn(texts, valuedByCurl) <= 1;
}

const onlyFigures =
  /(^| )(-[a-zA-Z]*w ?|--write-out[ =])(%\{((http|response)_code|(num|size|speed|time)_\w+)\}|\\n|[^\w%[$`\\…-])+( |$)/;
const valuedByCurl = (
  "-o -so -sSo -sko -w -m -H -X -u -A -d -e -b -x -sw -sSw --output --write-out --max-time --header --request " +
  "--user --data --connect-timeout --retry --retry-delay --resolve --cacert --cert --key --interface"
).split(" ");

/** How many words are neither options nor values of options; `valued` are those that take one. */
export function operandsIn(texts: Texts, valued: readonly string[]): number {
  let count = 0;
  for (let at = 0; at < texts.length; at += 1) {
    const text = texts[at] ?? null;
    if (text === null || !/^-./.test(text)) count += 1;
    else if (valued.includes(text)) at += 1;
  }
  return count;
}
