import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { Command, Option } from 'commander';
import { path } from '../../api.js';
import { type Context, run } from '../../context.js';
import { Failure } from '../../failure.js';
import { type UserFlag, userFlag } from '../../flags.js';

interface Options extends UserFlag {
  readonly format: 'ndjson' | 'csv';
  readonly output?: string;
}

/** A long log takes its time, in milliseconds. */
const patience = 30 * 60_000;

export const exportAuditLog = (): Command =>
  new Command('export')
    .description('Write the whole audit log to stdout or a file')
    .addOption(new Option('--format <format>').choices(['ndjson', 'csv']).default('ndjson'))
    .option('-o, --output <file>', 'a file that does not exist yet')
    .addOption(userFlag())
    .action(
      run(async (context: Context, { userId, format, output }: Options) => {
        const api = (await context.api()).waiting(patience);
        const target = path`/v1/users/${userId}/audit-log/export`;
        const { body } = await api.send('GET', target, { query: { format } });
        if (body === null) throw new Failure('unavailable', 'The server sent nothing.');
        // Only its owner may read what he did, and nothing is overwritten.
        const file =
          output === undefined ? process.stdout : createWriteStream(output, { flags: 'wx', mode: 0o600 });
        await pipeline(Readable.fromWeb(body as ReadableStream), file, { end: output !== undefined });
        if (output !== undefined) context.out.success(`Written to ${output}.`);
      }),
    );
