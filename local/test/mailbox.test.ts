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

interface Mail {
  id: string;
  subject: string;
  to: { address: string }[];
  text: string;
}

async function mails(): Promise<Mail[]> {
  const response = await fetch(`${server.webUrl}/api/email`);
  return (await response.json()) as Mail[];
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

  it('shows a mail’s page without its programs', async () => {
    const html = '<p onclick="steal()">Dear Grace</p><script>steal()</script>';
    await createTransport(server.url).sendMail({
      from: 'a@example.org',
      to: 'g@example.org',
      subject: 'Page',
      html,
    });
    const { id } = await eventually(async () => {
      const page = (await mails()).find(({ subject }) => subject === 'Page');
      if (!page) throw new Error('Not there yet');
      return page;
    });
    const shown = await (await fetch(`${server.webUrl}/api/email/${id}/html`)).text();
    expect(shown).toContain('Dear Grace');
    expect(shown).not.toContain('steal');
  });

  it('still has it after a restart', async () => {
    await server.stop();
    await start();
    expect((await mails()).map(({ subject }) => subject)).toEqual(['Hello', 'Page']);
  });
});
