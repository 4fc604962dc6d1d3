/** Services that other managers than systemd keep: init scripts, OpenRC, supervisor, monit, pm2. */
import type { Call } from "./call.ts";
import { unlessDry } from "./dry-run.ts";
import { byOption, looksAlone, looksIfKnown } from "./options.ts";
import {
  byVerb,
  type CommandTable,
  isUnknown,
  type Judge,
  looks,
  ofFirst,
  operands,
  type Row,
  says,
} from "./row.ts";

const starts = operands("service", "starts", "low", "yes");
const restarts = operands("service", "restarts", "medium", "yes");
const reloads = operands("service", "reloads", "medium", "yes");
const stops = operands("service", "stops", "high", "yes");
const enables = operands("service", "enables", "medium", "yes");
const disables = operands("service", "disables", "high", "yes");
const rereads = says("service", "reads the configuration of the services anew", "medium", "yes");

/** Verbs that init scripts understand; the operand after the verb is the name of the service. */
const scriptVerbs = byVerb({
  "status, configtest, config-test, checkconfig, check, describe, info": looks,
  start: starts,
  stop: stops,
  "restart, try-restart, condrestart, force-restart, graceful-restart": restarts,
  "reload, force-reload, graceful": reloads,
});

/** A script such as `/etc/init.d/nginx`: it is called by its verb alone, and its name is the service. */
export const initScript: Row = { tells: (call) => verbOf(call.name, call, 0) };

/** The service that such a script is for; null for any other command. */
export function serviceOf(command: string): string | null {
  const [directory = null] = scriptDirectory.exec(command) ?? [];
  const name = directory === null ? "" : command.slice(directory.length);
  return /^[\w.@-]+$/.test(name) ? name : null;
}

/** Where such scripts are, up to their names. */
export const scriptDirectory = /^\/(?:etc|usr\/local\/etc)\/(?:rc\.d\/)?(?:init|rc)\.d\//;

export const services: CommandTable = {
  "service invoke-rc.d": {
    tells: byOption({ "--status-all": looks, "--query": looks }, serviceThenVerb),
  },
  "rc-service": {
    tells: byOption(
      { "-l, --list, -e, --exists, -r, --resolve": looks },
      unlessDry("-Z --dry-run", serviceThenVerb),
    ),
  },
  "rc-status": { tells: looks },
  "rc-update": {
    tells: byVerb({
      ", show": looksIfKnown,
      add: ofFirst(enables),
      "del, delete": ofFirst(disables),
      update: rereads,
    }),
  },
  openrc: { tells: looksAlone(operands("service", "changes the runlevel to", "high", "yes")) },
  "update-rc.d": {
    tells: byOption(
      { "-n": looks },
      afterName({
        "defaults, enable": enables,
        "remove, disable": disables,
      }),
    ),
  },
  chkconfig: {
    valued: "--level --levels",
    tells: byOption(
      {
        "--del": disables,
        "--add": enables,
        "--list": looks,
      },
      (call) =>
        call.operands.length > 1
          ? afterName({ "on, reset, resetpriorities": enables, off: disables })(call)
          : looksIfKnown(call),
    ),
  },
  supervisorctl: {
    valued: "-c --configuration -s --serverurl -u --username -p --password",
    tells: byVerb({
      "status, avail, version, maintail, pid, help, tail": looks,
      start: starts,
      restart: restarts,
      signal: (call) => operands("service", "signals", "medium", "yes", 1)(call),
      stop: stops,
      "reread, add": says("service", "reads the configuration of supervisor", "low", "yes"),
      update: says("service", "restarts what changed in the configuration of", "medium", "yes"),
      reload: says("service", "restarts supervisor and all it runs", "high", "yes"),
      remove: operands("service", "forgets", "high", "yes"),
      clear: operands("delete", "empties the logs of", "high", "no"),
      shutdown: says("service", "stops supervisor and all it runs", "critical", "yes"),
    }),
  },
  monit: {
    valued: "-c -d -g -l -p -s",
    tells: byOption(
      { "-t, -V, -h": looks },
      byVerb({
        "status, summary, report, procmatch": looks,
        validate: says("service", "checks services, and restarts those that fail", "medium", "yes"),
        start: starts,
        "restart, monitor": restarts,
        "stop, unmonitor": stops,
        reload: rereads,
        quit: says("service", "stops monit", "high", "yes"),
      }),
    ),
  },
  pm2: {
    valued: "-n --name -i --instances --env --lines -o --output -e --error --namespace",
    tells: byVerb({
      "list, ls, l, status, show, describe, info, logs, log, monit, prettylist, jlist": looks,
      "id, pid, env, ping, report, get": looks,
      start: operands("service", "starts", "low", "yes"),
      "restart, startOrRestart": restarts,
      "reload, gracefulReload, startOrReload, startOrGracefulReload": reloads,
      stop: stops,
      "delete, del": operands("service", "stops and forgets", "high", "yes"),
      scale: operands("service", "scales", "medium", "yes"),
      "save, dump": says(
        "service",
        "keeps the list of processes for the next boot",
        "medium",
        "yes",
      ),
      "resurrect, update": says("service", "restarts the processes of pm2", "medium", "yes"),
      "startup, unstartup": says("service", "changes what starts at boot", "medium", "yes"),
      flush: says("delete", "empties the logs of pm2", "high", "no"),
      "set, reset, reloadLogs": says("service", "changes the settings of pm2", "low", "yes"),
      kill: says("service", "stops pm2 and all it runs", "critical", "yes"),
      "install, module:install, deploy": isUnknown,
    }),
  },
  initctl: {
    tells: byVerb({
      "list, status, show-config, check-config, version, usage, list-env": looks,
      "log-priority": looksAlone(says("service", "changes what init logs", "low", "yes")),
      start: starts,
      restart: restarts,
      reload: reloads,
      stop: stops,
      "reload-configuration": rereads,
      emit: operands("service", "raises the event", "medium", "no"),
    }),
  },
  sv: {
    valued: "-w",
    tells: byVerb({
      "s, status, check": looks,
      "u, up, start, o, once": starts,
      "d, down, stop, force-stop, x, exit, shutdown, force-shutdown": stops,
      "t, restart, term, force-restart, try-restart": restarts,
      "h, hup, reload, force-reload, 1, 2, a": reloads,
      "k, kill, p, pause, i, q": stops,
      "c, cont": starts,
    }),
  },
  svstat: { tells: looks },
};

/** `service nginx restart`. */
function serviceThenVerb(call: Call): ReturnType<Judge> {
  const [name] = call.operands;
  return verbOf(name?.text ?? name?.written ?? "", call, 1);
}

/** What the verb at `at` among the operands does to the service `name`. */
function verbOf(name: string, call: Call, at: number): ReturnType<Judge> {
  const verb = call.operands[at];
  if (!verb) return isUnknown(call);
  return scriptVerbs({ ...call, operands: [verb, { text: name, written: name }] });
}

/** By the verb that stands after the name it is about. */
function afterName(table: Readonly<Record<string, Judge>>): Judge {
  const verbs = byVerb(table);
  return (call) => {
    const [name, verb] = call.operands;
    return name && verb ? verbs({ ...call, operands: [verb, name] }) : isUnknown(call);
  };
}
