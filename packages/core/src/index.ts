/** The words of the domain. Everything here is pure: no I/O, no clock, no randomness. */
export * from './component.ts';
export * from './ecosystems.ts';
export * from './errors.ts';
export * from './osv-range.ts';
export * from './plugin.ts';
export * from './purl.ts';
export * from './purl-native.ts';
export * from './vers.ts';
export * from './vers-native.ts';
export * from './versions/index.ts';
export * from './versions/ranges/index.ts';
