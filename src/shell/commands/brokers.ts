/** Brokers of messages: RabbitMQ, Kafka, NATS. */
import type { Call } from "./call.ts";
import { looksUnless } from "./options.ts";
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

const rabbit: Readonly<Record<string, Judge>> = {
  "status, cluster_status, ping, version, environment, report, list_queues, list_exchanges": looks,
  "list_bindings, list_connections, list_channels, list_consumers, list_users, list_vhosts": looks,
  "list_permissions, list_user_permissions, list_policies, list_parameters, list_feature_flags":
    looks,
  "list_global_parameters, list_operator_policies, list_topic_permissions, list_unresponsive_queues":
    looks,
  "node_health_check, check_running, check_local_alarms, check_alarms, check_port_connectivity":
    looks,
  "check_port_listener, check_virtual_hosts, is_running, is_booting, listeners, memory_breakdown":
    looks,
  "alarms, check_if_node_is_quorum_critical, check_if_node_is_mirror_sync_critical, quorum_status":
    looks,
  "check_if_cluster_has_classic_queue_mirroring_policy, authenticate_user, list_ciphers, help":
    looks,
  "hash_password, encode, decode, await_startup, await_online_nodes, wait, list": looks,
  "log_tail, log_location, os_env, runtime_thread_stats, server_version, list_deprecated_features":
    looks,
  "eval, exec": says("code", "runs code in the broker", "high", "no"),
  eval_file: says("code", "runs code in the broker", "high", "no"),
  purge_queue: operands("data", "deletes all messages of the queue", "critical", "no"),
  delete_queue: operands("data", "deletes, with all its messages, the queue", "critical", "no"),
  delete_vhost: operands("data", "deletes, with all it holds, the vhost", "critical", "no"),
  add_vhost: operands("data", "makes the vhost", "low", "yes"),
  "add_user, set_permissions, set_topic_permissions": ofFirst(
    operands("account", "lets do more:", "medium", "yes"),
  ),
  set_user_tags: ofFirst(operands("account", "changes what may be done by", "high", "yes")),
  "change_password, clear_password": ofFirst(
    operands("account", "changes the password of", "high", "no"),
  ),
  "delete_user, clear_permissions, clear_topic_permissions": ofFirst(
    operands("account", "lets do less:", "high", "backup"),
  ),
  "set_policy, set_parameter, set_global_parameter, set_vhost_limits, set_user_limits": ofFirst(
    operands("service", "changes the setting", "medium", "backup"),
  ),
  "clear_policy, clear_parameter, clear_global_parameter, clear_vhost_limits": ofFirst(
    operands("service", "takes back the setting", "high", "backup"),
  ),
  "set_vm_memory_high_watermark, set_disk_free_limit, set_log_level, set_cluster_name": says(
    "service",
    "changes a setting of the broker",
    "medium",
    "yes",
  ),
  "enable_feature_flag, upgrade": operands("service", "changes for good", "high", "no"),
  "sync_queue, cancel_sync_queue, rotate_logs, force_gc, rebalance, grow": says(
    "service",
    "tidies up the broker",
    "medium",
    "yes",
  ),
  "close_connection, close_all_connections, close_all_user_connections": says(
    "process",
    "closes connections",
    "high",
    "yes",
  ),
  start_app: says("service", "starts the broker", "low", "yes"),
  "stop_app, stop, shutdown, drain, suspend_listeners, shrink": says(
    "service",
    "takes the broker out of service",
    "high",
    "yes",
  ),
  "revive, resume_listeners": says("service", "takes the broker into service", "low", "yes"),
  join_cluster: operands("service", "leaves what it holds, and joins", "critical", "no"),
  "reset, force_reset": says("data", "wipes all that this node holds", "critical", "no"),
  forget_cluster_node: operands("data", "takes out of the cluster the node", "critical", "no"),
  "force_boot, rename_cluster_node, update_cluster_nodes": says(
    "service",
    "mends the cluster by hand",
    "high",
    "no",
  ),
  export_definitions: (call) =>
    call.operands.slice(0, 1).flatMap((file) => writeTo(file, "writes the definitions to")),
  import_definitions: operands("service", "changes the broker by", "high", "backup"),
  "delete_member, restart_vhost, add_member": says(
    "service",
    "changes where a queue lives",
    "high",
    "backup",
  ),
};

