/** Docker, and what is used like it: containers, images, volumes, networks. */
import type { Arg, Call } from "./call.ts";
import { compose } from "./compose.ts";
import { inAnyOf } from "./in-files.ts";
import { withOutput, writesTo } from "./options.ts";
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
  type Row,
  says,
  type Told,
  told,
} from "./row.ts";
import { swarm } from "./swarm.ts";

const runOptions = `-v --volume --mount -p --publish -e --env --env-file --name -w --workdir -u
  --user --network --net --network-alias -h --hostname --entrypoint -m --memory --memory-swap -c
  --cpu-shares --cpus --cpuset-cpus --restart --label -l --label-file --add-host --cap-add
  --cap-drop --device --dns --expose --gpus --group-add --health-cmd --health-interval
  --health-retries --health-timeout --ip --ip6 --ipc --isolation --link --log-driver --log-opt
  --mac-address --pid --pids-limit --platform --pull --pod --secret --security-opt --shm-size
  --stop-signal --stop-timeout --storage-opt --sysctl --tmpfs --ulimit --userns --uts
  --volume-driver --volumes-from --cidfile --cgroup-parent --cgroupns -a --attach --detach-keys
  --runtime --annotation --init-path --volumes --authfile`;

/** Paths of the host that give away the host itself, as they stand in `-v` or `--mount`. */
const hostPath = new RegExp(
  `(^|[=,])(/|/(${[
    "etc|root|boot|dev|proc|sys|usr|var|home|run|var/lib|var/run",
    "(var/)?run/(docker|podman/podman|containerd/containerd)[.]sock",
  ].join("|")}))/?([:,]|$)`,
);

const runs: Judge = withOutput("--cidfile", "writes", (call) => {
  const image = call.operands[0];
  const name = image ? (image.text ?? image.written) : null;
  if (givesAwayTheHost(call)) {
    return [told("container", "runs, with the host in its hands,", name, "high", "no")];
  }
  return [told("container", "runs a container of", name, "medium", "yes")];
});

function givesAwayTheHost(call: Call): boolean {
  const shares = call.args.map(({ text, written }) => text ?? written);
  return (
    call.has("--privileged", "--cap-add", "--device") ||
    ["--pid", "--ipc", "--userns", "--uts"].some((option) => {
      const value = call.value(option);
      return value !== null && (value.text === null || value.text === "host");
    }) ||
    (call.has("-v", "--volume", "--mount") &&
      shares.some((word) => hostPath.test(word.replace(/^(-v|--volume=)/, "")))) ||
    (call.has("--security-opt") && shares.some((word) => /unconfined|disable/.test(word)))
  );
}

const removes: Judge = given(
  "-v --volumes",
  operands("container", "deletes, with its unnamed volumes, the container", "high", "no"),
  operands("container", "deletes the container", "high", "no"),
);

const container: Record<string, Judge | Row> = {
  "ps, logs, top, stats, port, diff, wait": looks,
  run: { valued: runOptions, tells: runs },
  create: {
    valued: runOptions,
    tells: (call) =>
      givesAwayTheHost(call)
        ? runs(call)
        : ofFirst(operands("container", "makes a container of", "low", "yes"))(call),
  },
  start: operands("container", "starts the container", "low", "yes"),
  restart: {
    valued: "-t --time --timeout -s --signal",
    tells: operands("container", "restarts the container", "medium", "yes"),
  },
  stop: {
    valued: "-t --time --timeout -s --signal",
    tells: operands("container", "stops the container", "high", "yes"),
  },
  kill: {
    valued: "-s --signal",
    tells: given(
      "-s --signal",
      operands("container", "sends a signal to the container", "high", "yes"),
      operands("container", "kills the container", "high", "yes"),
    ),
  },
  pause: operands("container", "halts the container", "high", "yes"),
  unpause: operands("container", "lets go on the container", "low", "yes"),
  update: {
    valued: `--memory -m --cpus --cpu-shares -c --restart --memory-swap --cpuset-cpus --pids-limit
        --cpu-quota --cpu-period`,
    tells: operands("container", "changes the limits of the container", "medium", "yes"),
  },
  rename: ofFirst(operands("container", "renames the container", "medium", "yes")),
  attach: operands("container", "connects the keyboard to the container", "medium", "no"),
  exec: {
    valued: "-u --user -e --env -w --workdir --env-file --detach-keys",
    tells: ofFirst(operands("container", "runs something in the container", "medium", "no")),
  },
  cp: { valued: "", tells: inAnyOf(copies) },
  commit: {
    valued: "-a --author -c --change -m --message",
    tells: operands("container", "makes an image of the container", "low", "yes"),
  },
  export: saved("container"),
  "checkpoint, restore": operands("container", "freezes or thaws the container", "high", "yes"),
  rm: { valued: "", tells: removes },
};

