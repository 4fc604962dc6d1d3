/** Commands that look around, and those of their options that do more than look. */
import type { Arg, Call } from "./call.ts";
import {
  byOption,
  looksAlone,
  looksIfKnown,
  looksUnless,
  maybeOption,
  unlessLoose,
  withOutput,
  writesTo,
} from "./options.ts";
import { deleteFile, writeTo } from "./paths.ts";
import { isSecret, nameOf } from "./places.ts";
import { type CommandTable, isUnknown, type Judge, looks, runsCode, says, told } from "./row.ts";

/** Shows what is in files: a key or a password would stand on the screen, and in the record. */
export const shows: Judge = (call) => {
  const secrets = call.operands.filter(isSecret);
  if (secrets.length === 0) return looks(call);
  return secrets.map((file) => told("secret", "shows what is in", nameOf(file), "low", "yes"));
};

/** Only looks, unless one of these options names a file to write to. */
export function showsUnlessTo(options: string): Judge {
  return withOutput(options, "writes", (call) =>
    call.args.some(maybeOption) ? isUnknown(call) : shows(call),
  );
}

/** Where what was written goes nowhere, it was only looked at. */
export function nothingOr(found: ReturnType<Judge>, call: Call): ReturnType<Judge> {
  return found.length === 0 ? looks(call) : found;
}

const second: Judge = (call) => {
  const into = call.operands[1];
  return into && into.text !== "-" ? nothingOr(writeTo(into), call) : shows(call);
};

/** `json_pp -f eval` takes what it reads for Perl, and runs it. */
const prettyJson: Judge = (call) => {
  const formats = call.values("-f", "--f").map(({ text }) => text?.replace(/^=/, ""));
  if (formats.includes("eval")) {
    return [told("code", "runs as Perl what it is given", null, "high", "no")];
  }
  const isKnown = formats.every((format) => format === "json");
  return isKnown && !call.args.some(maybeOption) ? shows(call) : isUnknown(call);
};

const clears = says("delete", "clears the log of the kernel", "high", "no");

