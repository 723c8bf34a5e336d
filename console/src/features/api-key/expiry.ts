import type { PublicPolicy } from '@latchkey/contracts/policy';

type KeyPolicy = PublicPolicy['apiKeys'];

/** What the expiry menu offers: a number of days, a date to be typed, none, or what there is already. */
export type ExpiryChoice = `${number}` | 'date' | 'never' | 'keep';

export interface Expiry {
  readonly choice: ExpiryChoice;
  /** `2026-12-24`, with the choice `date`. */
  readonly date: string;
}

/** Offered where the policy has no menu of its own. */
const usualDays = [7, 30, 90, 365];

/** Lifetimes to choose from, shortest first. */
export const durations = (policy: KeyPolicy): readonly number[] =>
  policy.durationsInDays ?? usualDays.filter((days) => policy.maxDays === null || days <= policy.maxDays);

/** The choices of a new key. */
export const newChoices = (policy: KeyPolicy): readonly ExpiryChoice[] => [
  ...durations(policy).map((days): ExpiryChoice => `${days}`),
  ...(policy.durationsInDays === null ? (['date'] as const) : []),
  ...(mayLiveForEver(policy) ? (['never'] as const) : []),
];

/** The choices for a key that has an expiry: whatever comes later than that is left to the server to refuse. */
export const editChoices = (policy: KeyPolicy): readonly ExpiryChoice[] => [
  'keep',
  'date',
  ...(policy.extendable && mayLiveForEver(policy) ? (['never'] as const) : []),
];

const mayLiveForEver = ({ expiryRequired, maxDays }: KeyPolicy): boolean =>
  !expiryRequired && maxDays === null;

/** 30 days where that is on offer: long enough to be of use, short enough to be forgotten safely. */
export const usualChoice = (policy: KeyPolicy): ExpiryChoice => {
  const offered = durations(policy);
  return `${offered.includes(30) ? 30 : (offered[0] ?? 30)}`;
};

/** When a choice ends, or null for never. A date means its last minute where the person is. */
export function expiresAt({ choice, date }: Expiry, now: number): string | null {
  if (choice === 'never' || choice === 'keep') return null;
  if (choice === 'date') return date === '' ? null : new Date(`${date}T23:59:00`).toISOString();
  return new Date(now + Number(choice) * 86_400_000).toISOString();
}

/** The body of a request: a number of days is counted by the server's clock, not by this one. */
export function expiryBody(expiry: Expiry): { expiresAt?: string; expiresInDays?: number } {
  if (expiry.choice === 'never' || expiry.choice === 'keep') return {};
  if (expiry.choice !== 'date') return { expiresInDays: Number(expiry.choice) };
  const end = expiresAt(expiry, 0);
  return end === null ? {} : { expiresAt: end };
}

/** `2026-12-24`, as a date field wants it. */
export function dateValue(time: number): string {
  const date = new Date(time);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Whole days from now to then, rounded up: a token that ends tonight has one left. */
export const daysUntil = (time: string, now: number): number =>
  Math.ceil((Date.parse(time) - now) / 86_400_000);
