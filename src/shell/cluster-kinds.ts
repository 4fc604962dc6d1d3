/** Kinds of things in a cluster, as `kubectl` takes them: in any case, short or long, in lists, with a slash. */
import { type Letters, startOf, textOf } from "./letters.ts";
import type { Spelling } from "./spelling-rows.ts";
import { operand, type SpeltWord } from "./spelt-word.ts";

const names: Readonly<Record<string, string>> = {
  pod: "po pods",
  service: "svc services",
  deployment: "deploy deployments",
  statefulset: "sts statefulsets",
  daemonset: "ds daemonsets",
  replicaset: "rs replicasets",
  replicationcontroller: "rc replicationcontrollers",
  namespace: "ns namespaces",
  node: "no nodes",
  configmap: "cm configmaps",
  secret: "secrets",
  job: "jobs",
  cronjob: "cj cronjobs",
  ingress: "ing ingresses",
  ingressclass: "ingressclasses",
  endpoints: "ep endpoint",
  endpointslice: "endpointslices",
  event: "ev events",
  persistentvolume: "pv persistentvolumes",
  persistentvolumeclaim: "pvc persistentvolumeclaims",
  storageclass: "sc storageclasses",
  volumeattachment: "volumeattachments",
  csidriver: "csidrivers",
  csinode: "csinodes",
  csistoragecapacity: "csistoragecapacities",
  serviceaccount: "sa serviceaccounts",
  role: "roles",
  rolebinding: "rolebindings",
  clusterrole: "clusterroles",
  clusterrolebinding: "clusterrolebindings",
  networkpolicy: "netpol networkpolicies",
  horizontalpodautoscaler: "hpa horizontalpodautoscalers",
  poddisruptionbudget: "pdb poddisruptionbudgets",
  podtemplate: "podtemplates",
  resourcequota: "quota resourcequotas",
  limitrange: "limits limitranges",
  priorityclass: "pc priorityclasses",
  runtimeclass: "runtimeclasses",
  lease: "leases",
  controllerrevision: "controllerrevisions",
  certificatesigningrequest: "csr certificatesigningrequests",
  customresourcedefinition: "crd crds customresourcedefinitions",
  apiservice: "apiservices",
  componentstatus: "cs componentstatuses",
  flowschema: "flowschemas",
  prioritylevelconfiguration: "prioritylevelconfigurations",
  validatingwebhookconfiguration: "validatingwebhookconfigurations",
  mutatingwebhookconfiguration: "mutatingwebhookconfigurations",
  validatingadmissionpolicy: "validatingadmissionpolicies",
  validatingadmissionpolicybinding: "validatingadmissionpolicybindings",
  deploymentconfig: "dc deploymentconfigs",
  buildconfig: "bc buildconfigs",
  imagestream: "is imagestreams",
  route: "routes",
  project: "projects",
};

/** The one word for a kind, by each of its names, itself among them: `Pod` is looked up as `pod`. */
const kinds: ReadonlyMap<string, string> = new Map(
  Object.entries(names).flatMap(([kind, others]) =>
    [kind, ...others.split(" ")].map((name) => [name, kind] as const),
  ),
);

/** The words for all of them. */
export const plainKinds: readonly string[] = Object.keys(names);

/** What a command or a pattern was found to be, before its kinds are looked at. */
interface Walked<Other> {
  readonly words: readonly SpeltWord<Other>[];
  readonly spelling: Spelling;
  /** Where the operands stand behind the verb. */
  readonly operands: readonly number[];
}

type Words<Other> = readonly SpeltWord<Other>[];

/** With a wildcard beside its slash, a word may be about a kind with a name, and about all else with a slash. */
export function patternInKinds<Other>(words: Words<Other>): readonly Words<Other>[] {
  const apart = words.map((word, at) => (isOperandAt(word, at) ? apartInPattern(word) : [word]));
  const isOpen = (at: number) => apart[at]?.length === 2 && !isKnown(words[at]);
  if (!words.some((_, at) => isOpen(at))) return [apart.flat()];
  return [apart.flat(), apart.flatMap((one, at) => (isOpen(at) ? (words[at] ?? []) : one))];
}

/**
 * As a whole, with `pod/web` as two words. Where it names several things so, each also by itself:
 * `kubectl delete pod/a ns/b` deletes a pod, and a namespace.
 */
