import { inSentence } from '../in-sentence.js';

export const advanced = {
  title: 'Advanced',
  description: 'What is done rarely, and not lightly.',
};

export const resetAuthentication = {
  explain: (label: string) =>
    `Ends every browser session and command-line sign-in and revokes every ${inSentence(label)}, at once and everywhere. You are signed out here too.`,
  confirmTitle: 'Reset all authentication?',
  confirmBody: (labels: string) =>
    `Programs that use your ${inSentence(labels)} stop working until you give them new ones. This cannot be undone.`,
  done: 'All authentication is reset.',
};
