import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages } from './debian-packages.js';
import { findBinary, isExecutable, searchPath } from './find-binary.js';

/** A program that we need, where it may be beside PATH, and what brings it. */
interface Program {
  readonly title: string;
  readonly names: readonly string[];
  readonly debianPackage: string;
}

const programs = {
  postgres: { title: 'PostgreSQL', names: ['initdb'], debianPackage: 'postgresql' },
  nats: { title: 'nats-server', names: ['nats-server'], debianPackage: 'nats-server' },
  redis: { title: 'Redis', names: ['redis-server'], debianPackage: 'redis-server' },
  chromium: {
    title: 'Chromium',
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    debianPackage: 'chromium',
  },
  nginx: { title: 'nginx', names: ['nginx'], debianPackage: 'nginx' },
  wrk: { title: 'wrk', names: ['wrk'], debianPackage: 'wrk' },
} satisfies Record<string, Program>;

export type ProgramName = keyof typeof programs;

const debianPostgres = '/usr/lib/postgresql';

/** Folders with PostgreSQL's programs: the one on PATH first, then Debian's, newest first. */
export function postgresFolders(): string[] {
  return [...searchPath(), ...debianFolders()].filter((folder) =>
    ['initdb', 'postgres'].every((name) => isExecutable(join(folder, name))),
  );
}

/** Where the program is, or undefined. */
export function findProgram(program: ProgramName): string | undefined {
  if (program === 'postgres') return postgresFolders()[0];
  return programs[program].names.map(findBinary).find((path) => path !== undefined);
}

/**
 * Makes sure that the programs are there; installs Debian's packages for those that are missing, where it may.
 *
 * @throws Error with one sentence that says what to install
 */
export async function ensurePrograms(wanted: readonly ProgramName[]): Promise<{ installed: string[] }> {
  const missing = wanted.filter((program) => findProgram(program) === undefined);
  if (missing.length === 0) return { installed: [] };
  const failure = await installPackages(missing.map((program) => programs[program].debianPackage));
  const still = missing.filter((program) => findProgram(program) === undefined);
  if (still.length > 0) {
    const titles = still.map((program) => programs[program].title).join(', ');
    const why = failure ? ` (${failure})` : '';
    throw new Error(
      `Missing: ${titles}${why}. Install it so that it is on PATH, or run \`docker compose up\`, which brings everything.`,
    );
  }
  return { installed: missing.map((program) => programs[program].title) };
}

/** The program's path; installs it if it is missing and may be. */
export async function requireProgram(program: ProgramName): Promise<string> {
  await ensurePrograms([program]);
  return findProgram(program) as string;
}

function debianFolders(): string[] {
  try {
    const versions = readdirSync(debianPostgres).sort((a, b) => Number(b) - Number(a));
    return versions.map((version) => join(debianPostgres, version, 'bin'));
  } catch {
    return [];
  }
}
