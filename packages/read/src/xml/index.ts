/** XML without external entities, as a tree with lines. */
export * from './xml.ts';
