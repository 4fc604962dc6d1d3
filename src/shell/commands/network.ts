/** The network of this machine: interfaces, routes, names, NetworkManager, netplan, WireGuard. */

import type { Arg, Call } from "./call.ts";
import { inFiles } from "./in-files.ts";
import {
  byOption,
  looksAlone,
  looksIfKnown,
  looksUnless,
  onlyOption,
  unlessLoose,
  writesTo,
} from "./options.ts";
import { writeTo } from "./paths.ts";
import { nothingOr } from "./readers.ts";
import {
  byVerb,
  type CommandTable,
  isUnknown,
  type Judge,
  looks,
  ofFirst,
  onEach,
  operands,
  says,
  told,
} from "./row.ts";

const changes = operands("network", "changes the interface", "medium", "yes");
const changesDevice = operands("network", "changes the hardware settings of", "medium", "yes");
const renames = operands("service", "names this machine", "medium", "yes");
const leases = says("network", "asks for an address of this machine anew", "medium", "yes");
const connection = "the connection";

export const network: CommandTable = {
  ifconfig: { tells: looksAlone(ifconfig) },
  "ifup ifdown": {
    tells: byOption({ "-n, --no-act, --query, --list": looks }, (call) =>
      call.name === "ifup"
        ? operands("network", "brings up", "medium", "yes")(call)
        : operands("network", "takes down", "high", "yes")(call),
    ),
  },
  route: {
    valued: "-A",
    tells: byVerb({
      ", get, print": looksIfKnown,
      add: routeOf("adds the route", "medium"),
      "del, delete": routeOf("deletes the route", "high"),
      change: routeOf("changes the route", "high"),
      flush: says("network", "deletes all routes", "critical", "backup"),
    }),
  },
  ethtool: {
    valued: "-W",
    tells: byOption(
      {
        "-E, --change-eeprom, -f, --flash": operands(
          "device",
          "writes the firmware of",
          "high",
          "no",
        ),
        "-t, --test, -r, --negotiate, --reset": operands(
          "network",
          "takes down for a moment",
          "high",
          "yes",
        ),
        "-s, --change, -K, --features, --offload, -A, --pause, -G, --set-ring": firstDevice(),
        "-C, --coalesce, -L, --set-channels, -X, --set-rxfh-indir, -U, -N": firstDevice(),
        "--config-nfc, --config-ntuple, --set-priv-flags, --set-eee, --set-fec, -W": firstDevice(),
        "--set-phy-tunable, -p, --identify, --set-dump, --set-tunable": firstDevice(),
        "-i, --driver, -S, --statistics, -k, --show-features, --show-offload, -a": looks,
        "--show-pause, -g, --show-ring, -c, --show-coalesce, -l, --show-channels": looks,
        "-x, --show-rxfh-indir, -u, -n, --show-nfc, --show-ntuple, -m, --module-info": looks,
        "-P, --show-permaddr, -T, --show-time-stamping, -d, --register-dump, -e": looks,
        "--eeprom-dump, --show-priv-flags, --show-eee, --show-fec": looks,
        "-w, --get-dump": dumps,
        "--phy-statistics, -h": looks,
      },
      (call) => (call.args.length < 2 ? looksIfKnown(call) : isUnknown(call)),
    ),
  },
  nmcli: {
    valued: "-f --fields -g --get-values -m --mode -c --colors -e --escape -w --wait",
    tells: nmcli,
  },
  netplan: {
    valued: "--root-dir --timeout --config-file --origin-hint",
    tells: byVerb({
      "get, info, status, ip, help": looks,
      try: says(
        "network",
        "tries the new network settings, taking them back if not confirmed",
        "medium",
        "yes",
      ),
      apply: says(
        "network",
        "applies the new network settings, which may cut this machine off",
        "high",
        "backup",
      ),
      generate: says("write", "writes the files of the network services", "low", "yes"),
      set: operands("write", "sets in the files of netplan", "medium", "backup"),
      rebind: operands("network", "rebinds", "medium", "yes"),
    }),
  },
  "dhclient dhcpcd udhcpc": {
    valued: "-cf -lf -pf -sf -i -e -s -p",
    tells: byOption(
      {
        "-r, -x, --release, --exit, -k": says(
          "network",
          "gives back the address of this machine",
          "high",
          "yes",
        ),
        "--version": looks,
      },
      leases,
    ),
  },
  brctl: {
    tells: byVerb({
      "show, showmacs, showstp": looks,
      addbr: operands("network", "adds the bridge", "low", "yes"),
      delbr: operands("network", "deletes the bridge", "high", "yes"),
      addif: operands("network", "adds to the bridge", "medium", "yes"),
      delif: operands("network", "takes out of the bridge", "high", "yes"),
      "stp, setageing, setbridgeprio, setfd, sethello, setmaxage, setpathcost, setportprio":
        operands("network", "changes the bridge", "medium", "yes"),
    }),
  },
  wg: {
    tells: byVerb({
      ", show, pubkey, genkey, genpsk": looksIfKnown,
      showconf: operands("secret", "shows the private key of", "low", "yes"),
      "set, addconf": ofFirst(operands("network", "changes the tunnel", "high", "yes")),
      "setconf, syncconf": ofFirst(
        operands("network", "replaces the settings of the tunnel", "high", "backup"),
      ),
    }),
  },
  "wg-quick": {
    tells: byVerb({
      up: operands("network", "brings up the tunnel", "medium", "yes"),
      down: operands("network", "takes down the tunnel", "high", "yes"),
      save: inFiles(
        tunnelFiles,
        operands("write", "writes the settings of the tunnel", "medium", "backup"),
      ),
      strip: operands("secret", "shows the private key of", "low", "yes"),
    }),
  },
  arp: {
    valued: "-H -i -D -t",
    tells: looksUnless({
      "-d, --delete, -s, --set, -f, --file": says(
        "network",
        "changes the table of neighbours",
        "medium",
        "yes",
      ),
    }),
  },
  "hostname domainname nisdomainname ypdomainname": {
    valued: "-F --file",
    tells: byOption({ "-F, --file, -b, --boot": renames }, looksAlone(renames)),
  },
  ss: {
    valued: "-f --family -A --query --socket -F --filter -N --net -D --diag",
    tells: unlessLoose(
      looksUnless({
        "-K, --kill": says("network", "cuts connections", "high", "no"),
        "-D, --diag": writesTo("-D --diag", "writes"),
      }),
    ),
  },
  "netstat ipcalc sipcalc getent nload lldpctl": { tells: looksIfKnown },
  "nstat ifstat": {
    valued: "-d --scan -t --interval",
    tells: looksUnless({ "-d, --scan": says("service", "starts to count", "low", "yes") }),
  },
  vnstat: {
    valued: "-i --iface --config --dbdir --limit --setalias --rename",
    tells: looksUnless({
      "--remove, --delete, --reset, --cleartop": says(
        "delete",
        "deletes what was counted",
        "high",
        "no",
      ),
      "--add, --create, --rename, --setalias, -u, --update, --sync, --rebuildtotal": says(
        "data",
        "changes what is counted",
        "medium",
        "yes",
      ),
      "--enable, --disable": says("data", "changes what is counted", "medium", "yes"),
    }),
  },
  lldpcli: {
    valued: "-f -u -C -O",
    tells: byOption(
      { "-c": isUnknown },
      byVerb({
        "show, watch, help": looks,
        "configure, unconfigure, pause, resume, update": says(
          "network",
          "changes how this machine announces itself",
          "medium",
          "yes",
        ),
      }),
    ),
  },
  resolvconf: {
    tells: byOption(
      { "-l, -i, --version": looks },
      says("network", "changes how this machine resolves names", "medium", "yes"),
    ),
  },
  vtysh: {
    valued: "-c --command -d --daemon -f --inputfile",
    tells: onlyOption({
      "-b, --boot, -f, --inputfile, -w, --writeconfig": says(
        "network",
        "changes how the router routes",
        "high",
        "yes",
      ),
      "-c, --command": vtysh,
    }),
  },
  birdc: {
    tells: byVerb({
      show: looks,
      "configure check": looks,
      configure: says("network", "loads the settings of the routing daemon", "high", "yes"),
      "disable, down, restart": operands("network", "stops the routing protocol", "high", "yes"),
      "enable, reload": operands("network", "starts the routing protocol", "medium", "yes"),
    }),
  },
};

