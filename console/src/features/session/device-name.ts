import type { Session } from '@latchkey/contracts/tokens/session';
import { strings } from '../../strings/strings.js';

type DeviceOf = Pick<Session, 'kind' | 'device'>;

/** `Firefox on Windows`, `Command line on macOS` */
export const deviceName = ({ kind, device }: DeviceOf): string =>
  kind === 'cli' ? strings.sessions.cli(device.os) : strings.sessions.browser(device.browser, device.os);
