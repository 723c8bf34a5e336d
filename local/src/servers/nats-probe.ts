import { exchange } from './tcp-exchange.js';

/** Whether nats-server greets us and has JetStream: it opens its port only when its streams are recovered. */
export async function natsAnswers(port: number): Promise<boolean> {
  try {
    const greeting = await exchange({ host: '127.0.0.1', port }, '', (text) => text.endsWith('\r\n'));
    return greeting.startsWith('INFO ') && greeting.includes('"jetstream":true');
  } catch {
    return false;
  }
}
