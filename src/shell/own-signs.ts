/**
 * Signs that a program gives a meaning of its own in a word that is data to it: `@` names a file to curl, a comma
 * ends a setting of helm. A value with such a sign would be something else than a value there.
 */
import { type CommandWord, commandLineOf } from "./command-line.ts";
import { optionsOf, plain, wordsOf } from "./program.ts";

/** Where a value stands in the text that the program is given. */
type Position = "start" | "name" | "within";

/** Signs that count in a place, and where in the text it is. */
export interface Heeded {
  readonly sign: SignName;
  readonly at: Position;
}

/** Signs that count in a word, and where in it the text begins that the program is given. */
export interface HeededText {
  readonly sign: SignName;
  readonly from: number;
}

interface Sign {
  /** What of the text stands in front of a value at whose start `first` counts. */
  readonly start: RegExp;
  readonly first?: RegExp;
  /** What stands in front of one in which `inName` counts, for it may bring the rest along. */
  readonly name?: RegExp;
  readonly inName?: RegExp;
  readonly anywhere?: RegExp;
  /** Completes "`{{name}}` stands in a word: …". */
  readonly makes: string;
  readonly instead: (name: string) => string;
}

const other = () => "give another value";
const alone = { start: /^$/ };
const setting = { start: /=$/, name: /^[^=]*$/ };

