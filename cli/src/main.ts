import { builtInRights, type Right } from '@latchkey/contracts/rights';
import { CommanderError } from 'commander';
import { Context, outputOf } from './context.js';
import { exitCodes, Failure } from './failure.js';
import { programOf } from './program.js';
import { catalogueOrBuiltIn } from './right-flags.js';
import { type Settings, settingsFrom } from './settings.js';

/** Help does not wait longer for the names of rights, in milliseconds. */
const helpPatience = 2000;

process.exitCode = await main(process.argv.slice(2));

async function main(argv: string[]): Promise<number> {
  leaveWhenNobodyReads();
  try {
    await programOf(await catalogueFor(argv), argv).parseAsync(argv, { from: 'user' });
    return exitCodes.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    return report(error, argv);
  }
}

/** `latchkey … | head`: what nobody wants any more is no failure. */
function leaveWhenNobodyReads(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(exitCodes.ok);
  });
}

/** A run knows the rights by what it is told; help and completion show those of the deployment. */
async function catalogueFor(argv: readonly string[]): Promise<readonly Right[]> {
  const shown = argv.includes('completion') || ['-h', '--help', 'help'].some((word) => argv.includes(word));
  if (!shown) return builtInRights;
  try {
    const { anonymous } = await Context.open(urlIn(argv));
    return await catalogueOrBuiltIn(anonymous.waiting(helpPatience));
  } catch {
    return builtInRights;
  }
}

function urlIn(argv: readonly string[]): { url?: string } {
  const behind = argv[argv.indexOf('--url') + 1];
  const joined = argv.find((word) => word.startsWith('--url='))?.slice('--url='.length);
  const url = joined ?? (argv.includes('--url') ? behind : undefined);
  return url === undefined ? {} : { url };
}

function report(error: unknown, argv: readonly string[]): number {
  const flags = { json: argv.includes('--json'), color: !argv.includes('--no-color') };
  const settings = settingsFrom(process.env);
  const failure = aboutToken(settings, error instanceof Failure ? error : unexpected(error));
  outputOf(settings, flags).failure(failure);
  return failure.exitCode;
}

/** A login does not help against a token that goes before it. */
function aboutToken({ token }: Settings, failure: Failure): Failure {
  if (token === undefined || failure.details.code !== 'invalid_token') return failure;
  const next = 'It came from LATCHKEY_TOKEN: unset it, or set it to one that works.';
  return new Failure(failure.kind, failure.message, { ...failure.details, next });
}

/** A file that cannot be written is the machine's matter; anything else is a defect of ours. */
function unexpected(error: unknown): Failure {
  if (!(error instanceof Error)) return new Failure('unexpected', String(error));
  if ('code' in error) return new Failure('unexpected', error.message);
  return new Failure('unexpected', `This is a defect of latchkey: ${error.message}`, {
    lines: (error.stack ?? '').split('\n'),
  });
}
