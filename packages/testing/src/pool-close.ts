import { closePool } from './pool.js';

/** Jest's globalTeardown. */
export default closePool;
