/** What a document may go by without declaring it, because the project's policy says it. */
import type { Policy } from "../model/policy.ts";
import { error, type Finding, type Span } from "./finding.ts";

export type Project = Pick<Policy, "environments" | "targets" | "groups">;

/** Of a document that is read by itself. */
export const noProject: Project = { environments: [], targets: [], groups: [] };

/** The values that all environments give in which a step may run (null for any). */
export function givenIn({ environments }: Project, allowed: readonly string[] | null): string[] {
  const [first, ...others] = possible(environments, allowed);
  return Object.keys(first?.values ?? {}).filter((name) =>
    others.every(({ values }) => Object.hasOwn(values, name)),
  );
}

/** What to do about a value that nobody gives, as far as the environments could. */
export function howToGive(
  { environments }: Project,
  allowed: readonly string[] | null,
  name: string,
): string {
  const all = possible(environments, allowed);
  const without = all.filter(({ values }) => !Object.hasOwn(values, name)).map((one) => one.name);
  if (without.length > 0 && without.length < all.length) {
    return `firebreak.yaml gives it elsewhere: add it to the \`values\` of ${without.join(", ")}`;
  }
  return (
    "declare it under `inputs`, capture it in an earlier step, " +
    "or give it in each environment of firebreak.yaml"
  );
}

function possible(environments: Project["environments"], allowed: readonly string[] | null) {
  return environments.filter(({ name }) => allowed === null || allowed.includes(name));
}

/** Where `on` leads: to an address, which may be written or be a target's in the policy. */
export function addressOf(written: string, { targets }: Project): string {
  return targets.find(({ name }) => name === written)?.address ?? written;
}

/** What to say of a target that is not this machine. */
export function remoteTarget(written: string, span: Span, project: Project): Finding {
  const address = addressOf(written, project);
  const group = project.groups.find(({ name }) => `@${name}` === written);
  const more = group
    ? ` (${group.targets.join(", ")})`
    : address === written
      ? ""
      : ` (${address})`;
  const message = `the target \`${written}\`${more} is not supported yet: steps run on \`local\` only`;
  return error("not-yet", span, message, { expected: "`local`" });
}
