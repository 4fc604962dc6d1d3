/** Every rule that a diagnostic can name, in one table: those of the reader and those of `firebreak lint`. */
import type { Severity } from "../../model/diagnostic.ts";

export interface RuleEntry {
  /** `off`: only a policy turns it on. */
  readonly severity: Severity | "off";
  /**
   * `reader`: what cannot be read; its severity never changes, for the step does not run ·
   * `safety`: the policy may change it, a document may not · `advice`: a document may silence it.
   */
  readonly kind: "reader" | "safety" | "advice";
  /** Whether `firebreak lint --fix` may put it right. */
  readonly fix: boolean;
  /** One sentence, no trailing full stop. */
  readonly summary: string;
}

function reader(summary: string, { fix = false } = {}): RuleEntry {
  return { severity: "error", kind: "reader", fix, summary };
}

function safety(severity: RuleEntry["severity"], summary: string): RuleEntry {
  return { severity, kind: "safety", fix: false, summary };
}

function advice(severity: RuleEntry["severity"], summary: string, { fix = false } = {}): RuleEntry {
  return { severity, kind: "advice", fix, summary };
}

const table = {
  "bad-attributes": reader("An annotation cannot be read as attributes or as YAML"),
  "bad-call": reader("A call of another runbook cannot be made"),
  "bad-choice": reader("An option of a choice leads nowhere, back, or where another one leads"),
  "bad-condition": reader("A condition cannot be evaluated"),
  "bad-fence": reader("A code block holds a line that was meant to close it"),
  "bad-frontmatter": reader("The metadata at the top of the document cannot be read"),
  "bad-name": reader("A name of an input, a captured value or an environment cannot be used"),
  "bad-policy": reader("The policy file is no YAML mapping"),
  "bad-value": reader("The value of a key is none of those that it may have"),
  "duplicate-id": reader("Two steps have the same id"),
  "duplicate-key": reader("A key is given twice"),
  "duplicate-name": reader("A captured value would replace an input, or two inputs share a name"),
  "invisible-character": reader("Code or a value holds a character that nobody can see", {
    fix: true,
  }),
  "misplaced-key": reader("A step carries a key that is for another kind of step"),
  "mixed-prompts": reader("Some lines of a session have prompts, others perhaps should"),
  "needs-cycle": reader("Steps need each other, so that none can be first"),
  "not-executable": reader("An annotation stands at a block that is not run"),
  "not-yet": reader("A key is known and not supported yet"),
  "stray-annotation": reader("An annotation stands where no step is"),
  "too-deep": reader("Lists or quotes are nested too deeply to be read"),
  "too-large": reader("The document is too large or too intricate to be read"),
  "unfillable-placeholder": reader("No value can be put in where this placeholder stands"),
  "unclosed-comment": reader("A comment is never closed and swallows the rest of the document"),
  "unclosed-fence": reader("A code block is never closed and swallows the rest of the document"),
  "undefined-value": reader("A placeholder has no input and no captured value behind it"),
  "unknown-key": reader("A key is unknown, and perhaps misspelt"),
  "unknown-step": reader("A step names another that is not there"),
  "value-not-ready": reader("A value is used before the step that captures it"),

  "raw-input": safety("warning", "What is given for an input becomes code"),
  "cannot-silence": safety("error", "A comment tries to silence a rule that guards safety"),
  "change-without-check": safety("warning", "A change, and nothing looks whether it worked"),
  "code-does-not-parse": safety("error", "A shell would refuse the code"),
  "lost-failure": safety("warning", "A command's failure would go unnoticed"),
  "no-way-back": safety("warning", "High risk without a backup or a rollback"),
  "pipe-to-shell": safety("warning", "Code from the network runs before anybody has seen it"),
  "real-address": safety("off", "A public address or host in a document that is to be anonymous"),
  "riskier-rollback": safety("warning", "The way back is riskier than the way there"),
  "secret-literal": safety("error", "A password, token or key stands in the text"),
  "understated-risk": safety("error", "A step declares less risk than its code comes to"),
  "unreachable-step": safety("warning", "No walk can come to a step"),

  "bad-ignore": advice("warning", "A comment that silences a rule names none, or gives no reason"),
  "command-outside-a-step": advice("info", "The text says to run a command, and no step does"),
  "dangling-link": advice("warning", "A link leads to a heading or a file that is not there", {
    fix: true,
  }),
  "fence-in-html": advice("warning", "A code block stands in HTML, and so is no step"),
  "foreign-key": advice("info", "A key in the frontmatter belongs to another tool"),
  "inferred-input": advice("info", "What reads like a placeholder is taken for an input"),
  "interactive-command": advice("warning", "A command wants a terminal, and a step has none"),
  "no-owner": advice("warning", "Nobody owns the runbook"),
  "no-prompt": advice("info", "A copied session has no prompts, and so is no step"),
  "review-overdue": advice("warning", "Nobody has looked the runbook through for too long"),
  "unused-input": advice("warning", "An input is asked for, and no step uses it"),
  "wait-in-prose": advice("info", "Only the text says to wait, and for how long"),
} satisfies Record<string, RuleEntry>;

export type RuleId = keyof typeof table;

export const rules: Readonly<Record<RuleId, RuleEntry>> = table;

export function isRule(id: string): id is RuleId {
  return Object.hasOwn(table, id);
}

/** The page that explains a rule, from the root of the project. */
export function pageOf(rule: string): string {
  return `docs/rules/${rule}.md`;
}
