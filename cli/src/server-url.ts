import { wrongUsage } from './failure.js';

export const defaultUrl = 'http://localhost:8080';

/** Where a Latchkey is, in one spelling: `localhost:8080` and `http://localhost:8080/` are the same. */
export function serverUrl(text: string): string {
  const full = /^https?:\/\//i.test(text) ? text : `${isLoopback(hostOf(text)) ? 'http' : 'https'}://${text}`;
  if (!URL.canParse(full)) throw wrongUsage(`"${text}" is no URL.`);
  const url = new URL(full);
  if (url.username !== '' || url.password !== '')
    throw wrongUsage(
      'A URL with a password in it ends up in logs.',
      'Leave it out, and use `latchkey login`.',
    );
  return (url.origin + url.pathname).replace(/\/+$/, '');
}

/** A credential sent there can be read on the way. */
export function isInTheClear(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !isLoopback(hostname);
}

const hostOf = (text: string): string => text.replace(/[:/?#].*$/, '');

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
