/** Processes: signals, priorities, limits. */
import type { Call } from "./call.ts";
import { byOption, looksIfKnown, looksUnless, ofOption, writesTo, written } from "./options.ts";
import {
  type CommandTable,
  isUnknown,
  looks,
  operands,
  runsCode,
  says,
  type Told,
  told,
} from "./row.ts";
import { signals } from "./signals.ts";

const limits = operands("process", "changes the priority or limits of", "medium", "yes");
const ofPid = ofOption(
  "-p --pid -P --pgid -u --uid",
  "process",
  "changes the priority or limits of",
  "medium",
  "yes",
);
const selecting =
  "-u --euid -U --uid -g --pgroup -G --group -s --session -t --terminal -P --parent -F --pidfile " +
  "--ns --nslist -r --runstates --cgroup --env -d --delimiter";

const selectors = "-u -U -g -G -P -t -F --euid --uid --pidfile".split(" ");

export const processes: CommandTable = {
  kill: { valued: "-s --signal -n", tells: kills },
  pkill: {
    // Here -s is a session, and the signal has no letter of its own but `--signal`.
    valued: `${selecting} --signal`,
    tells: (call) => {
      const given = call.value("--signal");
      const signal = given ? given.text : signalIn(call);
      // As whole words: `-P` in `-STOP` is none of them.
      const by = selectors.find((option) => call.args.some(({ text }) => text === option));
      const whose = by ? call.value(by) : null;
      return call.operands.length === 0 && whose
        ? signals(call, "process", signal, "all processes of", [whose])
        : signals(call, "process", signal, "processes that match", call.operands);
    },
  },
  pgrep: { valued: selecting, tells: looks },
  killall: {
    valued: "-s --signal -u --user -n --ns -o --older-than -y --younger-than -Z --context",
    tells: (call) => {
      if (lists(call)) return looks(call);
      const given = call.value("-s", "--signal");
      const user = call.value("-u", "--user");
      const signal = given ? given.text : signalIn(call);
      return call.operands.length > 0 || !user
        ? signals(call, "process", signal, "all processes named", call.operands)
        : signals(call, "process", signal, "all processes of", [user]);
    },
  },
  skill: { valued: "-c -p -t -u", tells: operands("process", "kills", "high", "no") },
  killall5: {
    tells: (call) =>
      signalIn(call) === "0" ? looks(call) : killsAll("kills all processes of the machine"),
  },
  renice: { valued: "-n --priority", tells: limits },
  ionice: {
    valued: "-c --class -n --classdata -p --pid -P --pgid -u --uid",
    tells: byOption(
      {
        "-p, --pid, -P, --pgid, -u, --uid": (call) =>
          call.has("-c", "-n", "--class", "--classdata") ? ofPid(call) : looks(call),
      },
      isUnknown,
    ),
  },
  prlimit: {
    valued: "-p --pid -o --output",
    tells: byOption(
      { "-p, --pid": (call) => (onlyLists(call) ? looks(call) : ofPid(call)) },
      (call) => (call.operands.length === 0 ? looksIfKnown(call) : isUnknown(call)),
    ),
  },
  "taskset chrt": {
    tells: (call) => {
      if (!call.has("-p", "--pid")) return isUnknown(call);
      return call.operands.length > 1 || call.has("-f", "-r", "-o", "-i", "-b", "-d")
        ? limits({ ...call, operands: call.operands.slice(-1) })
        : looks(call);
    },
  },
  fuser: {
    valued: "-n --namespace",
    tells: looksUnless({
      "-k, --kill": (call) =>
        signals(call, "process", fuserSignal(call), "all that uses", call.operands),
    }),
  },
  "pidof pstree pwdx top htop slabtop": { tells: looks },
  pmap: {
    valued: "-N --create-rc-to -C --read-rc-from -A --range",
    tells: byOption(
      { "-n, --create-rc": says("write", "writes a configuration of its own", "low", "backup") },
      writesTo("-N --create-rc-to", "writes a configuration to"),
    ),
  },
  atop: { valued: "-w -r -b -e -P -L", tells: writesTo("-w", "writes what it measures to") },
  // `pidstat -e program` starts it.
  pidstat: { valued: "-p -T -C -G -U", tells: looksUnless({ "-e": runsCode }) },
  "lsof lslocks lsns": { valued: "-i -p -u -c -d -g -s -a", tells: looks },
  gcore: {
    valued: "-o",
    tells: (call) =>
      call.has("-o")
        ? written(call, "-o", "writes a core dump to")
        : [told("write", "writes a core dump", null, "low", "yes")],
  },
};

/** `kill PID`, with the signal as `-9`, `-HUP`, `-s HUP` or `-n 1`; `-l` lists them. */
function kills(call: Call): readonly Told[] {
  if (lists(call)) return looks(call);
  const given = call.value("-s", "--signal", "-n");
  const signal = given ? given.text : signalIn(call);
  const all = call.args.map(({ text }) => text);
  // After the signal, `-1` means all processes but oneself.
  if (all.slice(1).includes("-1") && signal !== "0")
    return killsAll("kills all processes of the user");
  const groups = call.args.filter((arg, at) => at > 0 && /^-\d\d/.test(arg.text ?? ""));
  const targets = [...groups.filter((it) => !call.operands.includes(it)), ...call.operands];
  return signals(call, "process", signal, "process", targets).flatMap((it) =>
    it.resource === "1" && it.risk === "high"
      ? killsAll("kills the first process of the machine")
      : it,
  );
}

/** As whole words: in a cluster, these are letters of a signal, such as `-KILL`. */
function lists({ args }: Call): boolean {
  return /^(?:-[lLV]|--list|--table|--version)$/.test(args[0]?.text ?? "");
}

/** The signal in the first word, as `-9` or `-SIGHUP`; TERM where none is. */
function signalIn({ args }: Call): string | null {
  for (const { text, written } of args) {
    const word = /^-(.+)$/s.exec(text ?? written)?.[1];
    if (word === undefined) break;
    if (
      /^(?:\d+|(?:SIG)?[A-Z][A-Z\d]{2,6}|(?:sig)?(?:hup|term|kill|int|quit|stop|cont|usr[12]))$/.test(
        word,
      )
    ) {
      return word;
    }
    if (text === null && /^["']?[$`{]/.test(word)) return null;
  }
  return "TERM";
}

/** `fuser -k -HUP`; it kills where nothing else is asked. */
function fuserSignal(call: Call): string | null {
  const found = call.args.find(({ text }) => /^-(?:\d+|[A-Z]{3,})$/.test(text ?? ""));
  return found?.text?.slice(1) ?? "KILL";
}

function onlyLists({ args }: Call): boolean {
  return !args.some(({ text, written }) =>
    /^--(?!pid|output|noheadings|raw|verbose)\w+=|^-[cdefilmnqrstuvxy]=?\d/.test(text ?? written),
  );
}

function killsAll(does: string): readonly Told[] {
  return [told("process", does, null, "critical", "no")];
}
