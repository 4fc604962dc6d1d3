/** LXD and Incus, and the older tools of LXC: containers and machines that live long. */
import type { Call } from "./call.ts";
import { byOption, writesTo } from "./options.ts";
import { writeTo } from "./paths.ts";
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
  type Told,
} from "./row.ts";

const deletes: Judge = given(
  "-f --force",
  operands("container", "stops and deletes", "critical", "no"),
  operands("container", "deletes", "high", "no"),
);

const restores = (call: Call): readonly Told[] =>
  onEach(
    call.operands.slice(0, 1),
    "data",
    "throws away what has changed since a snapshot in",
    "high",
    "no",
  );

const incus: Readonly<Record<string, Judge>> = {
  "list, ls, info, version, monitor, top, help": looks,
  query: (call) => {
    const method =
      call.value("-X", "--request")?.text ??
      (call.has("-X", "--request", "-d", "--data") ? "?" : "GET");
    return method === "GET"
      ? looks(call)
      : operands("unknown", "asks the server to change", "high", "no")(call);
  },
  "config get, config show, config trust list, config trust show, config trust list-tokens": looks,
  "config template list, config template show, config metadata show": looks,
  "config set, config unset, config edit, config metadata edit": ofFirst(
    operands("container", "changes the configuration of", "medium", "backup"),
  ),
  "config template create, config template edit": ofFirst(
    operands("container", "changes a template of", "medium", "backup"),
  ),
  "config template delete": ofFirst(operands("container", "deletes a template of", "high", "no")),
  "config uefi show, config uefi get": looks,
  "launch, create, init": creates,
  start: operands("container", "starts", "low", "yes"),
  restart: operands("container", "restarts", "medium", "yes"),
  reboot: operands("container", "restarts", "medium", "yes"),
  stop: operands("container", "stops", "high", "yes"),
  "pause, freeze": operands("container", "halts", "high", "yes"),
  "resume, unfreeze": operands("container", "lets go on", "low", "yes"),
  "delete, rm": deletes,
  rebuild: ofFirst(operands("container", "wipes and makes anew", "critical", "no")),
  "copy, cp": given(
    "--refresh",
    operands("container", "overwrites with a copy", "high", "backup", 1),
    operands("container", "copies to", "low", "yes", 1),
  ),
  "move, mv, rename": ofFirst(operands("container", "moves or renames", "medium", "yes")),
  publish: ofFirst(operands("container", "makes an image of", "low", "yes")),
  export: (call) =>
    call.operands.length > 1
      ? call.operands.slice(1, 2).flatMap((file) => writeTo(file, "writes out a copy to"))
      : operands("write", "writes out a copy of", "low", "yes")(call),
  import: operands("container", "brings in", "low", "yes"),
  exec: ofFirst(operands("container", "runs something in", "medium", "no")),
  "console, shell": ofFirst(operands("container", "connects the keyboard to", "medium", "no")),
  restore: restores,
  wait: looks,
  "admin init": says("container", "sets up the server", "high", "no"),
  "admin waitready, admin sql": says(
    "unknown",
    "reaches into the server's own database",
    "high",
    "no",
  ),
  "admin recover": says("container", "takes back lost instances", "high", "no"),
  "admin shutdown": says("container", "stops the server and all instances", "critical", "yes"),
  "admin cluster, cluster recover-from-quorum-loss": says(
    "container",
    "mends the cluster by hand",
    "critical",
    "no",
  ),
};

