/** Archives and compression: what is packed, unpacked, or only listed. */
import type { Arg, Call } from "./call.ts";
import { byOption, looksIfKnown, maybeOption, withOutput, written } from "./options.ts";
import { deleteFile, deleteTree, makeNew, writeTo } from "./paths.ts";
import { here, isWholeSystem, nameOf, placeOf } from "./places.ts";
import { nothingOr } from "./readers.ts";
import {
  byVerb,
  type CommandTable,
  isUnknown,
  type Judge,
  looks,
  runsCode,
  type Told,
  told,
} from "./row.ts";

/** What is unpacked may lie over what is there; over the system, nobody sees what. */
export function unpacksTo(directory: Arg): readonly Told[] {
  const does = "unpacks an archive into";
  const [found] = writeTo(directory, does);
  const isOpen = directory.written !== "." && isWholeSystem(directory) && found?.risk !== "low";
  return isOpen ? [told("write", does, nameOf(directory), "high", "backup")] : found ? [found] : [];
}

function packsInto(archive: Arg): readonly Told[] {
  const place = placeOf(archive);
  const isFile = place === "elsewhere" || place === "temporary" || place === "unknown";
  return isFile ? [makeNew(archive, "packs")] : writeTo(archive, "packs");
}

const tar: Judge = (call) => {
  const packer = call.value("-I", "--use-compress-program");
  const isOpen = call.args.some(maybeOption) || (packer && !knownPacker.test(packer.text ?? ""));
  const mode = tarModes.find(([names]) => names.split(" ").some((name) => hasInTar(name, call)));
  return mode && !isOpen ? mode[1](call) : isUnknown(call);
};

const knownPacker =
  /^(zstd|zstdmt|pigz|xz|gzip|bzip2|lz4|lbzip2|pbzip2|pixz|pxz|lzip)(\s+-[\w-]+)*$/;

/** The letters of the first word, where it stands without a dash: `tar czf`. */
function bundle({ args }: Call): string {
  return /^[A-Za-z]+$/.exec(args[0]?.text ?? "")?.[0] ?? "";
}

function hasInTar(name: string, call: Call): boolean {
  if (name.length > 1) return call.has(`--${name}`);
  return bundle(call).includes(name) || call.has(`-${name}`);
}

/** The value of an option, also where its letter stands in the bundle: the `C` of `tar xfC archive directory`. */
function valueInTar(letter: string, long: string, call: Call): Arg | null {
  const taking = valuesOfBundle(call);
  return taking.includes(letter)
    ? (call.operands[1 + taking.indexOf(letter)] ?? null)
    : call.value(`-${letter}`, `--${long}`);
}

/** The words that the letters of the bundle take are no options. */
function ofBundle(judge: Judge): Judge {
  return (call) => {
    const taken = valuesOfBundle(call).length;
    if (taken === 0) return judge(call);
    const names = call.args.slice(1, 1 + taken).map(({ text }) => text?.split("=", 1)[0] ?? "");
    return judge({ ...call, options: call.options.filter(({ name }) => !names.includes(name)) });
  };
}

/** Its letters that take the words behind it, in their order. */
function valuesOfBundle(call: Call): readonly string[] {
  return [...bundle(call)].filter((letter) => "fCbTXIgNKFHLV".includes(letter));
}

const unpacksTar: Judge = (call) => {
  if (hasInTar("O", call) || call.has("--to-stdout")) return looks(call);
  if (hasInTar("P", call) || call.has("--absolute-names")) {
    return unpacksTo({ text: "/", written: "/" });
  }
  const directory = valueInTar("C", "directory", call) ?? call.value("--one-top-level");
  return unpacksTo(directory ?? here);
};

const packsTar: Judge = (call) => {
  const archive = valueInTar("f", "file", call);
  const packed = archive && archive.text !== "-" ? packsInto(archive) : [];
  const sources = call.operands.slice(bundle(call) === "" ? 0 : 1 + valuesOfBundle(call).length);
  const removed = call.has("--remove-files") ? sources.map((path) => deleteTree(path)) : [];
  return nothingOr([...packed, ...removed, ...remembers(call)], call);
};

/** What is packed is noted in a file, so that the next time only what is newer is packed. */
function remembers(call: Call): readonly Told[] {
  const does = "notes what it has packed in";
  const inBundle = bundle(call).includes("g") ? valueInTar("g", "listed-incremental", call) : null;
  return inBundle ? writeTo(inBundle, does) : written(call, "-g --listed-incremental", does);
}

const deletesFromTar: Judge = (call) => {
  const archive = valueInTar("f", "file", call);
  return archive ? [deleteFile(archive, "deletes from the archive")] : isUnknown(call);
};

