import type { ApiKey } from '@latchkey/contracts/tokens/api-key';
import { strings } from '../../strings/strings.js';

/** Its name, or what it ends in. */
export const keyName = ({ name, last4 }: ApiKey, label: string): string =>
  name || strings.apiKey.unnamed(label, last4);
