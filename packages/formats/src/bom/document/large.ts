/** Which documents are held as a whole. */

/** Larger ones are looked at part by part, in bytes. */
export const LARGE_BOM_BYTES = 32 * 1024 * 1024;
