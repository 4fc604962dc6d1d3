/** Clients of monitoring: Prometheus and its Alertmanager, Nagios, Icinga, Zabbix, collectors. */
import type { Call } from "./call.ts";
import { byOption, looksAlone, looksIfKnown, looksUnless, writesTo } from "./options.ts";
import {
  byVerb,
  type CommandTable,
  isUnknown,
  type Judge,
  looks,
  operands,
  says,
  told,
} from "./row.ts";

const silences = operands("service", "silences alerts that match", "medium", "yes");

export const monitoring: CommandTable = {
  amtool: {
    valued:
      "--alertmanager.url -o --output -a --author -c --comment -d --duration --expire-on --start " +
      "--end --config.file --timeout --http.config.file",
    tells: byVerb({
      "alert, alert query, silence query, config show, config routes": looksIfKnown,
      "silence, config, cluster": looksAlone(isUnknown),
      "cluster show, check-config, template render, help": looks,
      "silence add": silences,
      "silence update, silence import": silences,
      "silence expire": operands("service", "ends the silence", "medium", "no"),
      "alert add": operands("service", "raises the alert", "medium", "yes"),
    }),
  },
  promtool: {
    valued: "--http.config.file --output -o",
    tells: byVerb({
      "check, query, promql, help": looks,
      test: looksUnless({ "--junit": isUnknown }),
      debug: says("write", "collects what it knows in debug.tar.gz", "low", "yes"),
      "tsdb list, tsdb analyze, tsdb dump, tsdb dump-openmetrics": looks,
      "tsdb bench": says("write", "writes measurements to try how fast that is", "low", "yes"),
      "tsdb create-blocks-from": says("data", "writes blocks of measurements", "medium", "backup"),
      "push metrics": says("data", "sends measurements", "medium", "no"),
    }),
  },
  prometheus: {
    tells: byOption(
      { "--version, --help": looks },
      says("service", "starts prometheus", "low", "yes"),
    ),
  },
  "nagios nagios4 icinga": {
    tells: byOption(
      { "-v, --verify-config, -s, --test-scheduling, -V": looks },
      says("service", "starts the monitoring", "low", "yes"),
    ),
  },
  nagiostats: { tells: looks },
  icinga2: {
    valued: "-x --log-level -D --define -n --name -t --type",
    tells: byVerb({
      "object list, feature list, variable get, variable list, ca list": looks,
      troubleshoot: says("write", "collects what it knows in a file", "low", "yes"),
      daemon: byOption({ "-C, --validate": looks }, says("service", "starts icinga", "low", "yes")),
      "feature enable, feature disable": operands(
        "service",
        "changes the feature",
        "medium",
        "yes",
      ),
      "ca sign, ca remove, ca restore, pki": operands(
        "secret",
        "changes certificates of icinga",
        "medium",
        "yes",
      ),
      "api setup, node setup, node wizard": says(
        "service",
        "sets up icinga anew",
        "high",
        "backup",
      ),
    }),
  },
  zabbix_get: {
    valued: "-s -p -k --key --host --port -I -t --tls-connect --tls-psk-identity --tls-psk-file",
    tells: (call) => asksAgent(call, "-k", "--key"),
  },
  zabbix_sender: {
    valued: "-z -p -s -k -o -i",
    tells: says("data", "sends measurements", "medium", "no"),
  },
  "zabbix_agentd zabbix_agent2": {
    valued: "-c --config -t --test -R --runtime-control",
    tells: byOption(
      {
        "-t, --test, -p, --print, -V": (call) => asksAgent(call, "-t", "--test"),
        "-R, --runtime-control": says("service", "changes how the agent runs", "medium", "yes"),
      },
      says("service", "starts the agent", "low", "yes"),
    ),
  },
  telegraf: {
    valued: "--config --config-directory --input-filter --output-filter",
    tells: byOption(
      { "--test, --version": looks },
      says("service", "starts telegraf", "low", "yes"),
    ),
  },
  "filebeat metricbeat": {
    valued: "-c -E --path.config",
    tells: byVerb({
      "test, version, modules list": looks,
      export: looksUnless({ "--dir": isUnknown }),
      "modules enable, modules disable": operands("service", "changes the module", "medium", "yes"),
      setup: says("data", "sets up indices and dashboards", "medium", "no"),
      "run, ": says("service", "starts the collector", "low", "yes"),
    }),
  },
  sadf: { valued: "-o -f -s -e -i -P -n", tells: looksIfKnown },
  collectl: {
    valued: "-o -f -s -e -i -p -c",
    tells: looksUnless({
      "--export, --import, --custom": isUnknown,
      "-f": writesTo("-f", "writes what it measures to"),
    }),
  },
};

/** `system.run[command]` is a command that the agent runs. */
function asksAgent(call: Call, ...options: readonly string[]): ReturnType<Judge> {
  const keys = call.values(...options);
  return keys.some(({ text, written }) => /system\.run/.test(text ?? written))
    ? [told("code", "runs a command by the agent", null, "high", "no")]
    : looksIfKnown(call);
}
