import type { Policy } from '@latchkey/contracts/policy';
import type { PresetName } from './presets.js';

/** Any part of a thing. In a catalogue each entry names itself, so that it can be found. */
type PartOf<T> = T extends readonly (infer E)[]
  ? E extends { id: string }
    ? (Pick<E, 'id'> & Partial<E>)[]
    : T
  : T extends object
    ? { [K in keyof T]?: PartOf<T[K]> }
    : T;

/**
 * What a deployment writes: a whole policy, or what it does otherwise than a preset.
 *
 * Objects are merged field by field; `rights` and `notifications` entry by entry, by `id`; every other list, and null,
 * takes the place of the preset's.
 */
export type PolicyFile = PartOf<Policy> & {
  readonly extends?: PresetName;
  /** For editors; ignored. */
  readonly $schema?: string;
};

/** Puts a file's part over a preset. Neither is changed. */
export function mergePolicy(base: unknown, part: unknown): unknown {
  if (Array.isArray(base) && Array.isArray(part))
    return isCatalogue(base) && isCatalogue(part) ? mergeCatalogue(base, part) : part;
  if (!isRecord(base) || !isRecord(part)) return part;
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(part)) {
    merged.set(key, merged.has(key) ? mergePolicy(merged.get(key), value) : value);
  }
  return Object.fromEntries(merged);
}

type Entry = Record<string, unknown> & { readonly id: unknown };

function mergeCatalogue(base: Entry[], part: Entry[]): unknown[] {
  const merged = new Map<unknown, unknown>(base.map((entry) => [entry.id, entry]));
  for (const entry of part) merged.set(entry.id, mergePolicy(merged.get(entry.id), entry));
  return [...merged.values()];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCatalogue = (list: unknown[]): list is Entry[] =>
  list.length > 0 && list.every((entry) => isRecord(entry) && 'id' in entry);
