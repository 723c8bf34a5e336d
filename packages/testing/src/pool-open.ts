import { openPool } from './pool.js';

/** Jest's globalSetup. */
export default openPool;
