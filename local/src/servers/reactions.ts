import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * The JetStream consumers of a service: one per reaction, named `<service>_<Class>`. A reaction is a file
 * `<do>-when-<happened>.ts` (ARCHITECTURE.md, suffix table), so the sources are the list.
 */
export function reactionsOf(service: string, root: string): string[] {
  const sources = join(root, 'services', service, 'src');
  if (!existsSync(sources)) return [];
  return (readdirSync(sources, { recursive: true }) as string[])
    .filter((path) => /-when-[a-z0-9-]+\.ts$/.test(basename(path)))
    .flatMap((path) => classesIn(readFileSync(join(sources, path), 'utf8')))
    .map((name) => `${service}_${name}`)
    .sort();
}

const classesIn = (source: string): string[] =>
  [...source.matchAll(/^export class (\w+)/gm)].map((match) => match[1] as string);