export const readers: CommandTable = {
  "cat tac nl head tail more zcat zmore bzcat xzcat": {
    valued: "-n --lines -c --bytes -s --sleep-interval --pid",
    tells: shows,
  },
  "zstdcat lz4cat": {
    valued: "-o --output-dir-flat --output-dir-mirror --trace -D",
    tells: withOutput("-o --output-dir-flat --output-dir-mirror --trace", "writes", (call) =>
      call.has("--rm") ? call.operands.map((file) => deleteFile(file)) : looksIfKnown(call),
    ),
  },
  "cut paste join fold fmt pr expand unexpand od hexdump hd strings base32 rev tr": {
    tells: shows,
  },
  base64: { valued: "-o --output -w --wrap -b --break", tells: showsUnlessTo("-o --output") },
  "grep egrep fgrep zgrep zegrep pcregrep look": { tells: shows },
  ag: { tells: byOption({ "--pager": runsCode }, shows) },
  rg: { tells: byOption({ "--pre, --hostname-bin": runsCode }, shows) },
  man: {
    valued: "-P --pager -s -S -M -C --config-file",
    tells: byOption({ "-P, --pager, -H, --html": runsCode, "-C, --config-file": isUnknown }, looks),
  },
  "diff colordiff cmp comm zdiff gron": { tells: shows },
  json_pp: { valued: "-f --f -t --t -json_opt --json_opt", tells: prettyJson },
  diff3: { tells: byOption({ "--diff-program": runsCode }, shows) },
  jd: { valued: "-o", tells: showsUnlessTo("-o") },
  "ls ll la dir vdir exa eza stat wc du df basename dirname realpath readlink namei": {
    tells: looks,
  },
  "md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum cksum sum shasum xxhsum": {
    tells: looks,
  },
  "expr seq yes sleep usleep factor numfmt bc column jo": {
    tells: looks,
  },
  "ps free uptime vmstat mpstat nproc lscpu lsmem lsusb uname arch lsb_release": {
    tells: looks,
  },
  // These reach past the kernel, and may hang the machine.
  lspci: { tells: byOption({ "-M, -H": isUnknown }, looks) },
  // It may start what it looks at.
  ldd: {
    tells: (call) => (call.operands.every(isProgramOfSystem) ? looksIfKnown(call) : runsCode(call)),
  },
  lshw: {
    valued: "-dump -C -class -disable -enable",
    tells: writesTo("-dump", "writes what it finds to"),
  },
  "who w id whoami users tty logname last lastb groups finger": { tells: looks },
  "lsblk findmnt lsattr getfacl getfattr lsipc ipcs lsscsi lsdevinfo mountpoint getconf": {
    tells: looks,
  },
  "printenv locale which whereis whatis apropos tldr help cal ncal clear tput sync": {
    tells: looks,
  },
  info: {
    valued: "-o --output --dribble --restore --init-file",
    tells: byOption(
      { "--restore, --init-file": isUnknown },
      writesTo("-o --output --dribble", "writes"),
    ),
  },
  "iostat nfsstat iotop iftop numastat": { tells: looksIfKnown },
  sar: { valued: "-o -f -s -e -i -P", tells: writesTo("-o", "writes what it measures to") },
  dstat: { valued: "--output", tells: writesTo("--output", "writes what it measures to") },
  env: {
    valued: "-u --unset -C --chdir",
    tells: byOption({ "-S, --split-string": runsCode }, (call) =>
      call.operands.every(({ text }) => text?.includes("=")) ? looks(call) : isUnknown(call),
    ),
  },
  lastlog: {
    valued: "-b --before -t --time -u --user",
    tells: looksUnless({
      "-C, --clear, -S, --set": says("account", "changes the record of logins", "medium", "no"),
    }),
  },
  blkid: {
    valued: "-c -w -o -s -t -L -U -O -S -l -n -u",
    tells: looksUnless({
      "-g, --garbage-collect": says("write", "tidies the list of known devices", "low", "yes"),
      "-w": writesTo("-w", "writes the list of known devices to"),
    }),
  },
  file: {
    valued: "-m --magic-file -F --separator -f --files-from",
    tells: looksUnless({ "-C, --compile": says("write", "compiles a magic file", "low", "yes") }),
  },
  tree: { valued: "-o -L -P -I --filelimit --charset", tells: showsUnlessTo("-o") },
  "less zless": {
    valued: "-o -O --log-file --LOG-FILE -p -P -x -j -k --lesskey-file --lesskey-src",
    tells: byOption(
      {
        "--lesskey-content": runsCode,
        "-k, --lesskey-file, --lesskey-src": isUnknown,
      },
      (call) =>
        // `+F` follows the end of the file; `+!id` is a command of the shell.
        call.operands.some(
          ({ text }) => text?.startsWith("+") && !/^\+\+?(\d*[FGgp%]?|\/[^\n]*)$/.test(text),
        )
          ? runsCode(call)
          : showsUnlessTo("-o -O --log-file --LOG-FILE")(call),
    ),
  },
  sort: {
    valued: "-o --output -k --key -t --field-separator -S --buffer-size -T --temporary-directory",
    tells: byOption({ "--compress-program": isUnknown }, showsUnlessTo("-o --output")),
  },
  shuf: { valued: "-o --output -n --head-count -i -e", tells: showsUnlessTo("-o --output") },
  iconv: { valued: "-o --output -f -t", tells: showsUnlessTo("-o --output") },
  sdiff: {
    valued: "-o --output -w --width",
    tells: byOption({ "--diff-program": runsCode }, showsUnlessTo("-o --output")),
  },
  xmllint: {
    valued: "-o --output --xpath --schema",
    tells: byOption({ "--shell": isUnknown }, showsUnlessTo("-o --output")),
  },
  envsubst: { tells: shows },
  uniq: { valued: "-f -s -w", tells: second },
  xxd: { valued: "-s -l -c -g -o", tells: second },
  date: {
    valued: "-d --date -f --file -r --reference -s --set",
    tells: byOption({ "-s, --set": says("device", "sets the clock", "medium", "yes") }, (call) => {
      const isFormat = call.operands.every(({ written }) => /^["']?\+/.test(written));
      if (isFormat && !call.args.some(maybeOption)) return looks(call);
      const isTime = call.operands.every(({ text }) => text !== null && /^\d{8}/.test(text));
      return isTime ? [told("device", "sets the clock", null, "medium", "yes")] : isUnknown(call);
    }),
  },
  dmesg: {
    valued: "-l --level -f --facility -n --console-level -s --buffer-size --since --until",
    tells: unlessLoose(
      looksUnless({
        "-C, --clear, -c, --read-clear": clears,
        "-D, --console-off, -E, --console-on, -n, --console-level": says(
          "device",
          "changes what the kernel says on the console",
          "low",
          "yes",
        ),
      }),
    ),
  },
  logger: { tells: says("write", "writes a line to the log of the system", "low", "no") },
  stty: { tells: looksAlone(says("device", "changes the terminal", "low", "yes")) },
};

/** `/usr/sbin/nginx`, `$(which nginx)` */
function isProgramOfSystem({ text, written }: Arg): boolean {
  if (text === null) return /^"?\$\((which|command -v) [\w.+-]+\)"?$/.test(written);
  return /^\/(usr\/)?(local\/)?(s?bin|lib(32|64|exec)?)\//.test(text) && !text.includes("..");
}
