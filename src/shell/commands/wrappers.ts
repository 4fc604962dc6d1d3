/** Commands that run others, where they are asked without one: what they do by themselves. */
import { looksIfKnown, withFiles, withOutput } from "./options.ts";
import { writeTo } from "./paths.ts";
import { byVerb, type CommandTable, isUnknown, type Judge, looks, told } from "./row.ts";
import { ofEach } from "./several.ts";

/** Without operands they say how things are. */
const looksAlone: Judge = (call) => (call.operands.length === 0 ? looks(call) : isUnknown(call));

/** With its aliases for the commands that list something. */
const tmuxLooks =
  /^(ls|ls[bckpw]|lscm|list-.*|has|has-session|show.*|info|display|display-message|capturep|capture-pane)$/;

/** A command that it is given is run for the pane that somebody chooses. */
const displayPanes = byVerb({ "displayp, display-panes": { valued: "-d -t", tells: looksAlone } });

function opens(what: string): Judge {
  return () => [
    told("unknown", `opens ${what}, in which anything may be done`, null, "medium", "no"),
  ];
}

const edits: Judge = (call) => call.operands.flatMap((file) => writeTo(file, "edits"));

/** What is typed and told in it, in any of these files. */
const records: Judge = (call) => {
  const does = call.has("-a", "--append")
    ? "appends all that is told to"
    : "writes all that is told to";
  const named = call.values(
    ...["-I", "--log-in", "-O", "--log-out", "-B", "--log-io", "-T", "--log-timing"],
  );
  const files = [...call.operands.slice(0, 1), ...named].flatMap((file) => writeTo(file, does));
  return call.has("--version", "--help", "-V", "-h")
    ? looksIfKnown(call)
    : withFiles(opens("a shell")(call), files);
};

const asAnother: Judge = (call) => {
  if (call.has("-l", "-v", "-k", "-K", "-V", "--list", "--validate", "--reset-timestamp")) {
    return looks(call);
  }
  if (call.has("-e", "--edit")) return edits(call);
  return opens("a shell as another user")(call);
};

export const wrappers: CommandTable = {
  "sudo doas pkexec": { valued: "-u -g -h -p -C -U --user --group", tells: asAnother },
  sudoedit: { valued: "-u -g -h -p -C -U --user --group", tells: edits },
  "su runuser sg newgrp": { tells: opens("a shell as another user") },
  "nice nohup setsid stdbuf timeout time xargs watch busybox flock xtables-nft-multi xtables-legacy-multi":
    {
      valued: "-n -a -d -s -k -i -o -e -I -P -L -w -E",
      tells: looksAlone,
    },
  // What it reads are commands.
  parallel: { tells: isUnknown },
  strace: {
    valued: "-p -e -o --output -s --inject --fault -E -u -P",
    tells: (call) => {
      const changes = [...call.values("-e"), ...call.values("--inject", "--fault")];
      if (
        call.has("--inject", "--fault") ||
        changes.some(({ text }) => /^(inject|fault)=/.test(text ?? "inject="))
      )
        return [told("process", "makes calls of a process fail", null, "high", "no")];
      return call.values("-o", "--output").some(({ written }) => /^["']?[|!]/.test(written))
        ? isUnknown(call)
        : withOutput("-o --output", "writes what it sees to", looksAlone)(call);
    },
  },
  script: {
    valued: `-c --command -E --echo -I --log-in -O --log-out -B --log-io -T --log-timing -m
      --logging-format -o --output-limit`,
    tells: records,
  },
  "chroot nsenter unshare": { tells: opens("a shell in surroundings of its own") },
  "systemd-run": {
    tells: () => [told("service", "runs a command in a unit of its own", null, "low", "yes")],
  },
  tmux: {
    valued: "-c -f -L -S -T",
    tells: ofEach(";", "-c -f -L -S -T", (call) => {
      const verb = call.operands[0]?.text ?? "";
      if (call.operands.length === 0 && call.has("-V")) return looksIfKnown(call);
      // `#(command)` in a format is run, and so is what follows a `;` at the end of a word.
      const runs = call.args.some(({ text }) => text !== null && /#\(|;$/.test(text));
      if (!runs && tmuxLooks.test(verb)) return looksIfKnown(call);
      if (!runs && /^(displayp|display-panes)$/.test(verb)) return displayPanes(call);
      if (/^kill/.test(verb))
        return [told("process", "ends what runs in tmux", null, "high", "no")];
      return opens("a session of tmux")(call);
    }),
  },
  screen: {
    valued: "-S -X -r -x -p",
    tells: (call) => {
      if (call.has("-ls", "-list") && !call.has("-X")) return looks(call);
      return opens("a session of screen")(call);
    },
  },
};
