import { report } from './report.js';
import { run } from './run.js';

/** node faults/dist/revocation/main.js [--seconds N] [--lanes N] [--mutant ID] [--faults all|partition|none] */
function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
}

const mutant = option('mutant');
const outcome = await run({
  seconds: Number(option('seconds') ?? 120),
  lanes: Number(option('lanes') ?? 3),
  ...(mutant ? { mutant } : {}),
  faults: (option('faults') ?? 'all') as 'all' | 'partition' | 'none',
  say: (line) => console.log(`… ${line}`),
});
const { lines, held } = report(outcome);
console.log(lines.join('\n'));
console.log(held ? 'The promise held.' : 'THE PROMISE WAS BROKEN, or the run saw too little.');
process.exit(held ? 0 : 1);
