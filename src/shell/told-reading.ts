/** Tools of which words are code that no option of theirs tells, or only behind some other word. */
import type { Reading, Role } from "./argument-roles.ts";
import { type CommandLine, type CommandWord, commandLineOf } from "./command-line.ts";
import { optionsOf, plain, type Value, wordsOf } from "./program.ts";

export interface Telling {
  /** The word that says so; null where none need say it. */
  readonly told: RegExp | null;
  /** Options, wherever they stand. */
  readonly options?: Partial<Record<Value, string>>;
  /**
   * What the words behind that one are: `line`: a shell reads each alone · `shell`: all in a row · `command`:
   * they are a command, which is given file names for `{}` · `arguments`: the words of `of` have them for their own.
   */
  readonly rest?: "line" | "shell" | "command" | "arguments";
  /** How many operands stand before those. */
  readonly after?: number;
  /** None where what follows is a command by itself. */
  readonly of?: readonly string[];
  /** Words that name what runs. */
  readonly named?: RegExp;
  /** Whether that is done where the directories of the shell mean nothing. */
  readonly isAway?: boolean;
  /** Whether what it runs is told of by what is known of its effects, and need not be looked into for them. */
  readonly isJudged?: boolean;
}

const table: readonly [names: string, told: Telling][] = [
  ["salt salt-call salt-ssh", { told: /^cmd(mod)?\.\w+$/, rest: "line", isAway: true }],
  ["salt-ssh", { told: /^(-r|--raw|--raw-shell)$/, rest: "shell", isAway: true }],
  ["aws", { told: /^send-command$/, options: { setting: "--parameters" } }],
  ["aws", { told: /^execute-command$/, options: { line: "--command" }, isAway: true }],
  ["az", { told: /^run-command$/, options: { line: "--scripts" }, isAway: true }],
  ["az", { told: /^exec$/, options: { line: "--command --exec-command" }, isAway: true }],
  ["az", { told: /^command$/, options: { line: "-c --command" }, isAway: true }],
  [
    "heroku",
    {
      told: /^run(:\w+)?$/,
      options: { plain: "-a -r -s -e --app --remote --size --env" },
      rest: "shell",
      isAway: true,
    },
  ],
  ["vagrant", { told: /^ssh$/, options: { line: "-c --command" }, isAway: true }],
  ["vagrant", { told: /^--$/, rest: "arguments", of: ["ssh", "vagrant"], isAway: true }],
  ["cf", { told: /^ssh$/, options: { line: "-c --command" }, isAway: true }],
  ["doctl", { told: /^ssh$/, options: { line: "--ssh-command" }, isAway: true }],
  [
    "consul",
    {
      told: /^exec$/,
      options: {
        plain:
          "-datacenter -http-addr -node -prefix -service -tag -token -token-file -wait -wait-repl",
      },
      rest: "shell",
      isAway: true,
    },
  ],
  [
    "juju",
    {
      told: /^exec$/,
      options: { plain: "-a -m -u --application --format --machine --model --unit --wait" },
      rest: "shell",
      isAway: true,
    },
  ],
  [
    "bolt",
    {
      told: /^command$/,
      options: {
        plain:
          "-c -i -p -q -r -t -u --concurrency --connect-timeout --format --inventoryfile --params " +
          "--password --private-key --project --query --run-as --targets --transport --tty --user",
      },
      // `run`
      after: 1,
      rest: "line",
      isAway: true,
    },
  ],
  [
    "knife",
    {
      told: /^ssh$/,
      options: {
        plain:
          "-a -C -c -E -G -i -k -P -p -s -t -u -x --attribute --concurrency --config --environment " +
          "--identity-file --key --server-url --ssh-identity-file --ssh-password --ssh-port " +
          "--ssh-user --user",
      },
      after: 1,
      rest: "shell",
      isAway: true,
    },
  ],
  ["fab pyinfra", { told: /^--$/, rest: "shell", isAway: true }],
  [
    "sops",
    {
      told: /^exec-(env|file)$/,
      options: { plain: "--user --filename" },
      after: 1,
      rest: "shell",
    },
  ],
  ["smbclient", { told: null, options: { code: "-c --command" } }],
  ["lftp", { told: null, options: { code: "-c -e" } }],
  [
    "ansible-playbook ansible-pull ansible-console",
    { told: null, options: { code: "-e --extra-vars" } },
  ],
  [
    "ansible-playbook ansible-pull ansible-console",
    {
      told: null,
      options: {
        line: "--ssh-common-args --ssh-extra-args --scp-extra-args --sftp-extra-args",
      },
    },
  ],
  [
    "helm helmfile",
    {
      told: null,
      options: { line: "--post-renderer", code: "--set-json", plain: "--set" },
      isJudged: true,
    },
  ],
  ["tcpdump", { told: null, options: { line: "-z" }, isJudged: true }],
  ["rclone", { told: null, options: { line: "--password-command --sftp-ssh" }, isJudged: true }],
  [
    "restic",
    { told: null, options: { line: "--password-command", setting: "-o --option" }, isJudged: true },
  ],
  ["borg", { told: null, options: { line: "--rsh" }, isJudged: true }],
  ["npm pnpm", { told: null, options: { line: "--script-shell" } }],
  ["rpm rpmbuild rpmspec", { told: null, options: { code: "-E -D --eval --define" } }],
  [
    "openvpn",
    {
      told: null,
      options: {
        line:
          "--up --down --route-up --route-pre-down --ipchange --client-connect " +
          "--client-disconnect --learn-address --auth-user-pass-verify --tls-verify --plugin",
      },
    },
  ],
  ["fly flyctl", { told: /^(console|ssh)$/, options: { line: "-C --command" }, isAway: true }],
  ["nix-shell", { told: null, options: { line: "--run --command" } }],
  [
    "hyperfine",
    {
      told: null,
      options: {
        line: "-p -c -s -S --prepare --cleanup --setup --conclude --reference --shell",
        plain:
          "-w -m -M -r -u -P -D -L -n -i --warmup --min-runs --max-runs --runs --time-unit --style " +
          "--sort --parameter-list --command-name --export-json --export-csv --export-markdown " +
          "--export-asciidoc --export-orgmode --output --input",
      },
      rest: "line",
    },
  ],
  ["fd fdfind", { told: /^(-x|-X|--exec|--exec-batch)$/, rest: "command" }],
  ["capsh", { told: /^(--|==)$/, rest: "arguments", of: ["bash"] }],
  ["mise", { told: /^(exec|x)$/, options: { line: "-c --command" } }],
  ["mise", { told: /^--$/, rest: "arguments" }],
  ["chamber doppler op", { told: /^--$/, rest: "arguments", isJudged: true }],
  ["doppler", { told: /^run$/, options: { line: "--command" }, isJudged: true }],
  [
    "etcdctl",
    {
      told: /^(lock|(exec-)?watch)$/,
      options: {
        plain: "--endpoints --cacert --cert --key --user --password -w --write-out --rev --ttl",
      },
      after: 1,
      rest: "shell",
      isJudged: true,
    },
  ],
  ["nix", { told: /^(-c|--command)$/, rest: "arguments" }],
  ["npm pnpm", { told: /^(exec|x)$/, options: { line: "-c --call" } }],
  ["npx", { told: null, options: { line: "-c --call" } }],
  ["nc ncat netcat", { told: null, options: { line: "-c -e --exec --sh-exec --lua-exec" } }],
  [
    "start-stop-daemon",
    { told: null, options: { line: "-x -a --exec --startas", flag: "--start --stop --status" } },
  ],
  ["apt apt-get apt-cache aptitude", { told: null, options: { setting: "-o --option" } }],
  ["docker podman nerdctl", { told: /^(run|create)$/, options: { line: "--health-cmd" } }],
  ["socat", { told: null, named: /^(exec|system|shell):/i }],
];

