/** What writing to a path, or deleting it, means: the same for every command and for redirections. */
import type { Risk } from "../../model/risk.ts";
import type { Arg } from "./call.ts";
import { isTemporary, isWholeSystem, nameOf, placeOf } from "./places.ts";
import { type Told, told } from "./row.ts";

/**
 * A file of this name is made, or changed if it is there already. Nothing is told of what goes nowhere,
 * such as `/dev/null`. `does` is said before the path: `appends to`.
 */
export function writeTo(path: Arg, does = "writes"): readonly Told[] {
  const name = nameOf(path);
  const writes = { path, keeps: changing.test(does) };
  if (/^["']?\/dev\/(tcp|udp)\//.test(path.written)) {
    return [told("network", "sends data to", name, "medium", "no")];
  }
  switch (placeOf(path)) {
    case "stream":
      return [];
    case "device":
      return [{ ...told("device", "overwrites the device", name, "critical", "no"), writes }];
    case "kernel":
      return [{ ...changeOfTheKernel(name), writes }];
    case "vital":
      return [{ ...told("write", does, name, "high", "backup"), writes }];
    case "temporary":
      return [{ ...told("write", does, name, "low", "backup"), writes }];
    default:
      return [{ ...told("write", does, name, "medium", "backup"), writes }];
  }
}

/** What leaves the rest of a file as it is. */
const changing =
  /^(appends|edits|lets you edit|enlarges|formats|patches|takes (a patch|space)|makes, or dates)\b/;

function changeOfTheKernel(name: string): Told {
  if (name.endsWith("/sysrq-trigger")) {
    return told("power", "may stop the machine at once through", name, "critical", "no");
  }
  const isSetting = /^\/proc\/sys\/|\/scan$|^\/proc\/\d+\/oom/.test(name);
  return told(
    "device",
    "changes the running kernel through",
    name,
    isSetting ? "medium" : "high",
    "yes",
  );
}

/** Said of a copy: what is in `from` is written to `path`, or below it. */
export function putInto(path: Arg, from: readonly Arg[], one: Told): Told {
  return one.writes ? { ...one, writes: { ...one.writes, path, from } } : one;
}

/** `etc/a` in the directory `/srv`. */
export function pathIn(directory: Arg, path: Arg): Arg {
  const isKnown = directory.text !== null && path.text !== null;
  const join = (first: string, last: string) =>
    `${first.replace(/\/+$/, "")}/${last.replace(/^\/+/, "")}`;
  return {
    text: isKnown ? join(directory.text, path.text) : null,
    written: join(directory.written, path.written),
  };
}

/** What is new there is only added; nothing that exists is changed. */
export function makeNew(path: Arg, does = "makes"): Told {
  const writes = { path, keeps: changing.test(does) };
  return { ...told("write", does, nameOf(path), "low", "yes"), writes };
}

/** It is no file, and holds none. */
export function makeDirectory(path: Arg): Told {
  return told("write", "makes the directory", nameOf(path), "low", "yes");
}

export function deleteFile(path: Arg, does = "deletes"): Told {
  return told("delete", does, nameOf(path), isTemporary(path) ? "low" : "high", "backup");
}

/** The file stays, and what it held is gone. */
export function deleteContents(path: Arg, does = "empties"): Told {
  return { ...deleteFile(path, does), writes: { path, keeps: does === "cuts holes into" } };
}

/** `isNarrowed`: only what fits further conditions is deleted of it. */
export function deleteTree(path: Arg, { isNarrowed = false } = {}): Told {
  const name = nameOf(path);
  const what = isNarrowed ? `what fits below ${name}` : `${name} and all below it`;
  const risk = isNarrowed && !isTemporary(path) ? "high" : riskOfTree(path);
  return { kind: "delete", does: `deletes ${what}`, resource: name, risk, reversible: "backup" };
}

/** Of deleting all below a path, or of changing all of it at once. */
export function riskOfTree(path: Arg): Risk {
  if (isWholeSystem(path) || placeOf(path) === "unknown") {
    return isTemporary(path) ? "medium" : "critical";
  }
  return isTemporary(path) ? "medium" : "high";
}
