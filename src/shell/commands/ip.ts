/** The network of this machine in the words of iproute2: `ip`, `tc` and `bridge`. */

import type { Risk } from "../../model/risk.ts";
import type { Arg, Call } from "./call.ts";
import { type CommandTable, isUnknown, type Judge, looks, onEach, told } from "./row.ts";

export const iproute: CommandTable = {
  ip: { tells: (call) => iproute2(call, ipObjects) },
  tc: { tells: (call) => iproute2(call, tcObjects) },
  bridge: { tells: (call) => iproute2(call, bridgeObjects) },
};

type Change = "add" | "change" | "delete";

/** What an object is called, and how risky it is to add, change and delete one. */
interface Kind extends Readonly<Record<Change, Risk>> {
  readonly what: string;
  /** Many of them. */
  readonly all: string;
}

const route: Kind = {
  what: "the route",
  all: "routes",
  add: "medium",
  change: "high",
  delete: "high",
};
const rule: Kind = {
  what: "the routing rule",
  all: "routing rules",
  add: "high",
  change: "high",
  delete: "high",
};
const address: Kind = {
  what: "the address",
  all: "addresses",
  add: "medium",
  change: "medium",
  delete: "high",
};
const link: Kind = {
  what: "the interface",
  all: "interfaces",
  add: "medium",
  change: "medium",
  delete: "high",
};
const neighbour: Kind = {
  what: "the neighbour",
  all: "neighbours",
  add: "medium",
  change: "medium",
  delete: "medium",
};
const space: Kind = {
  what: "the network namespace",
  all: "network namespaces",
  add: "low",
  change: "medium",
  delete: "high",
};
const tunnel: Kind = {
  what: "the tunnel",
  all: "tunnels",
  add: "medium",
  change: "high",
  delete: "high",
};
const other: Kind = {
  what: "settings of the network:",
  all: "settings of the network",
  add: "medium",
  change: "medium",
  delete: "high",
};
const shaping: Kind = {
  what: "traffic shaping at",
  all: "traffic shaping",
  add: "high",
  change: "high",
  delete: "high",
};

/** In the order in which the programs look for what an abbreviation means. */
const ipObjects: Readonly<Record<string, Kind>> = {
  address,
  addrlabel: other,
  maddress: address,
  route,
  rule,
  neighbor: neighbour,
  neighbour,
  ntable: other,
  ntbl: other,
  link,
  l2tp: tunnel,
  fou: tunnel,
  ila: tunnel,
  macsec: tunnel,
  tunnel,
  tunl: tunnel,
  tuntap: link,
  tap: link,
  token: other,
  tcpmetrics: other,
  tcp_metrics: other,
  monitor: other,
  xfrm: tunnel,
  mroute: route,
  mrule: rule,
  netns: space,
  netconf: other,
  vrf: other,
  sr: route,
  nexthop: route,
  mptcp: other,
  ioam: other,
};
const tcObjects = {
  qdisc: shaping,
  class: shaping,
  filter: shaping,
  actions: shaping,
  chain: shaping,
};
const bridgeObjects = {
  link,
  fdb: neighbour,
  mdb: neighbour,
  vlan: link,
  vni: link,
  monitor: other,
};

/** Options before the object that take a value. */
const valued = /^-(?:n|netns|f|family|rc|rcvbuf|l|loops|cf|conf)$/;

/** May be cut short; the others here may not. */
const readers = ["show", "list", "lst", "ls", "get", "help"];
const wholeReaders = new Set([
  "save",
  "identify",
  "pids",
  "monitor",
  "stats",
  "showdump",
  "counters",
]);
const verbs: Readonly<Record<string, Change>> = {
  add: "add",
  append: "add",
  prepend: "add",
  attach: "add",
  change: "change",
  chg: "change",
  replace: "change",
  set: "change",
  restore: "change",
  update: "change",
  delete: "delete",
  flush: "delete",
};

function iproute2(call: Call, objects: Readonly<Record<string, Kind>>): ReturnType<Judge> {
  const words = afterOptions(call.args);
  if (words === null) return isUnknown(call);
  const [object, ...afterObject] = words;
  if (!object) return call.args.some(({ text }) => text === null) ? isUnknown(call) : looks(call);
  if (object.text === "help") return looks(call);
  const name = object.text ? firstWith(object.text, Object.keys(objects)) : undefined;
  const kind = objects[name ?? ""];
  if (!kind) return isUnknown(call);
  if (name === "monitor") return looks(call);
  // `ip xfrm state` and `ip mptcp endpoint` have an object below the object.
  const below = /^(?:xfrm|mptcp|sr|ioam)$/.test(name ?? "") ? 1 : 0;
  const [verb, ...rest] = afterObject.slice(below);
  if (!verb) return looks(call);
  if (verb.text === null) return isUnknown(call);
  if (wholeReaders.has(verb.text)) return looks(call);
  const changes = Object.keys(verbs);
  // `ip link s` sets, `ip addr s` shows.
  const setsFirst = kind === link || kind === space;
  const found = firstWith(
    verb.text,
    setsFirst ? [...changes, ...readers] : [...readers, ...changes],
  );
  if (found === undefined) return isUnknown(call);
  const change = verbs[found];
  return change ? tellsChange(kind, found, change, rest) : looks(call);
}

function tellsChange(
  kind: Kind,
  verb: string,
  change: Change,
  rest: readonly Arg[],
): ReturnType<Judge> {
  const words = rest.map(({ text }) => text);
  const [target] = rest.filter(({ text }) => !/^(?:dev|name|to|table|-\w+)$/.test(text ?? ""));
  const targets = target ? [target] : [];
  if (kind === link && change === "change") {
    if (words.includes("down")) return onEach(targets, "network", "takes down", "high", "yes");
    if (words.includes("up")) return onEach(targets, "network", "brings up", "medium", "yes");
    // What else is set, and whether it is `down`, is not known.
    if (words.slice(1).includes(null)) return onEach(targets, "network", "changes", "high", "yes");
  }
  if (kind === route && verb === "flush") {
    return words[0] === "cache"
      ? [told("network", "empties the cache of routes", null, "low", "yes")]
      : [told("network", "deletes all routes of", written(target), "critical", "backup")];
  }
  if (verb === "flush") {
    return [told("network", `deletes all ${kind.all} of`, written(target), kind.delete, "backup")];
  }
  const does = { add: "adds", change: "changes", delete: "deletes" }[change];
  return onEach(targets, "network", `${does} ${kind.what}`, kind[change], "yes");
}

function written(arg: Arg | undefined): string | null {
  return arg ? (arg.text ?? arg.written) : null;
}

/** The words from the object on; null where a batch of commands is read from a file, or who knows. */
function afterOptions(args: readonly Arg[]): readonly Arg[] | null {
  let at = 0;
  for (; at < args.length; at += 1) {
    const { text, written: word } = args[at] as Arg;
    const option = text ?? word;
    if (!option.startsWith("-")) break;
    if (text === null || /^-{1,2}(?:b|batch|force)$/.test(text)) return null;
    if (valued.test(text)) at += 1;
  }
  return args.slice(at);
}

function firstWith(start: string, names: readonly string[]): string | undefined {
  return names.find((name) => name === start) ?? names.find((name) => name.startsWith(start));
}
