import Bowser from 'bowser';

export interface Device {
  readonly browser: string | null;
  readonly os: string | null;
}

/** Browser and system as the user agent tells them: to be shown, never to be trusted. */
export function parseDevice(userAgent: string): Device {
  if (userAgent === '') return { browser: null, os: null };
  try {
    const { browser, os } = Bowser.parse(userAgent);
    return { browser: browser.name || null, os: os.name || null };
  } catch {
    return { browser: null, os: null };
  }
}
