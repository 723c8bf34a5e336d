import { BuiltInNotification, WorkspaceNotification } from '@latchkey/contracts/policy/notification-type';
import { builtInRights } from '@latchkey/contracts/rights';
import { about, type Check, repeated } from './check.js';

const ids = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id);

const missing = (wanted: readonly string[], list: readonly { readonly id: string }[]): string[] =>
  wanted.filter((id) => !ids(list).includes(id));

/** The catalogues of rights and of notifications. */
export const catalogueChecks: readonly Check[] = [
  ({ rights }) => about(repeated(ids(rights)), (list) => `rights has the same id twice: ${list}.`),

  ({ rights }) =>
    about(
      missing(ids(builtInRights), rights),
      (list) => `rights lacks what Latchkey itself checks: ${list}.`,
    ),

  ({ notifications }) =>
    about(repeated(ids(notifications)), (list) => `notifications has the same id twice: ${list}.`),

  ({ notifications }) =>
    about(
      missing(BuiltInNotification.options, notifications),
      (list) => `notifications lacks what Latchkey itself sends: ${list}.`,
    ),

  ({ notifications, workspaces }) =>
    workspaces &&
    about(
      missing(WorkspaceNotification.options, notifications),
      (list) => `notifications lacks what is sent where workspaces is on: ${list}.`,
    ),

  ({ notifications }) =>
    about(
      ids(notifications.filter((type) => type.mandatory && !type.email && !type.inApp)),
      (list) =>
        `notifications: mandatory, but with neither email nor inApp they would reach nobody: ${list}.`,
    ),

  ({ notifications }) =>
    about(
      ids(notifications.filter((type) => type.adminRequired && !type.email)),
      (list) => `notifications: adminRequired, but with email off administrators would not be told: ${list}.`,
    ),
];
