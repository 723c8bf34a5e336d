import { inSentence } from '../in-sentence.js';
import { list, plural } from '../plural.js';

interface Counts {
  sessions: number;
  cliTokens: number;
  apiKeys: number;
}

const milliseconds = (value: number): string =>
  value < 1 ? 'less than a millisecond' : plural(Math.round(value), 'millisecond');

export const receipt = {
  /** What died. `key` and `keys` are what this deployment calls them. */
  died: ({ sessions, cliTokens, apiKeys }: Counts, key: string, keys: string): string => {
    const parts = [
      sessions > 0 ? plural(sessions, 'session') : '',
      cliTokens > 0 ? plural(cliTokens, 'command-line sign-in') : '',
      apiKeys > 0 ? plural(apiKeys, inSentence(key), inSentence(keys)) : '',
    ].filter((part) => part !== '');
    return parts.length === 0 ? 'There was nothing left to end.' : `Ended: ${list(parts)}.`;
  },
  effective: (when: string) => `No longer accepted anywhere since ${when}.`,
  /** On how many gateways, and how fast. */
  barrier: (gateways: number, acknowledged: number, expired: number, elapsedMs: number) => {
    if (gateways === 0) return 'No gateway remembered any of it.';
    const confirmed =
      acknowledged === gateways
        ? `${gateways === 1 ? 'The one gateway' : `All ${gateways} gateways`} confirmed it`
        : `${acknowledged} of ${plural(gateways, 'gateway')} confirmed it`;
    const lapsed = expired > 0 ? `, ${expired} lost the right to answer` : '';
    return `${confirmed}${lapsed}, in ${milliseconds(elapsedMs)}.`;
  },
  id: (id: string) => `Receipt ${id}`,
};
