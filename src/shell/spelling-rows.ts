/** What a row in the table of spellings says, and what is made of it. */

export interface Spelling {
  /** Another name of a tool stands for these words. */
  readonly instead?: readonly string[];
  /** Whether its first two operands change places then: `service web restart` is `systemctl restart web`. */
  readonly isTurned: boolean;
  /** By each of their names. */
  readonly options: Options;
  /** Verbs that mean what another means, by all words of it: `container rm` is `rm`. */
  readonly verbs: ReadonlyMap<string, readonly string[]>;
  /** Verbs that mean another one with some option: `terraform apply -destroy`. */
  readonly meant: ReadonlyMap<string, string>;
  /** What holds behind a verb; `*` for all others. */
  readonly under: ReadonlyMap<string, Spelling>;
  /** Letters in front of an operand that mean an option: the `+` of `git push origin +main`. */
  readonly marks: ReadonlyMap<string, string>;
  /** What an operand may end in, or not: `.service`. */
  readonly ending: string | null;
  /** What an operand with a user in front is else: `root@web-1` a host, `root@web-1:/srv` a path. */
  readonly hasUser: "host" | "path" | null;
  /** Whether an operand may say more of what it names: `nginx=1.2`, `nginx:amd64`. */
  readonly hasVersion: boolean;
  /** What its first operand is, where that has several spellings: `Pod` is `pod`, and `0777` is `777`. */
  readonly first: "kind" | "mode" | null;
  /** Whether its options name signals, so that `-15` is one, and not `-1` and `-5`. */
  readonly takesSignals: boolean;
  /** Whether its operands are numbers, one with a dash among them once an option is given: `kill -9 -1`. */
  readonly takesNegatives: boolean;
  /** Whether `pod/web` is `pod web`. */
  readonly isSplitAtSlash: boolean;
  /** Whether its first word has options in it, dash or none: `tar xf`. */
  readonly beginsWithOptions: boolean;
  /** Whether operands may stand in any order: `if=a of=b`. */
  readonly isUnordered: boolean;
  /** Whether the tool itself takes `*` in operands for a pattern. */
  readonly readsPatterns: boolean;
  /** The option that names where all operands go, which is else the last of them. */
  readonly into: string | null;
  /** Operands that are each done alike; those before them are not of the list. */
  readonly list: List | null;
}

type Options = ReadonlyMap<string, Option>;

export interface Option {
  /** The first of its names. */
  readonly plain: string;
  /**
   * The word after it, that for rights in digits, that for the name of another option, what may be written right
   * behind it, or nothing.
   */
  readonly takes: "value" | "mode" | "option" | "suffix" | "nothing";
}

export interface List {
  readonly after: number;
  /** Whether the last is where all others go. */
  readonly isIntoLast: boolean;
}

export interface Row {
  readonly instead?: string;
  readonly isTurned?: boolean;
  /**
   * Names of one option with blanks between, options with commas; `=` for a value, `=0` for one that
   * is a mode, `~` for a suffix, `>` for the name of another option.
   */
  readonly options?: string;
  readonly verbs?: Readonly<Record<string, string>>;
  readonly meant?: Readonly<Record<string, string>>;
  readonly under?: Readonly<Record<string, Row>>;
  readonly marks?: Readonly<Record<string, string>>;
  readonly ending?: string;
  readonly hasUser?: "host" | "path";
  readonly hasVersion?: boolean;
  readonly first?: "kind" | "mode";
  readonly takesSignals?: boolean;
  readonly takesNegatives?: boolean;
  readonly isSplitAtSlash?: boolean;
  readonly beginsWithOptions?: boolean;
  readonly isUnordered?: boolean;
  readonly readsPatterns?: boolean;
  /** How many operands stand before the list: verbs do not count. */
  readonly list?: number;
  readonly listInto?: number;
  readonly into?: string;
}
