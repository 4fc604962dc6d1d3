/** What describes whole fleets in files, and brings them there: Terraform, Nomad, Salt, Puppet and their like. */

import type { Call } from "./call.ts";
import { isDry, unlessDry } from "./dry-run.ts";
import { operandsAt, withinFiles } from "./in-files.ts";
import { looksIfKnown, looksUnless, oneDash, orMoreBy, withOutput, writesTo } from "./options.ts";
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
  told,
} from "./row.ts";

const applies: Judge = given(
  "-destroy",
  says("container", "destroys all that is described", "critical", "no"),
  given(
    "-auto-approve",
    says(
      "container",
      "changes infrastructure, and destroys what is in the way, unasked",
      "critical",
      "no",
    ),
    says("container", "changes infrastructure, and destroys what is in the way", "high", "no"),
  ),
);

/** What comes back goes to a file, or to who knows where. */
const saltOutputs =
  "--out-file --output-file --out-file-append --output-file-append --log-file --log-file-level";

const formats = withinFiles(
  operandsAt(0),
  unlessDry("-check", says("write", "formats files", "low", "yes")),
);

export const infrastructure: CommandTable = {
  "terraform tofu terragrunt": oneDash({
    valued: `-chdir -target -var -var-file -state -out -generate-config-out -backend-config -parallelism -replace
        -lock-timeout -state-out -plugin-dir -from-module`,
    tells: byVerb({
      "show, validate, output, version, providers, graph, state list, state show, state pull":
        looks,
      "workspace list, workspace show, console, metadata, graph-dependencies": looks,
      "render-json": says("write", "writes terragrunt_rendered.json", "low", "yes"),
      plan: withOutput(
        "-generate-config-out",
        "writes code for what it found to",
        writesTo("-out", "writes a plan to"),
      ),
      "get, providers lock, providers mirror": says(
        "write",
        "fetches modules or providers",
        "low",
        "yes",
      ),
      test: says("container", "makes, and destroys again, what its tests need", "medium", "no"),
      "fmt, hclfmt": formats,
      init: given(
        "-migrate-state -force-copy",
        says("data", "moves the state elsewhere", "high", "backup"),
        given(
          "-reconfigure -upgrade",
          says("write", "fetches providers anew", "medium", "yes"),
          says("write", "fetches providers and modules", "low", "yes"),
        ),
      ),
      "apply, run-all apply, apply-all": applies,
      "destroy, run-all destroy, destroy-all": says(
        "container",
        "destroys all that is described",
        "critical",
        "no",
      ),
      "run-all plan, plan-all, run-all output": looks,
      refresh: says("data", "overwrites the state by what is there", "high", "backup"),
      import: ofFirst(operands("data", "takes into the state", "medium", "yes")),
      "taint, untaint": operands("data", "marks, to be made anew,", "high", "yes"),
      "state mv, state replace-provider": ofFirst(
        operands("data", "moves in the state", "high", "backup"),
      ),
      "state rm": unlessDry(
        "-dry-run",
        operands("data", "takes out of the state", "high", "backup"),
      ),
      "state push": operands("data", "overwrites the state by", "critical", "backup"),
      "force-unlock": operands("data", "breaks the lock", "high", "no"),
      "workspace select": operands("write", "sends all later commands to", "medium", "yes"),
      "workspace new": operands("data", "makes the workspace", "low", "yes"),
      "workspace delete": operands("data", "deletes the workspace", "high", "no"),
      "login, logout": says("secret", "stores or forgets a login", "low", "yes"),
    }),
  }),
  packer: oneDash({
    valued: "-var -var-file -only -except",
    tells: byVerb({
      "validate, inspect, version, plugins installed, plugins required": looks,
      fmt: formats,
      init: says("code", "fetches plugins", "low", "yes"),
      build: operands("container", "builds machine images by", "medium", "yes"),
    }),
  }),
  pulumi: {
    valued: "-s --stack -C --cwd -c --config -t --target --file --save-plan",
    tells: byVerb({
      preview: writesTo("--save-plan", "writes a plan to"),
      "stack ls, logs, whoami, config get, version, about": looks,
      "stack, config": (call) => (call.operands.length === 0 ? looks(call) : isUnknown(call)),
      "stack output, stack history": looks,
      "stack export": writesTo("--file", "writes the state to"),
      "stack graph": (call) => call.operands.flatMap((file) => writeTo(file)),
      up: says(
        "container",
        "changes infrastructure, and destroys what is in the way",
        "high",
        "no",
      ),
      update: says(
        "container",
        "changes infrastructure, and destroys what is in the way",
        "high",
        "no",
      ),
      "destroy, down": says("container", "destroys all that is described", "critical", "no"),
      refresh: says("data", "overwrites the state by what is there", "high", "backup"),
      "config set, config rm": operands("write", "changes the setting", "medium", "backup"),
      "stack select": operands("write", "sends all later commands to", "medium", "yes"),
      "stack init, new": operands("data", "makes the stack", "low", "yes"),
      "stack rm": operands("data", "deletes the stack", "critical", "no"),
      "stack import": says("data", "overwrites the state", "critical", "backup"),
      "state delete, state unprotect": operands("data", "changes the state of", "high", "backup"),
      cancel: says("data", "breaks the lock", "high", "no"),
      import: says("data", "takes into the state", "medium", "yes"),
      "login, logout": says("secret", "stores or forgets a login", "low", "yes"),
    }),
  },
  nomad: oneDash({
    valued: "-address -region -namespace -token -var -var-file -group -task",
    tells: byVerb({
      "status, node status, job status, job plan": looks,
      "plan, job inspect, job history, alloc status, logs": looks,
      "alloc logs, server members, operator raft list-peers": looks,
      "namespace list, deployment list, version": looks,
      "deployment status, job validate, validate, eval status": looks,
      "eval list, var get, var list, quota list": looks,
      "job run, run": operands("container", "starts or changes the job of", "medium", "yes"),
      "job stop, stop": given(
        "-purge",
        operands("container", "stops and forgets the job", "high", "no"),
        operands("container", "stops the job", "high", "yes"),
      ),
      "job restart, alloc restart": ofFirst(operands("container", "restarts", "medium", "yes")),
      "job revert, job promote, deployment promote, deployment resume": ofFirst(
        operands("container", "changes the job", "medium", "yes"),
      ),
      "job scale, scale": operands("container", "changes the number of copies of", "high", "yes"),
      "job dispatch, job periodic": ofFirst(
        operands("container", "starts the job", "medium", "yes"),
      ),
      "alloc stop, alloc signal, deployment fail, deployment pause": ofFirst(
        operands("container", "stops", "high", "yes"),
      ),
      "alloc exec": ofFirst(operands("container", "runs something in", "medium", "no")),
      "node drain": given(
        "-disable",
        operands("container", "takes work again on", "low", "yes"),
        operands("container", "moves all work off", "high", "yes"),
      ),
      "node eligibility": operands("container", "changes what may run on", "medium", "yes"),
      "system gc": says("container", "forgets all that has ended", "medium", "no"),
      "operator snapshot": ofFirst(
        operands("data", "saves or brings back the state:", "critical", "no"),
      ),
      "namespace delete, volume delete, var purge": operands("data", "deletes", "critical", "no"),
      "var put, namespace apply, acl": operands("data", "changes", "medium", "backup"),
    }),
  }),
  consul: oneDash({
    valued: "-http-addr -token -datacenter -namespace -ca-file -client-cert -client-key",
    tells: byVerb({
      "members, info, version, monitor": looks,
      "catalog, operator raft list-peers, validate, rtt, acl token list": looks,
      "kv get, kv export, intention list": looks,
      "intention check, config read, config list, snapshot inspect": looks,
      "acl token read, acl policy list, acl policy read": looks,
      "acl role list, operator autopilot get-config": looks,
      debug: says("write", "collects what it knows in a file", "low", "yes"),
      "kv put": ofFirst(operands("data", "overwrites the key", "high", "backup")),
      "kv delete": given(
        "-recurse",
        operands("data", "deletes all keys below", "critical", "no"),
        operands("data", "deletes the key", "high", "no"),
      ),
      "kv import": says("data", "overwrites keys", "high", "backup"),
      "snapshot save": (call) =>
        call.operands.flatMap((file) => writeTo(file, "saves the state in")),
      "snapshot restore": operands("data", "overwrites the state from", "critical", "no"),
      "services register, config write, intention create, connect": operands(
        "network",
        "changes who reaches whom by",
        "medium",
        "backup",
      ),
      "services deregister, config delete, intention delete": operands(
        "network",
        "deletes",
        "high",
        "backup",
      ),
      reload: says("service", "reloads the configuration", "medium", "yes"),
      "leave, force-leave, maint": says(
        "service",
        "takes a node out of the cluster",
        "high",
        "yes",
      ),
      join: operands("service", "joins", "medium", "yes"),
      "acl token, acl bootstrap, acl role, acl auth-method": says(
        "account",
        "changes who may do what",
        "high",
        "no",
      ),
      "operator raft": says("service", "changes who keeps the state", "critical", "no"),
      "lock, exec": says("code", "runs something with a lock, or on all nodes", "high", "no"),
    }),
  }),
  salt: {
    valued: `-t --timeout -b --batch-size -c --config-dir --out --output -u ${saltOutputs} --return`,
    tells: saltRow((call) => salted(call, call.operands.slice(1))),
  },
  "salt-call": {
    valued: `-l --log-level -c --config-dir --out --output --id ${saltOutputs} -m --module-dirs
      --return`,
    tells: saltRow((call) => salted(call, call.operands)),
  },
  "salt-run": {
    tells: byVerb({
      "manage.up, manage.status, manage.versions, jobs.list_jobs, jobs.active": looks,
      "jobs.lookup_jid": looks,
      "manage.down": (call) =>
        call.operands.length === 0
          ? looks(call)
          : [told("account", "may shut out machines that do not answer", null, "high", "no")],
    }),
  },
  "salt-key": {
    valued: "-a --accept -d --delete -r --reject -f --finger -p --print",
    tells: looksUnless({
      "-A, -a, --accept-all, --accept": says("account", "lets in other machines", "high", "yes"),
      "-D, -d, -R, -r, --delete-all, --delete, --reject, --reject-all": says(
        "account",
        "shuts out other machines",
        "high",
        "no",
      ),
      "--gen-keys, --gen-signature, --auto-create": says("secret", "makes keys", "low", "yes"),
      "--out-file, --output-file": isUnknown,
    }),
  },
  puppet: {
    valued: "--server --environment --certname --modulepath -e --execute --logdest",
    tells: byVerb({
      "agent, apply": (call) => {
        if (call.has("--fingerprint") || isDry(call, "--noop")) return looks(call);
        if (call.has("--disable"))
          return [told("service", "switches off the agent", null, "medium", "yes")];
        if (call.has("--enable"))
          return [told("service", "switches on the agent", null, "low", "yes")];
        return [told("code", "brings this machine to what is described", null, "high", "no")];
      },
      "lookup, facts show, facts find, config print": looks,
      "module list, parser validate, describe, help, epp validate, epp dump": looks,
      resource: (call) =>
        call.operands.length > 2 || call.has("-e", "--edit") ? isUnknown(call) : looksIfKnown(call),
      "config set": operands("write", "changes the setting", "medium", "backup"),
      "module install, module upgrade": operands("code", "installs the module", "medium", "yes"),
      "node clean, node purge, cert clean, ssl clean": operands(
        "secret",
        "deletes the certificate of",
        "high",
        "no",
      ),
    }),
  },
  puppetserver: {
    tells: byVerb({
      "ca list": looks,
      "ca sign": says("account", "lets in other machines", "high", "yes"),
      "ca clean, ca revoke": says("account", "shuts out other machines", "high", "no"),
    }),
  },
  "chef-client chef-solo cinc-client": {
    valued: "-o --override-runlist -r --runlist -E --environment -j --json-attributes -c --config",
    tells: unlessDry(
      "-W --why-run -v --version",
      says("code", "brings this machine to what is described", "high", "no"),
    ),
  },
  knife: {
    valued: "-c --config -E --environment -F --format",
    tells: byVerb({
      "status, search, node list, node show, role list, role show, cookbook list, cookbook show":
        looks,
      "client list, client show, data bag list, data bag show": looks,
      "environment list, environment show, diff, vault show": looks,
      "node edit, role edit, node run_list, environment edit, cookbook upload, role from, upload":
        operands("data", "changes", "medium", "backup"),
      "node delete, client delete, role delete, cookbook delete, environment delete": operands(
        "data",
        "deletes",
        "high",
        "backup",
      ),
      ssh: says("code", "runs commands on other machines", "high", "no"),
      bootstrap: operands("code", "sets up the machine", "high", "no"),
    }),
  },
};

