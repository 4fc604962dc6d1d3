/** What carries files from one machine to another, or from one directory to another: rsync, scp, sftp. */
import { isLoadedBySsh } from "../known-commands.ts";
import { settingOf } from "../setting.ts";
import type { Arg, Call } from "./call.ts";
import { isDry } from "./dry-run.ts";
import { inAnyOf } from "./in-files.ts";
import { maybeOption } from "./options.ts";
import { deleteTree, pathIn, putInto, riskOfTree, writeTo } from "./paths.ts";
import { nameOf } from "./places.ts";
import { nothingOr } from "./readers.ts";
import { type CommandTable, isUnknown, type Judge, looks, type Told, told } from "./row.ts";

/** The part of `host:path` that is a path; null where the word names a file of this machine. */
function remotePath({ text, written }: Arg): Arg | null {
  const [, path] =
    /^["']?(?:(?:rsync|scp|sftp):\/\/[^/]+|(?:[^/:]*@)?[^/:]+::?)(.*)$/s.exec(written) ?? [];
  if (path === undefined) return null;
  const found = text === null ? null : /^(?:\w+:\/\/[^/]+|[^/]*?::?)(.*)$/s.exec(text)?.[1];
  return { text: found ?? null, written: path };
}

/** Where everything but the last word goes, told of this machine or of another. */
function carries(sources: readonly Arg[], target: Arg, does = "copies"): readonly Told[] {
  const [first, ...others] = sources.map(nameOf);
  const what = `${does} ${first}${others.length > 0 ? " and others" : ""} to`;
  const remote = remotePath(target);
  if (!remote) return writeTo(target, what).map((one) => putInto(target, sources, one));
  const [found] = writeTo(remote, what).map((one) => putInto(remote, sources, one));
  const away = told("write", what, nameOf(target), found?.risk ?? "medium", "backup");
  return [found?.writes ? { ...away, writes: found.writes } : away];
}

/** `rsync -R etc/a /` writes `/etc/a`, and `rsync -R srv/./a /` writes `/a`. */
function carriesBelow(source: Arg, target: Arg, does: string): readonly Told[] {
  const from = remotePath(source) ?? source;
  const base = /^.*\/\.\//;
  const below = {
    text: from.text?.replace(base, "") ?? null,
    written: from.written.replace(base, ""),
  };
  const path = pathIn(remotePath(target) ?? target, below);
  return carries([source], target, does).map((one) =>
    one.writes ? { ...one, writes: { path, keeps: one.writes.keeps } } : one,
  );
}

const rsync: Judge = (call) => {
  const isOpen = call.args.some(maybeOption) || startsOther(call);
  const told = copiesByRsync(call);
  return isOpen ? [...told.filter(({ risk }) => risk !== "none"), ...isUnknown(call)] : told;
};

/** `ssh` is how it gets elsewhere as a rule. */
function startsOther(call: Call): boolean {
  const shell = call.value("-e", "--rsh");
  const isSsh = !shell || /^["']?ssh(\s|["']?$)/.test(shell.text ?? shell.written);
  return !isSsh || call.has("--rsync-path");
}

function copiesByRsync(call: Call): readonly Told[] {
  const sources = call.operands.slice(0, -1);
  const target = call.operands.at(-1);
  if (call.has("--daemon")) {
    return [told("service", "starts a daemon of rsync", null, "medium", "yes")];
  }
  if (!target) return isUnknown(call);
  if (call.has("--log-file", "--only-write-batch", "--write-batch", "-M", "--remote-option"))
    return isUnknown(call);
  if (sources.length === 0 || isDry(call, "-n --dry-run --list-only")) return looks(call);
  const isRest = call.has("--append", "--append-verify");
  const does = isRest ? "appends what is new in" : "copies";
  const found = call.has("-R", "--relative")
    ? sources.flatMap((source) => carriesBelow(source, target, does))
    : [...carries(sources, target, does)];
  if (hasDelete(call)) found.push(deletesExtra(target));
  if (call.has("--remove-source-files", "--remove-sent-files")) {
    found.push(...sources.map((path) => deleteTree(path, { isNarrowed: true })));
  }
  return nothingOr(found, call);
}

function hasDelete({ args }: Call): boolean {
  return args.some(({ text, written }) => /^--del(ete(-\w+)*)?$/.test(text ?? written));
}

/** What is in the target and not in the source goes, so a wrong source empties it. */
function deletesExtra(target: Arg): Told {
  const risk = riskOfTree(remotePath(target) ?? target);
  const name = nameOf(target);
  return {
    kind: "delete",
    does: `deletes from ${name} what the source lacks`,
    resource: name,
    risk,
    reversible: "backup",
  };
}

const scp: Judge = (call) => {
  const target = call.operands.at(-1);
  const sources = call.operands.slice(0, -1);
  if (!target || sources.length === 0) return isUnknown(call);
  const runs = call.has("-S", "-D") || call.values("-o").some(isRunBySsh);
  const found = nothingOr(carries(sources, target), call);
  return runs || call.args.some(maybeOption) ? [...found, ...isUnknown(call)] : found;
};

function isRunBySsh({ text, written }: Arg): boolean {
  const setting = text ?? written;
  return isLoadedBySsh(setting) || /command/.test(settingOf(setting).name);
}

export const transfer: CommandTable = {
  rsync: {
    valued:
      "-e --rsh --rsync-path --exclude --include --exclude-from --include-from --files-from --filter -f -T " +
      "--temp-dir --bwlimit --timeout --port --log-file --partial-dir --backup-dir --suffix --compare-dest " +
      "--copy-dest --link-dest --chmod --chown --out-format --max-size --min-size --password-file -B -M",
    tells: inAnyOf(rsync),
  },
  scp: { valued: "-P -i -o -F -c -J -l -S -D -X", tells: inAnyOf(scp) },
  sftp: {
    valued: "-P -i -o -F -c -J -l -S -D -b -B -R -s",
    tells: (call) => {
      const host = call.operands[0];
      if (!host) return isUnknown(call);
      return [told("unknown", "carries files from or to", nameOf(host), "medium", "no")];
    },
  },
};
