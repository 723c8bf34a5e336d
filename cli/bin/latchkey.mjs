#!/usr/bin/env node
// The package holds the bundle alone; a checkout holds what `tsc` built, which is newer than any bundle beside it.
import { existsSync } from 'node:fs';

const built = new URL('../dist/main.js', import.meta.url);
await import(existsSync(built) ? built.href : new URL('../bundle/latchkey.mjs', import.meta.url).href);
