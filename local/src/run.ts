import { fileURLToPath } from 'node:url';
import { DataFolder } from './data-folder.js';
import { ProcessRecords } from './process-records.js';
import { readStartSettings, type StartSettings } from './settings.js';
import { stopOnSignal } from './signals.js';
import { startStack } from './stack.js';
import { step } from './step.js';
import { Supervisor } from './supervisor.js';

const ownRoot = fileURLToPath(new URL('../..', import.meta.url));
const limitsOff = 'Warning: request limits are off (LATCHKEY_RATE_LIMITS=off). For load tests only.';
const say = (line: string): void => console.log(line);

/**
 * What `npm start` does once packages are installed and built. Ends the process.
 *
 * @param root the folder with `services/`
 */
export async function start(root = ownRoot): Promise<never> {
  // Whoever read our output may leave; that is no reason to leave everything running unattended.
  process.stdout.on('error', () => undefined);
  try {
    await run(readStartSettings(), root);
    process.exit(0);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}

async function run(settings: StartSettings, root: string): Promise<void> {
  const folder = new DataFolder(settings.data);
  const records = new ProcessRecords(folder.in('run'));
  const supervisor = new Supervisor({ records, logFolder: folder.in('log'), say });
  const stopped = stopOnSignal(supervisor, say);
  try {
    await endOrphans(records);
    records.write('supervisor', process.pid, { stopSignal: 'SIGTERM', killSignal: 'SIGKILL' });
    if (settings.rateLimits === 'off') say(limitsOff);
    const admin = await startStack({ settings, folder, supervisor, root });
    say(`Latchkey is ready at http://localhost:${settings.port}`);
    say(admin.announce());
    await stopped;
  } catch (error) {
    // What fails because we were told to stop is no failure.
    if (!supervisor.isStopping) throw error;
  } finally {
    await supervisor.stop();
    records.remove('supervisor');
    folder.lock.release();
  }
  say('Latchkey has stopped.');
}

async function endOrphans(records: ProcessRecords): Promise<void> {
  const begun = performance.now();
  const ended = await records.endOrphans();
  if (ended.length > 0) step('Left over', `ended ${ended.join(', ')}`, performance.now() - begun);
}
