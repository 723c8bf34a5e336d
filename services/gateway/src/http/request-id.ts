import { randomBase62 } from '@latchkey/database/id';

const start = randomBase62(12);
let count = 0;

/**
 * An id of a request: unique, and no secret. Random text of this process and a number, since as many random bytes for
 * each request cost more than the check of its key.
 */
export const newRequestId = (): string => `req_${start}${(count++).toString(36).padStart(8, '0')}`;
