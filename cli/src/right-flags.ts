import { PublicPolicy } from '@latchkey/contracts/policy';
import { builtInRights, type Right } from '@latchkey/contracts/rights';
import { Option } from 'commander';
import type { Api } from './api.js';
import { wrongUsage } from './failure.js';
import { listed } from './flags.js';

/** `RIGHT_USER_ALL` is `--right-user-all`; there and back without loss, as ids are upper case. */
const flagOf = (id: string): string => `--${id.toLowerCase().replaceAll('_', '-')}`;
const idOf = (flag: string): string => flag.slice(2).toUpperCase().replaceAll('-', '_');

const rightFlag = /^--right-[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * A flag for every right: those of the catalogue, and those that the command line names, whose existence the server’s
 * catalogue decides later.
 */
export function rightFlags(catalogue: readonly Right[], argv: readonly string[]): Option[] {
  const flags = catalogue.map(({ id, title }) => new Option(flagOf(id), title).helpGroup('Rights:'));
  const known = new Set(catalogue.map(({ id }) => flagOf(id)));
  const named = new Set(argv.filter((word) => rightFlag.test(word) && !known.has(word)));
  const rights = new Option('--rights <ids>', 'several at once: RIGHT_A,RIGHT_B').argParser(listed);
  return [rights.helpGroup('Rights:'), ...flags, ...[...named].map((flag) => new Option(flag).hideHelp())];
}

/** The rights that the flags name; undefined when they name none. */
export function rightsOf(
  flags: readonly Option[],
  options: Readonly<Record<string, unknown>>,
): string[] | undefined {
  const single = flags.filter((flag) => flag.isBoolean() && options[flag.attributeName()] === true);
  const ids = [
    ...((options.rights as string[] | undefined) ?? []),
    ...single.map((flag) => idOf(flag.long ?? '')),
  ];
  return ids.length === 0 ? undefined : [...new Set(ids.map(fullId))];
}

/** `user-all` and `RIGHT_USER_ALL` are the same. */
const fullId = (text: string): string => {
  const id = text.toUpperCase().replaceAll('-', '_');
  return id.startsWith('RIGHT_') ? id : `RIGHT_${id}`;
};

/** @throws Failure for one that does not exist here, with the nearest that does */
export async function requireRightsToExist(api: Api, rights: readonly string[]): Promise<void> {
  const known = (await catalogueOf(api)).map(({ id }) => id);
  const unknown = rights.find((right) => !known.includes(right));
  if (unknown === undefined) return;
  const near = nearest(unknown, known);
  throw wrongUsage(
    `There is no right ${unknown} here.`,
    near === undefined ? '`latchkey policy show` lists the rights that exist.' : `Did you mean ${near}?`,
  );
}

export async function catalogueOf(api: Api): Promise<Right[]> {
  return (await api.ask('GET', '/v1/policy', { answer: PublicPolicy })).rights;
}

/** For help and completion, which must work while no server answers. */
export function catalogueOrBuiltIn(api: Api): Promise<readonly Right[]> {
  return catalogueOf(api).catch(() => builtInRights);
}

/** The one with the fewest differences, unless most of it differs. */
function nearest(typed: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((id) => ({ id, edits: editsBetween(typed, id) }))
    .sort((a, b) => a.edits - b.edits);
  return best !== undefined && best.edits <= 5 ? best.id : undefined;
}

/** Letters to add, drop or change (Levenshtein), a row of the table at a time. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 1; j <= b.length; j++) {
      const [left = 0, above = 0, corner = 0] = [next[j - 1], row[j], row[j - 1]];
      next.push(Math.min(left + 1, above + 1, corner + (letter === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
