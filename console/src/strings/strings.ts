import { en } from './en/en.js';

export type Strings = typeof en;

/** The catalogue in use. Read it while rendering, never at the top of a module: it is chosen at the start. */
export const strings: Strings = en;
