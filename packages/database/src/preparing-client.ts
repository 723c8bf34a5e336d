import pg from 'pg';

/** Statements that are prepared at most, in each connection: PostgreSQL keeps each of them in memory. */
const most = 300;
const names = new Map<string, string>();
/** A list's length decides how to go about it, and a plan that is kept takes ten for each: thousands would be squared. */
const hasList = /\b(?:unnest|any)\s*\(/i;

/**
 * A connection that prepares what has parameters: PostgreSQL parses a statement when it is first seen, and soon plans
 * it no more. Not what takes a list, nor what is different each time, which soon finds no place.
 */
export class PreparingClient extends pg.Client {
  // The driver has eight forms of it; this one is TypeORM's.
  override query(...args: unknown[]): never {
    const [text, values] = args;
    const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 && nameOf(text);
    const query = super.query as (...args: unknown[]) => never;
    if (!name) return query.apply(this, args);
    return query.call(this, { name, text, values }, ...args.slice(2));
  }
}

/** The name under which a statement is prepared; undefined for one that is not. */
export function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= most || hasList.test(text)) return known;
  const name = `latchkey_${names.size}`;
  names.set(text, name);
  return name;
}
