/** The target, the walk, the plug-ins, and the pipeline that joins everything into one `ScanResult`. */
export type { Claim } from './findings/claims.ts';
export { allPaths } from './inventory/dependency-paths.ts';
export { packageMetadata } from './package-contents/package-metadata.ts';
export { EXTRACTORS } from './plugins/list.ts';
export { wantedPaths } from './plugins/wanted-paths.ts';
export { inventory, type ScanOptions, type ScanProgress, scan } from './scan.ts';
