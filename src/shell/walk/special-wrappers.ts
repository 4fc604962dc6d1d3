/** Commands that run others in a way of their own, which no table of options says. */
import { commandLineOf } from "../command-line.ts";
import { programs } from "../known-commands.ts";
import { optionsOf, type Program, plain, plainInner } from "../program.ts";
import { losesAll, lossOf } from "./environment.ts";
import { rootOf } from "./found-files.ts";
import { git } from "./git-runs.ts";
import { anywhere, dig, filled } from "./holes.ts";
import { screen, tmux } from "./multiplexers.ts";
import { textsOf } from "./walk.ts";
import { asUser } from "./where.ts";
import { made, type ShellWord } from "./words.ts";
import {
  byProgram,
  codeIn,
  filledIn,
  inputRuns,
  openIn,
  type Run,
  type SeenThrough,
  type Sight,
} from "./wrappers.ts";

export type See = (words: readonly ShellWord[], sight: Sight) => SeenThrough | null;

const table: Readonly<Record<string, See>> = {
  find,
  mapfile,
  readarray: mapfile,
  su,
  runuser: su,
  sg: switchGroup,
  env,
  git,
  gcloud,
  source: sourced,
  ".": sourced,
  trap,
  ip: inNamespace,
  at: scheduled,
  batch: scheduled,
  crontab,
  tmux,
  screen,
  etcdctl,
  vault: afterDashes,
  chamber: afterDashes,
  doppler: afterDashes,
  op: afterDashes,
};

export const specials: ReadonlyMap<string, See> = new Map(Object.entries(table));

/**
 * `find … -exec command … ;`, any number of times. The rest of it stays. With `-execdir` it begins
 * somewhere below.
 */
function find(words: readonly ShellWord[], { holes }: Sight): SeenThrough | null {
  const keeps: ShellWord[] = [];
  const runs: Run[] = [];
  const root = rootOf(words.map(({ value }) => value));
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as ShellWord;
    if (!/^-(exec|ok)(dir)?$/.test(word.value)) {
      keeps.push(word);
      continue;
    }
    const from = at + 1;
    const isEnd = ({ value }: ShellWord, index: number) =>
      index >= from && (value === ";" || (value === "+" && words[index - 1]?.value === "{}"));
    const found = words.findIndex(isEnd);
    const end = found < 0 ? words.length : found;
    const inner = words.slice(from, end).map((one) => filledIn(one, "{}", holes, null, root));
    const isBelow = word.value.endsWith("dir");
    const somewhere = { isAway: true, path: anywhere };
    const begins = isBelow ? { begins: somewhere } : {};
    if (inner.length > 0) runs.push({ kind: "words", words: inner, isOwn: false, ...begins });
    at = end;
  }
  return runs.length > 0 ? { keeps, runs } : null;
}

const lineReader: Program = {
  ...plain,
  options: optionsOf({ line: "-C", plain: "-d -n -O -s -u -c", flag: "-t" }),
};

/** `mapfile -C code -c lines array`: the code gets an index and a line. */
function mapfile(words: readonly ShellWord[], { holes }: Sight): SeenThrough | null {
  const code = commandLineOf(words, 1, lineReader).values.find(({ is }) => is === "line");
  const word = words[code?.at ?? -1];
  if (!code || !word) return null;
  const given = dig(holes, "$line", true);
  return {
    keeps: words,
    runs: [{ ...codeIn([word], { isOwn: true }), text: `${code.text} 0 ${given}` }],
  };
}

const userSwitch: Program = {
  ...plain,
  options: optionsOf({
    line: "-c --command --session-command",
    plain:
      "-s --shell -g --group -G --supp-group -w --whitelist-environment -u --user -T --whitelist",
    flag: "-f -h -l -m -P -p -V --fast --login --preserve-environment --pty --help --version",
  }),
  input: "shell",
};