const signs = {
  data: {
    ...alone,
    first: /^@/,
    makes: "curl would read the file that `@` at its start names",
    instead: (name) => `write \`--data-raw {{${name}}}\``,
  },
  header: {
    ...alone,
    first: /^@/,
    makes: "curl would read the file that `@` at its start names",
    instead: other,
  },
  form: {
    ...setting,
    first: /^[@<("]/,
    inName: /[@<;"]/,
    anywhere: /;/,
    makes: "curl would read a file for `@` or `<` at its start, and more settings after `;`",
    instead: (name) => `write \`--form-string field={{${name}}}\``,
  },
  encoded: {
    ...setting,
    inName: /@/,
    makes: "curl would read the file that stands after `@`",
    instead: (name) => `write \`field={{${name}}}\``,
  },
  settings: {
    ...setting,
    first: /^\{/,
    inName: /[,\\{]/,
    anywhere: /[,\\]/,
    makes: "helm reads other settings after a comma, lists in braces, and backslashes",
    instead: (name) => `write \`--set-literal key={{${name}}}\``,
  },
  variables: {
    start: /^$/,
    name: /^$/,
    inName: /[@=]/,
    makes: "the value would name the file that has the variables, or a variable",
    instead: (name) => `write \`-e variable={{${name}}}\``,
  },
  secret: {
    ...setting,
    first: /^(@|-$)/,
    inName: /(^|=)(@|-$)/,
    makes: "the value would name a file to read, or standard input",
    instead: (name) =>
      `give it as input (\`jq -n --arg v {{${name}}} '{"key": $v}' | … -\`, with the command for \`…\`)`,
  },
  entry: {
    ...alone,
    first: /^(@|-$)/,
    makes: "consul would read the file that `@` at its start names, or its input",
    instead: (name) => `write \`printf %s {{${name}}} | consul kv put key -\``,
  },
  field: {
    ...setting,
    first: /^@/,
    inName: /(^|=)@/,
    makes: "gh would read the file that `@` at its start names",
    instead: (name) => `write \`-f key={{${name}}}\``,
  },
  item: {
    start: /^[\w.[\]-]+(:=|==?|:)$/,
    first: /^[@=:]/,
    name: /^[\w.[\]-]*$/,
    inName: /^(?!https?:\/\/)[^/?]*@/,
    makes: "the file that stands after `@` would be read",
    instead: other,
  },
  azure: {
    ...alone,
    first: /^@/,
    makes: "az would read the file that `@` at its start names",
    instead: other,
  },
  amazon: {
    ...alone,
    first: /^fileb?:\/\//,
    anywhere: /@=fileb?:\/\//,
    makes: "aws would read the file that `file://` names",
    instead: other,
  },
  unit: {
    ...alone,
    anywhere: /\$/,
    makes: "systemd fills in a variable for what begins with `$`",
    instead: () => "write `--expand-environment=no` in front of the command",
  },
  output: {
    ...alone,
    first: /^[|!]/,
    makes: "strace would run what stands after `|` or `!` at its start",
    instead: other,
  },
} as const satisfies Record<string, Sign>;

type SignName = keyof typeof signs;

interface Heeding {
  /** The word behind which they count; null where none need say it. */
  readonly told?: RegExp;
  /** A word with which they do not. */
  readonly unless?: RegExp;
  /** In the values of these options. */
  readonly options?: Partial<Record<SignName, string>>;
  /** In operands, behind the first ones. */
  readonly operands?: SignName;
  readonly after?: number;
  /** In all words, and in what stands after `--option=`. */
  readonly all?: SignName;
}

const table: readonly [names: string, heeding: Heeding][] = [
  [
    "curl",
    {
      options: {
        data: "-d --data --data-ascii --data-binary --json",
        header: "-H -w --header --proxy-header --write-out",
        form: "-F --form",
        encoded: "--data-urlencode --url-query",
      },
    },
  ],
  ["helm helmfile", { options: { settings: "--set --set-string --set-file --set-json" } }],
  [
    "ansible ansible-playbook ansible-pull ansible-console",
    { options: { variables: "-e --extra-vars" } },
  ],
  ["vault bao nomad", { told: /^(put|patch|write)$/, operands: "secret", after: 1 }],
  ["consul", { told: /^put$/, operands: "entry", after: 1 }],
  ["gh", { told: /^api$/, options: { field: "-F --field" } }],
  ["http https xh xhs", { operands: "item" }],
  ["az", { all: "azure" }],
  ["aws", { all: "amazon" }],
  ["systemd-run", { all: "unit", unless: /^--expand-environment=(no|off|false|0)$/ }],
  ["strace", { options: { output: "-o --output" } }],
];

const heedings: ReadonlyMap<string, Heeding> = new Map(
  table.flatMap(([names, heeding]) => wordsOf(names).map((name) => [name, heeding] as const)),
);

/** The signs that count in the words of a command, by their indexes; its name is the first of them. */
export function heededBy(
  name: string,
  words: readonly CommandWord[],
): ReadonlyMap<number, HeededText> {
  const heeding = heedings.get(name);
  const { told, unless, options = {}, operands, after = 0, all } = heeding ?? {};
  const at = told ? words.findIndex(({ value }, index) => index > 0 && told.test(value)) : 0;
  if (!heeding || at < 0 || words.some(({ value }) => unless?.test(value))) return new Map();
  const given = Object.entries(options).flatMap(([sign, names]) =>
    wordsOf(names).map((option) => [option, sign as SignName] as const),
  );
  const byOption = new Map(given);
  const names = [...byOption.keys()].join(" ");
  const line = commandLineOf(words, at + 1, { ...plain, options: optionsOf({ plain: names }) });
  const found = new Map<number, HeededText>();
  words.forEach(({ value }, index) => {
    const from = /^--[\w-]+=/.exec(value)?.[0].length ?? 0;
    if (all && index > 0) found.set(index, { sign: all, from });
  });
  for (const index of line.operands.slice(after)) {
    if (operands) found.set(index, { sign: operands, from: 0 });
  }
  for (const { option, at: index, text } of line.values) {
    const sign = byOption.get(option);
    const from = (words[index]?.value.length ?? 0) - text.length;
    if (sign) found.set(index, { sign, from });
  }
  return found;
}

/** Where a value stands behind this much of the word. */
export function heededAt({ sign, from }: HeededText, before: string): Heeded {
  return { sign, at: positionOf(sign, before.slice(from)) };
}

/** The same of a value that is a part of a variable, with this much of it in front. */
export function heededThrough({ sign, at }: Heeded, before: string): Heeded {
  const isOpen = at === "start" ? before === "" : at === "name";
  if (!isOpen) return { sign, at: "within" };
  return at === "start" ? { sign, at } : { sign, at: positionOf(sign, before) };
}

function positionOf(name: SignName, before: string): Position {
  const sign: Sign = signs[name];
  if (sign.name?.test(before)) return "name";
  return sign.start.test(before) ? "start" : "within";
}

/** What a program would make of a value, and what to write instead; null where it has no such signs. */
export function troubleWithSigns(
  heeded: readonly Heeded[],
  name: string,
  value: string,
): string | null {
  const trouble = heeded.find(({ sign, at }) => {
    const { anywhere, first, inName }: Sign = signs[sign];
    const here = at === "start" ? first : at === "name" ? inName : undefined;
    return anywhere?.test(value) || here?.test(value);
  });
  if (!trouble) return null;
  const { makes, instead }: Sign = signs[trouble.sign];
  return `${makes}; ${instead(name)}`;
}
