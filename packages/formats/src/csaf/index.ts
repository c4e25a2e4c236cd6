/** CSAF 2.0 documents: security advisories and the VEX profile. */
export { isCsaf, readCsaf } from './read-csaf.ts';
