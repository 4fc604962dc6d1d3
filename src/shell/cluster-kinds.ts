/** Kinds of things in a cluster, as `kubectl` takes them: in any case, short or long, in lists, with a slash. */
import { type Letters, textOf } from "./letters.ts";

type Words<Other> = readonly Letters<Other>[];

const names: Readonly<Record<string, string>> = {
  pod: "po pods",
  service: "svc services",
  deployment: "deploy deployments",
  statefulset: "sts statefulsets",
  daemonset: "ds daemonsets",
  replicaset: "rs replicasets",
  namespace: "ns namespaces",
  node: "no nodes",
  configmap: "cm configmaps",
  secret: "secrets",
  job: "jobs",
  cronjob: "cj cronjobs",
  ingress: "ing ingresses",
  persistentvolume: "pv persistentvolumes",
  persistentvolumeclaim: "pvc persistentvolumeclaims",
  storageclass: "sc storageclasses",
  serviceaccount: "sa serviceaccounts",
  networkpolicy: "netpol networkpolicies",
  horizontalpodautoscaler: "hpa horizontalpodautoscalers",
  customresourcedefinition: "crd crds customresourcedefinitions",
};

/** The one word for a kind, by each of its names, itself among them: `Pod` is looked up as `pod`. */
export const kinds: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(names).flatMap(([kind, others]) =>
    [kind, ...others.split(" ")].map((name) => [name, kind]),
  ),
);

/** `kubectl delete pod/a ns/b` deletes a pod, and a namespace; `pods,services a` is one of each. */
export function kindByKind<Other>(words: Words<Other>): readonly Words<Other>[] {
  const named = words.filter(isNamed);
  if (named.length > 1) {
    const first = words.findIndex(isNamed);
    const [before, behind] = [words.slice(0, first), words.slice(first)];
    const others = behind.filter((word) => !isNamed(word)).slice(0, mostBehind);
    return named.map((one) => [...before, one, ...others]);
  }
  const at = words.findIndex((word) => /^[a-z.\d]+(,[a-z.\d]+)+$/i.test(textOf(word) ?? ""));
  const listed = textOf(words[at] ?? "")?.split(",") ?? [];
  return at < 0 ? [words] : listed.map((kind) => words.with(at, kind));
}

/** More than anybody writes: each of a list gets them all again. */
export const mostBehind = 200;

function isNamed<Other>(word: Letters<Other>): boolean {
  return /^[a-z]+(\.[a-z.\d]+)?\/[^/]+$/i.test(textOf(word) ?? "");
}

/** `pod/web` is the kind and the name; null for any other word. */
export function kindAndName<Other>(word: Letters<Other>): [kind: string, name: string] | null {
  const [, kind, name] = /^([a-z]+(?:\.[a-z.\d]+)?)\/([^/]+)$/i.exec(textOf(word) ?? "") ?? [];
  return kind === undefined || name === undefined ? null : [kind, name];
}

/** `Deployments.v1.apps` is `deployments`. */
export function kindIn(word: string): string {
  return /^([a-z]+)(\.[a-z.\d]+)?$/i.exec(word)?.[1]?.toLowerCase() ?? word;
}

/** Of a kind in no table, too, the case makes no difference; that of a name behind a slash does. */
export function plainKind<Other>(word: Letters<Other>): Letters<Other> {
  const slash = word.indexOf("/");
  const end = slash < 0 ? word.length : slash;
  if (typeof word === "string") return word.slice(0, end).toLowerCase() + word.slice(end);
  return word.map((one, at) => (typeof one === "string" && at < end ? one.toLowerCase() : one));
}
