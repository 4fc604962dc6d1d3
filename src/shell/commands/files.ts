/** What makes, copies, moves, changes and deletes files. */
import type { Risk } from "../../model/risk.ts";
import type { Arg, Call } from "./call.ts";
import { isDry } from "./dry-run.ts";
import { inAnyOf, inFiles, mayBeSeveral } from "./in-files.ts";
import { byOption, isGiven, looksIfKnown, maybeOption, valuesOf } from "./options.ts";
import {
  deleteContents,
  deleteFile,
  deleteTree,
  makeDirectory,
  makeNew,
  pathIn,
  putInto,
  riskOfTree,
  writeTo,
} from "./paths.ts";
import { here, isTemporary, isWholeSystem, nameOf, placeOf } from "./places.ts";
import { nothingOr } from "./readers.ts";
import {
  type CommandTable,
  isUnknown,
  type Judge,
  looks,
  runsCode,
  type Told,
  told,
} from "./row.ts";

const removes: Judge = (call) => {
  if (call.operands.length === 0) return call.args.length === 0 ? [] : isUnknown(call);
  const isTree = isRecursive(call) || call.args.some(maybeOption);
  return call.operands.map((path) => (isTree ? deleteTree(path) : deleteFile(path)));
};

function isRecursive(call: Call): boolean {
  return isGiven(call, "-r", "-R", "--recursive");
}

/** The last operand, or the value of `-t`, is where all others go. */
function intoLast(
  judge: (sources: readonly Arg[], target: Arg, call: Call) => readonly Told[],
): Judge {
  return (call) => {
    const directory = call.value("-t", "--target-directory");
    const target = directory ?? call.operands.at(-1);
    const sources = directory ? call.operands : call.operands.slice(0, -1);
    const braced = sources.length === 0 && target && /\{[^{}]*,[^{}]*\}/.test(target.written);
    if (!target || (sources.length === 0 && !braced)) return isUnknown(call);
    const found = judge(sources, target, call);
    if (call.has("-T", "--no-target-directory")) return found;
    const path = directory ? below(directory) : target;
    return found.map((one) => putInto(path, sources, one));
  };
}

function below({ text, written }: Arg): Arg {
  return { text: text === null ? null : `${text}/`, written: `${written}/` };
}

const copies: Judge = (call) => {
  if (!isGiven(call, "--parents")) return copiesInto(call);
  // `cp --parents etc/a /` writes `/etc/a`.
  const directory = call.value("-t", "--target-directory") ?? call.operands.at(-1);
  const sources = call.value("-t", "--target-directory")
    ? call.operands
    : call.operands.slice(0, -1);
  if (!directory || sources.length === 0) return isUnknown(call);
  return nothingOr(
    sources.flatMap((source) => writeTo(pathIn(directory, source), `copies ${nameOf(source)} to`)),
    call,
  );
};

const copiesInto = intoLast((sources, target, call) => {
  if (sources.length === 1 && sources[0]?.text === "/dev/null") return [deleteContents(target)];
  const does = sources.length === 0 ? "copies" : `copies ${listed(sources)} to`;
  const isNew = call.has("-n", "--no-clobber") || isBackupCopy(sources, target);
  const place = placeOf(target);
  if (isNew && place !== "device" && place !== "kernel") return [makeNew(target, does)];
  return nothingOr(writeTo(target, does), call);
});