/** `su - user -c code`, `runuser -u user -- command…` */
function su(words: readonly ShellWord[], { stdin, holes }: Sight): SeenThrough | null {
  const withUser = words.some(({ value }) => /^(-u|--us)/.test(value));
  const inner = plainInner;
  const line = commandLineOf(words, 1, { ...userSwitch, inner: withUser ? inner : null });
  const operand = line.operands.find((at) => words[at]?.value !== "-");
  const user = line.values.find(({ option }) => /^(-u|--user)$/.test(option))?.text;
  const name = user ?? words[operand ?? -1]?.value ?? "root";
  const via = [asUser(filled(holes, name))];
  const isLogin = line.flags.some((flag) => flag === "-l" || flag === "--login");
  const begins =
    isLogin || words.some(({ value }) => value === "-") ? { isAway: true, path: "~" } : null;
  const loses = lossOf("su", line, words);
  const code = line.values.find(({ is }) => is === "line");
  const word = words[code?.at ?? -1];
  const seen = { keeps: null, via, begins, loses, open: openIn(words, line.operands) };
  if (code && word) return { ...seen, runs: [{ ...codeIn([word]), text: code.text }] };
  if (withUser && line.end < words.length) {
    return { ...seen, runs: [{ kind: "words", words: words.slice(line.end), isOwn: false }] };
  }
  // What follows the user is for the shell.
  const given = line.operands.filter((at) => at > (operand ?? at)).flatMap((at) => words[at] ?? []);
  const [first] = given;
  if (first) {
    const inner = [made("sh", "sh", first), ...given];
    return { ...seen, runs: [{ kind: "words", words: inner, isOwn: false }] };
  }
  return stdin ? { ...seen, runs: inputRuns(stdin) } : null;
}

/** `sg group code`, `sg - group -c code`: with the dash, as after a login. */
function switchGroup(words: readonly ShellWord[]): SeenThrough | null {
  const rest = words.slice(1).filter(({ value }) => !/^-.?$/.test(value));
  const [, code] = rest;
  const isLogin = words.some(({ value }) => /^-l?$/.test(value));
  const loses = isLogin ? losesAll : null;
  return code ? { keeps: null, loses, runs: [codeIn([code])] } : null;
}

/** `env -S'command option' word…`: the string is taken apart, and its words come in place of the option. */
function env(words: readonly ShellWord[], sight: Sight): SeenThrough | null {
  const program = programs.get("env");
  if (!program) return null;
  const { values } = commandLineOf(words, 1, { ...program, inner: plainInner });
  const split = values.find(({ is }) => is === "line");
  const word = words[split?.at ?? -1];
  if (!split || !word) return byProgram(words, program, sight);
  const pieces = splitString(split.text);
  if (pieces === null) return { keeps: words, runs: [{ ...codeIn([word]), text: null }] };
  const option = word.value === split.text ? split.at - 1 : split.at;
  const inside = pieces.map((piece) => made(piece, piece, word));
  return env([...words.slice(0, option), ...inside, ...words.slice(split.at + 1)], sight);
}

