import { access, readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Policy } from '@latchkey/contracts/policy';
import { contradictionsIn } from './contradictions.js';
import { mergePolicy } from './policy-file.js';
import { isPresetName, presetNames, presets } from './presets.js';
import { problemsOf } from './problems.js';

/** Stops the start. The message names every field that is wrong. */
export class PolicyRefused extends Error {
  constructor(source: string, problems: readonly string[]) {
    super(`The policy ${source} is refused. ${problems.join(' ')}`);
    this.name = 'PolicyRefused';
  }
}

/**
 * Reads the policy of this deployment and checks it.
 *
 * @param nameOrFile preset name, or path of a `.json`, `.js` or `.mjs` file (default export), from the working directory
 * @throws PolicyRefused
 */
export async function loadPolicy(nameOrFile: string): Promise<Policy> {
  if (isPresetName(nameOrFile)) return checkPolicy(nameOrFile, presets[nameOrFile]);
  return checkPolicy(nameOrFile, onPreset(nameOrFile, await read(nameOrFile)));
}

/**
 * @param source how messages call it
 * @throws PolicyRefused
 */
export function checkPolicy(source: string, candidate: unknown): Policy {
  const result = Policy.safeParse(candidate);
  if (!result.success) throw new PolicyRefused(source, problemsOf(result.error.issues));
  const contradictions = contradictionsIn(result.data);
  if (contradictions.length > 0) throw new PolicyRefused(source, contradictions);
  return deepFreeze(result.data);
}

const readers: Record<string, (path: string) => Promise<unknown>> = {
  '.json': async (path) => JSON.parse(await readFile(path, 'utf8')),
  '.js': importDefault,
  '.mjs': importDefault,
};

async function importDefault(path: string): Promise<unknown> {
  const module = (await import(pathToFileURL(path).href)) as { default?: unknown };
  if (module.default === undefined) throw new Error('it has no default export');
  return module.default;
}

async function read(name: string): Promise<unknown> {
  const path = resolve(name);
  const reader = readers[extname(path)];
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  if (!reader || !exists) {
    const wanted = `It is neither a preset (${presetNames.join(', ')}) nor a .json, .js or .mjs file that can be read.`;
    throw new PolicyRefused(`"${name}"`, [wanted]);
  }
  try {
    return await reader(path);
  } catch (error) {
    throw new PolicyRefused(name, [
      `It cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    ]);
  }
}

function onPreset(source: string, file: unknown): unknown {
  if (typeof file !== 'object' || file === null || Array.isArray(file))
    throw new PolicyRefused(source, ['It must be an object.']);
  const { extends: base, $schema: _, ...part } = file as Record<string, unknown>;
  if (base === undefined) return part;
  if (!isPresetName(base))
    throw new PolicyRefused(source, [`extends must be one of ${presetNames.join(', ')}.`]);
  return mergePolicy(presets[base], part);
}

/** Handed to everybody in the process: nobody may bend it. */
function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}