/** The reading of a command by all else that is known of it, with the roles that these words have in place. */
export function withTold(
  name: string,
  words: readonly CommandWord[],
  reading: Reading,
  read: Read,
): Reading {
  return (tellings.get(name) ?? []).reduce(
    (before, telling) => withTelling(words, before, telling, read),
    reading,
  );
}

interface Read {
  /** How words are read that are a command. */
  readonly command: (words: readonly CommandWord[]) => Reading;
  /** The role of an option's value. */
  readonly value: (is: Value, text: string) => Role;
}

function withTelling(
  words: readonly CommandWord[],
  reading: Reading,
  { told, options = {}, rest, of = [], after = 0, named }: Telling,
  read: Read,
): Reading {
  const at = toldAt(words, told);
  if (at < 0) return reading;
  const line = lineBehind(words, at, options);
  const roles = [...reading.roles];
  for (const { at: index, is, text } of line.values) roles[index] = read.value(is, text);
  words.forEach(({ value }, index) => {
    if (named?.test(value)) roles[index] = "command";
  });
  if (rest === undefined) return { ...reading, roles };
  if (rest === "line" || rest === "shell") {
    for (const index of line.operands.slice(after)) roles[index] = rest;
    return { ...reading, roles };
  }
  const behind = words.slice(at + 1);
  if (rest === "command") {
    const inner = read.command(behind);
    return { ...inner, roles: [...roles.slice(0, at + 1), ...inner.roles], replaced: "{}" };
  }
  const inner = read.command([...of.map((value) => ({ value, literal: true })), ...behind]);
  return { ...inner, roles: [...roles.slice(0, at + 1), ...inner.roles.slice(of.length)] };
}

/** The index of the word that says so; that of the name where none need say it, and -1 where none does. */
export function toldAt(words: readonly CommandWord[], told: RegExp | null): number {
  return told ? words.findIndex(({ value }, index) => index > 0 && told.test(value)) : 0;
}

export function lineBehind(
  words: readonly CommandWord[],
  at: number,
  options: Telling["options"] = {},
): CommandLine {
  return commandLineOf(words, at + 1, { ...plain, options: optionsOf(options) });
}

export const tellings: ReadonlyMap<string, readonly Telling[]> = new Map(
  [...new Set(table.flatMap(([names]) => wordsOf(names)))].map((name) => [
    name,
    table.flatMap(([names, told]) => (wordsOf(names).includes(name) ? [told] : [])),
  ]),
);
