/**
 * Java libraries that are recognised by their classes, in an archive without `pom.properties` and as copies in other
 * archives. To add one, add a row: take classes that no other artifact has, and check them against the artifact itself.
 */
import { DATA_LIBRARIES } from './data.ts';
import { FRAMEWORKS_LIBRARIES } from './frameworks.ts';
import type { JavaLibrary } from './library.ts';
import { NETWORK_LIBRARIES } from './network.ts';

export type { JavaLibrary, VersionFile } from './library.ts';

export const JAVA_LIBRARIES: readonly JavaLibrary[] = [
  ...FRAMEWORKS_LIBRARIES,
  ...DATA_LIBRARIES,
  ...NETWORK_LIBRARIES,
];