export function commandInKinds<Other>(walked: Walked<Other>): readonly Walked<Other>[] {
  const { spelling, operands } = walked;
  const kindAt = spelling.first === "kind" ? operands[0] : undefined;
  const apart = walked.words.map((word, at) => {
    if (!isOperandAt(word, at)) return [word];
    return splitAtSlash(word) ?? [at === kindAt || isKnown(word) ? kindWord(word) : word];
  });
  const behindVerb = new Set(operands);
  const words: SpeltWord<Other>[] = [];
  const places: number[] = [];
  for (const [at, parts] of apart.entries()) {
    if (behindVerb.has(at)) places.push(...parts.map((_, index) => words.length + index));
    words.push(...parts);
  }
  const each = eachByItself(walked, apart);
  // The name of one is none of another's.
  const isApart =
    spelling.first === "kind" && each.length > 0 && apart.some(({ length }) => length > 1);
  return [{ spelling, words, operands: isApart ? [] : places }, ...each];
}

function eachByItself<Other>(walked: Walked<Other>, apart: Words<Other>[]): Walked<Other>[] {
  const pairs = pairsIn(walked, apart);
  const [start] = pairs.keys();
  if (start === undefined) return [];
  const isBehind = (at: number) => at > start || isForNone(walked, at);
  const before = apart.flatMap((parts, at) => (isBehind(at) || pairs.has(at) ? [] : parts));
  const others = apart
    .flatMap((parts, at) => (isBehind(at) && !pairs.has(at) ? parts : []))
    .slice(0, mostBehind);
  const operands = [before.length, before.length + 1];
  const { spelling } = walked;
  return [...pairs.values()].map((pair) => ({
    spelling,
    words: [...before, ...pair, ...others],
    operands,
  }));
}

/** More than anybody writes: each of a list gets them all again. */
export const mostBehind = 200;

/** Kinds with their names, by where they stand; none for a single one that is so in the whole. */
function pairsIn<Other>(
  { words, spelling, operands }: Walked<Other>,
  apart: readonly Words<Other>[],
): ReadonlyMap<number, Words<Other>> {
  const takesKind = spelling.first === "kind";
  // Behind it stand words of another command.
  const isEnd = ({ letters, role }: SpeltWord<Other>) =>
    role === "flag" && textOf(letters) === "--";
  const end = takesKind || spelling.list ? -1 : words.findIndex(isEnd);
  const isKindGiven = operands.some(
    (at) => apart[at]?.length === 1 && (isKind(words[at]) || givesKind(words, at)),
  );
  const pairs = new Map<number, Words<Other>>();
  let areInWhole = true;
  for (const at of operands) {
    const [parts, word] = [apart[at], words[at]];
    if (!parts || !word || (end >= 0 && at > end)) continue;
    if (parts.length === 2) pairs.set(at, parts);
    else if (takesKind && !isKindGiven && !isKnown(word)) {
      const pair = splitAtGap(word);
      if (!pair) continue;
      pairs.set(at, pair);
      areInWhole = false;
    }
  }
  const [start = 0] = pairs.keys();
  const areFirst = !operands.some(
    (at) => at < start && isForNone({ words, spelling, operands }, at),
  );
  return areInWhole && areFirst && pairs.size === 1 ? new Map() : pairs;
}

/** Whether it stands where a kind with a name should, and is none. */
function isForNone<Other>({ words, spelling, operands }: Walked<Other>, at: number): boolean {
  return spelling.first === "kind" && operands.includes(at) && !mayBeValue(words, at);
}

function mayBeValue<Other>(words: Words<Other>, at: number): boolean {
  const before = words[at - 1];
  return before?.role === "option" && !before.letters.includes("=");
}

function givesKind<Other>(words: Words<Other>, at: number): boolean {
  const { letters } = words[at] ?? operand<Other>("");
  return textOf(letters) !== null && !isLabel(letters) && !mayBeValue(words, at);
}

function isOperandAt<Other>({ role }: SpeltWord<Other>, at: number): boolean {
  return at > 0 && role === "operand";
}

function isKnown<Other>(word: SpeltWord<Other> | undefined): boolean {
  return word !== undefined && textOf(word.letters) !== null;
}

function isKind<Other>(word: SpeltWord<Other> | undefined): boolean {
  return kinds.has(kindIn(textOf(word?.letters ?? "") ?? ""));
}

function apartInPattern<Other>(word: SpeltWord<Other>): Words<Other> {
  const [kind, name] = partsAtSlash(word.letters) ?? [];
  if (kind !== undefined && name !== undefined)
    return [operand(plainOf(plainKind(kind))), operand(name)];
  return [{ ...word, letters: plainOf(word.letters) }];
}

