/** The command `verify TRANSCRIPT`: what a transcript is worth, by whom, what and when. */
import { neutralise } from "../model/neutralise.ts";
import type { Verification } from "../transcript/verify.ts";
import { exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { refuse, report } from "./refusal.ts";
import { findTranscript } from "./show.ts";
import { verifyWith } from "./verify-own.ts";

export interface VerifyCommandOptions {
  readonly allowedSigners: string | undefined;
  readonly json: boolean;
  readonly stateDir: string | undefined;
}

const exits: Record<Verification["verdict"], number> = {
  SEALED: 0,
  TAMPERED: 1,
  UNSEALED: 3,
  UNTRUSTED: 4,
};

export async function verify(io: Io, what: string, options: VerifyCommandOptions): Promise<number> {
  const path = await findTranscript(io, what, { ...options, isFileMeant: true });
  if (path === null) {
    const hint = "name a session.jsonl, its directory or a session's id";
    return report(io, refuse(`there is no transcript ${what}`, hint, exitCode.usage));
  }
  const verified = await verifyWith(io, path, options.allowedSigners);
  if (!verified.ok) return report(io, verified);
  const text = options.json
    ? JSON.stringify(verified.value, null, 2)
    : neutralise(words(verified.value));
  io.stdout.write(`${text}\n`);
  return exits[verified.value.verdict];
}

function words(verification: Verification): string {
  const { verdict, reason, title, session, operators, events, parts, sealedParts } = verification;
  const rows: [string, string][] = [
    ["what", `${title ?? "unknown"} (${session ?? "unknown session"})`],
    ["when", `${verification.firstAt ?? "?"} to ${verification.lastAt ?? "?"}`],
    ...operators.map(({ part, principal, fingerprint, trusted }): [string, string] => [
      parts > 1 ? `part ${part} by` : "by",
      `${principal} ${fingerprint}${trusted ? "" : " (not trusted)"}`,
    ]),
    ["events", `${events} in ${parts === 1 ? "1 part" : `${parts} parts, ${sealedParts} sealed`}`],
    ...(verification.line === null
      ? []
      : [["breaks at", `line ${verification.line}`] satisfies [string, string]]),
    ...(verification.verdict === "SEALED" || verification.authenticUpTo === null
      ? []
      : [
          [
            "authentic",
            `up to ${verification.authenticUpTo.at} (${verification.authenticUpTo.events} events)`,
          ] satisfies [string, string],
        ]),
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  return [
    verdict,
    `  ${reason}`,
    ...rows.map(([label, text]) => `  ${label.padEnd(width)}  ${text}`),
  ].join("\n");
}
