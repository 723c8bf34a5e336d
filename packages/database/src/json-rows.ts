/**
 * Rows as one parameter, for `json_to_recordset`: the statement is the same for any number of them, so that it is
 * prepared once. Half of a surrogate pair, which PostgreSQL takes for no text, becomes U+FFFD as in any other parameter.
 */
export const jsonRows = (rows: readonly unknown[]): string =>
  JSON.stringify(rows, (_, value) => (typeof value === 'string' ? value.toWellFormed() : value));