/** `ifconfig eth0` looks, `ifconfig eth0 down` takes it down. */
function ifconfig(call: Call): ReturnType<Judge> {
  const [device, ...words] = call.operands;
  if (!device || words.length === 0) return looksIfKnown(call);
  const texts = words.map(({ text }) => text);
  if (texts.includes(null)) return isUnknown(call);
  if (texts.includes("down")) return onEach([device], "network", "takes down", "high", "yes");
  return changes({ ...call, operands: [device] });
}

/** The network or host that a route leads to. */
function routeOf(does: string, risk: "medium" | "high"): Judge {
  return (call) => {
    const target = call.operands.find(({ text }) => !/^-?(?:net|host)$/.test(text ?? ""));
    return onEach(target ? [target] : [], "network", does, risk, "yes");
  };
}

/** `ethtool -w eth0 data file` */
function dumps(call: Call): ReturnType<Judge> {
  const [, word, file] = call.operands;
  if (!word) return looks(call);
  return file ? nothingOr(writeTo(file), call) : isUnknown(call);
}

function firstDevice(): Judge {
  return ofFirst(changesDevice);
}

/** nmcli takes the beginning of a word for the word: `nmcli c u lan` is `nmcli connection up lan`. */
function nmcli(call: Call): ReturnType<Judge> {
  const [object, verb, ...rest] = call.operands;
  if (object?.text === null || verb?.text === null) return isUnknown(call);
  const objects = "general networking radio connection device agent monitor help".split(" ");
  const found = objects.find((name) => name.startsWith(object?.text ?? ""));
  if (!object || found === "monitor" || found === "help") return looksIfKnown(call);
  const table = nmcliVerbs[found ?? ""];
  if (!table) return isUnknown(call);
  if (!verb) return found === "agent" ? isUnknown(call) : looksIfKnown(call);
  const name = Object.keys(table).find((it) => it.startsWith(verb.text ?? ""));
  // `nmcli con up id lan`
  const named = rest.filter(({ text }) => !/^(?:id|uuid|path|ifname)$/.test(text ?? ""));
  return (table[name ?? ""] ?? isUnknown)({ ...call, operands: named });
}

