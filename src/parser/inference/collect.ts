/** Goes through a document's code and names everything in it that is to be replaced. */
import type { InputType } from "../../model/input-spec.ts";
import { strictnessOf } from "../../shell/place-kind.ts";
import type { VariableUse } from "../../shell/variables.ts";
import { type Draft, withFindings } from "../draft.ts";
import { error, type Finding, type Span } from "../finding.ts";
import { saysNothing } from "./marker.ts";
import { namesSecret } from "./secret.ts";
import { findSlots, type PlacedSlot, withSlots } from "./slots.ts";
import { surroundingsOf } from "./surroundings.ts";
import { guessType } from "./type-guess.ts";
import { findUnassigned } from "./unassigned.ts";
import { identifierOf, wordsOf } from "./words.ts";

/** One place of the code that takes an input's value. */
export interface Use {
  /** The input's name. */
  readonly name: string;
  /** Whether the document itself gives it: as an input, or by a step that captures it. */
  readonly isKnown: boolean;
  /** As it stands in the code. */
  readonly written: string;
  /** What it asks for; the name of a variable. */
  readonly text: string;
  readonly type: InputType | null;
  readonly isVariable: boolean;
  /** Where it stands in the step's code. */
  readonly part: Span;
  /** Where it stands in the source. */
  readonly span: Span;
}

export interface Collected {
  /** With an error for everything that no value can be put in for. */
  readonly draft: Draft;
  /** Variables first, then the others in order. */
  readonly uses: readonly Use[];
}

export function collect(
  drafts: readonly Draft[],
  declared: readonly string[],
  source: string,
): Collected[] {
  const known = new Map(
    [...capturedBy(drafts), ...declared].map((name) => [wordsOf(name).join(" "), name]),
  );
  const slotted = drafts.map((draft) => {
    const slots = findSlots(codeOf(draft));
    return { draft, slots, ...withSlots(codeOf(draft), slots) };
  });
  const unassigned = findUnassigned(
    slotted.map(({ code }) => code),
    source,
  );
  return slotted.map(({ draft, slots, toOld }, index) => {
    const variables = (unassigned[index] ?? []).map(({ name, start, end }) => {
      return variableUse(draft, { name, start: toOld(start), end: toOld(end - 1) + 1 }, known);
    });
    const uses = slots.map((slot) => slotUse(draft, slot, known));
    const refused = uses.map((use, at) => refusal(codeOf(draft), slots[at], use));
    const fillable = uses.filter((_, at) => refused[at] === null);
    return {
      draft: withFindings(
        draft,
        refused.filter((finding) => finding !== null),
      ),
      uses: [...variables, ...fillable],
    };
  });
}

function codeOf({ step }: Draft): string {
  return step.kind === "code" ? step.code : "";
}

function capturedBy(drafts: readonly Draft[]): string[] {
  return drafts.flatMap(({ step }) =>
    step.kind === "code" && step.capture ? [step.capture.name] : [],
  );
}

type Known = ReadonlyMap<string, string>;

function variableUse(draft: Draft, { name, start, end }: VariableUse, known: Known): Use {
  const written = `$${name}`;
  const around = { taker: "", beginsWord: true };
  return {
    ...named(name, known),
    written,
    text: name,
    type: guessType(name, around),
    isVariable: true,
    part: { start, end },
    span: spanOf(draft, { start, end }),
  };
}

function slotUse(draft: Draft, { start, end, written, text }: PlacedSlot, known: Known): Use {
  const around = surroundingsOf(codeOf(draft), start);
  // `BUCKET=CHANGE_ME` and `REGION=CHANGE_ME` ask for two things.
  const asks = saysNothing(text) && around.taker !== "" ? around.taker : text;
  return {
    ...named(asks, known),
    written,
    text: asks,
    type: guessType(asks, around),
    isVariable: false,
    part: { start, end },
    span: spanOf(draft, { start, end }),
  };
}

function named(text: string, known: Known): Pick<Use, "name" | "isKnown"> {
  const own = known.get(wordsOf(text).join(" "));
  return { name: own ?? identifierOf(text), isKnown: own !== undefined };
}

function spanOf({ toSource }: Draft, { start, end }: Span): Span {
  return { start: toSource(start), end: toSource(end - 1) + 1 };
}

/** Where a value could never go, it is said before anybody is asked for one. */
function refusal(code: string, slot: PlacedSlot | undefined, use: Use): Finding | null {
  if (slot === undefined) return null;
  if (slot.kind === "variableName") {
    return refuse(use, "would be a part of a variable's name", "write the variable in braces");
  }
  if (strictnessOf(slot.kind) === "never") {
    return refuse(use, "selects what runs, so no value is put in for it", "write the command out");
  }
  if (use.isKnown || !isSecret(code, slot, use.text)) return null;
  return refuse(
    use,
    "stands for a secret, which must not come into code or into the transcript",
    "let the command read it from the environment or from a file",
  );
}

function refuse({ written, span }: Use, why: string, hint: string): Finding {
  return error("unfillable-placeholder", span, `\`${written}\` ${why}`, { hint });
}

function isSecret(code: string, { start }: PlacedSlot, text: string): boolean {
  const { taker } = surroundingsOf(code, start);
  // `kubectl get secret/<secret>` names one, as any other object.
  if (/\bsecrets?[ /]["']?$/.test(code.slice(Math.max(0, start - 10), start))) return false;
  return namesSecret(text) || namesSecret(taker);
}
