import { spawn } from 'node:child_process';
import type { Settings } from '../../settings.js';

const openers: Record<string, readonly [string, ...string[]]> = {
  darwin: ['open'],
  // No shell takes the address apart.
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Whether a browser was started; a machine without one is no failure. */
export function openBrowser(url: string, { browser, display }: Settings): Promise<boolean> {
  if (browser === undefined && !display) return Promise.resolve(false);
  const [command, ...args] = browser === undefined ? (openers[process.platform] ?? ['xdg-open']) : [browser];
  return new Promise((resolve) => {
    const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
