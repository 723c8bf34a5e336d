import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { answersOk } from '../http-probe.js';
import type { Launch } from '../launch.js';
import { program } from '../program.js';
import { type Server, startServer } from './server.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface MailboxOptions {
  /** An absolute folder of its own; mails are kept in it as `.eml` files over a restart. */
  readonly dataDir: string;
  /** Both on 127.0.0.1. */
  readonly smtpPort: number;
  readonly webPort: number;
  readonly logFile?: string;
}

export interface MailboxServer extends Server {
  /** Where services send mail to. */
  readonly url: string;
  /** Its page; `GET /api/email` beside it. */
  readonly webUrl: string;
}

/** Starts the local mailbox: an SMTP server that keeps what it is sent, with a page to read it. */
export async function startMailbox(options: MailboxOptions): Promise<MailboxServer> {
  const server = await startServer(mailboxLaunch(options), options.logFile ?? `${options.dataDir}.log`);
  return { ...server, url: mailboxUrl(options), webUrl: `http://127.0.0.1:${options.webPort}` };
}

export function mailboxLaunch({ dataDir, smtpPort, webPort }: MailboxOptions): Launch {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  return {
    name: 'mailbox-1',
    command: process.execPath,
    // It idles most of the time: 106 MB instead of 143.
    args: [
      '--max-semi-space-size=1',
      '--optimize-for-size',
      ...program(root, 'local/dist/servers/mailbox-main.js'),
      dataDir,
      String(smtpPort),
      String(webPort),
    ],
    ready: () => answersOk(`http://127.0.0.1:${webPort}/api/healthz`),
  };
}

export const mailboxUrl = ({ smtpPort }: Pick<MailboxOptions, 'smtpPort'>): string =>
  `smtp://127.0.0.1:${smtpPort}`;
