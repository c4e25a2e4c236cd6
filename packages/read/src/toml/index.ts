/** TOML 1.0 with lines. */
export * from './toml.ts';
