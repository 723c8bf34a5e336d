import { z } from 'zod';

/** Browsers keep no cookie longer than 400 days. */
const lifetime = z
  .int()
  .min(60)
  .max(400 * 86_400);

const SessionLifetime = z.strictObject({
  idleSeconds: lifetime
    .nullable()
    .describe('Ends after this long without use, in seconds; null: never for that reason'),
  absoluteSeconds: lifetime.describe('Ends this long after the sign-in whatever happens, in seconds'),
});

export const SessionPolicy = z.strictObject({
  browser: SessionLifetime.describe('Sessions of the console'),
  cli: SessionLifetime.describe('Sessions of the CLI and of other programs that sign in through a browser'),
});

export const ApiKeyPolicy = z.strictObject({
  maximum: z
    .int()
    .min(1)
    .max(10_000)
    .nullable()
    .describe('Most keys a person may have at a time; null: any number'),
  rights: z
    .enum(['chosen', 'owner'])
    .describe('Whether the maker of a key chooses its rights, or it has the access of its owner'),
  durationsInDays: z
    .array(z.int().min(1).max(36_500))
    .min(1)
    .max(20)
    .nullable()
    .describe('The menu of lifetimes to choose from, in days; null: any date'),
  maxDays: z.int().min(1).max(36_500).nullable().describe('Longest lifetime, in days; null: no limit'),
  expiryRequired: z.boolean().describe('Whether every key must have an expiry date'),
  extendable: z.boolean().describe('Whether an expiry date may be moved back or taken away'),
  deactivatable: z.boolean().describe('Whether a key may be switched off and on again'),
  expiringSoonDays: z
    .int()
    .min(0)
    .max(365)
    .describe('From how many days before its end a key counts as expiring soon; 0: never'),
  warnAtDays: z
    .array(z.int().min(1).max(365))
    .max(10)
    .describe('How many days before the end the owner is warned, once each; empty: no warning'),
  rotatable: z.boolean().describe('Whether a key may be replaced by a new one with the same rights'),
  maxGraceSeconds: z
    .int()
    .min(0)
    .max(365 * 86_400)
    .describe('Longest time that a rotated key may go on working, in seconds'),
  secretShown: z
    .enum(['dialog', 'field', 'masked'])
    .describe(
      'How the console shows a new key, once: in a dialog closed by "I have copied the key", in a field until the page is left, or masked with a button that reveals it',
    ),
});

/** Reset authentication and a completed password reset cover everything, whatever this says. */
export const RevokeAllPolicy = z.strictObject({
  sessions: z.boolean().describe('Whether it ends the sessions of browsers'),
  cliTokens: z.boolean().describe('Whether it ends the sessions of the CLI'),
  apiKeys: z.boolean().describe('Whether it revokes API keys'),
});
