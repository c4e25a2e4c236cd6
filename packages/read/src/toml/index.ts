/** TOML 1.1 with places. */
export * from './read-toml.ts';
export * from './table.ts';
