/** The words of the domain. Everything here is pure: no I/O, no clock, no randomness. */
export * from './advisory.ts';
export * from './component.ts';
export * from './ecosystems.ts';
export * from './eol.ts';
export * from './errors.ts';
export * from './finding.ts';
export * from './osv-range.ts';
export * from './plugin.ts';
export * from './purl.ts';
export * from './purl-native.ts';
export * from './scan-result.ts';
export * from './severity.ts';
export * from './ssvc.ts';
export * from './system.ts';
export * from './versions/index.ts';
export * from './vex.ts';