export const brokers: CommandTable = {
  "rabbitmqctl rabbitmq-diagnostics rabbitmq-queues rabbitmq-upgrade": {
    valued: "-n --node -p --vhost -t --timeout --formatter --priority --apply-to --script-name",
    tells: byVerb(rabbit),
  },
  "rabbitmq-plugins": {
    valued: "-n --node",
    tells: byVerb({
      "list, directories, is_enabled": looks,
      enable: operands("service", "switches on the plugin", "medium", "yes"),
      "disable, set": operands("service", "switches off plugins:", "high", "yes"),
    }),
  },
  rabbitmqadmin: {
    valued: `-H --host -P --port -u --username -p --password -V --vhost -c --config -N --node -f
        --format -S --sort -d --depth`,
    tells: byVerb({
      "list, show, help": looks,
      get: (call) => {
        const file = call.operands.find(({ written }) => /^["']?payload_file=/.test(written));
        if (file)
          return writeTo({
            text: file.text?.slice(13) ?? null,
            written: file.written.replace("payload_file=", ""),
          });
        return call.args.every(
          ({ text }) => text !== null && !/^ackmode=(?!.*requeue_true)/.test(text),
        )
          ? looks(call)
          : [told("data", "takes messages out of a queue", null, "high", "no")];
      },
      "declare queue, declare exchange, declare binding, declare vhost": operands(
        "data",
        "makes",
        "low",
        "yes",
      ),
      "declare user, declare permission": operands("account", "lets do more:", "medium", "yes"),
      "declare policy, declare parameter": operands(
        "service",
        "changes the setting",
        "medium",
        "backup",
      ),
      publish: says("data", "sends a message", "medium", "no"),
      "delete queue, delete vhost": operands(
        "data",
        "deletes, with all it holds,",
        "critical",
        "no",
      ),
      purge: operands("data", "deletes all messages of", "critical", "no", 1),
      delete: operands("data", "deletes", "high", "backup", 1),
      close: operands("process", "closes the connection", "high", "yes", 1),
      export: (call) =>
        call.operands.slice(0, 1).flatMap((file) => writeTo(file, "writes the definitions to")),
      import: operands("service", "changes the broker by", "high", "backup"),
    }),
  },
  [`kafka-topics kafka-topics.sh kafka-consumer-groups kafka-consumer-groups.sh kafka-configs
    kafka-configs.sh kafka-acls kafka-acls.sh kafka-reassign-partitions
    kafka-reassign-partitions.sh kafka-leader-election kafka-leader-election.sh
    kafka-preferred-replica-election.sh kafka-delete-records kafka-delete-records.sh
    kafka-log-dirs kafka-log-dirs.sh kafka-broker-api-versions kafka-broker-api-versions.sh
    kafka-get-offsets kafka-get-offsets.sh kafka-run-class.sh kafka-metadata-quorum.sh
    kafka-storage.sh kafka-features.sh kafka-transactions.sh`]: {
    valued: `--topic --group --bootstrap-server --zookeeper --command-config --entity-type
        --entity-name --add-config --delete-config --partitions --replication-factor --config
        --to-offset --to-datetime --shift-by --by-duration --from-file --reassignment-json-file
        --topics-to-move-json-file --broker-list --throttle --election-type --offset-json-file
        --allow-principal --operation`,
    tells: kafka,
  },
  "kafka-console-consumer kafka-console-consumer.sh": {
    valued: `--topic --bootstrap-server --group --max-messages --offset --partition --timeout-ms
        --property --consumer.config --consumer-property --command-config --command-property`,
    tells: given(
      // A configuration may name a group, too.
      "--group --consumer-property --consumer.config --command-config --command-property",
      says("data", "reads messages, and moves a group on", "medium", "no"),
      looks,
    ),
  },
  "kafka-console-producer kafka-console-producer.sh kafka-producer-perf-test.sh": {
    valued: "--topic --bootstrap-server --broker-list --property",
    tells: (call) => onEach(call.values("--topic"), "data", "sends messages to", "medium", "no"),
  },
  "kafka-server-start.sh kafka-server-start": {
    tells: says("service", "starts the broker", "low", "yes"),
  },
  "kafka-server-stop.sh kafka-server-stop": {
    tells: says("service", "stops the broker", "high", "yes"),
  },
  kcat: {
    valued: "-b -t -p -o -c -f -F -X -G -e -J",
    tells: (call) => {
      if (call.has("-P"))
        return onEach(call.values("-t"), "data", "sends messages to", "medium", "no");
      const loads = call.values("-X").some(({ text }) => text === null || text.includes("plugin"));
      return call.has("-L", "-Q", "-C") && !call.has("-G") && !loads
        ? looks(call)
        : [told("unknown", "reads or sends messages", null, "medium", "no")];
    },
  },
  nats: {
    valued: "-s --server --user --password --creds --nkey --context --timeout --count",
    tells: byVerb({
      "account info, server ping, server list, server info, server report, server check, rtt":
        looks,
      "stream ls, stream list, stream info, stream report, stream subjects, stream view, stream get":
        looks,
      "consumer ls, consumer list, consumer info, consumer report, kv ls, kv get, kv history, kv info":
        looks,
      "object ls, object info, context ls, context show, events, kv status": looks,
      "sub, subscribe": looksUnless({ "--dump, --ack, --queue": isUnknown }),
      "pub, publish, request, req, reply": ofFirst(
        operands("data", "sends a message to", "medium", "no"),
      ),
      "stream add, stream create, consumer add, consumer create, kv add, object add": operands(
        "data",
        "makes",
        "low",
        "yes",
      ),
      "stream edit, consumer edit, stream restore, kv put, kv update, kv create, object put":
        ofFirst(operands("data", "changes", "high", "backup")),
      "stream backup": (call) =>
        call.operands.slice(1, 2).flatMap((path) => writeTo(path, "saves the stream in")),
      "consumer next": ofFirst(operands("data", "takes a message from", "medium", "no")),
      "stream purge, stream rmm": ofFirst(
        operands("data", "deletes messages of", "critical", "no"),
      ),
      "stream rm, stream delete, kv rm": ofFirst(
        operands("data", "deletes, with all it holds,", "critical", "no"),
      ),
      "consumer rm, consumer delete, kv del, kv purge, object rm": ofFirst(
        operands("data", "deletes", "high", "no"),
      ),
      "context select": operands("write", "sends all later commands to", "medium", "yes"),
      "stream cluster, server raft, consumer cluster": says(
        "service",
        "changes who leads",
        "high",
        "yes",
      ),
    }),
  },
};

/** The tools of Kafka say by an option what they are to do. */
function kafka(call: Call): readonly Told[] {
  const about = [
    ...call.values("--topic"),
    ...call.values("--group"),
    ...call.values("--entity-name"),
  ].slice(0, 1);
  const say = (does: string, risk: Told["risk"], reversible: Told["reversible"]) =>
    onEach(about, "data", does, risk, reversible);
  if (call.name.startsWith("kafka-run-class")) {
    return /GetOffsetShell|DumpLogSegments|JmxTool/.test(call.operands[0]?.text ?? "")
      ? looks(call)
      : [told("code", "runs a class of Kafka", null, "medium", "no")];
  }
  if (call.has("--delete-offsets")) return say("forgets where stands the group", "high", "no");
  if (call.has("--reset-offsets")) {
    return call.has("--execute")
      ? say("moves to another place the group", "high", "no")
      : looks(call);
  }
  if (call.has("--delete", "--remove")) {
    const isConfig = call.has("--delete-config") || call.name.includes("acls");
    return isConfig
      ? say("takes back a setting of", "high", "backup")
      : say("deletes", "critical", "no");
  }
  if (call.name.includes("delete-records")) return say("deletes messages", "critical", "no");
  if (call.name.includes("election")) return say("makes other brokers leaders", "medium", "yes");
  if (call.has("--execute", "--cancel"))
    return say("moves partitions between brokers", "high", "yes");
  if (call.has("--alter", "--add", "--upgrade", "--downgrade"))
    return say("changes", "medium", "backup");
  if (call.has("--create")) return say("makes", "low", "yes");
  const looking = [
    "--list",
    "--describe",
    "--generate",
    "--verify",
    "--version",
    "--help",
    "describe",
    "info",
  ];
  const isLook = call.has(...looking) || looking.includes(call.operands[0]?.text ?? "");
  return isLook || /api-versions|get-offsets/.test(call.name)
    ? looks(call)
    : [told("unknown", "runs what is not known in Kafka", null, "medium", "no")];
}
