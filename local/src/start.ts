// The process that keeps everything running, once packages are installed and built (start.mjs).
import { start } from './run.js';

await start();
