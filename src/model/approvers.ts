/** Who of a project may give the second yes. */
import type { Person, Policy } from "./policy.ts";

/**
 * The names of the people who can sign, and have a role of each list that counts: the policy's own, and
 * `narrowed`, that of a rule. A list that is null asks for no role.
 */
export function approversOf(
  { people, approvers }: Pick<Policy, "people" | "approvers">,
  narrowed: Policy["approvers"] = null,
): string[] {
  const lists = [approvers, narrowed].filter((roles) => roles !== null);
  return people
    .filter(canSign)
    .filter((person) => lists.every((roles) => hasOneOf(person, roles)))
    .map(({ principal }) => principal);
}

export function canSign(person: Pick<Person, "keys">): boolean {
  return signingKeys(person).length > 0;
}

/** Approvals are signed with ssh-ed25519 keys; of which type that of a fingerprint is cannot be seen. */
export function signingKeys({ keys }: Pick<Person, "keys">): string[] {
  return keys.filter((key) => /^(ssh-ed25519 |SHA256:)/.test(key));
}

function hasOneOf({ roles }: Person, wanted: readonly string[]): boolean {
  return wanted.some((role) => roles.includes(role));
}
