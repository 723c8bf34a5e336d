import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** The environment, as far as the CLI reads it. */
export interface Settings {
  /** `LATCHKEY_URL` */
  readonly url: string | undefined;
  /** `LATCHKEY_TOKEN`: goes before a stored credential. */
  readonly token: string | undefined;
  /** Where credentials are kept: `$XDG_CONFIG_HOME/latchkey`. */
  readonly folder: string;
  /** https://no-color.org; a terminal that cannot do it says `dumb`. */
  readonly colour: boolean;
  /** `BROWSER`: what opens a page. */
  readonly browser: string | undefined;
  /** Whether a browser could show itself here. */
  readonly display: boolean;
}

export function settingsFrom(env: NodeJS.ProcessEnv): Settings {
  return {
    url: filled(env.LATCHKEY_URL),
    token: filled(env.LATCHKEY_TOKEN)?.trim(),
    folder: join(configHome(env), 'latchkey'),
    colour: filled(env.NO_COLOR) === undefined && env.TERM !== 'dumb',
    browser: filled(env.BROWSER),
    display: process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY),
  };
}

const filled = (value: string | undefined): string | undefined => (value === '' ? undefined : value);

/** A relative path is to be ignored (XDG Base Directory Specification). */
function configHome({ XDG_CONFIG_HOME: home }: NodeJS.ProcessEnv): string {
  return home !== undefined && isAbsolute(home) ? home : join(homedir(), '.config');
}
