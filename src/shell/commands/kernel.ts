/** The kernel: its parameters and modules, how it boots, and the security modules in it. */

import type { Call } from "./call.ts";
import { filesBy, inFiles } from "./in-files.ts";
import {
  byOption,
  looksIfKnown,
  looksUnless,
  maybeOption,
  ofOption,
  onlyOption,
  writesTo,
  written,
} from "./options.ts";
import {
  byVerb,
  type CommandTable,
  isUnknown,
  type Judge,
  looks,
  onEach,
  operands,
  says,
} from "./row.ts";

const loads = operands("device", "loads the kernel module", "medium", "yes");
const unloads = operands("device", "unloads the kernel module", "high", "yes");
const writesBoot = says("device", "writes anew what the machine boots with", "medium", "backup");
const setsBoot = says("device", "changes what the machine boots", "high", "backup");
const labels = operands("write", "changes the security labels of", "medium", "no");
const loosens = operands("service", "no longer enforces the profile", "high", "yes");
const changesPolicy = says("service", "changes the security policy", "medium", "yes");

/** `dracut FILE`, `mkinitcpio -g FILE`, `mkinitramfs -o FILE` */
const writesImage = inFiles((call) => {
  if (call.name === "dracut") return call.operands.slice(0, 1);
  return filesBy(call.name === "mkinitcpio" ? "-g --generate" : "-o")(call);
}, writesBoot);

