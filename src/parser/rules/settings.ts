/** What a project's policy says about rules. */
import type { Severity } from "../../model/diagnostic.ts";

export interface LintSettings {
  /** Severities that differ from the table, by rule id. */
  readonly rules: Readonly<Record<string, Severity | "off">>;
  /** After how many days a review is overdue. */
  readonly reviewAgeDays: number;
}

export const defaultLintSettings: LintSettings = { rules: {}, reviewAgeDays: 365 };
