/** kubectl, verb by verb; OpenShift's `oc` knows the same and more. */

import type { Arg, Call } from "./call.ts";
import { buildsManifests } from "./cluster-tools.ts";
import { filesBy, inAnyOf, withinFiles } from "./in-files.ts";
import { deletes } from "./kubectl-delete.ts";
import { filed, named, resources, unlessRehearsed } from "./kubectl-things.ts";
import { orMore, withFiles, writesTo, written } from "./options.ts";
import { writeTo } from "./paths.ts";
import {
  byVerb,
  type CommandTable,
  given,
  isUnknown,
  type Judge,
  looks,
  onEach,
  operands,
  says,
  type Told,
  told,
} from "./row.ts";

/** Of all verbs together: where `-f` takes no value, as in `logs -f`, nothing hangs on it. */
export const kubectlOptions = `-n --namespace --context --cluster --kubeconfig --user --as --as-group
  --as-uid --token -s --server --certificate-authority --client-certificate --client-key
  --tls-server-name --request-timeout -v --v --cache-dir -o --output -l --selector --field-selector
  -f --filename -k --kustomize -c --container --sort-by -L --label-columns --tail --since --since-time
  --chunk-size --replicas --current-replicas --resource-version --timeout --grace-period -p --patch
  --patch-file --type --port --target-port --name --image --env --for --to-revision --revision
  --field-manager --template --subresource --max-log-requests --limits --requests --overrides --labels
  --address --profile --target --copy-to --min --max --cpu-percent --cpu --memory --duration --audience
  --from --from-literal --from-file --from-env-file --clusterrole --role --serviceaccount --group --verb
  --resource --dest --to --to-image --keys --confirm-with --custom -e --protocol --external-ip
  --kuberc --prune-allowlist --pod-selector --skip-wait-for-delete-timeout --output-directory --profile-output
  --log-file --log-dir`;

/**
 * What kubectl measures of itself goes to a file. The configuration by which it reaches a cluster may name
 * a program that gets a login: it is believed, whether it is the usual one or named by `--kubeconfig`, for
 * whoever writes it may do so in either.
 */
export function besideOwnFiles(judge: Judge): Judge {
  const looked = orMore(prefers, judge);
  return (call) => {
    const profile = call.value("--profile");
    const measures = profile && (profile.text === null || measured.test(profile.text));
    const files = call.values("--profile-output");
    const usual = { text: "profile.pprof", written: "profile.pprof" };
    const named = measures && files.length === 0 ? [usual] : profile ? files : [];
    const profiles = named.flatMap((file) => writeTo(file, "writes what it measured to"));
    return withFiles(looked(call), [...ownFiles(call), ...profiles]);
  };
}

/** What stands in them already stays there: a log grows, and a directory gets more files. */
function ownFiles(call: Call): readonly Told[] {
  return written(call, "--cache-dir --log-file --log-dir", "writes").map(({ writes, ...one }) =>
    writes ? { ...one, writes: { ...writes, keeps: true } } : one,
  );
}

/** Preferences from such a file give the options that are not written, and other commands short names. */
function prefers(call: Call): boolean {
  return call.values("--kuberc").some(({ text }) => text !== "off");
}

const measured = /^(cpu|heap|goroutine|threadcreate|block|mutex)$/;

