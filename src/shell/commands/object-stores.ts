/** Files in object stores and on other remotes: rclone, mc (the client of MinIO), s3cmd. */
import type { EffectKind } from "../../model/command-effect.ts";
import type { Risk } from "../../model/risk.ts";
import type { Arg, Call } from "./call.ts";
import { unlessDry } from "./dry-run.ts";
import { looksUnless, maybeOption, withOutput, writesTo } from "./options.ts";
import { deleteTree, writeTo } from "./paths.ts";
import { here, nameOf } from "./places.ts";
import { nothingOr } from "./readers.ts";
import {
  byVerb,
  type CommandTable,
  isUnknown,
  type Judge,
  looks,
  onEach,
  operands,
  runsCode,
  says,
  type Told,
  told,
} from "./row.ts";

/** How a place in a store is told from a path, and how many parts of it name the bucket. */
interface Store {
  readonly place: RegExp;
  readonly bucketParts: number;
}

/** `remote:bucket/x`, `s3://bucket/x`. */
const withColon: Store = { place: /^["']?[\w{}$. -]+:/, bucketParts: 1 };
/** `alias/bucket/x`, as mc has it: whatever is not clearly a path. */
const withAlias: Store = { place: /^["']?(?!\/|\.\.?(\/|$)|~|-$)/, bucketParts: 2 };

/** Copies to the last operand; with `deletes`, what the source lacks goes there. */
function copiesTo(store: Store, { deletes = false, moves = false } = {}): Judge {
  return (call) => {
    const target = call.operands.at(-1);
    const sources = call.operands.slice(0, -1);
    if (!target || sources.length === 0) return isUnknown(call);
    const does = `${moves ? "moves" : "copies"} ${sources.map(nameOf).join(" and ")} to`;
    const found: Told[] = isIn(store, target)
      ? [told("data", does, nameOf(target), "medium", "backup")]
      : [...writeTo(target, does)];
    if (deletes) {
      const name = nameOf(target);
      const risk = isIn(store, target) ? riskOfPrefix(store, target) : deleteTree(target).risk;
      const words = `deletes from ${name} what the source lacks`;
      found.push({
        kind: isIn(store, target) ? "data" : "delete",
        does: words,
        resource: name,
        risk,
        reversible: "no",
      });
    }
    if (moves) found.push(...deletesAll(store)({ ...call, operands: sources }));
    return nothingOr(found, call);
  };
}

function isIn({ place }: Store, { written }: Arg): boolean {
  return place.test(written);
}

/** A whole store or bucket is worse than what lies below a path in it; a variable might be empty. */
function riskOfPrefix({ bucketParts }: Store, path: Arg): Risk {
  const parts = nameOf(path)
    .replace(/^\w+:\/\/|^[^/:]*:/, "")
    .split("/")
    .filter((part) => part !== "");
  const above = parts.slice(0, bucketParts + 1);
  return above.length <= bucketParts || above.some((part) => /["${*`]/.test(part))
    ? "critical"
    : "high";
}

function deletesAll(store: Store): Judge {
  return (call) =>
    call.operands.length === 0
      ? isUnknown(call)
      : call.operands.map((place) => {
          if (!isIn(store, place)) return deleteTree(place);
          const name = nameOf(place);
          const does = `deletes ${name} and all below it`;
          return {
            kind: "data",
            does,
            resource: name,
            risk: riskOfPrefix(store, place),
            reversible: "no",
          };
        });
}

const deletesOne = operands("data", "deletes", "high", "no");
const makesBucket = operands("data", "makes", "low", "yes");
const dropsBucket = operands("data", "deletes the bucket", "critical", "no");

/** Of the store alone, which is named first. */
function ofStore(kind: EffectKind, does: string, risk: Risk): Judge {
  return (call) => onEach(call.operands.slice(0, 1), kind, does, risk, "backup");
}

function isTree(call: Call): boolean {
  return call.has("-r", "--recursive") || call.args.some(maybeOption);
}

const compared =
  "-o --output --output-file --combined --differ --missing-on-dst --missing-on-src --match --error";

/** A program that gets it a password or a connection, and its own log. */
function besideRclone(judge: Judge): Judge {
  const named = withOutput("--log-file", "writes what it does to", judge);
  return (call) => {
    const runs = call.args.some(({ text, written }) =>
      /^--[\w-]*(command|-ssh)\b|^--(rc|metrics-addr)\b|[,:](ssh|\w*_command)=/.test(
        text ?? written,
      ),
    );
    return runs
      ? [...named(call).filter(({ risk }) => risk !== "none"), ...isUnknown(call)]
      : named(call);
  };
}

export const objectStores: CommandTable = {
  rclone: {
    valued:
      "--config --include --exclude --filter --filter-from --transfers --checkers --bwlimit --log-file " +
      "--log-level -o --output --output-file --combined --differ --missing-on-dst --missing-on-src " +
      "--match --error --max-age --min-age --backup-dir --compare-dest --files-from --s3-region --stats",
    tells: besideRclone(
      unlessDry(
        "-n --dry-run",
        byVerb({
          "ls, lsl, lsd, lsf, lsjson, size, cat, about, version, listremotes, help, config file":
            looks,
          "check, cryptcheck, checksum, md5sum, sha1sum, hashsum, tree": looksUnless({
            "-o, --output, --output-file, --combined, --differ, --missing-on-dst, --missing-on-src":
              writesTo(compared, "writes what differs to"),
          }),
          "config show, config dump": says("secret", "shows the keys of the remotes", "low", "yes"),
          link: operands("data", "makes public", "high", "yes"),
          "copy, copyto, copyurl": copiesTo(withColon),
          sync: copiesTo(withColon, { deletes: true }),
          "move, moveto": copiesTo(withColon, { moves: true }),
          bisync: (call) =>
            onEach(
              call.operands,
              "data",
              "makes the same as the other, with deletions,",
              "high",
              "no",
            ),
          "delete, purge": deletesAll(withColon),
          "deletefile, rmdir, rmdirs": deletesOne,
          "cleanup, dedupe": operands("data", "deletes what is old or double in", "high", "no"),
          "mkdir, touch": makesBucket,
          rcat: operands("data", "writes", "medium", "backup"),
          "config create, config update, config password": says(
            "secret",
            "changes a remote",
            "medium",
            "backup",
          ),
          "config delete": operands("secret", "deletes the remote", "high", "backup"),
          mount: (call) => onEach(call.operands.slice(0, 1), "device", "mounts", "medium", "yes"),
          serve: says("network", "serves files to others", "medium", "yes"),
        }),
      ),
    ),
  },
  mc: {
    valued:
      "-C --config-dir --older-than --newer-than --attr --exclude --limit-upload --limit-download",
    tells: byVerb({
      "ls, stat, cat, head, du, tree, diff, ping, ready": looks,
      "alias list, alias ls, version info, ilm ls, event list, anonymous get, anonymous list":
        looks,
      "admin info, admin trace, admin top, admin prometheus": looks,
      find: looksUnless({ "--exec": runsCode }),
      "cp, put, get": copiesTo(withAlias),
      mv: copiesTo(withAlias, { moves: true }),
      mirror: unlessDry("--dry-run --fake", (call) =>
        copiesTo(withAlias, { deletes: call.has("--remove") })(call),
      ),
      pipe: operands("data", "writes", "medium", "backup"),
      rm: unlessDry("--dry-run --fake", (call) =>
        (isTree(call) ? deletesAll(withAlias) : deletesOne)(call),
      ),
      mb: makesBucket,
      rb: dropsBucket,
      "alias set, alias import": (call) =>
        onEach(call.operands.slice(0, 1), "secret", "keeps the keys of", "low", "yes"),
      "alias remove, alias rm": operands("secret", "forgets the keys of", "medium", "backup"),
      "anonymous set, anonymous set-json, policy set": (call) =>
        onEach(call.operands.slice(-1), "data", "changes who may read or write", "high", "yes"),
      "version enable, version suspend, ilm add, ilm import, retention set": (call) =>
        onEach(
          call.operands.slice(0, 1),
          "data",
          "changes how long versions stay in",
          "high",
          "backup",
        ),
      "admin service": byVerb({
        restart: operands("service", "restarts", "high", "yes"),
        "stop, freeze": operands("service", "stops", "high", "yes"),
      }),
      "admin user": byVerb({
        "list, ls, info": looks,
        "add, enable": ofStore("account", "adds a user to", "medium"),
        "remove, rm, disable": ofStore("account", "shuts a user out of", "high"),
      }),
      "admin policy": byVerb({
        "list, ls, info, entities": looks,
        "attach, detach, create, remove, rm": ofStore("account", "changes the rights on", "high"),
      }),
    }),
  },
  s3cmd: {
    valued: "-c --config --access_key --secret_key --region --host --exclude --include --acl-grant",
    tells: unlessDry(
      "-n --dry-run",
      byVerb({
        "ls, la, info, du, multipart": looks,
        accesslog: looksUnless({
          "--access-logging-target-prefix, --no-access-logging, --log-target-prefix": says(
            "data",
            "changes what is logged of a bucket",
            "medium",
            "yes",
          ),
        }),
        get: (call) =>
          nothingOr(writeTo(call.operands[1] ?? here, "copies from the store to"), call),
        "put, cp, modify": copiesTo(withColon),
        mv: copiesTo(withColon, { moves: true }),
        sync: (call) => copiesTo(withColon, { deletes: call.has("--delete-removed") })(call),
        "del, rm": (call) => (isTree(call) ? deletesAll(withColon) : deletesOne)(call),
        mb: makesBucket,
        rb: dropsBucket,
        "setacl, setpolicy, delpolicy, setlifecycle, dellifecycle, expire": (call) =>
          onEach(call.operands.slice(-1), "data", "changes the rules of", "high", "backup"),
      }),
    ),
  },
};