/** The words in it, as `env` takes them apart; null where it has more than quotes. */
function splitString(text: string): string[] | null {
  if (/[\\$#]/.test(text)) return null;
  const pieces = text.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
  const plain = pieces.map((piece) => piece.replace(/'([^']*)'|"([^"]*)"/g, "$1$2"));
  return /['"]/.test(text.replace(/'[^']*'|"[^"]*"/g, "")) ? null : plain;
}

/** `gcloud compute ssh host -- command…`: what is behind the dashes is for `ssh`. */
function gcloud(words: readonly ShellWord[], sight: Sight): SeenThrough | null {
  const program = programs.get("gcloud");
  const at = words.findIndex(({ value }) => value === "ssh");
  const dashes = words.findIndex(({ value }) => value === "--");
  const host = words.slice(at + 1, dashes).find(({ value }) => !value.startsWith("-"));
  if (at < 0 || dashes < at || !host) return program ? byProgram(words, program, sight) : null;
  const ssh = made("ssh", "ssh", words[at] ?? host);
  const inner = [ssh, host, ...words.slice(dashes + 1)];
  return { keeps: words, runs: [{ kind: "words", words: inner, isOwn: false }] };
}

/** `source <(command)`, `. /dev/stdin` */
function sourced(words: readonly ShellWord[], { stdin }: Sight): SeenThrough | null {
  const file = words[1];
  if (file && file.prints !== null) {
    return { keeps: null, runs: [{ ...codeIn([file], { isOwn: true }), text: file.prints }] };
  }
  const readsInput = /^\/dev\/(stdin|fd\/0)$/.test(file?.value ?? "");
  if (!readsInput || !stdin || textsOf(stdin).length === 0) return null;
  return { keeps: null, runs: inputRuns(stdin, { isOwn: true }) };
}

/** `trap code signal…`: it may run at any time from here on. */
function trap(words: readonly ShellWord[]): SeenThrough | null {
  const [, ...args] = words;
  const [code] = args[0]?.value === "--" ? args.slice(1) : args;
  if (!code || args.length < 2 || /^(-.*|)$/.test(code.value)) return null;
  return { keeps: words, runs: [codeIn([code], { isOwn: true })] };
}

const ipOptions = optionsOf({
  plain: "-n -netns -f -family -l -loops -b -batch -rc -rcvbuf",
  flag:
    "-4 -6 -0 -a -all -br -brief -c -color -d -details -h -human -iec -j -json -o -oneline -p " +
    "-pretty -r -resolve -s -stats -statistics -t -timestamp -ts -tshort -N -Numeric -force",
});

/** `ip netns exec name command…`, `ip vrf exec name command…` */
function inNamespace(words: readonly ShellWord[], { holes }: Sight): SeenThrough | null {
  const line = commandLineOf(words, 1, { ...plain, options: ipOptions, inner: plainInner });
  const [object, verb, name, ...rest] = words.slice(line.end);
  // In all of them: none is named.
  if (words.slice(1, line.end).some(({ value }) => /^--?a(l|ll)?$/.test(value))) return null;
  const isVrf = object?.value === "vrf";
  if (!isVrf && !/^netns?$/.test(object?.value ?? "")) return null;
  if (!/^ex/.test(verb?.value ?? "") || !name || rest.length === 0) return null;
  const what = isVrf ? "routing domain" : "network namespace";
  const via = [`in the ${what} ${filled(holes, name.value)}`];
  return { keeps: null, via, runs: [{ kind: "words", words: rest, isOwn: false }] };
}

/** `at 10:00`, with its commands on standard input. */
function scheduled(words: readonly ShellWord[], { stdin }: Sight): SeenThrough | null {
  const looks = words.some(({ value }) => /^-[lcVdr]/.test(value));
  return looks || !stdin ? null : { keeps: words, runs: inputRuns(stdin) };
}

/** `crontab -`: each line has a time, and the command for it. */
function crontab(words: readonly ShellWord[], { stdin }: Sight): SeenThrough | null {
  const operands = words.slice(1).filter(({ value }) => !/^-./.test(value));
  const readsInput = operands.every(({ value }) => value === "-");
  const texts = stdin ? textsOf(stdin) : [];
  if (
    !readsInput ||
    !stdin ||
    texts.length === 0 ||
    words.some(({ value }) => /^-[lre]/.test(value))
  ) {
    return null;
  }
  const jobs = texts
    .join("\n")
    .split("\n")
    .flatMap((job) => {
      const [, command] =
        /^\s*(?:@\w+|(?:[\d*/,\-A-Za-z]+\s+){4}[\d*/,\-A-Za-z]+)\s+(.*)$/.exec(job) ?? [];
      return command === undefined ? [] : [command];
    });
  return { keeps: words, runs: jobs.flatMap((job) => inputRuns({ ...stdin, texts: [job] })) };
}

/** `etcdctl watch key -- command`, `etcdctl lock name command`. */
function etcdctl(words: readonly ShellWord[]): SeenThrough | null {
  const valued = "--endpoints --cacert --cert --key --user --password -w --write-out --rev --ttl";
  const options = new Map(valued.split(" ").map((name) => [name, "plain"] as const));
  const inner = { ...plainInner, operands: 2 };
  const { operands, end } = commandLineOf(words, 1, { ...userSwitch, options, inner });
  const dashes = words.findIndex(({ value }) => value === "--");
  const verb = words[operands[0] ?? -1]?.value;
  const isWatch = verb === "watch" || verb === "exec-watch";
  const at = isWatch && dashes > 0 ? dashes + 1 : verb === "lock" ? end : words.length;
  const rest = words.slice(at);
  if (rest.length === 0) return null;
  return { keeps: words, runs: [{ kind: "words", words: rest, isOwn: false }] };
}

/** `op run -- command…`: secrets for a command. */
function afterDashes(words: readonly ShellWord[]): SeenThrough | null {
  const at = words.findIndex(({ value }) => value === "--");
  const runs = words.slice(1, at).some(({ value }) => /^(exec|run|agent)/.test(value));
  const rest = words.slice(at + 1);
  if (at < 0 || !runs || rest.length === 0) return null;
  return { keeps: null, runs: [{ kind: "words", words: rest, isOwn: false }] };
}
