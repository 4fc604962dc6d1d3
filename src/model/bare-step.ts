/** What holds of a step of which a document says nothing more. Fresh objects each time, for nobody shares a step. */
import type { CodeStep, Step } from "./step.ts";

export function bareStep(): Omit<Pick<Step, keyof Step>, "kind" | "id" | "title" | "lines"> {
  return {
    headings: [],
    prose: "",
    after: "",
    role: "main",
    risk: null,
    environments: null,
    on: "local",
    needs: [],
    when: null,
    confirm: false,
    auto: null,
    blockers: [],
  };
}

export function bareCode(): Omit<CodeStep, "id" | "title" | "lines" | "code"> {
  return {
    kind: "code",
    ...bareStep(),
    language: "bash",
    backup: [],
    rollback: null,
    expect: [],
    shown: "",
    approvals: 0,
    exit: [0],
    capture: null,
    raw: [],
    timeoutMs: null,
  };
}
