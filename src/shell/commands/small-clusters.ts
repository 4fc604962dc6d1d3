/** Clusters of one machine: kind, minikube, k3s and their like. */
import { filesBy, inFiles, withinFiles } from "./in-files.ts";
import { writesTo } from "./options.ts";
import { writeTo } from "./paths.ts";
import { byVerb, type CommandTable, looks, operands, says, told } from "./row.ts";

export const smallClusters: CommandTable = {
  "kind k3d": {
    valued: "-n --name --config --image --kubeconfig -c --cluster -o --output",
    tells: byVerb({
      "export logs": (call) =>
        call.operands.length === 0
          ? [told("write", "collects logs in a new directory", null, "low", "yes")]
          : call.operands.flatMap((directory) => writeTo(directory, "collects logs in")),
      "get, version, cluster list, node list, kubeconfig get, list": looks,
      "create cluster, cluster create, cluster start, create node, node create": says(
        "container",
        "makes or starts a cluster",
        "low",
        "yes",
      ),
      "load docker-image, load image-archive, image import": operands(
        "container",
        "loads the image",
        "low",
        "yes",
      ),
      "export kubeconfig, kubeconfig merge, kubeconfig write": withinFiles(
        filesBy("--kubeconfig -o --output", "~/.kube/config"),
        says("write", "changes the configuration of kubectl", "medium", "backup"),
      ),
      "cluster stop, node stop": operands("container", "stops the cluster", "high", "yes"),
      "delete cluster, delete clusters, cluster delete, node delete": operands(
        "container",
        "deletes the cluster",
        "critical",
        "no",
      ),
      "build node-image": says("container", "builds an image", "low", "yes"),
    }),
  },
  minikube: {
    valued: "-p --profile --driver --kubernetes-version --cpus --memory --nodes --file -n --node",
    tells: byVerb({
      logs: writesTo("--file", "writes the logs to"),
      "status, ip, version, profile list, addons list, service list, docker-env, node list": looks,
      start: says("container", "starts the cluster", "low", "yes"),
      "stop, pause": says("container", "stops the cluster", "high", "yes"),
      unpause: says("container", "lets the cluster go on", "low", "yes"),
      delete: says("container", "deletes the cluster", "critical", "no"),
      "addons enable, config set, image load, image build, node add": operands(
        "container",
        "adds to the cluster",
        "low",
        "yes",
      ),
      "addons disable, node delete, image rm": operands(
        "container",
        "takes out of the cluster",
        "high",
        "yes",
      ),
      "service, tunnel, dashboard, mount": says(
        "network",
        "opens the cluster to this machine",
        "low",
        "yes",
      ),
      profile: operands("write", "sends all later commands to", "medium", "yes"),
    }),
  },
  "k3s rke2": {
    valued: "--etcd-snapshot-dir --dir --name -c --config -d --data-dir",
    tells: byVerb({
      "check-config, etcd-snapshot ls, etcd-snapshot list, token list, --version": looks,
      "certificate check": looks,
      "etcd-snapshot, etcd-snapshot save": inFiles(
        filesBy("--etcd-snapshot-dir --dir"),
        says("write", "saves the cluster", "low", "yes"),
      ),
      "etcd-snapshot delete, etcd-snapshot prune": says(
        "delete",
        "deletes backups of the cluster",
        "high",
        "no",
      ),
      "certificate rotate, certificate rotate-ca, token rotate, secrets-encrypt rotate": says(
        "secret",
        "renews what the cluster is trusted by",
        "high",
        "backup",
      ),
      "server, agent": (call) =>
        call.has("--cluster-reset")
          ? [told("data", "makes a cluster of this machine alone", null, "critical", "no")]
          : [told("service", "starts the cluster on this machine", null, "medium", "yes")],
    }),
  },
  "k3s-uninstall.sh k3s-agent-uninstall.sh k3s-killall.sh rke2-uninstall.sh rke2-killall.sh": {
    tells: says("container", "stops or wipes the cluster on this machine", "critical", "no"),
  },
};
