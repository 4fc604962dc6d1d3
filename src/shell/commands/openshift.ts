/** OpenShift: what `oc` knows beyond kubectl, and tools for its clusters and virtual machines. */
import type { Call } from "./call.ts";
import { besideOwnFiles, kubectlOptions, kubectlVerbs } from "./kubectl.ts";
import { named, resources, unlessRehearsed } from "./kubectl-things.ts";
import { withFiles, written } from "./options.ts";
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
  told,
} from "./row.ts";

const grants = operands("account", "lets do more:", "high", "yes", 1);
const revokes = operands("account", "lets do less:", "high", "yes", 1);

const collects = told("write", "collects what is known of the cluster", null, "low", "yes");

/** Whether it runs something other than what comes with it: `-- /usr/bin/gather_audit_logs`. */
function runsAnother({ args }: Call): boolean {
  const at = args.findIndex(({ text }) => text === "--");
  return at >= 0 && !/^(\/usr\/bin\/)?gather\w*$/.test(args[at + 1]?.text ?? "");
}

const adm: Readonly<Record<string, Judge>> = {
  "top, node-logs, completion, options": looks,
  ...Object.fromEntries(
    Object.entries(kubectlVerbs).filter(([verbs]) => verbs.startsWith("config ")),
  ),
  "catalog mirror, catalog build": operands("network", "publishes", "medium", "no", 1),
  "release info": looks,
  "policy who-can, policy scc-review, policy scc-subject-review": looks,
  "inspect, must-gather": (call) => [
    ...(runsAnother(call)
      ? [told("container", "runs a command in a pod of its own", null, "medium", "no")]
      : []),
    ...(call.has("--image", "--dest-dir") ? [] : [collects]),
    ...onEach(call.values("--image"), "container", "runs, to collect,", "medium", "yes").filter(
      ({ resource }) => resource !== null,
    ),
    ...written(call, "--dest-dir", "collects what is known of the cluster in"),
  ],
  "release extract": (call) =>
    call.has("--to")
      ? written(call, "--to", "writes out what is in a release to")
      : [told("write", "writes out what is in a release", null, "low", "backup")],
  upgrade: given(
    "--to --to-image --to-latest --to-multi-arch --force --clear --allow-explicit-upgrade",
    (call) =>
      onEach(
        call.values("--to", "--to-image"),
        "container",
        "upgrades the cluster to",
        "critical",
        "no",
      ),
    (call) => (call.operands.length > 0 ? isUnknown(call) : looks(call)),
  ),
  "upgrade status, upgrade recommend": looks,
  "upgrade rollback": says("container", "puts back the cluster's last version", "critical", "no"),
  "upgrade accept": operands("container", "lets upgrades happen in spite of", "medium", "yes"),
  "upgrade channel": operands(
    "container",
    "changes what the cluster may upgrade to:",
    "medium",
    "yes",
  ),
  cordon: kubectlVerbs["cordon"] as Judge,
  uncordon: kubectlVerbs["uncordon"] as Judge,
  drain: kubectlVerbs["drain"] as Judge,
  taint: kubectlVerbs["taint"] as Judge,
  "certificate approve": kubectlVerbs["certificate approve"] as Judge,
  "certificate deny": kubectlVerbs["certificate deny"] as Judge,
  "policy add-role-to-user, policy add-role-to-group, policy add-cluster-role-to-user": grants,
  "policy add-cluster-role-to-group, policy add-scc-to-user, policy add-scc-to-group": grants,
  "policy remove-role-from-user, policy remove-role-from-group, policy remove-user": revokes,
  "policy remove-cluster-role-from-user, policy remove-cluster-role-from-group": revokes,
  "policy remove-scc-from-user, policy remove-scc-from-group, policy remove-group": revokes,
  "groups new, groups add-users": grants,
  "groups remove-users, groups prune": revokes,
  "groups sync": given("--confirm", grants, looks),
  prune: given("--confirm", operands("container", "deletes old", "high", "no"), looks),
  "pod-network make-projects-global, pod-network join-projects": operands(
    "network",
    "joins the networks of",
    "high",
    "yes",
  ),
  "pod-network isolate-projects": operands("network", "cuts off the network of", "high", "yes"),
  "restart-kubelet, reboot-machine-config-pool": resources("restarts", "critical", "no", "power"),
  "wait-for-stable-cluster, wait-for-node-reboot": looks,
  "ocp-certificates": says("secret", "changes certificates of the cluster", "high", "no"),
  "new-project": operands("container", "makes the project", "low", "yes"),
};

