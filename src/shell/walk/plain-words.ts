/**
 * What all words have in common that come out of a command, where that is certain enough for a rule: that none is an
 * option, or that none has a slash. It is a matter of what the tool lets be a name, and of all words that it is called
 * with: where one of them is not expected, nothing is known.
 */

export interface PlainWords {
  /** Whether none has a slash. */
  readonly areNames: boolean;
  /** Whether none begins with a dash. */
  readonly areOperands: boolean;
  /** Whether a dash may stand within them, where a word would begin that is the rest of one. */
  readonly haveDashes: boolean;
  /** Whether there may be quotes in them, which `xargs` takes away. */
  readonly haveQuotes: boolean;
}

/** Figures, perhaps of base 16. */
const ids: PlainWords = {
  areNames: true,
  areOperands: true,
  haveDashes: false,
  haveQuotes: false,
};
/** Of letters, digits and dots, with dashes between them. */
const names: PlainWords = { ...ids, haveDashes: true };
const paths: PlainWords = { ...names, areNames: false };
/** They have no blanks: without quotes they are what they are believed to be in quotes. */
const branches: PlainWords = { ...paths, haveQuotes: true };
const files: PlainWords = { ...branches, areNames: true, areOperands: false };

/** Of an option that takes one; of a word that is not known in part, `…` stands for that. */
const value = "[^ -][^ ]*";
const operand = "(?![-…])[^ ]+";

const some = `( (-f|--filter)[ =]${value}| -a| --all| --no-trunc| -l| --latest)*`;
const quiet = `${some} (-[al]*q[al]*(f ${value})?|--quiet)${some}`;

/** Kinds of objects for which the cluster takes no other names; those of roles may have blanks in them. */
const kind =
  "(all|pods?|po|deploy(ments?)?|(daemon|replica|stateful)sets?|ds|rs|sts|services?|svc|nodes?|no|namespaces?|ns|" +
  "jobs?|cronjobs?|cj|pvc?|persistentvolume(claim)?s?|configmaps?|cm|secrets?|ingress(es)?|ing)";
const where =
  `( (-n|--namespace|-l|--selector|--field-selector|--sort-by|--context)[ =]${value}| -A| --all-namespaces|` +
  " --no-headers| --ignore-not-found)*";
const field = String.raw`\{(\.items\[(\*|\d+)\])?\.metadata\.name\}`;
const each = String.raw`\{range\s\.items\[\*\]\}\{\.metadata\.name\}\{"(\\n|\s)"\}\{end\}`;

/** Not the zone, which may be `-03`, and of no day long ago, of which the seconds are less than none. */
const figure = "%[-_0^#]?[YmdHMSNjuwyFTIGVUW]";
const stamp = String.raw`\+(${figure}|\w)(${figure}|[\w.:-])*`;
const day = String.raw`([a-z]+|\d{4}-\d\d-\d\d|-?\d{1,3}\s?[a-z]+(\sago)?)`;

