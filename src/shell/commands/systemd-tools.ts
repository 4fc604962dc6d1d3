/** The tools around systemd: sessions, machines, time, names, devices. */
import {
  byOption,
  looksAlone,
  looksIfKnown,
  looksUnless,
  onlyOption,
  writesTo,
} from "./options.ts";
import { byVerb, type CommandTable, isUnknown, type Judge, looks, operands, says } from "./row.ts";

const remote = "-H --host -M --machine -p --property -n --lines -o --output --state";
const setsClock = says("service", "changes the clock of the machine", "medium", "yes");
const renames = operands("service", "names this machine", "medium", "yes");
const setsLocale = says("service", "changes the locale of the machine", "medium", "yes");
const resolving = says("network", "changes how this machine resolves names", "medium", "yes");
const forgetsNames = says("network", "empties the cache of names", "low", "yes");

export const systemdTools: CommandTable = {
  timedatectl: {
    valued: remote,
    tells: byVerb({
      ", status, show, list-timezones, timesync-status, show-timesync": looksIfKnown,
      "set-time, set-timezone, set-local-rtc, set-ntp, ntp-servers, revert": setsClock,
    }),
  },
  hostnamectl: {
    valued: remote,
    tells: byVerb({
      ", status": looksIfKnown,
      "set-hostname": renames,
      hostname: looksAlone(renames),
      "icon-name, chassis, deployment, location": looksAlone(
        operands("service", "describes this machine as", "low", "yes"),
      ),
      "set-icon-name, set-chassis, set-deployment, set-location": operands(
        "service",
        "describes this machine as",
        "low",
        "yes",
      ),
    }),
  },
  localectl: {
    valued: remote,
    tells: byVerb({
      ", status, list-locales, list-keymaps, list-x11-keymap-models": looksIfKnown,
      "list-x11-keymap-layouts, list-x11-keymap-variants, list-x11-keymap-options": looks,
      "set-locale, set-keymap, set-x11-keymap": setsLocale,
    }),
  },
  loginctl: {
    valued: `${remote} -s --signal --kill-whom`,
    tells: byVerb({
      ", list-sessions, list-users, list-seats, session-status, user-status": looksIfKnown,
      "seat-status, show-session, show-user, show-seat": looks,
      "enable-linger": operands(
        "account",
        "lets run on after the logout what is of",
        "medium",
        "yes",
      ),
      "disable-linger": operands("account", "ends at the logout what runs for", "medium", "yes"),
      "lock-session, lock-sessions, unlock-session, unlock-sessions, activate": operands(
        "account",
        "locks or unlocks the session",
        "medium",
        "yes",
      ),
      "terminate-session, kill-session": operands("account", "ends the session", "high", "no"),
      "terminate-user, kill-user": operands("account", "ends all that runs for", "high", "no"),
      "terminate-seat": operands("account", "ends the sessions at", "high", "no"),
      "attach, flush-devices": operands("device", "assigns devices", "medium", "yes"),
    }),
  },
  machinectl: {
    valued: `${remote} -s --signal --kill-whom --uid -E --setenv --format --verify`,
    tells: byVerb({
      ", list, status, show, list-images, image-status, show-image": looksIfKnown,
      "list-transfers": looks,
      start: operands("container", "starts", "low", "yes"),
      "stop, poweroff, terminate, kill": operands("container", "stops", "high", "yes"),
      reboot: operands("container", "restarts", "medium", "yes"),
      "enable, disable": operands("container", "sets whether to start at boot", "medium", "yes"),
      remove: operands("container", "deletes the machine", "high", "no"),
      clean: says("container", "deletes images of machines", "high", "no"),
      "rename, read-only, set-limit, bind, copy-to": operands(
        "container",
        "changes",
        "medium",
        "yes",
      ),
      "clone, copy-from, export-tar, export-raw, pull-tar, pull-raw, import-tar": operands(
        "container",
        "copies",
        "low",
        "yes",
      ),
      "import-raw, import-fs, cancel-transfer": operands("container", "copies", "low", "yes"),
    }),
  },
  resolvectl: {
    valued: "-t --type -c --class -i --interface -p --protocol",
    tells: byVerb({
      ", query, status, statistics, service, openpgp, tlsa, show-cache, monitor": looksIfKnown,
      "show-server-state": looks,
      "dns, domain, llmnr, mdns, dnssec, dnsovertls, nta, default-route": (call) =>
        call.operands.length > 1 ? resolving(call) : looksIfKnown(call),
      "log-level": looksAlone(resolving),
      revert: resolving,
      "flush-caches, reset-statistics, reset-server-features": forgetsNames,
    }),
  },
  "systemd-resolve": {
    valued: "-i --interface --set-dns --set-domain",
    tells: looksUnless({
      "--set-dns, --set-domain, --set-llmnr, --set-mdns, --set-dnssec, --set-nta": resolving,
      "--set-dnsovertls, --revert": resolving,
      "--flush-caches, --reset-statistics, --reset-server-features": forgetsNames,
    }),
  },
  networkctl: {
    valued: "-n --lines --drop-in",
    tells: byVerb({
      ", list, status, lldp, label, cat": looksIfKnown,
      up: operands("network", "brings up", "medium", "yes"),
      down: operands("network", "takes down", "high", "yes"),
      delete: operands("network", "deletes the interface", "high", "no"),
      "renew, forcerenew, reconfigure": operands("network", "configures anew", "medium", "yes"),
      reload: says("network", "reloads the configuration of the network", "medium", "yes"),
      "edit, mask, unmask, persistent-storage": operands("network", "edits", "medium", "yes"),
    }),
  },
  coredumpctl: {
    valued: "-o --output -F --field -S --since -U --until -D --directory -n --debugger -A",
    tells: byOption(
      { "-o, --output": writesTo("-o --output", "writes a core dump to") },
      byVerb({ ", list, info, dump": looksIfKnown, "debug, gdb": isUnknown }),
    ),
  },
  "systemd-analyze": {
    valued: "-H --host -M --machine --fuzz --iterations --base-time --root --from-pattern",
    tells: byVerb({
      ", time, blame, critical-chain, plot, dot, dump, cat-config": looksIfKnown,
      verify: looksUnless({ "--generators": isUnknown }),
      "security, calendar, timespan, timestamp, unit-files, unit-paths, exit-status": looks,
      "syscall-filter, condition, capability, filesystems, inspect-elf, fdstore": looks,
      "compare-versions, image-policy, architectures, has-tpm2, pcrs, malloc, srk": looks,
      "log-level, log-target, service-watchdogs": looksAlone(
        says("service", "changes the settings of systemd", "low", "yes"),
      ),
    }),
  },
  "systemd-tmpfiles": {
    valued: "--prefix --exclude-prefix -E --root --image --replace",
    tells: onlyOption({
      "--dry-run, --cat-config, --tldr": looks,
      "--purge, --remove": says("delete", "deletes temporary files", "high", "no"),
      "--clean": says("delete", "deletes old temporary files", "medium", "no"),
      "--create": says("write", "creates temporary files", "low", "yes"),
    }),
  },
  udevadm: {
    valued:
      "-n --name -p --path -s --subsystem-match --attr-match -t --timeout -q --query --action",
    tells: byVerb({
      info: looksUnless({
        "-c, --cleanup-db": says("device", "forgets what is known of devices", "medium", "no"),
      }),
      "monitor, settle, verify, wait, cat": looks,
      // The rules that are tried run programs, and some take effect.
      "test, test-builtin": isUnknown,
      "control, trigger": says(
        "device",
        "makes the kernel report its devices anew",
        "medium",
        "yes",
      ),
      lock: isUnknown,
    }),
  },
  busctl: {
    valued: "-H --host -M --machine --address --timeout --destination --match --size",
    tells: byVerb({
      ", list, status, tree, introspect, get-property, monitor, capture": looksIfKnown,
      wait: looks,
    }),
  },
  bootctl: {
    tells: byVerb({
      ", status, list, is-installed": looksIfKnown,
      "reboot-to-firmware": looksAlone(changesBoot()),
      "install, update, random-seed, set-default, set-oneshot, set-timeout, cleanup": changesBoot(),
      "remove, unlink": changesBoot(),
    }),
  },
  "systemd-cgls systemd-cgtop systemd-detect-virt systemd-delta systemd-path": {
    tells: looks,
  },
  "systemd-escape systemd-id128": { tells: looks },
};

function changesBoot(): Judge {
  return says("device", "changes how the machine boots", "high", "backup");
}
