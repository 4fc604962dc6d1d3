/** What installs, mends and saves Kubernetes clusters, and what runs in them. */

import { unlessDry } from "./dry-run.ts";
import { filesBy, inFiles } from "./in-files.ts";
import { named, resources, unlessRehearsed } from "./kubectl-things.ts";
import { orMoreBy, withOutput, writesTo } from "./options.ts";
import { makeNew } from "./paths.ts";
import {
  byVerb,
  type CommandTable,
  given,
  isUnknown,
  type Judge,
  looks,
  ofFirst,
  onEach,
  operands,
  says,
  told,
} from "./row.ts";

const kubeOptions = "-n --namespace --context --kubeconfig --kube-context --request-timeout";

/** Of `kustomize build`, and of the same within `kubectl`. */
export const buildsManifests: Judge = given(
  "--enable-exec --enable-alpha-plugins --helm-command",
  isUnknown,
  given(
    "--enable-helm",
    (call) => [
      told(
        "write",
        "fetches the charts that are needed by",
        call.operands[0]?.written ?? ".",
        "low",
        "yes",
      ),
      ...writesTo("-o --output", "writes manifests to")(call),
    ],
    writesTo("-o --output", "writes manifests to"),
  ),
);

export const clusterTools: CommandTable = {
  helm: {
    valued: `${kubeOptions} -f --values --set --set-string --set-file --set-json --version
      --repo --timeout -o --output --output-dir --history-max --description --max -l --selector
      --revision --username --password --ca-file --cert-file --key-file --registry-config
      --post-renderer -d --destination --app-version --show-only -s --api-versions
      --kube-version --kube-token --kube-apiserver`,
    tells: byVerb({
      "list, ls, status, get, history, hist, show, inspect, search, lint, version, env": looks,
      "verify, completion, help, repo list, repo ls, plugin list, plugin ls": looks,
      "dependency list, dep list, get values": looks,
      diff: unlessRendered(looks),
      template: unlessRendered(writesTo("--output-dir", "writes manifests in")),
      install: rehearsed(ofFirst(operands("container", "installs the release", "medium", "yes"))),
      upgrade: rehearsed(
        given(
          "--force --reset-values",
          ofFirst(operands("container", "upgrades by force the release", "high", "backup")),
          ofFirst(operands("container", "upgrades the release", "medium", "yes")),
        ),
      ),
      rollback: unlessRehearsed(
        ofFirst(operands("container", "puts back the release", "medium", "yes")),
      ),
      "uninstall, delete, del, un": unlessRehearsed(
        operands("container", "uninstalls the release", "high", "backup"),
      ),
      test: ofFirst(operands("container", "runs the tests of the release", "medium", "yes")),
      "repo add, repo update, repo up, repo index": says(
        "write",
        "notes where charts come from",
        "low",
        "yes",
      ),
      "repo remove, repo rm": operands("write", "forgets the repository", "medium", "yes"),
      "pull, fetch": inFiles(
        filesBy("-d --destination", "."),
        operands("write", "fetches the chart", "low", "yes"),
      ),
      "dependency update, dependency build, dep up, dep update, dep build": operands(
        "write",
        "fetches the charts that are needed by",
        "low",
        "yes",
      ),
      package: inFiles(
        filesBy("-d --destination", "."),
        operands("write", "packs the chart", "low", "yes"),
      ),
      create: (call) => call.operands.map((path) => makeNew(path, "makes the chart")),
      push: ofFirst(operands("network", "publishes the chart", "medium", "no")),
      "registry login": says("secret", "stores a login for a registry", "low", "yes"),
      "registry logout": says("secret", "forgets a login for a registry", "low", "yes"),
      "plugin install, plugin update": operands("code", "installs the plugin", "high", "yes"),
      "plugin uninstall": operands("write", "removes the plugin", "medium", "yes"),
    }),
  },
  kustomize: {
    valued: "-o --output",
    tells: byVerb({
      "build, cfg tree, cfg cat, cfg grep, cfg count, version": buildsManifests,
      "edit, create, localize": says("write", "changes kustomization.yaml", "medium", "backup"),
    }),
  },
  istioctl: {
    valued: `${kubeOptions} -f --filename --set -r --revision -i --istioNamespace -o --output`,
    tells: byVerb({
      "version, proxy-status, ps, proxy-config, pc, analyze, describe, x describe, profile": looks,
      "verify-install, precheck, x precheck, validate, tag list, manifest diff": looks,
      "manifest generate": writesTo("-o --output", "writes manifests in"),
      "install, upgrade, manifest apply, tag set": unlessRehearsed(
        says("container", "installs or upgrades Istio", "high", "backup"),
      ),
      "uninstall, tag remove, operator remove": unlessRehearsed(
        says("container", "removes Istio", "critical", "backup"),
      ),
      "kube-inject, create-remote-secret, dashboard, dash": says(
        "network",
        "prints or opens what is sensitive",
        "low",
        "yes",
      ),
      "waypoint list, waypoint status, ztunnel-config": looks,
      "proxy-config log, pc log, admin log": given(
        "--level --reset -r --stack-trace-level",
        says("service", "changes what a proxy logs", "medium", "yes"),
        looks,
      ),
      "waypoint apply": says("network", "sends traffic through a waypoint", "medium", "yes"),
      "waypoint delete": operands("network", "deletes the waypoint", "high", "yes"),
    }),
  },
  argocd: {
    valued: `${kubeOptions} --server --auth-token -o --output --out --revision --resource --project -p --parameter
    --repo --path --dest-server --dest-namespace --grpc-web-root-path --core --sync-policy`,
    tells: byVerb({
      "version, account get, account list, account can-i, account get-user-info": looks,
      "cluster list, cluster get, repo list, repo get, proj list, proj get, cert list": looks,
      context: (call) =>
        call.operands.length === 0
          ? looks(call)
          : operands("write", "sends all later commands to", "medium", "yes")(call),
      login: says("secret", "stores a login", "low", "yes"),
      logout: says("secret", "forgets a login", "low", "yes"),
      app: byVerb({
        "list, get, diff, history, logs, manifests, resources, wait": looks,
        sync: unlessRehearsed(
          given(
            "--prune --force --replace",
            operands(
              "container",
              "brings to what is described, and deletes the rest of,",
              "high",
              "backup",
            ),
            operands("container", "brings to what is described", "medium", "yes"),
          ),
        ),
        rollback: ofFirst(operands("container", "puts back", "medium", "yes")),
        "create, set, unset, patch, edit, actions, patch-resource": ofFirst(
          operands("container", "changes", "medium", "backup"),
        ),
        "terminate-op": operands("container", "stops what goes on in", "medium", "yes"),
        delete: operands("container", "deletes, with all it holds,", "critical", "backup"),
        "delete-resource": ofFirst(operands("container", "deletes something of", "high", "backup")),
      }),
      "cluster add, repo add, proj create, proj set, proj add-source": operands(
        "container",
        "notes",
        "medium",
        "yes",
      ),
      "cluster rm, repo rm, proj delete": operands("container", "forgets", "high", "backup"),
      "account update-password, account generate-token, account delete-token": says(
        "account",
        "changes who gets in",
        "high",
        "no",
      ),
      "admin export": writesTo("-o --out", "writes all it knows to"),
      "admin settings": looks,
      "admin import": operands("container", "overwrites from", "high", "backup"),
    }),
  },
  flux: {
    valued: `${kubeOptions} --source --path --branch --url --interval --components --export
      --timeout`,
    tells: byVerb({
      "get, check, logs, events, stats, tree, trace, version, diff, build, export, debug, list":
        looks,
      reconcile: operands("container", "brings to what is described", "medium", "yes", 1),
      suspend: operands("container", "no longer keeps up", "medium", "yes", 1),
      resume: operands("container", "keeps up again", "low", "yes", 1),
      create: unlessDry("--export", operands("container", "makes", "medium", "yes", 1)),
      delete: operands("container", "deletes", "high", "backup", 1),
      "bootstrap, install": unlessDry(
        "--export",
        says("container", "installs Flux", "high", "backup"),
      ),
      uninstall: unlessRehearsed(says("container", "removes Flux", "critical", "backup")),
      "pull, push, tag": operands("network", "fetches or publishes", "medium", "yes", 1),
    }),
  },
  velero: {
    valued: `${kubeOptions} --output --from-backup --include-namespaces --exclude-namespaces --schedule
      --ttl -l --selector -o`,
    tells: byVerb({
      "get, describe, version, backup get, backup describe, backup logs, restore get": looks,
      "restore describe, restore logs, schedule get, schedule describe, backup-location get": looks,
      "snapshot-location get, plugin get, repo get": looks,
      debug: given(
        "--output",
        writesTo("--output", "collects what it knows in"),
        says("write", "collects what it knows in a file", "low", "yes"),
      ),
      "backup create, create backup": operands("write", "saves the cluster as", "low", "yes"),
      "backup download": withOutput(
        "-o --output",
        "writes",
        operands("write", "fetches the backup", "low", "yes"),
      ),
      "restore create, create restore": operands(
        "container",
        "brings back from a backup",
        "high",
        "no",
      ),
      "schedule create, create schedule": operands(
        "schedule",
        "saves the cluster again and again as",
        "low",
        "yes",
      ),
      "schedule pause": operands("schedule", "saves no more as", "high", "yes"),
      "schedule unpause": operands("schedule", "saves again as", "low", "yes"),
      "backup delete, delete backup": operands("delete", "deletes the backup", "critical", "no"),
      "restore delete, delete restore": operands("delete", "forgets the restore", "low", "no"),
      "schedule delete, delete schedule": operands(
        "schedule",
        "saves no more as",
        "high",
        "backup",
      ),
      "install, plugin add, backup-location create, backup-location set": says(
        "container",
        "sets up Velero",
        "medium",
        "yes",
      ),
      uninstall: says("container", "removes Velero", "high", "backup"),
    }),
  },
  cilium: {
    valued: `${kubeOptions} -o --output`,
    tells: byVerb({
      "status, version, config view, config get, endpoint list, endpoint get, monitor": looks,
      sysdump: says("write", "collects what it knows in a file", "low", "yes"),
      "node list, policy get, service list, identity list, metrics list, map list, clustermesh status, help":
        looks,
      "connectivity test": says("container", "runs pods that try the network", "low", "yes"),
      "install, upgrade, config set, hubble enable, clustermesh enable, clustermesh connect": says(
        "network",
        "changes the network of the cluster",
        "high",
        "backup",
      ),
      "uninstall, hubble disable, clustermesh disable, clustermesh disconnect, policy delete": says(
        "network",
        "takes away the network of the cluster",
        "critical",
        "backup",
      ),
      "hubble port-forward, hubble ui": says(
        "network",
        "opens a local port to the cluster",
        "low",
        "yes",
      ),
    }),
  },
  hubble: { tells: byVerb({ "observe, status, list, version, config view": looks }) },
  calicoctl: {
    valued: `${kubeOptions} -f --filename -c --config -o --output`,
    tells: byVerb({
      "get, version, node status, node checksystem, ipam show": looks,
      "ipam check": writesTo("-o --output", "writes what it finds to"),
      "node diags, cluster diags": says("write", "collects what it knows in a file", "low", "yes"),
      "apply, create, replace, patch, label, convert": (call) =>
        resources("changes the network by", "high", "backup", "firewall")(call),
      delete: (call) =>
        onEach(named(call), "firewall", "deletes from the network", "high", "backup"),
      "ipam release, ipam configure, datastore": says(
        "network",
        "changes the addresses of the cluster",
        "high",
        "no",
      ),
      "node run": says("network", "joins this machine to the network", "medium", "yes"),
    }),
  },
  kubeadm: {
    valued: `--config --kubeconfig --token --discovery-token-ca-cert-hash --pod-network-cidr
    --apiserver-advertise-address --control-plane-endpoint --certificate-key --cri-socket --node-name --ttl`,
    tells: unlessRehearsed(
      byVerb({
        "version, config view, config print, config images list, config validate, token list":
          looks,
        "certs check-expiration, upgrade plan, upgrade diff, help": looks,
        "kubeconfig user": says("secret", "makes a login for somebody", "low", "yes"),
        "config images pull": operands("container", "pulls images", "low", "yes"),
        "token create, certs certificate-key": says(
          "secret",
          "makes a token to join by",
          "low",
          "yes",
        ),
        "token delete": operands("secret", "deletes the token", "medium", "yes"),
        "certs renew": operands("secret", "renews the certificate", "high", "backup"),
        init: says("container", "makes this machine the first of a cluster", "high", "no"),
        join: says("container", "joins this machine to a cluster", "medium", "yes"),
        "upgrade apply, upgrade node": operands(
          "container",
          "upgrades the cluster",
          "critical",
          "no",
        ),
        reset: says("container", "wipes what this machine holds of the cluster", "critical", "no"),
      }),
    ),
  },
};

/** Only tried with `--dry-run`; a post-renderer runs even then. */
function rehearsed(judge: Judge): Judge {
  return unlessRendered(unlessRehearsed(judge));
}

/** `helm … --post-renderer program` runs it, also where helm itself only looks. */
function unlessRendered(judge: Judge): Judge {
  return orMoreBy("--post-renderer", judge);
}
