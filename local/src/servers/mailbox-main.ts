// The mailbox's process: node mailbox-main.js <folder> <SMTP port> <HTTP port>
import { MailDev } from 'maildev';

const [folder = '', smtp, web] = process.argv.slice(2);

const mailbox = new MailDev({
  smtp: Number(smtp),
  ip: '127.0.0.1',
  web: Number(web),
  webIp: '127.0.0.1',
  mailDirectory: folder,
  // It holds every mail in memory.
  maxEmails: 5000,
});
void mailbox.start();

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void mailbox.stop().finally(() => process.exit(0)));
}