export const openshift: CommandTable = {
  oc: {
    valued: `${kubectlOptions} --dest-dir --role --path --unit --source-image --tail --hours`,
    tells: besideOwnFiles(
      byVerb({
        ...kubectlVerbs,
        adm: byVerb(adm),
        "whoami, status, process, projects, image info, registry info, policy who-can": looks,
        "policy can-i, serviceaccounts get-token, sa get-token": looks,
        project: (call) =>
          call.operands.length === 0
            ? looks(call)
            : operands("write", "sends all later commands to the project", "low", "yes")(call),
        "new-project": operands("container", "makes the project", "low", "yes"),
        "new-app, new-build": operands("container", "starts", "medium", "yes"),
        "start-build": operands("container", "builds", "low", "yes"),
        "cancel-build": operands("container", "stops the build", "medium", "yes"),
        rollback: operands("container", "puts back the last revision of", "medium", "yes"),
        tag: operands("container", "names an image", "medium", "yes", 1),
        "import-image": operands("container", "fetches the image", "low", "yes"),
        extract: (call) =>
          call.value("--to")?.text === "-"
            ? onEach(named(call), "secret", "shows", "low", "yes")
            : withFiles(
                onEach(named(call), "secret", "writes to files what is in", "low", "yes"),
                written(call, "--to", "writes"),
              ),
        login: says("secret", "stores a login for a cluster", "low", "yes"),
        logout: says("secret", "forgets the login for a cluster", "low", "yes"),
        "policy add-role-to-user, policy add-role-to-group": grants,
        "policy remove-role-from-user, policy remove-role-from-group": revokes,
        idle: operands("container", "stops, until it is called,", "high", "yes"),
        rsync: (call) => (kubectlVerbs["cp"] as Judge)(call),
        "set data, set triggers, set route-backends, set build-secret, set build-hook":
          unlessRehearsed(resources("changes", "medium", "backup")),
        "image mirror, image append": operands("network", "publishes", "medium", "no", 1),
        "image extract": operands("write", "writes out what is in", "low", "backup"),
        "registry login": says("secret", "stores a login for a registry", "low", "yes"),
      }),
    ),
  },
  "ocm omc": {
    tells: byVerb({
      "list, get, describe, whoami, token, account, version, logs, config get": looks,
      "use, config set, login, logout": operands(
        "write",
        "sends all later commands to",
        "low",
        "yes",
      ),
      "backplane login, backplane tunnel": operands(
        "network",
        "connects to the cluster",
        "low",
        "yes",
      ),
      "create, patch, post, edit": operands("container", "changes", "medium", "yes"),
      "delete, uninstall": operands("container", "deletes", "critical", "no"),
    }),
  },
  rosa: {
    valued: "-c --cluster --region --profile -o --output",
    tells: byVerb({
      "list, describe, whoami, verify, logs, version, show": looks,
      "create, edit, upgrade, install, grant": operands("container", "changes", "medium", "yes"),
      "login, init": says("secret", "stores a login", "low", "yes"),
      "delete, uninstall, revoke": operands("container", "deletes", "critical", "no"),
    }),
  },
  virtctl: {
    valued: `-n --namespace --context --kubeconfig --volume-name --serial --grace-period --claim-name
        --image-path --size --storage-class`,
    tells: byVerb({
      "version, guestosinfo, fslist, userlist, help": looks,
      "console, vnc, ssh": operands("network", "connects to the machine", "medium", "no"),
      scp: operands("write", "copies to", "medium", "backup", 1),
      start: operands("container", "starts the machine", "low", "yes"),
      stop: operands("container", "stops the machine", "high", "yes"),
      "restart, soft-reboot, reset": operands("container", "restarts the machine", "medium", "yes"),
      "pause vm, pause vmi": operands("container", "halts the machine", "high", "yes"),
      "unpause vm, unpause vmi": operands("container", "lets go on the machine", "low", "yes"),
      migrate: operands("container", "moves to another node the machine", "medium", "yes"),
      "migrate-cancel": operands("container", "stops the move of the machine", "medium", "yes"),
      "addvolume, removevolume": operands(
        "device",
        "changes the disks of the machine",
        "medium",
        "yes",
      ),
      "expose, port-forward": operands("network", "opens to the network", "medium", "yes"),
      "image-upload, create": operands("container", "makes", "low", "yes"),
      "memory-dump, vmexport": operands("write", "writes out", "low", "yes"),
    }),
  },
};
