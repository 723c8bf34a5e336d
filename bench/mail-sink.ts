import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface MailSink {
  /** For `SMTP_URL`. */
  readonly url: string;
  close(): void;
}

/**
 * A mail server (RFC 5321) that takes every mail and keeps none, in place of the local mailbox, which parses each for
 * people to look at: that a relay is somewhere else is what products have.
 */
export async function openMailSink(): Promise<MailSink> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    converse(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { url: `smtp://127.0.0.1:${port}`, close };
}

function converse(socket: Socket): void {
  let inMail = false;
  let unread = '';
  const answer = (part: string) => {
    const command = inMail ? 'END' : part.slice(0, 4).toUpperCase();
    inMail = command === 'DATA';
    if (command === 'QUIT') socket.end('221 bye\r\n');
    else socket.write(inMail ? '354 go on\r\n' : '250 ok\r\n');
  };
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    unread += chunk;
    for (let at = unread.indexOf(endOf(inMail)); at >= 0; at = unread.indexOf(endOf(inMail))) {
      const part = unread.slice(0, at);
      unread = unread.slice(at + endOf(inMail).length);
      answer(part);
    }
  });
  socket.write('220 sink\r\n');
}

const endOf = (inMail: boolean): string => (inMail ? '\r\n.\r\n' : '\r\n');
