/** Firewalls: iptables, nftables, ufw, firewalld, ipset, fail2ban. */
import type { Risk } from "../../model/risk.ts";
import type { Call } from "./call.ts";
import { softenedBy } from "./dry-run.ts";
import {
  byOption,
  looksIfKnown,
  looksUnless,
  ofOption,
  onlyOption,
  orMoreBy,
  writesTo,
} from "./options.ts";
import {
  byVerb,
  type CommandTable,
  isUnknown,
  type Judge,
  looks,
  ofFirst,
  onEach,
  operands,
  runsCode,
  says,
  told,
} from "./row.ts";

const flushesAll = says("firewall", "deletes all rules of the firewall", "critical", "backup");
const loadsRules = says("firewall", "replaces the rules of the firewall", "high", "backup");
const rereads = says("firewall", "loads the rules of the firewall anew", "medium", "yes");
const turnsOff = says("firewall", "turns the firewall off", "critical", "yes");

export const firewall: CommandTable = {
  "iptables ip6tables iptables-legacy ip6tables-legacy iptables-nft ip6tables-nft arptables ebtables":
    {
      // Those whose chain may be missing (-F -X -Z -L -S) are not here: it is then an operand.
      valued:
        "-t --table -A --append -D --delete -I --insert -R --replace -C --check -N --new-chain " +
        "-P --policy -E --rename-chain -p --protocol -s --source -d --destination -j --jump -g " +
        "--goto -i --in-interface -o --out-interface -m --match -c --set-counters --dport " +
        "--sport --dports --sports --state --ctstate --comment --to-destination --to-source " +
        "--to-ports",
      tells: orMoreBy(
        "-M, --modprobe",
        onlyOption({
          "-F, --flush": flushes("deletes all firewall rules of"),
          "-X, --delete-chain": flushes("deletes the firewall chain"),
          "-P, --policy": (call) => {
            const verdict = call.operands[0]?.text ?? null;
            const risk = verdict === "ACCEPT" ? "high" : "critical";
            const does = `makes the firewall ${verdict ?? "ACCEPT or DROP"} all else in`;
            return ofOption("-P --policy", "firewall", does, risk, "yes")(call);
          },
          "-A, --append, -I, --insert": ofOption(
            "-A --append -I --insert",
            "firewall",
            "adds a firewall rule to",
            "high",
            "yes",
          ),
          "-R, --replace": ofOption(
            "-R --replace",
            "firewall",
            "replaces a firewall rule of",
            "high",
            "backup",
          ),
          "-D, --delete": ofOption(
            "-D --delete",
            "firewall",
            "deletes a firewall rule of",
            "high",
            "backup",
          ),
          "-E, --rename-chain": ofOption(
            "-E --rename-chain",
            "firewall",
            "renames the chain",
            "high",
            "yes",
          ),
          "-N, --new-chain": ofOption("-N --new-chain", "firewall", "adds the chain", "low", "yes"),
          "-Z, --zero": says("firewall", "sets the counters of the firewall to zero", "low", "no"),
          "-L, --list, -S, --list-rules, -C, --check, -V, -h": looks,
        }),
      ),
    },
  "iptables-save ip6tables-save iptables-legacy-save": {
    valued: "-t --table -f --file -M",
    tells: looksUnless({
      "-M, --modprobe": runsCode,
      "-f, --file": writesTo("-f --file", "writes the rules of the firewall to"),
    }),
  },
  "iptables-restore ip6tables-restore iptables-legacy-restore": {
    valued: "-T --table -M -w -W",
    tells: byOption({ "-M, --modprobe": loadsRules, "-t, --test": looks }, loadsRules),
  },
  "netfilter-persistent iptables-persistent": {
    tells: byVerb({
      save: says(
        "firewall",
        "keeps the rules of the firewall for the next boot",
        "medium",
        "backup",
      ),
      "start, reload, restart": rereads,
      "flush, stop": flushesAll,
    }),
  },
  nft: { valued: "-f --file -I --includepath -D --define", tells: nft },
  ufw: {
    tells: softenedBy(
      "--dry-run",
      looks,
      byVerb({
        "status, show, version, app list, app info": looks,
        enable: says("firewall", "turns the firewall on", "high", "yes"),
        disable: turnsOff,
        reset: flushesAll,
        reload: rereads,
        allow: byRule("lets through the firewall:"),
        "deny, reject": byRule("blocks in the firewall:"),
        limit: byRule("limits in the firewall:"),
        "insert, prepend, route": byRule("changes the firewall:"),
        delete: byRule("deletes the firewall rule"),
        default: byRule("sets what the firewall does with all else:"),
        "logging, app update, app default": says(
          "firewall",
          "changes settings of the firewall",
          "medium",
          "yes",
        ),
      }),
    ),
  },
  "firewall-cmd firewall-offline-cmd": { valued: "--zone --timeout --policy", tells: firewalld },
  ipset: { valued: "-f -file -o -output", tells: ipset },
  "fail2ban-client": {
    valued: "-c -s -p --loglevel --logtarget",
    tells: softenedBy(
      "-d --dump --dp -V",
      looks,
      byVerb({
        ", status, ping, version, get, banned, echo, help": looksIfKnown,
        start: ofJail("starts", "low"),
        stop: ofJail("stops", "high"),
        "reload, restart": ofJail("reloads", "medium"),
        unban: byOption(
          { "--all": says("firewall", "lets all banned addresses in again", "high", "no") },
          operands("firewall", "lets in again", "medium", "yes"),
        ),
        set: jail,
        "add, flushlogs, sleep": says("service", "changes settings of fail2ban", "medium", "yes"),
      }),
    ),
  },
  conntrack: {
    valued: "-s -d -p -f --src --dst --proto --dport --sport -m -u",
    tells: looksUnless({
      "-F, --flush": says("firewall", "forgets all tracked connections", "high", "no"),
      "-D, --delete": says("firewall", "forgets tracked connections", "high", "no"),
      "-I, --create, -U, --update": says("firewall", "changes tracked connections", "medium", "no"),
      "-z, --zero": says("firewall", "sets counters of connections to zero", "low", "no"),
    }),
  },
  ipvsadm: {
    valued: "-t -u -f -s -r -w -M -x -y",
    tells: looksUnless({
      "-C, --clear": says("network", "deletes all virtual services", "critical", "backup"),
      "-D, --delete-service, -d, --delete-server": says(
        "network",
        "deletes a virtual service",
        "high",
        "yes",
      ),
      "-A, --add-service, -E, --edit-service, -a, --add-server, -e, --edit-server": says(
        "network",
        "changes a virtual service",
        "high",
        "yes",
      ),
      "-R, --restore": says("network", "replaces all virtual services", "high", "backup"),
      "-Z, --zero, --set, --start-daemon, --stop-daemon": says(
        "network",
        "changes the balancer",
        "medium",
        "yes",
      ),
    }),
  },
};