/** Functions of Salt that only look. */
const saltAsks = new RegExp(
  `^(${[
    "(test|pillar|status|sys|match)[.]|grains[.](get|items?|ls)|disk[.]usage|state[.]show_",
    "network[.](ip_addrs|interfaces)|pkg[.](version|list_pkgs)|service[.](status|get_all)",
    "saltutil[.](running|list_jobs|find_job)",
  ].join("|")})`,
);

function saltRow(judge: Judge): Judge {
  const writing = saltOutputs.replace(" --log-file-level", "");
  return withOutput(
    writing,
    "writes what it gets to",
    orMoreBy("--return, -m, --module-dirs", judge),
  );
}

function salted(call: Call, words: Call["operands"]): readonly Told[] {
  if (call.has("--version", "--help", "-h", "-d", "--doc")) return looks(call);
  const act = words[0]?.text ?? "?";
  const tests = call.args.filter(({ written }) => /^["']?test=/.test(written));
  const isTest = tests.length > 0 && tests.every(({ text }) => /^test=[Tt]rue$/.test(text ?? ""));
  // `test.ping,cmd.run` are two.
  const isOne = !act.includes(",");
  if (isOne && ((isTest && act.startsWith("state.")) || saltAsks.test(act))) return looks(call);
  const on = call.name === "salt" ? call.operands.slice(0, 1) : [];
  return onEach(on, "code", `runs ${act === "?" ? "something" : act} on`, "high", "no");
}
