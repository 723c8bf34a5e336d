import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '@latchkey/local/ports';
import { requireProgram } from '@latchkey/local/servers/binaries';
import { startServer } from '@latchkey/local/servers/server';

export interface Nginx {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * A real nginx in the foreground, with everything that it writes in a temporary folder.
 *
 * @param locations what stands inside `server { … }`
 */
export async function startNginx(locations: string): Promise<Nginx> {
  const command = await requireProgram('nginx');
  const [port = 0] = await freePorts(1);
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-nginx-'));
  const file = join(folder, 'nginx.conf');
  const log = join(folder, 'error.log');
  writeFileSync(file, configuration({ folder, log, port, locations }));
  const server = await startServer(
    { name: 'nginx', command, args: ['-p', folder, '-c', file, '-e', log], ready: () => answers(port) },
    join(folder, 'output.log'),
  );
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { port, stop };
}

interface Parts {
  readonly folder: string;
  readonly log: string;
  readonly port: number;
  readonly locations: string;
}

function configuration({ folder, log, port, locations }: Parts): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `
    daemon off;
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    worker_processes 1;
    pid ${folder}/nginx.pid;
    error_log ${log};
    events { worker_connections 64; }
    http {
      access_log off;
      ${temporary.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join('\n      ')}
      server {
        listen 127.0.0.1:${port};
        ${locations}
      }
    }`;
}

const answers = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/`).then(
    async (response) => {
      await response.body?.cancel();
      return true;
    },
    () => false,
  );
