/** What the guards make of a step: pass, ask, wait or deny, each with its reasons. */
import * as z from "zod/mini";
import { riskSchema } from "./risk.ts";

export const reasonSchema = z.strictObject({
  /** The guard that speaks, for example `risk`. */
  guard: z.string(),
  text: z.string(),
});
export type Reason = z.infer<typeof reasonSchema>;

/** One guard's word. Only `ask` can be answered by a person. */
export type Verdict = {
  readonly reason: Reason;
  /** The lines of the policy file that it rests on, where it rests on one. */
  readonly lines?: readonly number[];
} & (
  | { readonly kind: "pass" }
  | { readonly kind: "ask"; readonly level: AnswerLevel }
  /** Other people have to say yes. The operator types the name all the same. */
  | ({ readonly kind: "ask"; readonly level: "approve" } & Others)
  /** `until`: ISO 8601 in UTC. */
  | { readonly kind: "wait"; readonly until: string }
  | { readonly kind: "deny" }
);

export interface Others {
  /** How many other people have to say yes. */
  readonly approvals: number;
  /** Who may, by name. */
  readonly approvers: readonly string[];
}

/** What the operator answers by saying yes, or by typing a name. */
const answerLevelSchema = z.enum(["confirm", "type"]);
type AnswerLevel = z.infer<typeof answerLevelSchema>;

/** All guards' words in one: the strictest kind wins, and every reason of that kind is kept. */
export type Ruling =
  | { readonly kind: "pass" }
  | (Others & {
      readonly kind: "ask";
      readonly level: AnswerLevel;
      readonly reasons: readonly Reason[];
    })
  | { readonly kind: "wait"; readonly until: string; readonly reasons: readonly Reason[] }
  | { readonly kind: "deny"; readonly reasons: readonly Reason[] };

/**
 * The one question a person sees before a step: what would run, where, and why it asks.
 * `go` is no guard's doing: interactively, even a harmless step waits for a person to say "now".
 */
export const questionSchema = z.strictObject({
  level: z.enum(["go", ...answerLevelSchema.options]),
  /** The word to type when the level is `type`: the target's name. */
  word: z.string(),
  /** How many other people have to approve before the answer counts. */
  approvals: z.int().check(z.gte(0)),
  /** Who may, by name: never the operator. */
  approvers: z.array(z.string()),
  reasons: z.array(reasonSchema),
  /** The higher of what the step declares and what the code would do. */
  risk: riskSchema,
  /** What the code would do beyond looking, in phrases, the riskiest first. */
  does: z.array(z.string()),
  /** The exact code that a yes would run. */
  code: z.string(),
  target: z.string(),
  /** Files that will be saved first. */
  backup: z.array(z.string()),
});
export type Question = z.infer<typeof questionSchema>;
