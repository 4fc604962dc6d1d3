/** How bad it is to delete a thing of a cluster hangs on what kind of thing it is. */
import type { Risk } from "../../model/risk.ts";
import type { Call } from "./call.ts";
import { named, type Thing } from "./kubectl-things.ts";
import { onEach, type Told, told } from "./row.ts";

/** Their controllers make new ones. */
const comesBack = /^(po|pods?|endpoints|ep|endpointslices?|events?|ev|leases?)$/;

/** With them goes what nothing brings back: data, or all that is inside. */
const takesAll = new RegExp(
  `^(${[
    "all|ns|namespaces?|projects?|crds?|customresourcedefinitions?|clusters?|etcdclusters?",
    "pvc|persistentvolumeclaims?|pv|persistentvolumes?|volumesnapshots?|volumesnapshotcontents?",
    "cephclusters?|storageclusters?",
  ].join("|")})$`,
);

const isData = /^(pvc|persistentvolume|pv|volumesnapshot)/;

export function deletes(call: Call): readonly Told[] {
  const things = named(call);
  if (call.has("--all") && call.value("--all")?.text !== "false") {
    if (things.length === 0)
      return [told("container", "deletes everything", null, "critical", "no")];
    return onEach(things, "container", "deletes all", "critical", "no");
  }
  if (call.has("--raw"))
    return [told("container", "deletes", call.value("--raw")?.text ?? null, "critical", "no")];
  if (things.length === 0)
    return [told("unknown", "deletes what is not named", null, "high", "no")];
  const isForced = call.has("--force", "--now") || call.value("--grace-period")?.text === "0";
  return things.flatMap((thing) => {
    const risk = riskOf(thing, isForced);
    const kind = kindOf(thing.kind);
    const does = thing.kind === null ? "deletes what is named by" : wordsFor(thing, isForced);
    return onEach([thing], kind, does, risk, comesBack.test(thing.kind ?? "") ? "yes" : "backup");
  });
}

function wordsFor({ written }: Thing, isForced: boolean): string {
  const which = written.includes("/") ? "" : " all matching";
  return isForced ? `deletes without waiting${which}` : `deletes${which}`;
}

function riskOf({ kind }: Thing, isForced: boolean): Risk {
  if (kind === null) return "high";
  if (takesAll.test(kind)) return "critical";
  return comesBack.test(kind) && !isForced ? "medium" : "high";
}

function kindOf(kind: string | null): Told["kind"] {
  if (kind === null) return "container";
  if (/^secrets?$/.test(kind)) return "secret";
  return isData.test(kind) ? "data" : "container";
}
