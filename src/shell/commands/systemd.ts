/** systemd itself: its units, its journal, and the machine as a whole. */
import type { Arg, Call } from "./call.ts";
import { unlessDry } from "./dry-run.ts";
import {
  byOption,
  isLoose,
  looksAlone,
  looksIfKnown,
  looksUnless,
  orMore,
  writesTo,
} from "./options.ts";
import { byVerb, type CommandTable, type Judge, looks, operands, says } from "./row.ts";
import { signals } from "./signals.ts";

/** Only what ends the machine can be tried dry. */
const stopsAll = unlessDry("--dry-run", says("power", "stops the machine", "critical", "no"));
const restartsAll = unlessDry("--dry-run", says("power", "restarts the machine", "critical", "no"));
const toRescue = says("power", "takes the machine down to a rescue shell", "critical", "yes");
const setsManager = says("service", "changes the settings of systemd", "medium", "yes");

/** Targets that stop everything, or nearly so. */
const endings: Readonly<Record<string, Judge>> = {
  "poweroff.target": stopsAll,
  "halt.target": stopsAll,
  "shutdown.target": stopsAll,
  "runlevel0.target": stopsAll,
  "reboot.target": restartsAll,
  "kexec.target": restartsAll,
  "runlevel6.target": restartsAll,
  "rescue.target": toRescue,
  "runlevel1.target": toRescue,
  "emergency.target": toRescue,
};

/** Words of its own are fields with a value, or a count behind `-n` and `-b`. */
function besideMatches(table: Readonly<Record<string, Judge>>): Judge {
  const isCounted = ({ args }: Call, word: Arg): boolean => {
    const before = args[args.indexOf(word) - 1];
    return /^(-[a-z]*[nb]|--lines|--boot)$/.test(before?.text ?? "");
  };
  return orMore(
    (call) => call.operands.some((word) => isLoose(word) && !isCounted(call, word)),
    looksUnless(table),
  );
}

export const systemd: CommandTable = {
  systemctl: {
    valued:
      "-t --type -p --property -P -H --host -M --machine -s --signal -n --lines -o --output " +
      "--state --root --kill-whom --kill-who --what --job-mode --preset-mode --when --drop-in",
    tells: byVerb({
      "status, show, cat, list-units, list-unit-files, list-timers, list-sockets": looks,
      "list-dependencies, list-jobs, is-active, is-enabled, is-failed, get-default": looks,
      "is-system-running, show-environment, help, list-machines, list-paths": looks,
      "list-automounts, whoami": looks,
      "": looksIfKnown,
      start: unlessEnding(operands("service", "starts", "low", "yes")),
      "restart, try-restart, condrestart": operands("service", "restarts", "medium", "yes"),
      "reload-or-restart, reload-or-try-restart": operands("service", "restarts", "medium", "yes"),
      "reload, force-reload, try-reload-or-restart": operands(
        "service",
        "reloads",
        "medium",
        "yes",
      ),
      "enable, reenable": byOption(
        { "--now": operands("service", "enables and starts", "medium", "yes") },
        operands("service", "enables", "medium", "yes"),
      ),
      stop: operands("service", "stops", "high", "yes"),
      kill: kills,
      disable: byOption(
        { "--now": operands("service", "stops and disables", "high", "yes") },
        operands("service", "disables", "high", "yes"),
      ),
      mask: byOption(
        { "--now": operands("service", "stops and masks", "high", "yes") },
        operands("service", "masks", "high", "yes"),
      ),
      freeze: operands("service", "freezes", "high", "yes"),
      thaw: operands("service", "thaws", "medium", "yes"),
      "unmask, preset": operands("service", "resets", "medium", "yes"),
      revert: operands("service", "deletes the local changes to", "high", "backup"),
      "reset-failed": operands("service", "clears the failed state of", "low", "yes"),
      "preset-all": says("service", "enables and disables services as preset", "high", "backup"),
      clean: operands("delete", "deletes state and caches of", "high", "no"),
      edit: operands("service", "edits", "medium", "yes"),
      "link, bind, mount-image": operands("service", "links", "medium", "yes"),
      set: operands("service", "sets", "medium", "yes"),
      "set-property": (call) =>
        operands("service", "sets limits of", "medium", "yes")(only(call, 1)),
      "add-wants, add-requires": (call) =>
        operands("service", "adds needs to", "medium", "yes")(only(call, 1)),
      "set-default": operands("service", "makes the machine boot into", "medium", "yes"),
      isolate: unlessEnding(operands("service", "stops all but", "high", "yes")),
      default: says("service", "stops all but the default target", "high", "yes"),
      cancel: operands("service", "cancels the waiting job", "medium", "yes"),
      "set-environment, unset-environment, import-environment": setsManager,
      "log-level, log-target, service-watchdogs": looksAlone(setsManager),
      "service-log-level, service-log-target": (call) =>
        call.operands.length > 1 ? setsManager(call) : looks(call),
      "daemon-reload, daemon-reexec": says(
        "service",
        "reloads the configuration of systemd",
        "low",
        "yes",
      ),
      "rescue, emergency": toRescue,
      "poweroff, halt, shutdown": stopsAll,
      "reboot, kexec, soft-reboot, switch-root": restartsAll,
      "suspend, hibernate, hybrid-sleep, suspend-then-hibernate, sleep": says(
        "power",
        "puts the machine to sleep",
        "critical",
        "no",
      ),
      exit: says("service", "ends the service manager", "critical", "no"),
    }),
  },
  journalctl: {
    // -b and -n may stand without a value, so that what follows them is read, too.
    valued:
      "-u --unit --user-unit -S --since -U --until -p --priority -o --output -t --identifier -T " +
      "-g --grep -D --directory -i --file -M --machine --facility -c --cursor --after-cursor " +
      "--cursor-file --output-fields -F --field --root --image --namespace",
    tells: besideMatches({
      "--vacuum-size, --vacuum-time, --vacuum-files": says(
        "delete",
        "deletes old journals",
        "high",
        "no",
      ),
      "--rotate, --flush, --sync, --relinquish-var, --smart-relinquish-var": says(
        "service",
        "moves the journal on to new files",
        "low",
        "yes",
      ),
      "--setup-keys, --update-catalog": says("write", "writes files of the journal", "low", "yes"),
      "--cursor-file": writesTo("--cursor-file", "writes the place it read to into"),
    }),
  },
};

/** `systemctl kill -s HUP nginx`. */
function kills(call: Call): ReturnType<Judge> {
  const given = call.value("-s", "--signal");
  return signals(call, "service", given ? given.text : "TERM", "", call.operands);
}

/** As `judge` says, but for the units that end the machine. */
function unlessEnding(judge: Judge): Judge {
  return (call) => {
    const names = call.operands.map(({ text }) => text ?? "");
    const ending = names.find((name) => Object.hasOwn(endings, name) || isShort(name));
    const found =
      ending === undefined ? undefined : (endings[ending] ?? endings[`${ending}.target`]);
    return found ? found(call) : judge(call);
  };
}

/** `systemctl isolate rescue` means the target of that name. */
function isShort(name: string): boolean {
  return Object.hasOwn(endings, `${name}.target`);
}

/** The call with its first operands alone. */
function only(call: Call, count: number): Call {
  return { ...call, operands: call.operands.slice(0, count) };
}