/** What hangs on a noun of its own: `lxc storage volume delete`. */
const nouns: Readonly<Record<string, Judge>> = {
  "config device": byVerb({
    "list, show, get": looks,
    "add, override, set, unset": ofFirst(
      operands("container", "changes a device of", "medium", "backup"),
    ),
    "remove, rm": ofFirst(operands("container", "removes a device from", "high", "backup")),
  }),
  "config trust": byVerb({
    "list, ls, show, list-tokens": looks,
    "add, add-certificate, edit": says("account", "lets another client in", "high", "yes"),
    "remove, rm, revoke-token": says("account", "lets a client in no more", "high", "yes"),
  }),
  file: byVerb({
    "pull, mount": pulls,
    push: (call) =>
      onEach(call.operands.slice(-1), "write", "overwrites in a container", "medium", "backup"),
    "edit, create": operands("write", "changes in a container", "medium", "backup"),
    "delete, rm": operands("delete", "deletes in a container", "high", "no"),
  }),
  snapshot: (call) =>
    /^(create|delete|rm|rename|restore|list|ls|show|edit)$/.test(call.operands[0]?.text ?? "?")
      ? snapshots(call)
      : onEach(call.operands.slice(0, 1), "container", "makes a snapshot of", "low", "yes"),
  "storage volume": byVerb({
    "list, ls, show, info, get": looks,
    "snapshot create, snapshot list, snapshot show": operands(
      "data",
      "makes a snapshot of",
      "low",
      "yes",
      1,
    ),
    "create, copy, import": operands("data", "makes the volume", "low", "yes", 1),
    "snapshot, export": operands("data", "makes a copy of", "low", "yes", 1),
    "set, unset, edit, rename, move": operands("data", "changes the volume", "medium", "backup", 1),
    "attach, attach-profile": operands("container", "attaches the volume", "medium", "yes", 1),
    "detach, detach-profile": operands("container", "detaches the volume", "high", "yes", 1),
    "restore, snapshot restore": operands(
      "data",
      "throws away what has changed in",
      "high",
      "no",
      1,
    ),
    "snapshot delete": operands("data", "deletes a snapshot of", "high", "no", 1),
    "delete, rm": operands("data", "deletes, with all it holds, the volume", "critical", "no", 1),
  }),
  "storage bucket": byVerb({
    "list, ls, show, get, key list, key show": looks,
    "create, import, export": operands("data", "makes the bucket", "low", "yes", 1),
    "set, unset, edit, key create, key edit": operands(
      "data",
      "changes the bucket",
      "medium",
      "backup",
      1,
    ),
    "key delete": operands("secret", "deletes a key of", "high", "no", 1),
    "delete, rm": operands("data", "deletes, with all it holds, the bucket", "critical", "no", 1),
  }),
  storage: byVerb({
    "list, ls, show, info, get": looks,
    create: ofFirst(operands("data", "makes the storage pool", "low", "yes")),
    "set, unset, edit": ofFirst(operands("data", "changes the storage pool", "medium", "backup")),
    "delete, rm": operands("data", "deletes the storage pool", "critical", "no"),
  }),
  network: byVerb({
    "list, ls, show, info, get, list-leases, list-allocations": looks,
    "acl list, acl show, acl get, forward list, forward show, zone list, zone show": looks,
    "peer list, peer show, load-balancer list, load-balancer show, acl show-log": looks,
    create: ofFirst(operands("network", "makes the network", "low", "yes")),
    "attach, attach-profile, set, unset, edit, rename": ofFirst(
      operands("network", "changes the network", "medium", "backup"),
    ),
    "detach, detach-profile": ofFirst(
      operands("network", "takes machines off the network", "high", "yes"),
    ),
    "acl, forward, zone, peer, load-balancer": operands(
      "firewall",
      "changes who reaches",
      "high",
      "backup",
      1,
    ),
    "delete, rm": operands("network", "deletes the network", "high", "backup"),
  }),
  profile: byVerb({
    "list, ls, show, get, device list, device show, device get": looks,
    "create, copy": ofFirst(operands("container", "makes the profile", "low", "yes")),
    "edit, set, unset, rename, device add, device set, device unset": ofFirst(
      operands("container", "changes all that use the profile", "medium", "backup"),
    ),
    "device remove": ofFirst(
      operands("container", "removes a device from all that use", "high", "backup"),
    ),
    "add, assign, apply": ofFirst(
      operands("container", "changes the profiles of", "medium", "yes"),
    ),
    remove: ofFirst(operands("container", "takes a profile from", "high", "yes")),
    "delete, rm": operands("container", "deletes the profile", "high", "backup"),
  }),
  image: byVerb({
    "list, ls, show, info, get-property, alias list": looks,
    "copy, import, refresh, export": ofFirst(
      operands("container", "fetches or copies the image", "low", "yes"),
    ),
    "edit, set-property, unset-property, alias create, alias rename": ofFirst(
      operands("container", "changes the image", "medium", "backup"),
    ),
    "alias delete": operands("container", "deletes the name of an image", "medium", "yes"),
    "delete, rm": operands("container", "deletes the image", "high", "backup"),
  }),
  project: byVerb({
    "list, ls, show, info, get": looks,
    "switch, sw": operands("write", "sends all later commands to", "medium", "yes"),
    create: ofFirst(operands("container", "makes the project", "low", "yes")),
    "set, unset, edit, rename": ofFirst(
      operands("container", "changes the project", "medium", "backup"),
    ),
    "delete, rm": operands("container", "deletes the project", "critical", "no"),
  }),
  remote: byVerb({
    "list, ls, get-default": looks,
    "switch, set-default": operands("write", "sends all later commands to", "medium", "yes"),
    "add, set-url, rename, generate-certificate": ofFirst(
      operands("write", "notes the server", "low", "yes"),
    ),
    "remove, rm": operands("delete", "forgets the server", "medium", "yes"),
  }),
  cluster: byVerb({
    "list, ls, show, info, get, list-tokens, group list, group show": looks,
    "add, enable, edit, set, unset, rename, role": ofFirst(
      operands("container", "changes the cluster", "high", "backup"),
    ),
    "group, update-certificate, revoke-token": says(
      "container",
      "changes the cluster",
      "high",
      "backup",
    ),
    evacuate: operands("container", "moves all off the member", "high", "yes"),
    restore: operands("container", "brings all back to the member", "medium", "yes"),
    "remove, rm": operands("container", "removes the member", "critical", "no"),
  }),
  alias: byVerb({
    "list, ls": looks,
    "add, rename, remove, rm": ofFirst(operands("write", "changes the alias", "low", "yes")),
  }),
  operation: byVerb({
    "list, ls, show": looks,
    delete: operands("container", "stops the operation", "medium", "no"),
  }),
  warning: byVerb({
    "list, ls, show": looks,
    "acknowledge, delete": operands("container", "puts away the warning", "low", "no"),
  }),
};

