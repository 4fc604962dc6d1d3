/** systemd and its tools. */
import { byVerb, type CommandTable, looks, operands, told } from "./row.ts";

export const systemd: CommandTable = {
  systemctl: {
    valued:
      "-t --type -p --property -H --host -M --machine -s --signal -n --lines -o --output --state",
    tells: byVerb({
      "status, show, cat, list-units, list-unit-files, list-timers, list-sockets": looks,
      "list-dependencies, list-jobs, is-active, is-enabled, is-failed, get-default": looks,
      "is-system-running, show-environment, help": looks,
      start: operands("service", "starts", "low", "yes"),
      "restart, try-restart, reload-or-restart": operands("service", "restarts", "medium", "yes"),
      reload: operands("service", "reloads", "medium", "yes"),
      enable: operands("service", "enables", "medium", "yes"),
      stop: operands("service", "stops", "high", "yes"),
      kill: operands("service", "kills", "high", "yes"),
      disable: operands("service", "disables", "high", "yes"),
      mask: operands("service", "masks", "high", "yes"),
      "unmask, revert, reset-failed": operands("service", "resets", "medium", "yes"),
      "daemon-reload, daemon-reexec": () => [
        told("service", "reloads the configuration of systemd", null, "low", "yes"),
      ],
      "poweroff, halt, shutdown": () => [
        told("power", "stops the machine", null, "critical", "no"),
      ],
      "reboot, kexec, soft-reboot": () => [
        told("power", "restarts the machine", null, "critical", "no"),
      ],
    }),
  },
  journalctl: {
    valued:
      "-u --unit -n --lines -S --since -U --until -p --priority -o --output -b --boot -t -g --grep",
    tells: (call) =>
      call.has("--vacuum-size", "--vacuum-time", "--vacuum-files")
        ? [told("delete", "deletes old journals", null, "high", "no")]
        : looks(call),
  },
};
