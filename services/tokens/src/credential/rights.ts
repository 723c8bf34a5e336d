import type { Policy } from '@latchkey/contracts/policy';
import { introspect, isUserRight, userAll } from '@latchkey/contracts/rights';

/** Everything that a person may do, and so the most that a key of theirs can carry. */
export function rightsOfOwner(policy: Policy, owner: { readonly admin: boolean }): string[] {
  const ofDeployment = policy.rights
    .map((right) => right.id)
    .filter((id) => !isUserRight(id) && id !== introspect);
  return [userAll, ...ofDeployment, ...(owner.admin ? [introspect] : [])];
}