const nmcliVerbs: Readonly<Record<string, Readonly<Record<string, Judge>>>> = {
  general: {
    status: looks,
    hostname: looksAlone(renames),
    permissions: looks,
    logging: looksAlone(says("service", "changes what NetworkManager logs", "low", "yes")),
    reload: says("network", "reloads the settings of the network", "medium", "yes"),
  },
  networking: {
    on: says("network", "turns all networking on", "medium", "yes"),
    off: says("network", "turns all networking off", "critical", "yes"),
    connectivity: looks,
  },
  radio: {
    all: looksAlone(says("network", "turns radios on or off", "high", "yes")),
    wifi: looksAlone(says("network", "turns the radio on or off", "high", "yes")),
    wwan: looksAlone(says("network", "turns the radio on or off", "high", "yes")),
  },
  connection: {
    show: looks,
    up: ofFirst(operands("network", `brings up ${connection}`, "medium", "yes")),
    down: operands("network", `takes down ${connection}`, "high", "yes"),
    modify: ofFirst(operands("network", `changes ${connection}`, "medium", "backup")),
    add: says("network", "adds a connection", "low", "yes"),
    edit: operands("network", `edits ${connection}`, "medium", "backup"),
    clone: ofFirst(operands("network", `copies ${connection}`, "low", "yes")),
    delete: operands("network", `deletes ${connection}`, "high", "backup"),
    monitor: looks,
    reload: says("network", "reads the connections anew", "medium", "yes"),
    load: operands("network", "reads the connection", "medium", "yes"),
    import: says("network", "adds a connection", "low", "yes"),
    export: (call) =>
      call.operands.slice(1, 2).flatMap((file) => writeTo(file, "writes the connection to")),
  },
  device: {
    status: looks,
    show: looks,
    set: ofFirst(operands("network", "changes the device", "medium", "yes")),
    up: operands("network", "brings up", "medium", "yes"),
    connect: operands("network", "brings up", "medium", "yes"),
    reapply: operands("network", "applies its settings to", "medium", "yes"),
    modify: ofFirst(operands("network", "changes the device", "medium", "yes")),
    down: operands("network", "takes down", "high", "yes"),
    disconnect: operands("network", "takes down", "high", "yes"),
    delete: operands("network", "deletes the interface", "high", "no"),
    monitor: looks,
    wifi: (call) =>
      /^(?:list|rescan|show.*)?$/.test(call.operands[0]?.text ?? "")
        ? looks(call)
        : says("network", "changes the radio connection", "medium", "yes")(call),
    lldp: looks,
    checkpoint: isUnknown,
  },
};

/** `vtysh -c 'show ip bgp'`: every `-c` is a command of the router. */
function vtysh(call: Call): ReturnType<Judge> {
  const lines = call.args.filter((_, at) =>
    /^(?:-c|--command)$/.test(call.args[at - 1]?.text ?? ""),
  );
  const known =
    lines.length > 0 &&
    lines.every(({ text }) => /^(?:sh|show|do show|ping)\b[^\n]*$/.test(text ?? ""));
  return known
    ? looks(call)
    : [told("network", "changes how the router routes", null, "high", "yes")];
}

/** A tunnel has a name, or is named by its file. */
function tunnelFiles({ operands: [tunnel] }: Call): readonly Arg[] {
  if (!tunnel) return [];
  if (/[/.]/.test(tunnel.written)) return [tunnel];
  const fileOf = (name: string) => `/etc/wireguard/${name}.conf`;
  return [{ text: tunnel.text && fileOf(tunnel.text), written: fileOf(tunnel.written) }];
}
