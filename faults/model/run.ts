/** `node dist/model/run.js`: what was searched, and the shortest way in which each mutant fails. `--wide`: minutes. */
import { WIDE_WORLDS, WORLDS } from './bounds.js';
import type { LifetimeMutant } from './lifetime.js';
import { LIFETIME_MUTANTS, lifetime } from './lifetime.js';
import type { Mutant } from './mutants.js';
import { MUTANTS } from './mutants.js';
import { protocol } from './protocol.js';
import type { Findings, Model } from './search.js';
import { search } from './search.js';

let states = 0;
const failures: string[] = [];

function timed<State>(model: Model<State>): Findings & { seconds: string } {
  const began = process.hrtime.bigint();
  const findings = search(model);
  states += findings.states;
  return { ...findings, seconds: (Number(process.hrtime.bigint() - began) / 1e9).toFixed(1) };
}

const print = (line = ''): void => void process.stdout.write(`${line}\n`);
const row = (...cells: (string | number)[]): void =>
  print(
    cells
      .map((cell, column) => (column === 0 ? String(cell).padEnd(32) : String(cell).padStart(10)))
      .join(' '),
  );
function printTrace(trace: readonly string[]): void {
  for (const [index, sentence] of trace.entries()) print(`  ${index + 1}. ${sentence}`);
}

function mustHold<State>(name: string, model: Model<State>): void {
  const { states: found, depth, seconds, trace } = timed(model);
  row(name, found, depth, `${seconds} s`, trace ? 'BROKEN' : 'holds');
  if (!trace) return;
  failures.push(`The protocol breaks in the world "${name}"`);
  printTrace(trace);
}

function mustBreak<State>(name: string, wrong: string, model: Model<State>): void {
  const { states: found, seconds, trace } = timed(model);
  print(`\n${name}: ${wrong}`);
  if (trace) {
    print(`  found after ${found} states, ${seconds} s`);
    printTrace(trace);
    return;
  }
  failures.push(`The mutant ${name} survives`);
  print(`  SURVIVES ${found} states`);
}

row('The protocol', 'states', 'steps', 'time', '');
for (const bounds of process.argv.includes('--wide') ? WIDE_WORLDS : WORLDS)
  mustHold(bounds.name, protocol(bounds));
mustHold('lifetime of an answer', lifetime());

for (const [mutant, { wrong, in: bounds }] of Object.entries(MUTANTS))
  mustBreak(mutant, wrong, protocol(bounds, mutant as Mutant));
for (const [mutant, wrong] of Object.entries(LIFETIME_MUTANTS))
  mustBreak(mutant, wrong, lifetime(mutant as LifetimeMutant));

print(
  `\n${states} states in ${process.uptime().toFixed(1)} s. ${failures.length === 0 ? 'The protocol holds; every mutant is found.' : ''}`,
);
for (const failure of failures) print(failure);
process.exitCode = failures.length === 0 ? 0 : 1;
