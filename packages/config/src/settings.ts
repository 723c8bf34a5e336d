import type { z } from 'zod';

/** One environment variable: its name, its check, what it means. */
export interface Setting<T extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly schema: T;
  readonly doc: string;
}

export type Settings = Readonly<Record<string, Setting>>;
export type Config<S extends Settings> = { readonly [K in keyof S]: z.infer<S[K]['schema']> };

/** Declares one environment variable; the sentence is its reference documentation. */
export const setting = <T extends z.ZodType>(name: string, schema: T, doc: string): Setting<T> => ({
  name,
  schema,
  doc,
});

/**
 * Reads the settings once, at the door of a process. An empty variable counts as absent.
 *
 * @throws Error that names each variable that is missing or wrong, without its value (it may be a secret)
 */
export function readSettings<S extends Settings>(
  settings: S,
  env: NodeJS.ProcessEnv = process.env,
): Config<S> {
  const wrong: string[] = [];
  const entries = Object.entries(settings).map(([key, { name, schema }]) => {
    const text = env[name];
    const result = schema.safeParse(text === '' ? undefined : text);
    if (!result.success) wrong.push(`${name}: ${result.error.issues.map((i) => i.message).join(', ')}`);
    return [key, result.data];
  });
  if (wrong.length > 0) throw new Error(`Wrong settings: ${wrong.join('; ')}`);
  return Object.fromEntries(entries) as Config<S>;
}
