/** The plug-ins, which files they want, the areas they answer for and the rules they can report. */

export { ownRule as ownSecretRule } from '../detectors/secrets/rule-of.ts';
export { filesOf, UNREAD } from '../extractors/unread/table.ts';
export { runExtractor } from '../inventory/run-extractor.ts';
export { KNOWN_AREAS } from './areas.ts';
export { describeDefect } from './defect.ts';
export { Detections } from './detections.ts';
export { Dispatch, matchesFile } from './dispatch.ts';
export { DETECTORS, EXTRACTORS, type ScanDetector } from './list.ts';
export { ruleCatalogue } from './rule-catalogue.ts';