export const kubectlVerbs: Readonly<Record<string, Judge>> = {
  "describe, logs, log, top, explain, api-resources, api-versions, version, cluster-info": looks,
  "diff, events, wait, options, completion, help, plugin list": looks,
  get: shows,
  "cluster-info dump": writesTo("--output-directory", "writes what it finds to"),
  kustomize: buildsManifests,
  "auth can-i, auth whoami, rollout status, rollout history": looks,
  "config view, config get-contexts, config get-clusters, config get-users": looks,
  "config current-context, apply view-last-applied, certificate list": looks,

  apply: unlessRehearsed(applies),
  "apply edit-last-applied, apply set-last-applied": resources("changes", "medium", "yes"),
  create: unlessRehearsed(creates),
  "create token": operands("secret", "makes a token for", "low", "yes"),
  replace: unlessRehearsed(
    given(
      "--force",
      resources("deletes and makes anew", "high", "no"),
      resources("replaces", "medium", "backup"),
    ),
  ),
  "set env": given("--list", looks, unlessRehearsed(resources("changes", "medium", "backup"))),
  "patch, edit, set image, set resources, set probe, set volume": unlessRehearsed(
    resources("changes", "medium", "backup"),
  ),
  "set selector, set serviceaccount": unlessRehearsed(resources("changes", "medium", "backup")),
  "set subject, auth reconcile": unlessRehearsed(
    resources("changes who may do what in", "high", "backup", "account"),
  ),
  "label, annotate": unlessRehearsed(labels),
  scale: unlessRehearsed(scales),
  autoscale: unlessRehearsed(resources("scales by itself", "medium", "yes")),
  expose: unlessRehearsed(resources("opens to the network", "medium", "yes", "network")),
  "rollout restart": unlessRehearsed(resources("restarts", "medium", "yes")),
  "rollout undo": unlessRehearsed(resources("puts back the last revision of", "medium", "yes")),
  "rollout pause, rollout resume": resources("holds or resumes the rollout of", "medium", "yes"),
  delete: unlessRehearsed(deletes),

  taint: unlessRehearsed(taints),
  cordon: unlessRehearsed(nodes("takes no new pods on", "medium", "yes")),
  uncordon: unlessRehearsed(nodes("takes pods again on", "low", "yes")),
  drain: unlessRehearsed(nodes("moves all pods off", "high", "yes")),
  "certificate approve": operands("account", "lets in, by its certificate,", "high", "no"),
  "certificate deny": operands("account", "turns down the certificate", "medium", "no"),

  cp: inAnyOf(copies),
  "exec, rsh": runsIn,
  attach: resources("connects the keyboard to", "medium", "no"),
  run: unlessRehearsed((call) =>
    onEach(call.operands.slice(0, 1), "container", "runs the pod", "medium", "yes"),
  ),
  debug: (call) => onEach(first(call), "container", "starts a container to debug", "medium", "yes"),
  "port-forward": (call) => onEach(first(call), "network", "opens a local port to", "low", "yes"),
  proxy: says("network", "opens a local port to the cluster", "low", "yes"),

  "config use-context, config use": ofConfig(
    operands("write", "sends all later commands to", "medium", "yes"),
  ),
  "config set-context, config set-cluster": ofConfig(
    operands("write", "changes where commands go:", "medium", "backup"),
  ),
  "config set-credentials": ofConfig(operands("secret", "stores the login", "medium", "backup")),
  "config set, config unset, config rename-context": ofConfig(
    operands("write", "changes the setting", "medium", "backup"),
  ),
  "config delete-context, config delete-cluster": ofConfig(
    operands("delete", "forgets", "medium", "backup"),
  ),
  "config delete-user": ofConfig(operands("secret", "forgets the login", "medium", "backup")),
};

/** What `kubectl` itself is told is in a file of the caller. */
function ofConfig(judge: Judge): Judge {
  return withinFiles(filesBy("--kubeconfig", "~/.kube/config"), judge);
}

function nodes(does: string, risk: Told["risk"], reversible: Told["reversible"]): Judge {
  return (call) => onEach(call.operands, "container", does, risk, reversible);
}

function shows(call: Call): readonly Told[] {
  if (!call.has("-o", "--output", "--template")) return looks(call);
  const secrets = named(call).filter(({ kind }) => kind === "secret" || kind === "secrets");
  return secrets.length > 0 ? onEach(secrets, "secret", "shows", "none", "yes") : looks(call);
}

