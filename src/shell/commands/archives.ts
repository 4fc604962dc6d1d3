/** Archives and compression: what is packed, unpacked, or only listed. */
import type { Arg, Call } from "./call.ts";
import { byOption, maybeOption } from "./options.ts";
import { deleteFile, deleteTree, makeNew, writeTo } from "./paths.ts";
import { here, isWholeSystem, nameOf, placeOf } from "./places.ts";
import { nothingOr } from "./readers.ts";
import { byVerb, type CommandTable, isUnknown, type Judge, looks, type Told, told } from "./row.ts";

/** What is unpacked may lie over what is there; over the system, nobody sees what. */
function unpacksTo(directory: Arg): readonly Told[] {
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
  const [first] = call.args;
  const letters = /^[A-Za-z]+$/.exec(first?.text ?? "")?.[0] ?? "";
  const has = (letter: string, ...long: string[]) =>
    letters.includes(letter) || call.has(`-${letter}`, ...long);
  if (!first || call.args.some(maybeOption)) return isUnknown(call);
  const packer = call.value("-I", "--use-compress-program");
  if (
    packer &&
    !/^(zstd|pigz|xz|gzip|bzip2|lz4|lbzip2|pbzip2|pixz|pxz|lzip|zstdmt)\b[\w\s-]*$/.test(
      packer.text ?? "",
    )
  ) {
    return isUnknown(call);
  }
  const archive = letters.includes("f") ? call.operands[1] : call.value("-f", "--file");
  const isPiped = !archive || archive.text === "-";
  if (has("t", "--list") || has("d", "--diff", "--compare")) return looks(call);
  if (has("x", "--extract", "--get")) {
    if (has("O", "--to-stdout")) return looks(call);
    if (has("P", "--absolute-names")) return unpacksTo({ text: "/", written: "/" });
    return unpacksTo(
      call.value("-C", "--directory", "--one-top-level") ?? directoryAfter(call) ?? here,
    );
  }
  if (call.has("--delete"))
    return archive ? [deleteFile(archive, "deletes from the archive")] : isUnknown(call);
  if (
    !has("c", "--create") &&
    !has("r", "--append") &&
    !has("u", "--update") &&
    !has("A", "--concatenate")
  ) {
    return isUnknown(call);
  }
  const removed = call.has("--remove-files")
    ? call.operands
        .slice(letters ? (letters.includes("f") ? 2 : 1) : 0)
        .map((path) => deleteTree(path))
    : [];
  return nothingOr([...(isPiped ? [] : packsInto(archive)), ...removed], call);
};

/** The `C` of `tar xfC archive directory`. */
function directoryAfter({ operands }: Call): Arg | null {
  const letters = operands[0]?.text ?? "";
  if (!/^[a-zA-Z]+$/.test(letters)) return null;
  const taking = [...letters].filter((letter) => "fCbTXI".includes(letter));
  return taking.includes("C") ? (operands[1 + taking.indexOf("C")] ?? null) : null;
}

/** Puts one file in the place of another: `gzip a` leaves `a.gz`. */
function replaces(does: string): Judge {
  return (call) => {
    if (call.has("-c", "--stdout", "--to-stdout", "-l", "--list", "-t", "--test"))
      return looks(call);
    if (call.args.some(maybeOption)) return isUnknown(call);
    const files = call.operands.filter(({ text }) => text !== "-");
    const into = call.value("-o", "--output");
    if (into) return nothingOr(writeTo(into, `${does} into`), call);
    const keeps = call.has("-k", "--keep") || (/zstd/.test(call.name) && !call.has("--rm"));
    const told = files.flatMap((file) =>
      keeps ? [makeNew(file, `${does} a copy of`)] : writeTo(file, does),
    );
    return nothingOr(told, call);
  };
}

const zip: Judge = byOption(
  {
    "-TT, --unzip-command": isUnknown,
    "-m, --move": (call) => call.operands.slice(1).map((path) => deleteTree(path)),
    "-d, --delete": (call) =>
      call.operands.slice(0, 1).map((it) => deleteFile(it, "deletes from the archive")),
    "-sf, --show-files": looks,
  },
  (call) => {
    const [archive] = call.operands;
    if (!archive || call.args.some(maybeOption)) return isUnknown(call);
    return archive.text === "-" ? looks(call) : packsInto(archive);
  },
);

const unzip: Judge = (call) => {
  if (call.has("-l", "-t", "-p", "-c", "-Z", "-z", "-v")) return looks(call);
  if (call.operands.length === 0 || call.args.some(maybeOption)) return isUnknown(call);
  return unpacksTo(call.value("-d") ?? here);
};

const cpio: Judge = byOption(
  {
    "-t, --list": looks,
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
      "-F --info-script --new-volume-script --to-command --one-top-level",
    tells: byOption(
      {
        "--to-command, --checkpoint-action, --info-script, --new-volume-script, -F": isUnknown,
        "--rsh-command, --rmt-command": isUnknown,
      },
      tar,
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
