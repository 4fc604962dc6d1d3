/** Who of a project may give the second yes. */
import type { Person, Policy } from "./policy.ts";

/**
 * The names of the people who have a role of each list that counts: the policy's own, and `narrowed`, that
 * of a rule. A list that is null asks for no role.
 */
export function approversOf(
  { people, approvers }: Pick<Policy, "people" | "approvers">,
  narrowed: Policy["approvers"] = null,
): string[] {
  const lists = [approvers, narrowed].filter((roles) => roles !== null);
  return people
    .filter((person) => lists.every((roles) => hasOneOf(person, roles)))
    .map(({ principal }) => principal);
}

function hasOneOf({ roles }: Person, wanted: readonly string[]): boolean {
  return wanted.some((role) => roles.includes(role));
}