const snapshots = byVerb({
  "list, ls, show": looks,
  create: ofFirst(operands("container", "makes a snapshot of", "low", "yes")),
  "rename, edit": ofFirst(operands("container", "changes a snapshot of", "medium", "yes")),
  restore: restores,
  "delete, rm": ofFirst(operands("data", "deletes a snapshot of", "high", "no")),
});

export const lxc: CommandTable = {
  "lxc incus": {
    valued: `--project --remote -c --config -d --device -p --profile -s --storage -n --network -t --type
      --target --alias --format --columns --timeout --env --user --group --cwd --mode --uid --gid
      --name --expiry -X --request --data --instance-only --target-project --size --path --compression
      --description --sort --mode`,
    tells: byVerb({ ...incus, ...nouns }),
  },
  "lxc-ls lxc-info lxc-top lxc-config lxc-checkconfig lxc-wait": {
    valued: "-n --name -o --logfile -l --logpriority -P --lxcpath -s --state -t --timeout -c",
    tells: writesTo("-o --logfile", "writes what it does to"),
  },
  "lxc-monitor": {
    valued: "-n --name -o --logfile -l --logpriority -P --lxcpath",
    tells: byOption(
      { "-Q, --quit": says("service", "stops the monitor of containers", "medium", "yes") },
      writesTo("-o --logfile", "writes what it does to"),
    ),
  },
  "lxc-start": { valued: "-n --name -f", tells: instance("starts", "low") },
  "lxc-create": { valued: "-n --name -t -f -B", tells: instance("makes", "low") },
  "lxc-copy": { valued: "-n --name -N --newname", tells: instance("copies", "low") },
  "lxc-snapshot": {
    valued: "-n --name -r --restore -d --destroy -c --comment -N --newname",
    tells: (call) => {
      if (call.has("-L", "--list")) return looks(call);
      if (call.has("-r", "--restore"))
        return instance("throws away what has changed in", "high")(call);
      if (call.has("-d", "--destroy")) return instance("deletes a snapshot of", "high")(call);
      return instance("makes a snapshot of", "low")(call);
    },
  },
  "lxc-stop": { valued: "-n --name -t", tells: instance("stops", "high") },
  "lxc-freeze": { valued: "-n --name", tells: instance("halts", "high") },
  "lxc-unfreeze": { valued: "-n --name", tells: instance("lets go on", "low") },
  "lxc-destroy": { valued: "-n --name", tells: instance("deletes", "critical") },
  "lxc-attach lxc-execute lxc-console": {
    valued: "-n --name -u -g -v",
    tells: instance("runs something in", "medium"),
  },
  "lxc-device lxc-cgroup": { valued: "-n --name", tells: instance("changes", "medium") },
};

/** `lxc launch IMAGE NAME`: without a name it gets one of its own. */
function creates(call: Call): readonly Told[] {
  const [image, name] = call.operands;
  const named = name ?? image;
  return onEach(named ? [named] : [], "container", "makes", "low", "yes");
}

function pulls(call: Call): readonly Told[] {
  const target = call.operands.at(-1);
  if (target?.text === "-") return looks(call);
  return target ? writeTo(target, "copies from a container to") : isUnknown(call);
}

function instance(does: string, risk: Told["risk"]): Judge {
  const reversible = risk === "critical" ? "no" : "yes";
  return (call) => {
    const names = [...call.values("-n", "--name"), ...call.operands];
    return onEach(names.slice(0, 1), "container", does, risk, reversible);
  };
}