export const kernel: CommandTable = {
  sysctl: {
    valued: "-r --pattern",
    tells: byOption(
      {
        "-p, --load, -f": operands("device", "loads kernel parameters from", "medium", "yes"),
        "--system": says("device", "loads all kernel parameters from their files", "medium", "yes"),
      },
      sysctl,
    ),
  },
  modprobe: {
    valued: "-d --dirname -C --config -S --set-version",
    tells: byOption(
      {
        "-n, --dry-run, --show, --show-depends, -D, -c, --showconfig, --dump-modversions": looks,
        "--resolve-alias, -R, -V": looks,
        "-r, --remove, --remove-holders": unloads,
        "-a, --all": loads,
      },
      (call) => loads({ ...call, operands: call.operands.slice(0, 1) }),
    ),
  },
  insmod: { tells: (call) => loads({ ...call, operands: call.operands.slice(0, 1) }) },
  rmmod: { tells: unloads },
  depmod: {
    valued: "-b --basedir -C --config -E -F",
    tells: byOption(
      { "-n, --dry-run, --show": looks },
      says("device", "lists the kernel modules anew", "low", "yes"),
    ),
  },
  lsinitrd: {
    tells: looksUnless({
      "--unpack, --unpackearly": says("write", "unpacks the files", "medium", "backup"),
    }),
  },
  "lsmod modinfo lsinitramfs getenforce sestatus getsebool aa-status": { tells: looks },
  "apparmor_status aa-enabled": { tells: looks },
  "aureport matchpathcon seinfo sesearch": { tells: looks },
  ausearch: {
    valued: "--checkpoint -ts -te -m -k -ua -ui -x -f -c -i --input -if",
    tells: writesTo("--checkpoint", "notes how far it has read in"),
  },
  mokutil: {
    tells: onlyOption({
      "--sb-state, --list-enrolled, -l, --list-new, --test-key, -t, --pk, --kek, --db, --dbx":
        looks,
    }),
  },
  "update-grub update-grub2": { tells: writesBoot },
  "grub-mkconfig grub2-mkconfig": {
    valued: "-o --output",
    tells: (call) =>
      call
        .values("-o", "--output")
        .every(({ text }) => /^\/boot\/[\w/.-]*grub\.cfg$/.test(text ?? ""))
        ? looksUnless({
            "-o, --output": ofOption(
              "-o --output",
              "device",
              "writes the boot menu",
              "medium",
              "backup",
            ),
          })(call)
        : written(call, "-o --output", "writes the boot menu to"),
  },
  "grub-install grub2-install": {
    tells: operands("device", "writes the boot loader to", "high", "backup"),
  },
  "grub-set-default grub2-set-default grub-reboot grub2-reboot": { tells: setsBoot },
  "grub-editenv grub2-editenv": {
    tells: (call) => (call.operands.at(-1)?.text === "list" ? looks(call) : setsBoot(call)),
  },
  grubby: {
    valued: "--update-kernel --args --remove-args --set-default --remove-kernel --info",
    tells: onlyOption({
      "--update-kernel, --set-default, --set-default-index, --remove-kernel, --add-kernel":
        setsBoot,
      "--info, --default-kernel, --default-index, --default-title": looks,
    }),
  },
  efibootmgr: {
    valued: "-b --bootnum -B -o --bootorder -n --bootnext -t --timeout -d --disk -p --part -L -l",
    tells: byOption(
      { "-c, --create, -o, -n, -B, -b, -t, -a, -A, -N, -O, -T, -D": setsBoot },
      byOption({ "-v, --verbose": looksIfKnown }, (call) =>
        call.args.length === 0 ? looks(call) : setsBoot(call),
      ),
    ),
  },
  "update-initramfs dracut mkinitcpio mkinitramfs kernel-install installkernel": {
    valued: "-k -c --kver -g --generate -o",
    tells: byOption({ "--list-modules, --list-hooks": looks }, (call) =>
      // To dracut it is how much to say.
      call.name === "mkinitcpio" && call.has("-L") ? looks(call) : writesImage(call),
    ),
  },
  dkms: {
    valued: "-m -v -k -a --arch",
    tells: byVerb({
      status: looks,
      "add, build, install, autoinstall": says(
        "device",
        "installs kernel modules",
        "medium",
        "yes",
      ),
      "remove, uninstall, unbuild": says("device", "removes kernel modules", "high", "yes"),
    }),
  },
  setenforce: {
    tells: (call) => {
      const [mode] = call.operands;
      return /^(?:1|enforcing)$/i.test(mode?.text ?? "")
        ? says("service", "makes SELinux enforce its policy", "medium", "yes")(call)
        : says(
            "service",
            !mode?.text ? "may make SELinux enforce nothing" : "makes SELinux enforce nothing",
            "high",
            "yes",
          )(call);
    },
  },
  setsebool: {
    tells: (call) =>
      operands(
        "service",
        "sets the switch of SELinux",
        "medium",
        "yes",
      )({
        ...call,
        operands: call.operands.slice(0, 1),
      }),
  },
  semanage: {
    valued: "-t --type -p --proto -s --seuser -r --range",
    tells: (call) => {
      const isLook = call.has("-l", "--list", "-E", "--extract");
      if (isLook && !call.has("-D", "--deleteall")) return looks(call);
      return call.has("-D", "--deleteall") || call.operands[0]?.text === "permissive"
        ? says("service", "loosens the security policy", "high", "yes")(call)
        : changesPolicy(call);
    },
  },
  semodule: {
    valued: "-i --install -r --remove -e --enable -d --disable -u --upgrade",
    tells: onlyOption({
      "-r, --remove, -d, --disable": says("service", "loosens the security policy", "high", "yes"),
      "-i, --install, -u, --upgrade, -e, --enable, -B, --build, -D, -R": changesPolicy,
      "-l, --list-modules, --list, -lfull": looks,
    }),
  },
  restorecon: {
    valued: "-e -f -o",
    tells: byOption({ "-n": writesTo("-o", "writes what it finds to") }, labels),
  },
  fixfiles: {
    tells: byVerb({ check: looks, "verify, restore, relabel, onboot": labels }),
  },
  "audit2allow audit2why": {
    valued: "-M -m -i -o --input --output --module --module-package",
    tells: looksUnless({
      "-M, --module-package": says("write", "writes a policy module", "low", "yes"),
      "-o, --output": writesTo("-o --output", "appends to"),
    }),
  },
  auditctl: {
    valued: "-w -p -k -a -A -d -W -F -S -e -b -f -r -R",
    tells: onlyOption({
      "-D": says("service", "deletes all rules of auditing", "high", "backup"),
      "-e": says("service", "turns auditing on or off", "high", "yes"),
      "-d, -W": says("service", "deletes a rule of auditing", "high", "yes"),
      "-a, -A, -w, -R, -b, -f, -r": says("service", "changes what is audited", "medium", "yes"),
      "-l, -s, -v": looks,
    }),
  },
  "aa-enforce aa-audit": {
    valued: "-d",
    tells: operands("service", "enforces the profile", "medium", "yes"),
  },
  "aa-complain aa-disable": { valued: "-d", tells: loosens },
  "aa-teardown aa-remove-unknown": { tells: loosens },
  apparmor_parser: {
    valued: "-o --ofile -I --Include -b --base -f --subdomainfs -L --cache-loc -T -W",
    tells: byOption(
      {
        "-o, --ofile": writesTo("-o --ofile", "writes"),
        "-R, --remove": loosens,
        "-Q, -p, --preprocess, -N, --names": looks,
      },
      operands("service", "loads the profile", "medium", "yes"),
    ),
  },
};

/** `sysctl KEY` reads, `sysctl KEY=VALUE` writes, with `-w` or without. */
function sysctl(call: Call): ReturnType<Judge> {
  const writes = call.has("-w", "--write");
  const set = call.operands.filter(
    ({ text, written }) => writes || (text ?? written).includes("="),
  );
  if (set.length > 0) return onEach(set, "device", "sets the kernel parameter", "medium", "yes");
  const isUnsure = call.args.some((arg) => maybeOption(arg) || /^["']?\$/.test(arg.written));
  return isUnsure ? isUnknown(call) : looks(call);
}
