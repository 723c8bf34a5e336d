import { eraseIn } from '../erasure.js';

export const eraseCredentials = eraseIn('tokens');