/** Whether it is a copy beside the file, of a name that nobody uses: `x.conf.bak`, `x.conf.2026-10-01`. */
function isBackupCopy(sources: readonly Arg[], target: Arg): boolean {
  const [source, ...others] = sources.map(withoutQuotes);
  const name = withoutQuotes(target);
  if (source === undefined)
    return /^[^{}]*\{,[.-]?(bak|backup|old|orig|save|copy)[^{}]*\}$/.test(name);
  const rest = name.startsWith(source.replace(/\/$/, "")) ? name.slice(source.length) : null;
  if (others.length > 0 || rest === null || rest.includes("/")) return false;
  return /^[._-]?(bak|backup|old|orig|save|copy|\d{4}|\$\(date\b|`date\b|~$)/.test(rest);
}

function withoutQuotes(path: Arg): string {
  return nameOf(path).replace(/["']/g, "");
}

const moves = intoLast((sources, target) => {
  const does = sources.length === 0 ? "renames" : `moves ${listed(sources)} to`;
  if (placeOf(target) === "stream") {
    return [told("delete", `puts ${listed(sources)} over`, nameOf(target), "high", "no")];
  }
  const found = writeTo(target, does);
  // What is moved away is missed where it was, wherever it goes.
  const isVital = sources.some((path) => path.text !== null && isWholeSystem(path));
  const isMissed = !sources.every(isTemporary);
  return found.map((one) => {
    const risk = isVital ? "critical" : isMissed && one.risk === "low" ? "medium" : one.risk;
    return { ...one, risk };
  });
});

const installs: Judge = (call) =>
  call.has("-d", "--directory")
    ? call.operands.map((path) => makeDirectory(path))
    : intoLast((sources, target) => writeTo(target, `installs ${listed(sources)} to`))(call);

const links: Judge = (call) => {
  const [first] = call.operands;
  const target = call.value("-t", "--target-directory") ?? call.operands[1] ?? first;
  if (!first || !target) return isUnknown(call);
  const does = target === first ? "makes a link to" : `makes a link to ${nameOf(first)} at`;
  const replaces = call.has("-f", "--force") || call.args.some(maybeOption);
  const found = replaces ? writeTo(target, does) : [makeNew(target, does)];
  const directory = call.value("-t", "--target-directory");
  const others = directory ? call.operands : call.operands.slice(0, -1);
  const into = directory ? below(directory) : (call.operands.at(-1) ?? first);
  if (others.length === 0 && mayBeSeveral(first)) return found;
  return found.map((one) =>
    others.length === 0 ? putInto(below(here), [first], one) : putInto(into, others, one),
  );
};

/** Changes who may do what with files; `risky` says which of its first operands opens a door. */
function changesRights(does: string, riskOf: (change: string) => Risk): Judge {
  return (call) => {
    const reference = call.value("--reference");
    const taken = call.args.find(({ text }) => /^-[wxXst]+$/.test(text ?? ""));
    const [change, ...rest] = taken ? [taken, ...call.operands] : call.operands;
    const files = reference ? call.operands : rest;
    if (files.length === 0 || !change) return isUnknown(call);
    const risk = reference ? "medium" : riskOf(nameOf(change));
    return files.map((file) => {
      const name = nameOf(file);
      const words = reference
        ? `${does} as on ${nameOf(reference)}, on`
        : `${does} ${nameOf(change)} on`;
      if (isRecursive(call) || call.args.some(maybeOption)) {
        const tree = isWholeSystem(file) || risk === "high" ? riskOfTree(file) : "medium";
        const found = told("write", words, `${name} and all below it`, tree, "backup");
        return { ...found, resource: name };
      }
      const isVital = isWholeSystem(file);
      const isLow = isTemporary(file) && risk !== "high";
      return told("write", words, name, isVital ? "high" : isLow ? "low" : risk, "yes");
    });
  };
}

/** Everybody may write it, or it runs as its owner: `777`, `o+w`, `u+s`. What only lets it run is little. */
function riskOfMode(mode: string): Risk {
  const opens = /^([0-7]?[0-7]{2}[2367]|[4-7][0-7]{3})$/.test(mode);
  const opensMore = /(^|,)([ug]*[oa][ugoa]*[+=][rxXst]*w|[ga]*u?[uga]*[+=][rwxX]*s)/.test(mode);
  if (opens || opensMore) return "high";
  return /^[ugoa]*\+x$/.test(mode) ? "low" : "medium";
}

const dumps: Judge = (call) => {
  const into = setting(call, "of");
  const from = setting(call, "if");
  if (!into) return call.operands.every(isSetting) ? looks(call) : isUnknown(call);
  const does = from ? `copies ${nameOf(from)} to` : "writes";
  if (placeOf(into) === "unknown") {
    const one = told("device", `${does} what may be a device,`, nameOf(into), "critical", "no");
    return [{ ...one, writes: { path: into, keeps: false } }];
  }
  return nothingOr(writeTo(into, does), call);
};

function isSetting({ written }: Arg): boolean {
  return /^["']?\w+=/.test(written);
}

/** The value of an operand such as `of=/dev/sdb`. */
function setting({ operands }: Call, name: string): Arg | null {
  const found = operands.findLast(({ written }) =>
    written.replace(/^["']/, "").startsWith(`${name}=`),
  );
  if (!found) return null;
  const written = found.written.replace(/^(["']?)\w+=/, "$1");
  return { text: found.text?.slice(name.length + 1) ?? null, written };
}

const empties: Judge = (call) => {
  const size = call.value("-s", "--size")?.text;
  if (call.operands.length === 0 || (size === undefined && !call.has("-r", "--reference"))) {
    return isUnknown(call);
  }
  if (size && /^[+>%]/.test(size))
    return call.operands.flatMap((file) => writeTo(file, "enlarges"));
  const does = size && /^0+\w*$/.test(size) ? "empties" : "cuts, or enlarges,";
  return call.operands.map((file) => deleteContents(file, does));
};

const shreds: Judge = (call) =>
  call.operands.map((file) =>
    placeOf(file) === "device" || placeOf(file) === "unknown"
      ? told("device", "shreds", nameOf(file), "critical", "no")
      : { ...deleteFile(file, "shreds"), risk: "high", reversible: "no" },
  );

/** What it does is up to the person who sits there, unless it was told what to run. */
const edits: Judge = (call) => {
  const end = call.args.findIndex(({ text }) => text === "--");
  const runs = call.args
    .slice(0, end < 0 ? undefined : end)
    .some(({ text, written }) => (text ?? written).startsWith("+"));
  if (runs || call.has("-c", "-s", "-S", "-u", "--cmd", "--eval", "--batch")) {
    return runsCode(call);
  }
  const isRead = call.name === "view" || (/vim?$/.test(call.name) && call.has("-R"));
  // These write what is typed, and what was, to files.
  if (isRead) return call.has("-w", "-W", "-i") ? isUnknown(call) : looksIfKnown(call);
  return nothingOr(
    call.operands.flatMap((file) => writeTo(file, "lets you edit")),
    call,
  );
};

/** It puts letters or figures behind the name. */
function writesPieces({ text, written }: Arg): Told {
  return makeNew({ text: null, written: `${text ?? written}*` }, "writes pieces to");
}

function each(says: (file: Arg) => readonly Told[]): Judge {
  return (call) => (call.operands.length === 0 ? isUnknown(call) : call.operands.flatMap(says));
}

export const files: CommandTable = {
  "rm unlink": { tells: removes },
  rmdir: {
    tells: each((path) => [
      told("delete", "deletes the empty directory", nameOf(path), "low", "yes"),
    ]),
  },
  mkdir: {
    valued: "-m --mode",
    tells: each((path) => [makeDirectory(path)]),
  },
  touch: {
    valued: "-d --date -t -r --reference",
    tells: each((path) => [makeNew(path, "makes, or dates anew,")]),
  },
  mktemp: {
    valued: "-p --tmpdir --suffix",
    tells: inFiles(temporary, looksUnlessNew("makes a temporary file")),
  },
  cp: {
    valued: "-t --target-directory -S --suffix",
    tells: inAnyOf(copies),
  },
  mv: { valued: "-t --target-directory -S --suffix", tells: inAnyOf(moves) },
  install: {
    valued: "-m --mode -o --owner -g --group -t --target-directory -S --suffix",
    tells: inAnyOf(installs),
  },
  "ln link": { valued: "-t --target-directory -S --suffix", tells: inAnyOf(links) },
  chmod: { valued: "--reference", tells: changesRights("sets the rights", riskOfMode) },
  "chown chgrp": {
    valued: "--reference --from",
    tells: changesRights("sets the owner", () => "medium"),
  },
  setfacl: {
    valued: "-m --modify -x --remove -M -X --set",
    tells: (call) =>
      changesRights(
        "changes the access list",
        () => "medium",
      )({
        ...call,
        operands: [{ text: "entries", written: "entries" }, ...call.operands],
      }),
  },
  chattr: { tells: changesRights("changes the attributes", () => "medium") },
  dd: { tells: inAnyOf(dumps) },
  tee: {
    tells: inAnyOf((call) => {
      if (call.args.some(maybeOption)) return isUnknown(call);
      const does = isGiven(call, "-a", "--append") ? "appends to" : "writes";
      return nothingOr(
        call.operands.flatMap((file) => writeTo(file, does)),
        call,
      );
    }),
  },
  sponge: {
    tells: (call) => {
      const does = call.has("-a") ? "appends to" : "writes";
      return nothingOr(
        call.operands.slice(0, 1).flatMap((file) => writeTo(file, does)),
        call,
      );
    },
  },
  "dos2unix unix2dos mac2unix unix2mac": {
    valued: "-c --convmode",
    tells: byOption({ "-i, --info, -O, --to-stdout": looksIfKnown }, (call) => {
      const isNew = call.has("-n", "--newfile");
      const files = call.operands.filter((_, at) => !isNew || at % 2 === 1);
      return files.flatMap((file) => writeTo(file, isNew ? "writes" : "edits"));
    }),
  },
  truncate: { valued: "-s --size -r --reference", tells: empties },
  shred: { valued: "-n --iterations -s --size", tells: shreds },
  fallocate: {
    valued: "-l --length -o --offset",
    tells: byOption(
      {
        "-p, --punch-hole, -z, --zero-range, -c, --collapse-range, -i, --insert-range": each(
          (file) => [deleteContents(file, "cuts holes into")],
        ),
      },
      each((file) => writeTo(file, "takes space for")),
    ),
  },
  split: {
    valued: "-b --bytes -l --lines -n --number -a --suffix-length -C --line-bytes -t --separator",
    tells: byOption({ "--filter": runsCode }, (call) => [
      writesPieces(call.operands[1] ?? { text: "x", written: "x" }),
    ]),
  },
  csplit: {
    valued: "-f --prefix -b --suffix-format -n --digits",
    tells: (call) => [
      writesPieces(valuesOf(call, "-f --prefix")[0] ?? { text: "xx", written: "xx" }),
    ],
  },
  "mkfifo mknod": {
    valued: "-m --mode",
    tells: (call) => call.operands.slice(0, 1).map((path) => makeNew(path)),
  },
  "rename prename": {
    tells: byOption({ "-n, --nono, --no-act": looksIfKnown }, () => [
      told("write", "renames files", null, "medium", "backup"),
    ]),
  },
  "vi vim nvim view nano pico emacs joe mcedit ed ex": { tells: edits },
  patch: {
    valued: "-p --strip -i --input -d --directory -o --output -r --reject-file -B -D -F",
    tells: (call) => {
      if (isDry(call, "--dry-run -C --check")) return looksIfKnown(call);
      const does = call.has("-R", "--reverse") ? "takes a patch back from" : "patches";
      const [into] = valuesOf(call, "-o --output");
      const [directory] = valuesOf(call, "-d --directory");
      const file = into ?? call.operands[0] ?? directory;
      const rejects = valuesOf(call, "-r --reject-file").flatMap((path) => writeTo(path));
      if (into) return [...writeTo(into, "writes what is patched to"), ...rejects];
      if (file && file !== directory && directory && !/^["']?\//.test(file.written)) {
        return [...writeTo(pathIn(directory, file), does), ...rejects];
      }
      if (file && file === directory) {
        return [...writeTo(file, does).map((one) => putInto(file, [ofPatch], one)), ...rejects];
      }
      if (file) return [...writeTo(file, does), ...rejects];
      return [
        ...rejects,
        told("write", `${does} the files that the patch names`, null, "medium", "backup"),
      ];
    },
  },
};

/** Any file that the patch names. */
const ofPatch: Arg = { text: null, written: '"$file"' };

/** The directory, or the name, that it is given for what it makes. */
function temporary(call: Call): readonly Arg[] {
  const directories = valuesOf(call, "-p --tmpdir");
  return directories.length > 0 ? directories : call.operands.slice(0, 1);
}

function looksUnlessNew(does: string): Judge {
  return (call) =>
    call.has("-u", "--dry-run") ? looks(call) : [told("write", does, null, "low", "yes")];
}

function listed(paths: readonly Arg[]): string {
  const [first, ...others] = paths.map(nameOf);
  return others.length > 1
    ? `${first} and ${others.length} others`
    : [first, ...others].join(" and ");
}
