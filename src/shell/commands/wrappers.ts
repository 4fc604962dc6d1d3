/** Commands that run others, where they are asked without one: what they do by themselves. */
import { type CommandTable, isUnknown, type Judge, looks, onEach, told } from "./row.ts";

/** Without operands they say how things are. */
const looksAlone: Judge = (call) => (call.operands.length === 0 ? looks(call) : isUnknown(call));

function opens(what: string): Judge {
  return () => [
    told("unknown", `opens ${what}, in which anything may be done`, null, "medium", "no"),
  ];
}

const asAnother: Judge = (call) => {
  if (call.has("-l", "-v", "-k", "-K", "-V", "--list", "--validate", "--reset-timestamp")) {
    return looks(call);
  }
  if (call.has("-e", "--edit")) return onEach(call.operands, "write", "edits", "medium", "backup");
  return opens("a shell as another user")(call);
};

export const wrappers: CommandTable = {
  "sudo doas pkexec": { valued: "-u -g -h -p -C -U --user --group", tells: asAnother },
  sudoedit: { tells: (call) => onEach(call.operands, "write", "edits", "medium", "backup") },
  "su runuser sg newgrp": { tells: opens("a shell as another user") },
  env: { valued: "-u -C --unset --chdir", tells: looksAlone },
  "nice nohup setsid stdbuf timeout time xargs watch busybox flock": {
    valued: "-n -a -d -s -k -i -o -e -I -P -L -w -E",
    tells: looksAlone,
  },
  // What it reads are commands.
  parallel: { tells: isUnknown },
  strace: { valued: "-p -e -o -s", tells: looksAlone },
  "chroot nsenter unshare": { tells: opens("a shell in surroundings of its own") },
  "systemd-run": {
    tells: () => [told("service", "runs a command in a unit of its own", null, "low", "yes")],
  },
  tmux: {
    tells: (call) => {
      const verb = call.operands[0]?.text ?? "";
      if (/^(ls|list-.*|has|has-session|show.*|info|display.*|capturep|capture-pane)$/.test(verb)) {
        return looks(call);
      }
      if (/^kill/.test(verb))
        return [told("process", "ends what runs in tmux", null, "high", "no")];
      return opens("a session of tmux")(call);
    },
  },
  screen: {
    valued: "-S -X -r -x -p",
    tells: (call) => {
      if (call.has("-ls", "-list") && !call.has("-X")) return looks(call);
      return opens("a session of screen")(call);
    },
  },
  "man whatis apropos info tldr which whereis": { tells: looks },
};