/** The first that is asked for decides. */
const tarModes: readonly (readonly [names: string, judge: Judge])[] = [
  ["delete", deletesFromTar],
  ["x extract get", unpacksTar],
  ["c create r append u update A concatenate catenate", packsTar],
  ["t list d diff compare", looks],
];

/** Puts one file in the place of another: `gzip a` leaves `a.gz`. */
function replaces(does: string): Judge {
  return (call) => {
    const onlyShows = ["-c", "--stdout", "--to-stdout", "-l", "--list", "-t", "--test"];
    if (call.args.some(maybeOption)) return isUnknown(call);
    const files = call.operands.filter(({ text }) => text !== "-");
    const into = call.value("-o", "--output");
    if (into) return nothingOr(into.text === "-" ? [] : writeTo(into, `${does} into`), call);
    if (call.has(...onlyShows)) {
      return call.has("--rm") ? files.map((file) => deleteFile(file)) : looks(call);
    }
    const keeps = call.has("-k", "--keep") || (/zstd/.test(call.name) && !call.has("--rm"));
    const told = files.flatMap((file) =>
      keeps ? [makeNew(file, `${does} a copy of`)] : writeTo(file, does),
    );
    return nothingOr(told, call);
  };
}

const zip: Judge = byOption(
  {
    "-TT, --unzip-command": runsCode,
    "-m, --move": (call) => call.operands.slice(1).map((path) => deleteTree(path)),
    "-d, --delete": (call) =>
      call.operands.slice(0, 1).map((it) => deleteFile(it, "deletes from the archive")),
    "-sf, --show-files": looksIfKnown,
  },
  (call) => {
    const [archive] = call.operands;
    if (!archive || call.args.some(maybeOption)) return isUnknown(call);
    return archive.text === "-" ? looks(call) : packsInto(archive);
  },
);

const unzip: Judge = (call) => {
  if (call.args.some(maybeOption)) return isUnknown(call);
  if (call.has("-l", "-t", "-p", "-c", "-Z", "-z", "-v")) return looks(call);
  if (call.operands.length === 0) return isUnknown(call);
  return unpacksTo(call.value("-d") ?? here);
};

const cpio: Judge = byOption(
  {
    "--rsh-command": runsCode,
    "-t, --list": looksIfKnown,
    "-i, --extract": (call) => unpacksTo(call.value("-D", "--directory") ?? here),
    "-p, --pass-through": (call) => unpacksTo(call.operands[0] ?? here),
    "-o, --create": (call) => {
      const archive = call.value("-O", "-F", "--file");
      return archive ? packsInto(archive) : looks(call);
    },
  },
  isUnknown,
);

const sevenZip: Judge = byVerb({
  "l, t, h, i, b": looks,
  "x, e": (call) => {
    const into = call.args.find(({ written }) => /^["']?-o./.test(written));
    if (call.has("-so")) return looks(call);
    return unpacksTo(
      into ? { text: into.text?.slice(2) ?? null, written: into.written.replace("-o", "") } : here,
    );
  },
  "a, u": (call) => (call.operands[0] ? packsInto(call.operands[0]) : isUnknown(call)),
  d: (call) =>
    call.operands.slice(0, 1).map((archive) => deleteFile(archive, "deletes from the archive")),
});

export const archives: CommandTable = {
  "tar gtar bsdtar": {
    valued:
      "-f --file -C --directory -T --files-from -X --exclude-from -I --use-compress-program --exclude " +
      "--transform --strip-components --owner --group --mode -b -g --listed-incremental -N --newer -K " +
      "-F --info-script --new-volume-script --to-command --one-top-level --volno-file",
    tells: ofBundle(
      byOption(
        {
          "--to-command, --checkpoint-action, --info-script, --new-volume-script, -F": runsCode,
          "--rsh-command, --rmt-command": runsCode,
          "--index-file": isUnknown,
        },
        withOutput("--volno-file", "keeps the number of the volume in", tar),
      ),
    ),
  },
  "gzip pigz bzip2 pbzip2 lbzip2 xz lzma zstd zstdmt lzip compress": {
    valued: "-o --output -S --suffix -T -p",
    tells: (call) =>
      replaces(call.has("-d", "--decompress", "--uncompress") ? "unpacks" : "packs")(call),
  },
  "gunzip unpigz bunzip2 unxz unlzma unzstd uncompress": {
    valued: "-o --output -S --suffix",
    tells: replaces("unpacks"),
  },
  zip: { valued: "-x -i -b -t -P -n -TT --unzip-command", tells: zip },
  unzip: { valued: "-d -x -P", tells: unzip },
  zipinfo: { tells: looks },
  cpio: { valued: "-D --directory -F --file -O -I -E -H --format -R", tells: cpio },
  "7z 7za 7zr": { tells: sevenZip },
};
