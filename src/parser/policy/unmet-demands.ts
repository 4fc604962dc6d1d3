/** Where a policy demands a second person, and nobody of its people may be that one. */
import { approversOf, canSign } from "../../model/approvers.ts";
import type { CommandRule, Person, Policy } from "../../model/policy.ts";
import { type Finding, type Span, suggestion, warning } from "../finding.ts";
import { nearest } from "../nearest.ts";

/** `span` is that of the policy's own `approvers`; `onLine` gives that of a line. */
export function unmetDemands(
  policy: Policy,
  span: Span | null,
  onLine: (line: number) => Span | null,
): Finding[] {
  const { people, approvers, rules } = policy;
  const dear = rules.filter(({ approvals }) => approvals > 0);
  const isDemanded = dear.length > 0 || isApproveInForce(policy);
  if (people.length === 0 && !isDemanded) return [];
  if (isDemanded && !people.some(canSign)) {
    const who = people.length === 0 ? "nobody" : `nobody with ${signingKey}`;
    const message = `a second person is demanded, and \`people\` names ${who}`;
    const hint = `name them with ${signingKey} each, or its \`SHA256:\` fingerprint`;
    return [warning("nobody-approves", null, message, hint)];
  }
  return [
    ...missingRoles(approvers, people, span),
    ...dear.flatMap((rule) => unmetException(rule, policy, onLine(rule.line))),
  ];
}

const signingKey = "an `ssh-ed25519` key";

function unmetException(rule: CommandRule, policy: Policy, span: Span | null): Finding[] {
  const missing = missingRoles(rule.approvers, policy.people, span);
  if (missing.length > 0 || policy.approvers === null || rule.approvers === null) return missing;
  if (approversOf(policy, rule.approvers).length > 0) return [];
  const [own, all] = [rule.approvers.join(" or "), policy.approvers.join(" or ")];
  const message = `nobody in \`people\` may approve its exceptions: it takes ${own}, and ${all} as everywhere`;
  const hint = `a rule's \`approvers\` narrow those of the policy: give somebody with ${signingKey} both roles`;
  return [warning("nobody-approves", span, message, hint)];
}

function isApproveInForce({ environments, risk, productionRisk }: Policy): boolean {
  const isProduction = environments.some(({ production }) => production);
  const tables = isProduction ? [risk, productionRisk] : [risk];
  return tables.some((table) => Object.values(table).includes("approve"));
}

function missingRoles(
  wanted: Policy["approvers"],
  people: readonly Person[],
  span: Span | null,
): Finding[] {
  const known = people.flatMap(({ roles }) => roles);
  const useful = people.filter(canSign).flatMap(({ roles }) => roles);
  return (wanted ?? [])
    .filter((role) => !useful.includes(role))
    .map((role) => {
      if (known.includes(role)) {
        const message = `nobody in \`people\` with the role \`${role}\` has ${signingKey}`;
        return warning(
          "nobody-approves",
          span,
          message,
          "approvals are signed with such keys only",
        );
      }
      const message = `nobody in \`people\` has the role \`${role}\``;
      const hint = suggestion(nearest(role, known)) ?? "give it to somebody, or take it out here";
      return warning("nobody-approves", span, message, hint);
    });
}