/** `pod/web` is the kind and the name; null for any other word. */
function splitAtSlash<Other>({ letters }: SpeltWord<Other>): Words<Other> | null {
  const parts = partsAtSlash(letters);
  if (!parts) return null;
  return [{ ...kindWord(operand(plainKind(parts[0]))), isPart: true }, partWord(parts[1])];
}

/** What is not known may hold the slash. */
function splitAtGap<Other>({ letters }: SpeltWord<Other>): Words<Other> | null {
  const at = [...letters].findIndex((one) => typeof one !== "string");
  const kind = letters.slice(0, at + 1);
  if (letters.includes("/") || !mayBeKind(kind) || isLabel(letters)) return null;
  return [{ ...kindWord(operand(plainKind(kind))), isPart: true }, partWord(letters.slice(at))];
}

function partWord<Other>(letters: Letters<Other>): SpeltWord<Other> {
  return { ...operand(letters), isPart: true };
}

function partsAtSlash<Other>(letters: Letters<Other>): [Letters<Other>, Letters<Other>] | null {
  const slash = letters.indexOf("/");
  if (slash <= 0 || letters.lastIndexOf("/") !== slash || slash + 1 === letters.length) return null;
  const kind = letters.slice(0, slash);
  return mayBeKind(kind) && !isLabel(letters) ? [kind, letters.slice(slash + 1)] : null;
}

/** Of kinds in a list, with the group and the version of each. */
function mayBeKind<Other>(letters: Letters<Other>): boolean {
  const [first] = letters;
  const isFirst = typeof first !== "string" || /[a-z]/i.test(first);
  return isFirst && [...letters].every((one) => typeof one !== "string" || /[a-z\d.,-]/i.test(one));
}

/** `example.com/tier=web` sets a label, and `example.com/tier-` removes it. */
function isLabel<Other>(letters: Letters<Other>): boolean {
  return letters.includes("=") || letters.at(-1) === "-";
}

/** Each kind that it names, and as it is written. */
function kindWord<Other>(word: SpeltWord<Other>): SpeltWord<Other> {
  const { letters } = word;
  if (letters.length === 0 || !mayBeKind(letters) || isLabel(letters)) return word;
  const listed = atCommas(letters).flatMap(readingsOf);
  const [first = letters, ...others] = [...listed, letters];
  const also = others.filter((one) => one !== first);
  if (also.length === 0 && first === letters) return word;
  return { letters: first, role: "operand", also, isPart: typeof letters[0] === "string" };
}

function atCommas<Other>(letters: Letters<Other>): Letters<Other>[] {
  if (typeof letters === "string") return letters.split(",");
  const all: (string | Other)[][] = [[]];
  for (const one of letters) {
    if (one === ",") all.push([]);
    else all.at(-1)?.push(one);
  }
  return all.filter(({ length }) => length > 0);
}

/** What is not known of it may make it a kind that has another word here: `sv$x` may be `service`. */
function readingsOf<Other>(kind: Letters<Other>): Letters<Other>[] {
  const plain = plainOf(kind);
  const start = startOf(plain);
  const gap = plain.slice(start.length, start.length + 1);
  const isOpen = plain.length > 1 && typeof gap !== "string" && gap.length > 0;
  if (!isOpen || !kinds.keys().some((name) => name.startsWith(start))) return [plain];
  return [gap, plain];
}

/** In the one word for it, where all of it is known. */
function plainOf<Other>(kind: Letters<Other>): Letters<Other> {
  return kinds.get(kindIn(textOf(kind) ?? "")) ?? kind;
}

/** `Deployments.v1.apps` is `deployments`, and `pods.` is `pods`. */
function kindIn(word: string): string {
  return /^([a-z]+)(\.[a-z\d.-]*)?$/i.exec(word)?.[1]?.toLowerCase() ?? word;
}

/** Of a kind in no table, too, the case makes no difference; that of a name behind a slash does. */
export function plainKind<Other>(word: Letters<Other>): Letters<Other> {
  const slash = word.indexOf("/");
  const end = slash < 0 ? word.length : slash;
  if (typeof word === "string") return word.slice(0, end).toLowerCase() + word.slice(end);
  return word.map((one, at) => (typeof one === "string" && at < end ? one.toLowerCase() : one));
}
