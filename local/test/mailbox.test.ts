import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { freePorts } from '@latchkey/local/ports';
import { type MailboxServer, startMailbox } from '@latchkey/local/servers/mailbox';
import { temporaryFolder } from '@latchkey/local/temporary-folder';
import { eventually } from '@latchkey/testing/eventually';
import { createTransport } from 'nodemailer';

const folder = temporaryFolder();
let server: MailboxServer;

async function start(): Promise<void> {
  const [smtpPort = 0, webPort = 0] = await freePorts(2);
  server = await startMailbox({ dataDir: join(folder.path, 'mailbox'), smtpPort, webPort });
}

async function mails(): Promise<{ subject: string; to: { address: string }[]; text: string }[]> {
  const response = await fetch(`${server.webUrl}/api/email`);
  return (await response.json()) as { subject: string; to: { address: string }[]; text: string }[];
}

afterAll(async () => {
  await server?.stop();
  folder.remove();
});

describe('the local mailbox', () => {
  it('keeps what it is sent, shows it under /api/email and has a page', async () => {
    await start();
    const mail = { from: 'latchkey@example.org', to: 'ada@example.org', subject: 'Hello', text: 'A link' };
    await createTransport(server.url).sendMail(mail);
    const [received] = await eventually(async () => {
      const found = await mails();
      expect(found).toHaveLength(1);
      return found;
    });
    expect(received).toMatchObject({ subject: 'Hello', to: [{ address: 'ada@example.org' }] });
    expect(received?.text).toContain('A link');
    const page = await fetch(server.webUrl, { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-type')).toContain('text/html');
  });

  it('still has it after a restart', async () => {
    await server.stop();
    await start();
    expect(await mails()).toMatchObject([{ subject: 'Hello' }]);
  });
});
