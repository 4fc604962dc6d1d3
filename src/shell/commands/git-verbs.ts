/** Those verbs of git of which one has to look at more than their options. */

import type { Risk } from "../../model/risk.ts";
import { takesCommandLine } from "../known-commands.ts";
import type { Arg, Call } from "./call.ts";
import { unlessDry } from "./dry-run.ts";
import { filesBy, withinFiles } from "./in-files.ts";
import { byOption, looksIfKnown, maybeOption } from "./options.ts";
import { makeNew } from "./paths.ts";
import { nameOf } from "./places.ts";
import { isUnknown, type Judge, looks, onEach, says, type Told, told } from "./row.ts";

const overwrites = "overwrites history on";

export const pushes: Judge = unlessDry("-n --dry-run", (call) => {
  const [remote, ...refs] = call.operands.filter((word) => !maybeOption(word));
  const on = (kind: Told["kind"], does: string, risk: Risk) =>
    remote
      ? onEach([remote], kind, does, risk, "no")
      : [told(kind, `${does} the usual remote`, null, risk, "no")];
  if (call.has("--receive-pack", "--exec")) return isUnknown(call);
  const gone = refs.filter(({ written }) => /^["']?:./.test(written));
  const isForced = refs.some(({ written }) => /^["']?\+/.test(written));
  const deletes: Judge = () => {
    const named = gone.length > 0 ? gone : refs;
    const names = named.map((ref) => nameOf(ref).replace(/^:/, "")).join(" and ");
    return on("delete", `deletes ${names || "branches"} on`, "high");
  };
  return byOption(
    {
      "--mirror, --prune": () => on("delete", "overwrites, and deletes, branches on", "critical"),
      "-d, --delete": deletes,
      "-f, --force, --force-with-lease, --force-if-includes": () =>
        on("network", overwrites, "high"),
    },
    () => {
      if (gone.length > 0) return deletes(call);
      if (isForced) return on("network", overwrites, "high");
      const found = on(
        "network",
        refs.length > 0 ? `pushes ${refs.map(nameOf).join(" and ")} to` : "pushes to",
        "medium",
      );
      return call.args.some(maybeOption) ? [...found, ...isUnknown(call)] : found;
    },
  )(call);
});

/** Uncommitted changes are nowhere else. */
function losesChanges(does: string): Judge {
  return (call) => onEach(call.operands, "delete", does, "high", "no");
}

export const losesAll = says("delete", "throws away all uncommitted changes", "high", "no");

export const resets: Judge = byOption({ "--hard, --merge, --keep": losesAll }, (call) => {
  if (call.args.some(maybeOption)) return losesAll(call);
  const [to, ...others] = call.operands;
  const isMove = to && others.length === 0 && !hasPaths(call) && to.text !== "HEAD";
  if (isMove) return [told("write", "moves the branch to", nameOf(to), "medium", "yes")];
  return [told("write", "takes back what was to be committed", null, "low", "yes")];
});

function hasPaths({ args }: Call): boolean {
  return args.some(({ text }) => text === "--");
}

/** A branch, or files whose changes are lost: git itself goes by what is there. */
export const checksOut: Judge = byOption(
  {
    "-f, --force": losesAll,
    "-b, --orphan": (call) =>
      onEach(call.values("-b", "--orphan"), "write", "makes the branch", "low", "yes"),
    "-B": (call) =>
      onEach(call.values("-B"), "write", "makes, or moves, the branch", "medium", "yes"),
  },
  (call) => {
    if (call.args.some(maybeOption)) return losesAll(call);
    const [first] = call.operands;
    if (!first) {
      return call.has("--pathspec-from-file", "-p", "--patch") ? losesAll(call) : looks(call);
    }
    const paths = pathsTakenBack(call);
    if (paths.length === 0) return [told("write", "switches to", nameOf(first), "medium", "yes")];
    return losesChanges("throws away the changes of")({ ...call, operands: paths });
  },
);

function pathsTakenBack(call: Call): readonly Arg[] {
  if (hasPaths(call)) return call.args.slice(call.args.findIndex(({ text }) => text === "--") + 1);
  const [first, ...rest] = call.operands;
  if (rest.length > 0) return rest;
  return first && looksLikePath(first) ? [first] : [];
}

/** `.`, `src/`, `app.yaml`, but not `v1.2.3` or `feature/x`. */
function looksLikePath({ text }: Arg): boolean {
  return text !== null && /^\.|\/$|^:|[*]|\.(?!\d)\w{1,5}$/.test(text);
}

export const restores: Judge = (call) => {
  const isStaged = call.has("-S", "--staged") && !call.has("-W", "--worktree");
  return isStaged && !call.args.some(maybeOption)
    ? says("write", "takes back what was to be committed", "low", "yes")(call)
    : losesChanges("throws away the changes of")(call);
};

/** The file of settings that is changed; the one of the repository where nothing else is said. */
function configured(call: Call): readonly Arg[] {
  const isWide = call.has("--global", "--system");
  const own = call.has("--global") ? "~/.gitconfig" : isWide ? "/etc/gitconfig" : ".git/config";
  return filesBy("-f --file", own)(call);
}

export const configures: Judge = (call) => {
  const [first, ...rest] = call.operands;
  const isVerb = /^(get|list|set|unset|edit|remove-section|rename-section)$/.test(
    first?.text ?? "",
  );
  const [key, ...values] = isVerb ? rest : call.operands;
  if (call.args.some(maybeOption)) return isUnknown(call);
  const isLook =
    /^(get|list)$/.test(first?.text ?? "") || (!isVerb && key !== undefined && values.length === 0);
  const changes = withinFiles(configured, () => {
    const isWide =
      call.has("--global", "--system") || !key || key.text === null || takesCommandLine(key.text);
    const name = key ? nameOf(key) : null;
    return [told("write", "changes the setting", name, isWide ? "medium" : "low", "yes")];
  });
  return byOption(
    {
      "--unset, --unset-all, --add, --replace-all, -e, --edit": changes,
      "--remove-section, --rename-section": changes,
      "-l, --list, --get, --get-all, --get-regexp, --get-urlmatch": looks,
    },
    isLook ? looks : changes,
  )(call);
};

export const clones: Judge = (call) => {
  const [from, into] = call.operands;
  const settings = call
    .values("-c", "--config")
    .some(({ text }) => text === null || takesCommandLine(text.replace(/=.*/s, "")));
  const runs =
    call.has("-u", "--upload-pack", "--template") ||
    settings ||
    /^["']?ext::/.test(from?.written ?? "");
  if (!from || runs || call.args.some(maybeOption)) return isUnknown(call);
  return into
    ? [makeNew(into, `clones ${nameOf(from)} into`)]
    : [told("write", "clones", nameOf(from), "low", "yes")];
};

export const branches: Judge = byOption(
  {
    "-D": (call) => onEach(call.operands, "delete", "deletes the branch", "high", "backup"),
    "-d, --delete": (call) =>
      onEach(
        call.operands,
        "delete",
        "deletes the branch",
        call.has("-f", "--force") ? "high" : "medium",
        "backup",
      ),
    "-M, -m, --move": (call) =>
      onEach(call.operands.slice(-1), "write", "renames a branch to", "medium", "yes"),
    "-f, --force": (call) =>
      onEach(call.operands.slice(0, 1), "write", "moves the branch", "high", "backup"),
    "-C": (call) =>
      onEach(call.operands.slice(-1), "write", "makes, or moves, the branch", "medium", "yes"),
    "-u, --set-upstream-to, --unset-upstream, --edit-description": says(
      "write",
      "changes what a branch follows",
      "low",
      "yes",
    ),
    "-a, --all, -r, --remotes, -l, --list, --merged, --no-merged, --contains, --points-at, --show-current":
      looksIfKnown,
  },
  (call) =>
    call.operands.length === 0 || call.args.some(maybeOption)
      ? looksIfKnown(call)
      : onEach(call.operands.slice(0, 1), "write", "makes the branch", "low", "yes"),
);

export const tags: Judge = byOption(
  {
    "-d, --delete": (call) =>
      onEach(call.operands, "delete", "deletes the tag", "medium", "backup"),
    "-f, --force": (call) =>
      onEach(call.operands.slice(0, 1), "write", "moves the tag", "medium", "backup"),
    "-l, --list, -n, -v, --verify, --contains, --no-contains, --merged, --points-at, --sort":
      looksIfKnown,
  },
  (call) =>
    call.operands.length === 0 || call.args.some(maybeOption)
      ? looksIfKnown(call)
      : onEach(call.operands.slice(0, 1), "write", "makes the tag", "low", "yes"),
);
