/** The target, the walk, the plug-ins, and the pipeline that joins everything into one `ScanResult`. */
export type { Claim } from './claims.ts';
export { packageMetadata } from './package-metadata.ts';
export { EXTRACTORS } from './plugins.ts';
export { inventory, type ScanOptions, type ScanProgress, scan } from './scan.ts';
export { allPaths } from './trace.ts';
export { wantedPaths } from './wanted-paths.ts';
