import type { User } from '@latchkey/contracts/identity/user';

type Named = Pick<User, 'name' | 'firstName' | 'lastName' | 'handle'>;

/** The name where there is one, else the handle stands in. */
export const displayName = ({ name, firstName, lastName, handle }: Named): string =>
  name || [firstName, lastName].filter(Boolean).join(' ') || handle;
