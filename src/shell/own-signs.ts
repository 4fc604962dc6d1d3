/**
 * Signs that a program gives a meaning of its own in a word that is data to it: `@` names a file to curl, a comma
 * ends a setting of helm. A value with such a sign would be something else than a value there.
 */

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
  /** Completes "`{{name}}` is given to …". */
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
    makes: "curl, which would read the file that `@` at its start names",
    instead: (name) => `write \`--data-raw {{${name}}}\``,
  },
  header: {
    ...alone,
    first: /^@/,
    makes: "curl, which would read the file that `@` at its start names",
    instead: other,
  },
  form: {
    ...setting,
    first: /^[@<("]/,
    inName: /[@<;"]/,
    anywhere: /;/,
    makes: "curl, which would read a file for `@` or `<` at its start, and more settings after `;`",
    instead: (name) => `write \`--form-string field={{${name}}}\``,
  },
  upload: {
    start: /^[^=]*=@/,
    first: /[,;]/,
    name: /^[^=]*$/,
    makes: "curl, which would send the file after a comma, too, and reads settings after `;`",
    instead: other,
  },
  encoded: {
    start: /=$/,
    name: /^[^=@]*$/,
    inName: /^[^=]*@/,
    makes: "curl, which would read the file that stands after `@`",
    instead: (name) => `write \`field={{${name}}}\``,
  },
  settings: {
    ...setting,
    first: /^\{/,
    inName: /[,\\{]/,
    anywhere: /[,\\]/,
    makes: "helm, which reads other settings after a comma, lists in braces, and backslashes",
    instead: (name) => `write \`--set-literal key={{${name}}}\``,
  },
  variables: {
    start: /^$/,
    name: /^$/,
    inName: /[@=]/,
    makes: "ansible, which would take a variable from it, or the file that has them",
    instead: (name) => `write \`-e variable={{${name}}}\``,
  },
  secret: {
    ...setting,
    first: /^(@|-$)/,
    inName: /(^|=)(@|-$)/,
    makes: "a program that would read the file behind `@`, and standard input for `-`",
    instead: other,
  },
  entry: {
    ...alone,
    first: /^(@|-$)/,
    makes: "consul, which would read the file that `@` at its start names, or its input",
    instead: (name) => `write \`printf %s {{${name}}} | consul kv put key -\``,
  },
  field: {
    ...setting,
    first: /^@/,
    inName: /(^|=)@/,
    makes: "gh, which would read the file that `@` at its start names",
    instead: (name) => `write \`-f key={{${name}}}\``,
  },
  item: {
    start: /^[^=:@]*(:=|==?|:)$/,
    first: /^[@=]/,
    // What has a slash is the address, or a part of it.
    name: /^[^=:@/]*$/,
    inName: /^[^=:@]*(:=|==?|:)?@/,
    makes: "a program that would read the file that stands after `@`",
    instead: other,
  },
  azure: {
    start: /^[^=]*=$/,
    first: /^@/,
    name: /^[^=]*$/,
    inName: /^([^=]*=)?@/,
    makes: "az, which would read the file that `@` at its start names",
    instead: other,
  },
  amazon: {
    ...alone,
    first: /^fileb?:\/\//,
    anywhere: /@=fileb?:\/\//,
    makes: "aws, which would read the file that `file://` names",
    instead: other,
  },
  unit: {
    ...alone,
    anywhere: /\$/,
    makes: "systemd, which fills in a variable for what begins with `$`",
    instead: () => "write `--expand-environment=no` in front of the command",
  },
  output: {
    ...alone,
    first: /^[|!]/,
    makes: "strace, which would run what stands after `|` or `!` at its start",
    instead: other,
  },
} as const satisfies Record<string, Sign>;

export type SignName = keyof typeof signs;

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
  return `\`{{${name}}}\` is given to ${makes}; ${instead(name)}`;
}