function applies(call: Call): readonly Told[] {
  const files = filed(call);
  if (files.length === 0) return isUnknown(call);
  if (call.has("--prune")) {
    return onEach(files, "container", "applies, and deletes what is no longer in,", "high", "no");
  }
  return files.flatMap((file) =>
    isRemote(file)
      ? onEach([file], "code", "applies what it fetches from", "high", "backup")
      : onEach([file], "container", "applies", "medium", "backup"),
  );
}

function creates(call: Call): readonly Told[] {
  const files = filed(call);
  if (files.some(isRemote)) return applies(call);
  const [kind, ...rest] = call.operands;
  if (files.length > 0 || !kind) return onEach(files, "container", "creates", "medium", "yes");
  if (kind.text === null) return isUnknown(call);
  const isTyped = /^(secret|service|svc|quota)$/.test(kind.text) && rest.length > 1;
  const names = isTyped ? rest.slice(1, 2) : rest.slice(0, 1);
  const things = names.map((name) => {
    const text = `${kind.text}/${name.text ?? name.written}`;
    return { text, written: text };
  });
  if (/^(cluster)?role(binding)?$/.test(kind.text)) {
    return onEach(things, "account", "lets somebody do more by", "high", "yes");
  }
  if (kind.text === "secret") return onEach(things, "secret", "stores", "low", "yes");
  const runs = /^(deployment|deploy|job|cronjob|cj|pod|ingress|service|svc)$/.test(kind.text);
  return onEach(things, "container", "creates", runs ? "medium" : "low", "yes");
}

function isRemote({ text }: Arg): boolean {
  return text !== null && /^https?:/.test(text);
}

/** The words with `=`, or with `-` at the end, are what is changed; the others say of what. */
function labels(call: Call): readonly Told[] {
  const of = call.operands.filter(({ text }) => text === null || !/.=|.-$/.test(text));
  return call.has("--list") && of.length === call.operands.length
    ? looks(call)
    : resources("changes the labels of", "medium", "backup")({ ...call, operands: of });
}

function scales(call: Call): readonly Told[] {
  const replicas = call.value("--replicas")?.text ?? null;
  if (replicas === null || /^0+$/.test(replicas)) {
    return resources("stops", "high", "yes")(call);
  }
  return resources(`scales to ${replicas}`, "medium", "yes")(call);
}

function taints(call: Call): readonly Told[] {
  const isTaint = /.:(NoSchedule|PreferNoSchedule)|-$/;
  const taint = call.operands.slice(1).filter(({ text }) => text !== null && /[=:]|-$/.test(text));
  const isMild = taint.length > 0 && taint.every(({ text }) => isTaint.test(text as string));
  const of = call.operands.filter((arg) => !taint.includes(arg));
  return isMild
    ? resources("keeps new pods off or lets them onto", "medium", "yes")({ ...call, operands: of })
    : resources("may move all pods off", "high", "yes")({ ...call, operands: of });
}

function copies({ operands: [from, to] }: Call): readonly Told[] {
  if (!from || !to) return [told("unknown", "copies what is not named", null, "medium", "no")];
  const isIntoPod = to.text === null ? !/^[./]/.test(to.written) : isInside(to.text);
  if (!isIntoPod || isInside(from.text ?? "")) return writeTo(to, "copies from a pod to");
  const all = onEach([to], "write", "overwrites in a pod", "medium", "backup");
  // It is a path here, if it turns out to name no pod.
  if (to.written.includes(":")) return all;
  return all.map((one) => ({ ...one, writes: { path: to, keeps: false } }));
}

function isInside(path: string): boolean {
  return /^[^/.][^:]*:/.test(path);
}

function runsIn(call: Call): readonly Told[] {
  return onEach(first(call), "container", "runs something in", "medium", "no");
}

/** What stands first is the thing; behind it come ports, or a command. */
function first(call: Call): readonly Arg[] {
  return named({ ...call, operands: call.operands.slice(0, 1) });
}

export const kubectl: CommandTable = {
  kubectl: { valued: kubectlOptions, tells: besideOwnFiles(byVerb(kubectlVerbs)) },
};