/** One thing by name, or all of them where none is named. */
function flushes(does: string): Judge {
  const one = operands("firewall", does, "critical", "backup");
  return (call) => (call.operands.length === 0 ? flushesAll(call) : one(call));
}

/** `ufw allow 22/tcp`: all that follows is one rule. */
function byRule(does: string): Judge {
  return ({ operands: words }) => {
    const rule = words.map(({ written }) => written).join(" ");
    return [told("firewall", does, rule === "" ? null : rule, "high", "yes")];
  };
}

/** nft takes its words together as one line, so that they may be quoted together, too. */
function nft(call: Call): ReturnType<Judge> {
  if (call.has("-c", "--check")) return looks(call);
  if (call.has("-f", "--file")) return loadsRules(call);
  if (call.has("-i", "--interactive")) return isUnknown(call);
  if (call.operands.some(({ text }) => text?.includes(";"))) return changesSomehow(call);
  const words = call.operands.flatMap(({ text, written }) =>
    (text ?? written)
      .split(/\s+/)
      .map((word) => (text === null ? { text, written } : { text: word, written: word })),
  );
  return nftVerbs({ ...call, operands: words });
}

const changesSomehow = says("firewall", "changes the firewall", "high", "backup");

const nftVerbs = byVerb({
  "list, describe, monitor, export, get": looks,
  "": looksIfKnown,
  "add, insert, create, replace": byRule("adds to the firewall:"),
  "delete, destroy": (call) =>
    call.operands[0]?.text === "table" || call.operands[0]?.text === "chain"
      ? flushesNamed(call)
      : byRule("deletes from the firewall:")(call),
  flush: flushesNamed,
  reset: says("firewall", "sets the counters of the firewall to zero", "low", "no"),
  rename: byRule("renames in the firewall:"),
});