const containers: Record<string, Judge | Row> = {
  ...container,
  "ls, list, inspect, exists, healthcheck": looks,
  prune: says("container", "deletes all stopped containers", "high", "no"),
};

const builds: Row = {
  valued: `-t --tag -f --file --build-arg --target --platform --label --network --cache-from --cache-to
      -o --output --secret --ssh --progress --builder --iidfile --metadata-file -v --volume --set`,
  tells: withOutput("--iidfile --metadata-file", "writes", (call) => {
    const outputs = call.values("-o", "--output").map(({ text, written }) => text ?? written);
    if (call.has("--push") || outputs.some((output) => /type=registry|push=true/.test(output))) {
      return operands("network", "builds and publishes an image of", "medium", "no")(call);
    }
    const files = outputs.flatMap((output) => {
      const name = /(?:^|,)dest=([^,]*)/.exec(output)?.[1] ?? (output.includes("=") ? "-" : output);
      return name === "-" ? [] : writeTo({ text: name, written: name });
    });
    return [...operands("container", "builds an image of", "low", "yes")(call), ...files];
  }),
};

const images: Record<string, Judge | Row> = {
  "ls, list, inspect, history, exists, tree, search": looks,
  pull: {
    valued: "--platform --creds --authfile",
    tells: operands("container", "pulls the image", "low", "yes"),
  },
  push: { valued: "", tells: operands("network", "publishes the image", "medium", "no") },
  build: builds,
  tag: { valued: "", tells: operands("container", "names an image", "low", "yes", 1) },
  save: saved("image"),
  "load, import": {
    valued: "-i --input -c --change -m --message --platform",
    tells: (call) =>
      onEach(call.values("-i", "--input"), "container", "loads images from", "low", "yes"),
  },
  "rm, rmi": { valued: "", tells: operands("container", "deletes the image", "high", "backup") },
  prune: given(
    "-a --all",
    says("container", "deletes all images that no container uses", "high", "backup"),
    says("container", "deletes images without a name", "medium", "no"),
  ),
  "sign, trust": operands("secret", "signs the image", "medium", "no"),
};

const volumes = byVerb({
  "ls, list, inspect, exists": looks,
  create: operands("container", "makes the volume", "low", "yes"),
  "rm, remove": operands("data", "deletes, with all it holds, the volume", "critical", "no"),
  prune: given(
    "-a --all",
    says("data", "deletes all volumes that no container uses", "critical", "no"),
    says("data", "deletes volumes that no container uses", "critical", "no"),
  ),
  export: saved("volume"),
  import: operands("data", "overwrites the volume", "high", "backup"),
});

const networks = byVerb({
  "ls, list, inspect, exists": looks,
  create: {
    valued: "-d --driver --subnet --gateway --ip-range -o --opt --label --aux-address --scope",
    tells: operands("network", "makes the network", "low", "yes"),
  },
  connect: {
    valued: "--ip --ip6 --alias --link",
    tells: operands("network", "connects", "medium", "yes", 1),
  },
  disconnect: operands("network", "disconnects", "high", "yes", 1),
  "rm, remove": operands("network", "deletes the network", "high", "yes"),
  prune: says("network", "deletes all networks that nothing uses", "medium", "yes"),
  reload: operands("network", "reloads the network of", "medium", "yes"),
});

const system = byVerb({
  "df, info, events": looks,
  prune: (call) => {
    if (call.has("--volumes")) {
      return [told("data", "deletes all that is unused, with volumes", null, "critical", "no")];
    }
    const images = call.has("-a", "--all") ? "all unused images" : "unnamed images";
    return [
      told(
        "container",
        `deletes stopped containers, unused networks and ${images}`,
        null,
        "high",
        "no",
      ),
    ];
  },
  reset: says("container", "deletes all containers, images and volumes", "critical", "no"),
  "migrate, renumber": says("container", "changes how containers are stored", "high", "no"),
  "service, connection": says("network", "changes how the engine is reached", "medium", "yes"),
});

const builder = byVerb({
  "ls, du, version": looks,
  inspect: given("--bootstrap", operands("container", "sets up the builder", "low", "yes"), looks),
  "build, bake": builds,
  "create, use, bootstrap": operands("container", "sets up the builder", "low", "yes"),
  "prune, rm, stop": says("container", "deletes what builds have kept", "medium", "yes"),
  "imagetools inspect": looks,
});

