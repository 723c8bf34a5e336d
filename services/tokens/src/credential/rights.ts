import type { Policy } from '@latchkey/contracts/policy';

/** All current and future rights on one's own account. */
export const allUserRights = 'RIGHT_USER_ALL';
/** Lets a program ask about other people's tokens (RFC 7662); an administrator's to give. */
export const introspect = 'RIGHT_INTROSPECT';

/** Everything that a person may do, and so the most that a key of his can carry. */
export function rightsOfOwner(policy: Policy, owner: { readonly admin: boolean }): string[] {
  const ofDeployment = policy.rights
    .map((right) => right.id)
    .filter((id) => !isUserRight(id) && id !== introspect);
  return [allUserRights, ...ofDeployment, ...(owner.admin ? [introspect] : [])];
}

/** Whether a set of rights grants one: by name, or as one of "all user rights". */
export const grants = (rights: readonly string[], right: string): boolean =>
  rights.includes(right) || (isUserRight(right) && rights.includes(allUserRights));

const isUserRight = (right: string): boolean => right.startsWith('RIGHT_USER_');
