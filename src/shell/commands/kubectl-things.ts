/** What a command of kubectl is about: the things it names, the files it takes them from. */
import type { EffectKind, Reversible } from "../../model/command-effect.ts";
import type { Risk } from "../../model/risk.ts";
import type { Arg, Call } from "./call.ts";
import { unlessDry } from "./dry-run.ts";
import { type Judge, onEach } from "./row.ts";

/** A thing of a cluster as it is best named: `deployment/web`, whether written so or in two words. */
export interface Thing extends Arg {
  /** In small letters, as it was written: `deploy`; null where only a file or nobody knows. */
  readonly kind: string | null;
}

/** What the operands name, or the files they are described in; empty where a selector alone says it. */
export function named(call: Call): readonly Thing[] {
  const files = filed(call);
  if (files.length > 0) return files.map((file) => ({ ...file, kind: null }));
  const [first, ...rest] = call.operands;
  if (!first) return [];
  if (first.text?.includes("/") || (first.text === null && first.written.includes("/"))) {
    const things = call.operands.filter(({ text }) => text === null || /^[^=]*\/[^=]*$/.test(text));
    return things.map((arg) => ({ ...arg, kind: kindOf(arg.text?.split("/")[0]) }));
  }
  const kinds = (first.text ?? first.written).split(",");
  const others = rest
    .filter(({ text }) => text === null || !/.=/.test(text))
    .map(({ written, text }) => text ?? written);
  const isTooMuch = kinds.length > 1 && kinds.length * others.length > mostPairs;
  const names = others.length === 0 || isTooMuch ? [null] : others;
  return kinds.flatMap((kind) =>
    names.map((name) => {
      const text = name === null ? kind : `${kind}/${name}`;
      return { text, written: text, kind: first.text === null ? null : kindOf(kind) };
    }),
  );
}

/** More than anybody writes: what is done hangs on the kinds alone. */
const mostPairs = 200;

export function resources(
  does: string,
  risk: Risk,
  reversible: Reversible,
  kind: EffectKind = "container",
): Judge {
  return (call) => onEach(named(call), kind, does, risk, reversible);
}

export function filed(call: Call): readonly Arg[] {
  return call.values("-f", "--filename", "-k", "--kustomize");
}

export function unlessRehearsed(judge: Judge): Judge {
  return unlessDry("--dry-run", judge);
}

function kindOf(written: string | undefined): string | null {
  return written === undefined ? null : (written.toLowerCase().split(".")[0] as string);
}
