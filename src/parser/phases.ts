/** Tells from the headings above a step which part of an operation it belongs to. */

export const phases = ["prepare", "diagnose", "fix", "verify", "rollBack", "escalate"] as const;

/** `none` where no heading says. */
export type Phase = (typeof phases)[number] | "none";

/**
 * The phase that the innermost telling heading of `headings` (outermost first) stands for. To verify
 * something in the course of a diagnosis is still diagnosis.
 */
export function phaseOf(headings: readonly string[]): Phase {
  const [inner, outer] = phasesIn(headings, telling);
  if (inner !== undefined) return inner === "verify" && outer === "diagnose" ? "diagnose" : inner;
  // Vague words count only where no heading has a better one: "Mitigation > Network issues" is a fix.
  return phasesIn(headings, vague)[0] ?? "none";
}

/** Innermost first. */
function phasesIn(headings: readonly string[], rows: readonly Row[]): Phase[] {
  return headings.toReversed().flatMap((heading) => earliest(heading, rows) ?? []);
}

/** "If the diagnosis shows nothing, restart it" is about the restart. */
const circumstances = /^[\d.)\s]*(?:if|when(?! to\b)|in case)\b[^,:]*[,:]?/i;

/** UTF-16 units; what comes after them is no heading any more. */
const longestHeading = 300;

type Row = readonly [phase: Phase, pattern: RegExp];

/** The phase of the earliest word; of two rows at one place, the first. */
function earliest(heading: string, rows: readonly Row[]): Phase | null {
  const words = heading.slice(0, longestHeading).replace(circumstances, "");
  let found: Phase | null = null;
  let foundAt = Number.POSITIVE_INFINITY;
  for (const [phase, pattern] of rows) {
    const at = pattern.exec(words)?.index ?? Number.POSITIVE_INFINITY;
    if (at < foundAt) [found, foundAt] = [phase, at];
  }
  return found;
}

/** The words (or the beginnings of words, before `~`) of a phase as one pattern. */
function row(phase: Phase, words: string): Row {
  const each = words
    .trim()
    .split(/\s*\|\s*/)
    .map((word) => word.replaceAll(" ", "[\\s-]+").replaceAll("~", "\\w*"));
  return [phase, new RegExp(`(?<![\\w'’./-])(?:${each.join("|")})(?![\\w'’/]|\\.\\w)`, "i")];
}

/** Words that mean their phase wherever they stand. */
const telling: readonly Row[] = [
  row(
    "none",
    "next steps | prevent~ | getting help with contributing | pull request~ | code review",
  ),
  row(
    "rollBack",
    `roll~ back~ | rollback~ | revert~ | undo | undoing | back~ out | backout | way back | fall back plan |
    restor~ the (?:previous|old|original|former)`,
  ),
  row(
    "escalate",
    `escalat~ | contact~ | who to (?:call|contact|ask|page) |
    when to (?:call|page) | call for help | get~ help | ask~ for help | on call~ | support |
    fil~ an? (?:bug|ticket|issue|case) | open~ an? (?:bug|ticket|issue|case) | refer to the |
    report~ (?:an? )?(?:bug|incident)s? | notify~ | inform~ (?:the|stakeholders|users) | hand off | handover`,
  ),
  row(
    "verify",
    `verif~ | validat~ | confirm~ | post (?:checks?|flight|deploy~|upgrade|change~|maintenance) |
    smoke tests? | (?:success|exit|acceptance) criteria | is it (?:fixed|solved|over) | make sure |
    ensure that |
    checking the (?:fix|result) | check (?:that )?(?:(?:the|it) )?(?:fix|result|recovery|is fixed) |
    test~ the (?:fix|result|change|deployment)`,
  ),
  row(
    "prepare",
    `prerequisites? | pre requisites? | requirements? | required (?:access|tools|permissions) |
    before you~ (?:begin|start)~ |
    before (?:starting|the change) | prepar~ | pre (?:checks?|flight) | install~ | getting started |
    set up | setup | set~ up | what you~ (?:will )?need | tools needed | access needed`,
  ),
  row(
    "diagnose",
    `diagnos~ | investigat~ | troubleshoot~ | trouble shoot~ | debug~ | analy[sz]~ | analysis | inspect~ |
    examin~ | triag~ | assess~ | symptoms? | impact | (?:root |possible |probable |common |likely )?causes? |
    identify~ | determin~ | check~ | cross check~ | cli checks | find | finding | look | looking |
    review~ | query~ | quer(?:y|ies) |
    steps to reproduce | how to reproduce | detect~ | what happened | what is wrong | health |
    logs? gathering |
    gather~ | collect (?:the )?(?:logs|data|information|evidence) | list~ (?:all|only|the|every) | list |
    observ(?:e|ing) | understand~ | see which`,
  ),
  row(
    "fix",
    `mitigat~ | resol(?:ve|ves|ved|ving|ution|utions) | remed(?:y|ies|iat~) | fix(?:es|ing)? | workarounds? |
    work around | recover~ | repair~ | solutions? | solv(?:e|ing) | contain(?:ment|ing) | restart~ | reboot~ |
    stop~ | start(?:ing)? the | start | scal(?:e|ing) | increas(?:e|ing) | decreas(?:e|ing) | reduc(?:e|ing) |
    delet(?:e|ing) | remov(?:e|ing) | clean(?:ing)? | cleanup | purg(?:e|ing) | add(?:ing)? |
    replac(?:e|ing) | migrat(?:e|ing) | disabl(?:e|ing) | enabl(?:e|ing) | free up | resiz(?:e|ing) |
    volume resizing | expand(?:ing)? | drain(?:ing)? | cordon(?:ing)? | evict(?:ing)? | modify(?:ing)? |
    updat(?:e|ing) | upgrad(?:e|ing) | apply(?:ing)? | chang(?:e|ing) | rotat(?:e|ing) | renew(?:al|ing)? |
    patch(?:ing)? | defrag~ | rebalanc~ | data rebalance | restor(?:e|ing|ation) | reset(?:ting)? |
    kill(?:ing)? |
    fail(?:ing)? over | failover | promot(?:e|ing) | reload(?:ing)? | silenc(?:e|ing) | correct(?:ing)? |
    narrow | mov(?:e|ing) | adjust(?:ing)? | recreat(?:e|ing) | rebuild(?:ing)? | shrink(?:ing)? |
    truncat(?:e|ing) |
    unlock(?:ing)? | wait for the fix | rollout restart | optimi[sz](?:e|ing) | creat(?:e|ing) |
    configur(?:e|ing) | deploy(?:ing)? | provision(?:ing)? | bootstrap(?:ping)?`,
  ),
];

/** Words that need their phase from others, where there are any. */
const vague: readonly Row[] = [
  row(
    "fix",
    `actions? | procedures? | steps? | instructions? | what to do |
    response`,
  ),
  row("diagnose", "issues? | problems? | errors? | failures? | metrics to look at | dashboards?"),
  row("verify", "tests? | testing | checklist"),
];