const contexts = byVerb({
  "ls, inspect, show": looks,
  use: operands("network", "sends all later commands to", "medium", "yes"),
  "create, update, import": operands("write", "changes the context", "low", "yes"),
  export: (call) => {
    const [context, file] = call.operands;
    if (file?.text === "-") return looks(call);
    if (file) return writeTo(file, "writes out the context to");
    return onEach(context ? [context] : [], "write", "writes to a file the context", "low", "yes");
  },
  "rm, remove": operands("delete", "deletes the context", "medium", "no"),
});

const manifests = byVerb({
  inspect: looks,
  "create, annotate, add": operands("container", "makes the manifest", "low", "yes"),
  push: operands("network", "publishes the manifest", "medium", "no"),
  "rm, remove": operands("container", "deletes the manifest", "medium", "yes"),
});

/** The pods of podman. */
const pods = byVerb({
  "ls, list, ps, inspect, logs, top, stats, exists": looks,
  create: operands("container", "makes a pod", "low", "yes"),
  start: operands("container", "starts the pod", "low", "yes"),
  restart: operands("container", "restarts the pod", "medium", "yes"),
  "stop, kill, pause": operands("container", "stops the pod", "high", "yes"),
  unpause: operands("container", "lets go on the pod", "low", "yes"),
  rm: operands("container", "deletes the pod", "high", "no"),
  prune: says("container", "deletes all stopped pods", "high", "no"),
});

export const docker: CommandTable = {
  "docker podman nerdctl": {
    valued: `-H --host -c --context -l --log-level --config --tlscacert --tlscert --tlskey -n
      --namespace -a --address --connection --url --root --runroot --storage-driver`,
    obeyed: "--config",
    tells: byVerb({
      ...swarm,
      ...images,
      ...container,
      "images, version, info, events, search": looks,
      inspect: looks,
      "rm, remove": { valued: "", tells: removes },
      login: says("secret", "stores a login for a registry", "low", "yes"),
      logout: says("secret", "forgets a login for a registry", "low", "yes"),
      container: { tells: byVerb(containers) },
      image: { tells: byVerb(images) },
      volume: { tells: volumes },
      network: { tells: networks },
      system: { valued: "--filter --format", tells: system },
      "buildx, builder": { tells: builder },
      context: { tells: contexts },
      manifest: { tells: manifests },
      pod: { tells: pods },
      compose,
      prune: isUnknown,
      "checkpoint ls": looks,
      "secret inspect": given(
        "--showsecret",
        operands("secret", "shows the secret", "low", "yes"),
        looks,
      ),
      "secret ls, config ls, config inspect": looks,
      "generate, kube generate": given(
        "-f --files --filename",
        says("write", "writes files", "medium", "backup"),
        looks,
      ),
      "play, kube play": operands("container", "starts what is described in", "medium", "yes"),
      "kube down": operands("container", "deletes what is described in", "high", "no"),
      "plugin ls, plugin inspect, trust inspect": looks,
      "plugin install, plugin enable, plugin upgrade": operands(
        "code",
        "installs the plugin",
        "high",
        "yes",
      ),
      "plugin disable, plugin rm": operands("container", "removes the plugin", "high", "yes"),
      "machine ls, machine list, machine inspect, machine info": looks,
      "machine start, machine init": operands("container", "starts the machine", "low", "yes"),
      "machine stop": operands("container", "stops the machine", "high", "yes"),
      "machine rm, machine reset": operands("container", "deletes the machine", "critical", "no"),
      [`scout cves, scout quickview, scout compare, scout recommendations, scout sbom, scout version,
        sbom`]: { valued: "-o --output --format", tells: writesTo("-o --output", "writes") },
    }),
  },
  "docker-compose podman-compose": compose,
};

/** `SOURCE TARGET`, of which one is `container:path`. */
function copies(call: Call): readonly Told[] {
  const [from, to] = call.operands;
  const target = to ? (to.text ?? to.written) : null;
  if (target === "-") return [told("read", "reads", from?.written ?? null, "none", "yes")];
  if (!to) return isUnknown(call);
  if (target === null || !/^[^/.]*[:$]/.test(target) || isInside(from)) {
    return writeTo(to, "copies from a container to");
  }
  const one = told("write", "overwrites in a container", target, "medium", "backup");
  // It is a path here, if it turns out to name no container.
  return [target.includes(":") ? one : { ...one, writes: { path: to, keeps: false } }];
}

function isInside(path: Arg | undefined): boolean {
  return /^[^/.$:]+:/.test(path?.text ?? "");
}

function saved(what: string): Row {
  return { valued: "-o --output", tells: writesTo("-o --output", `saves the ${what} in`) };
}