const table: readonly (readonly [names: string, are: PlainWords, called: string])[] = [
  ["docker podman nerdctl", ids, `( container)? (ps|ls)${quiet}`],
  ["docker podman nerdctl", ids, `( image ls| images)${quiet}( ${operand})?`],
  [
    "docker podman nerdctl",
    paths,
    String.raw`( container)? (ps|ls)${some} --format[ =]\{\{\s?\.(Names|ID)\s?\}\}${some}`,
  ],
  ["docker podman", names, ` (volume|network) ls${quiet}`],
  ["docker", ids, ` compose( -[fp] ${value})* ps${quiet}( ${operand})*`],
  ["docker-compose", ids, `( -[fp] ${value})* ps${quiet}( ${operand})*`],
  ["crictl", ids, ` (ps|pods|images)${quiet}`],
  [
    "kubectl oc",
    paths,
    `${where} get${where} ${kind}(,${kind})*${where} (-o ?|--output=)name${where}`,
  ],
  [
    "kubectl oc",
    names,
    `${where} get${where} ${kind}( ${operand})?${where} (-o ?|--output=)jsonpath=(${field}|${each})${where}`,
  ],
  ["pgrep", ids, `( -[fxnovi]+| -[uUPtg] ${value})* ${operand}`],
  ["pidof", ids, `( -[sx]+)*( ${operand})+`],
  ["id", names, ` -(u|g|un|gn)( ${operand})?`],
  ["whoami", names, ""],
  ["hostname", names, "( -[sfIi])?"],
  ["nproc", ids, "( --all)?"],
  ["uuidgen", names, "( -[rt])?"],
  ["date", names, String.raw`( -u)? (${stamp}|\+%s)`],
  ["date", names, `( -u)? (-d ?|--date[ =])${day} ${stamp}`],
  ["git", ids, String.raw`( -C ${value})? rev-parse( --verify)?( --short(=\d+)?)? HEAD`],
  [
    "git",
    branches,
    `( -C ${value})? (branch --show-current|rev-parse --abbrev-ref HEAD|symbolic-ref --short HEAD)`,
  ],
  // Without those that begin with a dot, for two of them are the directory and the one around it.
  [
    "ls",
    files,
    String.raw`( (-[1AtrSUXvcuB]+|--sort=\w+|--reverse|--color=never))*( (?!\S*\*\*)(\w|\*\.)[^ /…]*)*`,
  ],
];

/** What passes on lines as they are, or only some of them, in whatever order. */
const lineKeepers: readonly (readonly [names: string, called: string])[] = [
  ["head tail", String.raw`( (-n ?|--lines=)[+-]?[\d…]+| -\d+| -z)*`],
  [
    "sort",
    String.raw`( -[bdfgiMhnrVuz]+| -[bdfgiMhnrVuz]*k ?[\w.,]+| -t ?[^ …]| --unique| --reverse)*`,
  ],
  ["uniq", "( -[uz]+)*"],
  ["tac cat", ""],
  ["grep egrep fgrep", `( -[viEFwxPaz]+)*( (--|-e))? ${operand}`],
];

/** And what passes on one field of each. */
const fieldKeepers: typeof lineKeepers = [
  ["awk gawk mawk", String.raw` (NR\s?>=?\s?\d+\s?)?\{\s?print\s\$(\d+|NF)\s?;?\s?\}`],
];

type Rows<Are> = ReadonlyMap<string, readonly (readonly [are: Are, called: RegExp])[]>;

function rows<Are>(
  all: readonly (readonly [names: string, are: Are, called: string])[],
): Rows<Are> {
  const byName = new Map<string, (readonly [Are, RegExp])[]>();
  for (const [names, are, called] of all) {
    for (const name of names.split(" ")) {
      byName.set(name, [...(byName.get(name) ?? []), [are, new RegExp(`^(?:${called})$`)]]);
    }
  }
  return byName;
}

function find<Are>(all: Rows<Are>, [name = "", ...words]: readonly string[]): Are | null {
  const called = words.map((word) => ` ${word.replace(/\s/g, blank)}`).join("");
  if (called.length > longest) return null;
  return all.get(name)?.find(([, wanted]) => wanted.test(called))?.[0] ?? null;
}

/** One within a word, that no other is taken to begin behind it. */
const blank = "\u00a0";
/** More than anybody writes. */
const longest = 2000;

const printers = rows(table);
const keepers = rows([
  ...lineKeepers.map(([names, called]) => [names, "lines", called] as const),
  ...fieldKeepers.map(([names, called]) => [names, "fields", called] as const),
]);

/** Of a command by its words, the name first; null where nothing is known. */
export function printedWords(words: readonly string[]): PlainWords | null {
  return find(printers, words);
}

/** What of its input it passes on, and nothing else; null where that is another matter. */
export function keptBy(words: readonly string[]): "lines" | "fields" | null {
  return find(keepers, words);
}
