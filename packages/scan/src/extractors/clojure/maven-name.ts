/** How Clojure's tools name packages of Maven repositories. */
import { exactVersion } from '../maven/maven-version.ts';

/** No tool of Clojure's writes a lockfile. */
export const ADVICE = 'scan the uberjar of a build, or a bill of materials of it';

export interface LibraryName {
  /** `group:artifact`. */
  readonly name: string;
  readonly classifier?: string;
}

const LIBRARY = /^([\w.+*!?=<>-]{1,200})(?:\/([\w.+*!?=<>-]{1,200}))?(?:\$([\w.-]{1,100}))?$/;

/** `group/artifact$classifier`; `artifact` alone is its own group. Null for what names no package. */
export function libraryName(symbol: string): LibraryName | null {
  const found = LIBRARY.exec(symbol);
  if (found === null) return null;
  const [, group = '', artifact = group, classifier] = found;
  return { name: `${group}:${artifact}`, ...(classifier === undefined ? {} : { classifier }) };
}

/** Null for ranges, LATEST and RELEASE. */
export const mavenVersion = (text: string): string | null => exactVersion(text);
