import { connect, type NetConnectOpts } from 'node:net';
import { connect as connectTls } from 'node:tls';

const deadlineMs = 2000;

/**
 * Sends a text and reads until the answer is whole.
 *
 * @throws Error when the connection fails, or closes or stays silent before that
 */
export function exchange(
  target: { host: string; port: number; tls?: boolean },
  text: string,
  isWhole: (answer: string) => boolean,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const options: NetConnectOpts = { host: target.host, port: target.port };
    const socket = target.tls ? connectTls({ ...options, servername: target.host }) : connect(options);
    let answer = '';
    const settle = (done: () => void): void => {
      socket.destroy();
      done();
    };
    socket.setTimeout(deadlineMs, () =>
      settle(() => reject(new Error(`${target.host}:${target.port} does not answer`))),
    );
    socket.on('error', (error) => settle(() => reject(error)));
    socket.on('close', () => reject(new Error(`${target.host}:${target.port} closed the connection`)));
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString();
      if (isWhole(answer)) settle(() => resolve(answer));
    });
    socket.write(text);
  });
}
