import pg from 'pg';

/** Statements that are prepared at most, in each connection: PostgreSQL keeps each of them in memory. */
const most = 300;
const names = new Map<string, string>();

/**
 * A connection that prepares what has parameters: PostgreSQL parses a statement when it is first seen, and soon plans
 * it no more. What is different each time (a list of as many parameters as there are ids) is not worth it and soon
 * finds no place: write `= ANY ($1)`.
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

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= most) return known;
  const name = `latchkey_${names.size}`;
  names.set(text, name);
  return name;
}
