import { inSentence } from '../in-sentence.js';
import { plural } from '../plural.js';

export const deletion = {
  explain: (labels: string, graceSeconds: number) =>
    `Signs you out everywhere and revokes your ${inSentence(labels)} at once. ${whatFollows(graceSeconds)}`,
  byAdministrators: 'Accounts are deleted by administrators here.',
  confirmTitle: 'Delete your account?',
  confirmBody: (graceSeconds: number) =>
    `Nobody can sign in to it any more, and programs that use it stop working. ${whatFollows(graceSeconds)}`,
  confirmBy: (asked: string, text: string) => `Type your ${inSentence(asked)}, ${text}, to confirm`,
  email: 'Email',
  done: (time: string) =>
    `Your account is deleted. Its data is erased on ${time}; until then an administrator can restore it.`,
  doneAtOnce: 'Your account is deleted, and its data is being erased.',
};

const whatFollows = (graceSeconds: number): string =>
  graceSeconds === 0
    ? 'Everything that is kept of the account is erased at once. This cannot be undone.'
    : `Everything that is kept of the account is erased after ${inWords(graceSeconds)}. Until then an administrator can restore it.`;

const inWords = (seconds: number): string =>
  seconds < 172_800 ? plural(Math.ceil(seconds / 3600), 'hour') : plural(Math.ceil(seconds / 86_400), 'day');
