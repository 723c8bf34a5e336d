import type { Row } from './rows/row.js';

const columns = ['what', 'ours', 'against', 'ratio', 'target', 'met'] as const;
const titles: Record<(typeof columns)[number], string> = {
  what: 'Row',
  ours: 'Latchkey',
  against: 'beside, in the same run',
  ratio: 'ratio',
  target: 'must reach',
  met: 'met',
};

/** As Markdown that can also be read as it is. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map((row) =>
    columns.map((name) => (name === 'met' ? (row.met ? 'yes' : 'NO') : row[name])),
  );
  const lines = [columns.map((name) => titles[name]), ...cells];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => (line[i] ?? '').length)));
  const drawn = lines.map((line) => `| ${line.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`);
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [drawn[0], rule, ...drawn.slice(1)].join('\n');
}
