/** What commands do with files: give them names, write, copy, list, or print what is in them. */
import { wordsOf } from "./program.ts";

/** Commands that give files the names that their operands are, or write their input there. */
export const namers = new Set(
  wordsOf(
    "touch mkdir mkfifo mknod cp mv ln link install tee sponge dd split truncate rename zip tar bsdtar",
  ),
);

/** Those that write what they read to their operands. */
export const copiers = new Set(wordsOf("cp mv ln link install dd rsync scp"));
export const inputWriters = new Set(wordsOf("tee sponge dd split"));

/** Those that give names of their own to what they write. */
export const splitters = new Set(wordsOf("split csplit"));

/** Those that make words of their input, or of a file that they are told; what they run has none. */
export const feeders = new Set(wordsOf("xargs parallel"));

/** Those of whose words any counts as code, for their options may be, and none names a file that they run. */
export const movers = new Set(wordsOf("scp sftp rsync ssh"));

/** Those that print the names of files that nobody has told them. */
export const listers = new Set(
  wordsOf("ls dir vdir find fd fdfind tree du compgen locate readlink realpath zipinfo"),
);

/** Those that do so when they are told to. */
export const listings: readonly (readonly [name: string, told: RegExp])[] = [
  ["git", /^(ls-files|ls-tree|status|diff|diff-tree|show|clean|grep)$/],
  ["tar", /^-?[A-Za-z]*t|^--list$/],
  ["bsdtar", /^-?[A-Za-z]*t|^--list$/],
  ["unzip", /^-[A-Za-z]*[lZ]/],
];

/** Those that print what is in the files that they are given, be they known or not. */
export const readers = new Set(
  wordsOf(
    "cat tac head tail nl sort uniq cut tr grep egrep fgrep sed awk gawk jq yq rev paste envsubst base64 zcat",
  ),
);

/** Those of them whose first operand is what to look for, or what to do. */
export const searchers = new Set(wordsOf("grep egrep fgrep sed awk gawk jq yq"));

/** Those that write a text as they have it. */
export const copyists = new Set(wordsOf("echo printf cat tee"));
