/** Where a path leads: what can be told from the way it is written, and what a variable in it leaves open. */
import { plainPath } from "../plain-path.ts";
import type { Arg } from "./call.ts";

/**
 * - `stream`: `/dev/null`, a terminal, a file descriptor: nothing is kept of what is written there.
 * - `device`: a disk, or another device.
 * - `kernel`: a knob of the running kernel, below `/proc` or `/sys`.
 * - `vital`: a file without which the machine does not start, or lets nobody in.
 * - `temporary`: below `/tmp`, `/var/tmp` or `/dev/shm`.
 * - `elsewhere`: any other path of which enough is known.
 * - `unknown`: not even its beginning is known.
 */
export type Place =
  | "stream"
  | "device"
  | "kernel"
  | "vital"
  | "temporary"
  | "elsewhere"
  | "unknown";

/** Where a file of this name lies; of the alternatives in braces, the first that is not just anywhere. */
export function placeOf(path: Arg): Place {
  const found = spellings(path).map((spelling): Place => {
    const known = knownStart(spelling);
    if (known === "" && spelling !== "") return "unknown";
    const path = normal(known === spelling ? known : known + unknown);
    return places.find(([pattern]) => pattern.test(path))?.[1] ?? "elsewhere";
  });
  return (
    found.find((place) => place !== "elsewhere" && place !== "temporary") ?? found[0] ?? "unknown"
  );
}

