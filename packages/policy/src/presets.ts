import type { Policy } from '@latchkey/contracts/policy';
import { defaultPolicy } from './presets/default.js';
import { operationsCenterPolicy } from './presets/operations-center.js';
import { steampipePolicy } from './presets/steampipe.js';
import { thingsStackPolicy } from './presets/things-stack.js';

/** The policies that Latchkey comes with. */
export const presets = {
  default: defaultPolicy,
  'things-stack': thingsStackPolicy,
  'operations-center': operationsCenterPolicy,
  steampipe: steampipePolicy,
} as const satisfies Record<string, Policy>;

export type PresetName = keyof typeof presets;
export const presetNames = Object.keys(presets) as PresetName[];

export const isPresetName = (name: unknown): name is PresetName =>
  typeof name === 'string' && Object.hasOwn(presets, name);
