/** The plug-ins, which files they want, and the rules they can report. */
export { Dispatch, matchesFile } from './dispatch.ts';
export { DETECTORS, EXTRACTORS, type ScanDetector } from './list.ts';
export { RULE_CATALOGUE } from './rule-catalogue.ts';
export { wantedPaths } from './wanted-paths.ts';
