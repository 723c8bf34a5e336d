/** Seconds. */
export const hour = 3600;
/** Seconds. */
export const day = 24 * hour;
/** Bytes. */
export const mebibyte = 1024 * 1024;
