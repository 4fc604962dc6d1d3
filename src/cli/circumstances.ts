/** Who runs what, where and how: the facts that a part of a transcript begins with. */
import { hostname, userInfo } from "node:os";
import type { Circumstances, Mode } from "../model/event.ts";
import { isWithin, type Risk, riskLevels, riskSchema } from "../model/risk.ts";
import { hasTerminal, type Io } from "./io.ts";
import type { LoadedPolicy } from "./load-policy.ts";
import { type Outcome, refuse } from "./refusal.ts";

export interface ModeOptions {
  readonly auto: boolean;
  readonly maxRisk: string | undefined;
  readonly env: string | undefined;
  readonly json: boolean;
}

export function circumstancesOf(
  io: Io,
  { policy, digest }: LoadedPolicy,
  callPolicies: Circumstances["callPolicies"],
  options: ModeOptions,
): Outcome<Circumstances> {
  const strictest = [policy, ...callPolicies.map((each) => each.policy)].reduce((least, each) =>
    isWithin(least.autoLimit, each.autoLimit) ? least : each,
  );
  const { autoLimit } = strictest;
  const mode = modeOf(io, autoLimit, options);
  if (!mode.ok) return mode;
  if (mode.value.kind === "auto" && !isWithin(mode.value.ceiling, autoLimit)) {
    return refuse(
      `--max-risk ${mode.value.ceiling} is above what the policy lets a headless run do (${autoLimit})`,
      `run it in a terminal, or raise auto.maxRisk in ${strictest.path ?? "firebreak.yaml"}`,
    );
  }
  const claim = options.env ?? null;
  const names = policy.environments.map(({ name }) => name);
  if (claim !== null && !names.includes(claim)) {
    const known = names.length > 0 ? `it knows ${names.join(", ")}` : "it defines none";
    return refuse(
      `--env ${claim}: the policy has no such environment; ${known}`,
      "define it with its probes under environments in firebreak.yaml",
    );
  }
  const value: Circumstances = {
    tool: `firebreak ${io.version}`,
    host: hostname(),
    operator: principalOf(io),
    directory: io.cwd,
    mode: mode.value,
    policy,
    policyDigest: digest,
    callPolicies,
    claim,
  };
  return { ok: true, value };
}

function modeOf(io: Io, limit: Risk, { auto, maxRisk, json }: ModeOptions): Outcome<Mode> {
  const isHeadless = auto || json || !hasTerminal(io);
  if (maxRisk !== undefined && !auto) {
    return refuse("--max-risk is for headless runs", "add --auto");
  }
  const ceiling = riskSchema.safeParse(maxRisk ?? (isWithin("low", limit) ? "low" : limit));
  if (!ceiling.success) {
    return refuse(`--max-risk ${maxRisk} is no risk`, `one of ${riskLevels.join(", ")}`);
  }
  const mode: Mode = isHeadless ? { kind: "auto", ceiling: ceiling.data } : { kind: "interactive" };
  return { ok: true, value: mode };
}

/** `FIREBREAK_OPERATOR`, or the name the system knows the user by. */
export function principalOf({ env }: Io): string {
  const named = env["FIREBREAK_OPERATOR"];
  if (named !== undefined && named !== "") return named;
  try {
    return userInfo().username;
  } catch {
    // A uid without an entry in the user database, as in many containers.
    return `uid-${process.getuid?.() ?? "unknown"}`;
  }
}
