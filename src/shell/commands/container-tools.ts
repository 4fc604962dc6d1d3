/** Container engines below Docker and beside it, and tools for images. */
import { writeTo } from "./paths.ts";
import { byVerb, type CommandTable, given, looks, ofFirst, operands, says } from "./row.ts";

export const containerTools: CommandTable = {
  crictl: {
    valued: `-r --runtime-endpoint -i --image-endpoint -t --timeout -c --config -o --output --name
        --label --state --pod --tail`,
    tells: byVerb({
      "ps, pods, images, image, img, logs": looks,
      "inspect, inspecti, inspectp, stats, statsp, info, version": looks,
      "imagefsinfo, events, runtime-config": looks,
      "port-forward": ofFirst(operands("network", "opens a local port to", "low", "yes")),
      pull: operands("container", "pulls the image", "low", "yes"),
      "create, run, runp": operands("container", "runs", "medium", "yes"),
      start: operands("container", "starts the container", "low", "yes"),
      stop: operands("container", "stops the container", "high", "yes"),
      stopp: operands("container", "stops the pod", "high", "yes"),
      update: operands("container", "changes the limits of the container", "medium", "yes"),
      "exec, attach": ofFirst(
        operands("container", "runs something in the container", "medium", "no"),
      ),
      "rm, rmp": given(
        "-a --all",
        says("container", "deletes all containers or pods", "critical", "no"),
        operands("container", "deletes", "high", "no"),
      ),
      rmi: given(
        "-a --all --prune",
        says("container", "deletes images", "high", "backup"),
        operands("container", "deletes the image", "high", "backup"),
      ),
      checkpoint: operands("write", "saves the state of the container", "low", "yes"),
    }),
  },
  ctr: {
    valued: "-n --namespace -a --address --timeout --connect-timeout --snapshotter --user",
    tells: byVerb({
      "version, info, plugins, events, namespaces ls, ns ls, namespace ls, content ls, leases ls":
        looks,
      "images ls, image ls, i ls, images list": looks,
      "image list, images check, image check, images usage": looks,
      "containers ls, container ls, c ls": looks,
      "containers list, containers info, container info, c info": looks,
      "tasks ls, task ls, t ls, tasks list, task list": looks,
      "tasks ps, task ps, tasks metrics, task metrics, snapshots ls, snapshots info": looks,
      "images pull, image pull, i pull": operands("container", "pulls the image", "low", "yes"),
      "images import, image import, i import, images tag, image tag, i tag": operands(
        "container",
        "adds the image",
        "low",
        "yes",
      ),
      "images export, image export, i export": (call) =>
        call.operands.slice(0, 1).flatMap((file) => writeTo(file, "writes the image to")),
      "images push, image push, i push": ofFirst(
        operands("network", "publishes the image", "medium", "no"),
      ),
      "images rm, image rm, i rm, images delete, images remove": operands(
        "container",
        "deletes the image",
        "high",
        "backup",
      ),
      run: ofFirst(operands("container", "runs a container of", "medium", "yes")),
      "tasks exec, task exec, t exec": ofFirst(
        operands("container", "runs something in the container", "medium", "no"),
      ),
      "tasks start, task start, t start, tasks resume, task resume": operands(
        "container",
        "starts the container",
        "low",
        "yes",
      ),
      "tasks kill, task kill, t kill, tasks pause, task pause": ofFirst(
        operands("container", "stops the container", "high", "yes"),
      ),
      [`tasks rm, task rm, t rm, tasks delete, task delete,
        containers rm, container rm, c rm, containers delete, containers remove`]: operands(
        "container",
        "deletes the container",
        "high",
        "no",
      ),
      "namespaces rm, ns rm, snapshots rm, content rm": operands(
        "container",
        "deletes",
        "high",
        "no",
      ),
    }),
  },
  buildah: {
    valued: "-t --tag -f --file --build-arg --format -v --volume --name",
    tells: byVerb({
      "containers, images, inspect, info, version, ls": looks,
      "from, build, bud, commit, tag, config, copy, add, mount, umount, unmount, pull, manifest":
        operands("container", "builds", "low", "yes"),
      run: ofFirst(operands("container", "runs something in", "medium", "yes")),
      "push, manifest push": ofFirst(operands("network", "publishes the image", "medium", "no")),
      "rm, rmi, manifest rm": given(
        "-a --all",
        says("container", "deletes all containers or images", "high", "no"),
        operands("container", "deletes", "high", "backup"),
      ),
      prune: says("container", "deletes images that nothing uses", "high", "backup"),
      login: says("secret", "stores a login for a registry", "low", "yes"),
      logout: says("secret", "forgets a login for a registry", "low", "yes"),
    }),
  },
  skopeo: {
    valued: `--creds --src-creds --dest-creds --authfile --override-arch --override-os --format -f
        --src --dest -s -d`,
    tells: byVerb({
      "inspect, list-tags, manifest-digest": looks,
      copy: operands("container", "copies the image to", "medium", "backup", 1),
      sync: operands("container", "copies images to", "medium", "backup", 1),
      delete: operands("container", "deletes from the registry", "critical", "no"),
      login: says("secret", "stores a login for a registry", "low", "yes"),
      logout: says("secret", "forgets a login for a registry", "low", "yes"),
    }),
  },
};
