/** Is this the machine that the step is meant for? Observed by probes; a claim is checked, never believed. */
import type { Observation } from "../model/observation.ts";
import type { Verdict } from "../model/verdict.ts";
import type { Facts, Guard } from "./facts.ts";

export const environment: Guard = ({ step, effective, policy, claim, observation }) => {
  const seen = recognised(observation);
  if (seen.length > 1) {
    return deny(`the probes of ${seen.join(" and ")} all recognise ${observation.hostname}`);
  }
  const name = seen[0] ?? null;
  if (claim !== null && claim !== name) {
    const why = failures(observation, [claim]);
    return deny(`--env says ${claim}, but ${whatProbesSay(name, observation)}${why}`);
  }
  if (name !== null) {
    return step.environments === null || step.environments.includes(name)
      ? pass(`${observation.hostname} is ${name}`)
      : deny(`this is ${name}; the step is only for ${step.environments.join(" or ")}`);
  }
  const isJudged = step.environments !== null || policy.environments.length > 0;
  if (!isJudged || effective.risk === "none") {
    const why = step.kind === "manual" ? "; a task is for a person, wherever it is done" : "";
    return pass(`${observation.hostname}, no environment${why}`);
  }
  return {
    kind: "ask",
    level: "type",
    reason: { guard: "environment", text: unrecognised(step.environments, observation) },
  };
};

/** Whether what the policy says of these environments (null for all) holds where the probes say we are. */
export function holdsIn(environments: readonly string[] | null, observation: Observation): boolean {
  return environments === null || environments.some((name) => isRecognised(name, observation));
}

/** Any recognised environment that is marked as production counts, even when several are recognised. */
export function isProduction({ policy, observation }: Facts): boolean {
  return policy.environments.some(
    ({ name, production }) => production && isRecognised(name, observation),
  );
}

function isRecognised(name: string, { environments }: Observation): boolean {
  return environments.some((one) => one.name === name && haveAllHeld(one));
}

/** The environments whose probes all held. */
export function recognised({ environments }: Observation): string[] {
  return environments.filter(haveAllHeld).map(({ name }) => name);
}

function haveAllHeld({ probes }: Observation["environments"][number]): boolean {
  return probes.every(({ held }) => held);
}

function unrecognised(allowed: readonly string[] | null, observation: Observation): string {
  const meant = allowed === null ? "" : `; the step is only for ${allowed.join(" or ")}`;
  return `${whatProbesSay(null, observation)}${meant}${failures(observation, allowed)}`;
}

/** Of each of these environments (null for all), the first probe that did not hold, and what it saw. */
function failures({ environments }: Observation, names: readonly string[] | null): string {
  const failed = environments.flatMap(({ name, probes }) => {
    const probe = probes.find(({ held }) => !held);
    return probe && (names?.includes(name) ?? true) ? [{ name, ...probe }] : [];
  });
  const said = failed.slice(0, mostFailures).map(({ name, probe, seen }) => {
    return `; not ${name}: ${brief(steady(seen))} (probe ${brief(probe)})`;
  });
  const rest = failed.length - mostFailures;
  return `${said.join("")}${rest > 0 ? `; ${rest} more` : ""}`;
}

const mostFailures = 3;

/**
 * What a program printed stands behind a colon and may be another text at each look. The question would then
 * never be the same one again, and no answer would count.
 */
function steady(seen: string): string {
  return seen.split(": ", 1).join("");
}

function brief(text: string): string {
  const characters = [...text];
  return characters.length <= 48 ? text : `${characters.slice(0, 47).join("")}…`;
}

function whatProbesSay(name: string | null, { hostname }: Observation): string {
  return name === null
    ? `no environment's probes recognise ${hostname}`
    : `the probes say that ${hostname} is ${name}`;
}

function pass(text: string): Verdict {
  return { kind: "pass", reason: { guard: "environment", text } };
}

function deny(text: string): Verdict {
  return { kind: "deny", reason: { guard: "environment", text } };
}
