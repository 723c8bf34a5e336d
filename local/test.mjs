// npm test [-- <arguments of jest>]: all tests, on real servers and in a real browser.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main, root, run, setUp } from './setup.mjs';

main(async () => {
  await setUp();
  const env = await programs();
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-test-'));
  const report = join(folder, 'report.json');
  const jest = [join(root, 'node_modules', 'jest', 'bin', 'jest.js'), '--json', `--outputFile=${report}`];
  const args = ['--experimental-vm-modules', ...jest, ...process.argv.slice(2)];
  const { code } = await run(process.execPath, args, { inherit: true, env });
  const { passed, failed } = read(report);
  rmSync(folder, { recursive: true, force: true });
  if (passed + failed === 0) console.error('No test ran.');
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = passed > 0 && failed === 0 ? code : code || 1;
});

async function programs() {
  const { ensurePrograms, findProgram } = await import('./dist/servers/binaries.js');
  await ensurePrograms(['postgres', 'nats', 'redis']);
  // Without a browser or nginx everything else can still be tested; the tests that need one will say so.
  for (const program of ['chromium', 'nginx'])
    await ensurePrograms([program]).catch((error) => console.error(error.message));
  const chromium = findProgram('chromium');
  return { ...process.env, ...(chromium && { LATCHKEY_CHROMIUM: chromium }) };
}

/** Tests, and files that could not even be loaded, which count as failed. */
function read(report) {
  try {
    const results = JSON.parse(readFileSync(report, 'utf8'));
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    return { passed: results.numPassedTests, failed };
  } catch {
    return { passed: 0, failed: 0 };
  }
}
