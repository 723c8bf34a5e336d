import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The file to run for a service: its bundle, which loads in a third of the processor time, unless `tsc` built something
 * after it.
 *
 * @param root the folder with `services/`
 */
export function program(root: string, service: string): string {
  const project = join(root, 'services', service);
  const bundle = join(project, 'dist', 'bundle.mjs');
  const upToDate = existsSync(bundle) && statSync(bundle).mtimeMs >= lastBuild(root, project);
  return upToDate ? bundle : join(project, 'dist', 'main.js');
}

/** When `tsc` last wrote one of the projects that the service may be made of, in milliseconds. */
function lastBuild(root: string, project: string): number {
  const packages = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name));
  return Math.max(...[project, ...packages].map(builtAt));
}

function builtAt(project: string): number {
  return statSync(join(project, 'dist', '.tsbuildinfo'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