const places: readonly (readonly [RegExp, Place])[] = [
  [/^\/(dev\/(shm|mqueue)|tmp|var\/tmp)(\/|$)/, "temporary"],
  [/^\/dev\/(null|zero|full|u?random|std(in|out|err)|fd\/|tty\w*$|pts\/|console$|kmsg$)/, "stream"],
  [/^\/proc\/self\/fd\//, "stream"],
  [/^\/dev\/./, "device"],
  [/^\/(proc|sys)\/./, "kernel"],
  [/^\/$|^\/boot(\/|$)|\/\.ssh\/authorized_keys/, "vital"],
  [/^\/etc\/(passwd|g?shadow|group|fstab|crypttab|sudoers|ld\.so|nsswitch\.conf|inittab)/, "vital"],
  [/^\/etc\/(pam\.d|security|ssh)\/.|^\/etc\/(default\/)?grub/, "vital"],
];

/** Whether the whole path is known before it runs, and lies below where things are expected to vanish. */
export function isTemporary(path: Arg): boolean {
  const isPlace = (spelling: string) => /^(\/var)?\/tmp$|^\/dev\/\w+$/.test(normal(spelling));
  const isOpen = (spelling: string) => spelling.includes(unknown) || isPlace(spelling);
  return placeOf(path) === "temporary" && !spellings(path).some(isOpen);
}

/**
 * Whether deleting all below this path could take the machine, a home or the place one stands in: a
 * directory of the system, `/`, `~`, `.`, `*`, or what would be one of these if its variables were empty.
 */
export function isWholeSystem(path: Arg): boolean {
  return spellings(path).some((spelling) => {
    const known = knownStart(spelling);
    const whole = normal(known).replace(/(^|\/)[.*?]*[*?][.*?]*(?=\/|$)/g, "$1");
    const directory = normal(whole);
    if (known !== spelling && /^\/(var\/)?tmp$/.test(directory)) return false;
    return systemDirectory.test(directory);
  });
}

const systemDirectory = new RegExp(
  [
    // Here, somewhere above, the root, a home, and whatever lies right below the root.
    "^(\\.|\\.\\.(/\\.\\.)*|/|~[^/]*|/[^/]+)$",
    "^/(bin|boot|dev|lib|lib32|lib64|libx32|proc|sbin|sys)/",
    "^/usr/(?!(local|share|src)/.)|^/usr/local/(bin|etc|lib|sbin|share)$|^/home/[^/]+$",
    "^/var/(lib|log|spool|cache|run|mail|lock|opt|www)$",
    "^/var/lib/(dpkg|rpm|apt|pacman|systemd)$",
    "^/run/(systemd|udev|lock|user)$",
    "^/etc/(apt|default|dnf|init\\.d|netplan|network|pam\\.d|pki|security|ssh|ssl)$",
    "^/etc/(sudoers\\.d|sysconfig|sysctl\\.d|systemd|udev)$",
  ].join("|"),
);

/** Whether what lies there is a key or a password. */
export function isSecret(path: Arg): boolean {
  return spellings(path).some((spelling) => secretFile.test(normal(spelling)));
}

const secretFile = new RegExp(
  [
    "^/etc/(g?shadow-?|krb5\\.keytab|sudoers)$",
    "(^|/)id_(rsa|dsa|ecdsa|ed25519)(_sk)?$",
    "(^|/)ssh_host_\\w+_key$",
    "[^/]\\.(key|p12|pfx|jks|keystore|kdbx|keytab)$",
    "(^|/)[\\w.-]*private[\\w.-]*\\.pem$",
    "(^|/)(privkey\\d*|key|[\\w.-]+-key)\\.pem$",
    "(^|/)(\\.pgpass|\\.my\\.cnf|\\.netrc|\\.vault-token|\\.git-credentials|\\.htpasswd)$",
    "(^|/)\\.aws/credentials$|(^|/)\\.docker/config\\.json$|(^|/)\\.kube/config$",
    "^/(var/)?run/secrets/.|^/etc/kubernetes/[\\w-]+\\.conf$",
  ].join("|"),
);

/** For a person: without its quotes where it is known or quoted as a whole, else as it stands in the code. */
export function nameOf({ text, written }: Arg): string {
  return text ?? written.replace(/^(["'])([^"']*)\1$/, "$2");
}

/** Where the step stands when the command runs. */
export const here: Arg = { text: ".", written: "." };

/** Stands for what is known only when it runs. */
const unknown = "\0";

/** The path without its quotes, one for each alternative in braces. */
function spellings({ text, written }: Arg): readonly string[] {
  if (written.length > longestPath) return [unknown];
  if (text !== null) return [text.replace(placeholder, unknown)];
  const pieces = [...written.matchAll(piece)].map(([all, single, double]) => {
    if (single !== undefined) return single.replace(placeholder, unknown);
    return (double ?? all)
      .replace(/\$HOME\b|\$\{HOME\}/g, "~")
      .replace(expansion, unknown)
      .replace(/\\(.)/gs, "$1");
  });
  return alternatives(pieces.join(""));
}

/** Linux has none longer, also where each of its characters is in quotes. */
const longestPath = 4 * 4096;
const placeholder = /\{\{.*?\}\}/gs;
const piece = /'([^']*)'|"((?:\\.|\$\([^()]*\)|[^"\\])*)"|(?:\\.|\$\([^()]*\)|[^'"\\])+|./gs;
const expansion = /\{\{.*?\}\}|(?<!\\)(?:\$\([^()]*\)|\$\{[^}]*\}|`[^`]*`|\$\w+|\$.)/gs;

function alternatives(text: string): readonly string[] {
  let found = [text];
  while (found.length < maxAlternatives && braces.test(found[0] ?? "")) {
    found = found.flatMap((path) => {
      const [all, list = ""] = braces.exec(path) ?? [];
      return all === undefined
        ? [path]
        : list.split(",").map((one) => path.replace(all, () => one));
    });
  }
  return found;
}

const braces = /\{([^{}]*,[^{}]*)\}/;
/** More than anybody writes; keeps `{a,b}{a,b}{a,b}…` from growing without end. */
const maxAlternatives = 64;

function knownStart(spelling: string): string {
  const at = spelling.indexOf(unknown);
  return at < 0 ? spelling : spelling.slice(0, at);
}

/** As `plainPath()` has it; where nothing is left, it is where one stands. */
function normal(path: string): string {
  return String(plainPath(path)) || ".";
}
