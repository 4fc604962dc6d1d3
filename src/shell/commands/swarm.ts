/** Docker swarm: its nodes, services and stacks, and the secrets it keeps. */
import { byVerb, given, type Judge, looks, operands, type Row, says, told } from "./row.ts";

/** `web=0 db=3`: to none at all is an outage. */
export const scales: Judge = (call) =>
  call.operands.flatMap(({ text, written }) => {
    const [, name, count] = /^(.*)=(.*)$/s.exec(text ?? written) ?? [null, written, ""];
    return text === null || /^0*$/.test(count ?? "")
      ? told("container", "stops", name ?? written, "high", "yes")
      : told("container", `scales to ${count}`, name ?? written, "medium", "yes");
  });

const makesKeys = says("secret", "makes new keys for the swarm", "high", "no");

export const swarm: Readonly<Record<string, Judge | Row>> = {
  service: {
    tells: byVerb({
      "ls, list, ps, inspect, logs": looks,
      create: {
        valued: `--name --replicas --network -p --publish -e --env --mount --constraint --secret
            --config -l --label`,
        tells: operands("container", "starts a service of", "medium", "yes"),
      },
      update: {
        valued: `--image --replicas --env-add --env-rm --label-add --args --constraint-add --mount-add
          --publish-add --publish-rm --secret-add --secret-rm --limit-memory --limit-cpu --network-add
          --update-parallelism --update-delay`,
        tells: operands("container", "changes the service", "medium", "yes"),
      },
      rollback: operands("container", "puts back the service", "medium", "yes"),
      scale: scales,
      "rm, remove": operands("container", "deletes the service", "high", "no"),
    }),
  },
  stack: {
    tells: byVerb({
      "ls, list, ps, services, config": looks,
      "deploy, up": {
        valued: "-c --compose-file --orchestrator --resolve-image",
        tells: given(
          "--prune",
          operands(
            "container",
            "deploys, and deletes what is no longer described, in the stack",
            "high",
            "no",
          ),
          operands("container", "deploys the stack", "medium", "yes"),
        ),
      },
      "rm, remove, down": operands("container", "deletes the stack", "high", "no"),
    }),
  },
  node: {
    tells: byVerb({
      "ls, list, ps, inspect": looks,
      update: {
        valued: "--availability --role --label-add --label-rm",
        tells: (call) =>
          call.has("--availability", "--role")
            ? operands("container", "moves work off or onto the node", "high", "yes")(call)
            : operands("container", "changes the node", "medium", "yes")(call),
      },
      promote: operands("container", "makes a manager of", "medium", "yes"),
      demote: operands("container", "makes a manager no more of", "high", "yes"),
      "rm, remove": operands("container", "removes from the swarm", "high", "yes"),
    }),
  },
  swarm: {
    tells: byVerb({
      ca: given("--rotate --ca-cert --ca-key --external-ca", makesKeys, looks),
      "unlock-key, join-token": given(
        "--rotate",
        makesKeys,
        says("secret", "shows a key of the swarm", "low", "yes"),
      ),
      init: says("container", "makes this machine the first of a swarm", "medium", "yes"),
      join: operands("container", "joins the swarm at", "medium", "yes"),
      leave: says("container", "leaves the swarm", "high", "no"),
      update: says("container", "changes the swarm", "high", "yes"),
      unlock: says("secret", "unlocks the swarm", "low", "yes"),
    }),
  },
  "secret create": operands("secret", "stores the secret", "low", "yes"),
  "secret rm, secret remove": operands("secret", "deletes the secret", "high", "no"),
  "config create": operands("container", "stores the configuration", "low", "yes"),
  "config rm, config remove": operands("container", "deletes the configuration", "high", "no"),
};