function flushesNamed(call: Call): ReturnType<Judge> {
  if (call.operands[0]?.text === "ruleset") return flushesAll(call);
  return byRule("deletes all firewall rules of")(call).map((it) => ({
    ...it,
    risk: "critical",
    reversible: "backup",
  }));
}

/** firewalld has some hundred options, but what they begin with says what they do. */
function firewalld(call: Call): ReturnType<Judge> {
  const options = call.args.map(({ text, written }) => text ?? written);
  const changing = options.filter((it) =>
    /^--(?:add|remove|new|delete|set|change|load|passthrough)\b/.test(it),
  );
  if (options.includes("--panic-on")) {
    return onEach([], "firewall", "cuts off all network traffic", "critical", "yes");
  }
  if (changing.length > 0) {
    return changing.map((it) =>
      told("firewall", "changes the firewall:", it.replace(/^--/, ""), "high", "yes"),
    );
  }
  return firewalldOptions(call);
}

const firewalldOptions = byOption(
  {
    "--complete-reload": says(
      "firewall",
      "restarts the firewall, cutting connections",
      "high",
      "yes",
    ),
    "--panic-off": says("firewall", "lets network traffic flow again", "high", "yes"),
    "--reload": rereads,
    "--runtime-to-permanent": says(
      "firewall",
      "keeps the rules of the firewall for good",
      "medium",
      "backup",
    ),
    "--reset-to-defaults": flushesAll,
    "--lockdown-on, --lockdown-off": says(
      "firewall",
      "changes who may change the firewall",
      "medium",
      "yes",
    ),
    "--policy-server": isUnknown,
  },
  (call) => {
    const isLook = call.args.some(({ text }) =>
      /^--(?:list|get|query|info|state|check-config|version|help|path)\b/.test(text ?? ""),
    );
    return isLook ? looksIfKnown(call) : isUnknown(call);
  },
);

/** Its verbs have short names, too: `ipset -L` is `ipset list`. */
function ipset(call: Call): ReturnType<Judge> {
  const verb = ipsetShort[call.args[0]?.text ?? ""];
  if (verb === undefined) return ipsetVerbs(call);
  return ipsetVerbs({ ...call, operands: [{ text: verb, written: verb }, ...call.operands] });
}

const ipsetShort: Readonly<Record<string, string>> = {
  ...{ "-L": "list", "-S": "save", "-T": "test", "-N": "create", "-A": "add", "-D": "del" },
  ...{ "-F": "flush", "-X": "destroy", "-R": "restore", "-W": "swap", "-E": "rename" },
};

const ipsetVerbs = byVerb({
  "list, save": writesTo("-f -file", "writes the sets to"),
  "test, version, help": looks,
  create: ofFirst(operands("firewall", "adds the set", "low", "yes")),
  add: ofFirst(operands("firewall", "adds to the set", "high", "yes")),
  del: ofFirst(operands("firewall", "deletes from the set", "high", "yes")),
  flush: flushes("empties the set"),
  destroy: flushes("deletes the set"),
  "swap, rename": ofFirst(operands("firewall", "swaps or renames the set", "high", "yes")),
  restore: loadsRules,
});

/** One jail of fail2ban by its name, or all of it. */
function ofJail(does: string, risk: Risk): Judge {
  return (call) =>
    call.operands.length === 0
      ? [told("service", `${does} fail2ban`, null, risk, "yes")]
      : operands("service", `${does} the jail`, risk, "yes")(call);
}

/** `fail2ban-client set JAIL banip ADDRESS`. */
function jail(call: Call): ReturnType<Judge> {
  const [, verb, ...rest] = call.operands;
  if (verb?.text === "banip") return onEach(rest, "firewall", "shuts out", "high", "yes");
  if (verb?.text === "unbanip") return onEach(rest, "firewall", "lets in again", "medium", "yes");
  return verb
    ? says("service", "changes settings of fail2ban", "medium", "yes")(call)
    : isUnknown(call);
}
