/** Compose: containers that are described together in one file. */
import type { EffectKind, Reversible } from "../../model/command-effect.ts";
import type { Risk } from "../../model/risk.ts";
import { writesTo } from "./options.ts";
import { byVerb, given, type Judge, looks, ofFirst, operands, type Row, says } from "./row.ts";
import { scales } from "./swarm.ts";

export const compose: Row = {
  valued: `-f --file -p --project-name --profile --env-file --project-directory --ansi --progress
      --parallel -H --host`,
  tells: byVerb({
    "ps, logs, ls, top, images, port, events, stats, version, volumes": looks,
    "config, convert": {
      valued: "-o --output --format --hash",
      tells: writesTo("-o --output", "writes"),
    },
    up: {
      valued: "-t --timeout --scale --pull --wait-timeout --exit-code-from --attach --no-attach",
      tells: given(
        "-V --renew-anon-volumes",
        services("data", "starts, with new and empty volumes,", "high", "no"),
        given(
          "--remove-orphans",
          services("container", "starts, and deletes what is no longer described,", "high", "yes"),
          services("container", "starts or replaces", "medium", "yes"),
        ),
      ),
    },
    "start, unpause": { tells: services("container", "starts", "low", "yes") },
    create: { tells: services("container", "makes the containers of", "medium", "yes") },
    restart: { valued: "-t --timeout", tells: services("container", "restarts", "medium", "yes") },
    "stop, kill, pause": {
      valued: "-t --timeout -s --signal",
      tells: services("container", "stops", "high", "yes"),
    },
    down: {
      valued: "-t --timeout --rmi",
      tells: given(
        "-v --volumes",
        services("data", "stops and deletes, with its volumes,", "critical", "no"),
        services("container", "stops and deletes", "high", "yes"),
      ),
    },
    rm: {
      tells: given(
        "-v --volumes",
        services("data", "deletes, with its volumes,", "critical", "no"),
        services("container", "deletes the stopped", "high", "no"),
      ),
    },
    pull: { valued: "--policy", tells: services("container", "pulls the images of", "low", "yes") },
    push: { tells: services("network", "publishes the images of", "medium", "no") },
    build: {
      valued: "--build-arg -m --memory --ssh --builder --progress",
      tells: given(
        "--push",
        services("network", "builds and publishes the images of", "medium", "no"),
        services("container", "builds the images of", "low", "yes"),
      ),
    },
    run: {
      valued:
        "-e --env -v --volume -p --publish -u --user -w --workdir --name --entrypoint -l --label",
      tells: ofFirst(services("container", "runs a container of", "medium", "yes")),
    },
    exec: {
      valued: "-e --env -u --user -w --workdir --index",
      tells: ofFirst(services("container", "runs something in", "medium", "no")),
    },
    scale: scales,
    cp: operands("write", "copies into or out of a container", "medium", "backup", 1),
    attach: services("container", "connects the keyboard to", "medium", "no"),
    watch: says("container", "replaces containers as files change", "medium", "yes"),
  }),
};

/** Where no service is named, all of the file are meant. */
function services(kind: EffectKind, does: string, risk: Risk, reversible: Reversible): Judge {
  const named = operands(kind, does, risk, reversible);
  const all = says(kind, `${does} all services of the project`, risk, reversible);
  return (call) => (call.operands.length === 0 ? all : named)(call);
}
