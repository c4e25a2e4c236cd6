/** Which libraries an archive holds, told by the folders and names of its classes, and which releases they say to be. */
import { compareVersions } from '@theriac/core';
import type { JarIdentity } from './jar-identity.ts';
import { JAVA_LIBRARIES, type JavaLibrary, type VersionFile } from './libraries/index.ts';

export interface FoundLibrary {
  readonly library: JavaLibrary;
  /** What stands before its folder: empty, `BOOT-INF/classes/`, or the package that a copy was moved into. */
  readonly prefix: string;
}

/** Reads an entry of the archive as text, a class as its texts; empty when it is not there or cannot be read. */
export type ReadTexts = (entry: string) => Promise<readonly string[]>;

const CLASS = '.class';
/** Copies of classes for other releases of Java. */
const OTHER_RELEASES = 'META-INF/versions/';
const FROM_CLASSES = 'its classes';

const pathOf = (library: JavaLibrary, name: string): string => `${library.folder}${name}${CLASS}`;
const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A row is looked at only when its first class is met. */
const BY_CLASS = Map.groupBy(JAVA_LIBRARIES, (library) => lastOf(pathOf(library, library.classes[0])));

/** Each library once, at its first place, in the order of the table. */
export function librariesIn(names: readonly string[]): FoundLibrary[] {
  const found = new Map<string, FoundLibrary>();
  let present: ReadonlySet<string> | undefined;
  for (const name of names) {
    if (!name.endsWith(CLASS) || name.startsWith(OTHER_RELEASES)) continue;
    for (const library of BY_CLASS.get(lastOf(name)) ?? []) {
      const path = pathOf(library, library.classes[0]);
      const at = name.length - path.length;
      if (!name.endsWith(path) || (at > 0 && name[at - 1] !== '/') || found.has(library.package)) continue;
      const prefix = name.slice(0, at);
      present ??= new Set(names);
      const all = present;
      if (library.without !== undefined && all.has(`${prefix}${library.without}${CLASS}`)) continue;
      if (library.classes.every((one) => all.has(`${prefix}${pathOf(library, one)}`)))
        found.set(library.package, { library, prefix });
    }
  }
  const order = new Map(JAVA_LIBRARIES.map((library, i) => [library.package, i]));
  return [...found.values()].sort(
    (a, b) => (order.get(a.library.package) ?? 0) - (order.get(b.library.package) ?? 0),
  );
}

/** Whether `artifact` is what the library is or was called, whatever its group. */
export function hasArtifact({ package: name, earlier }: JavaLibrary, artifact: string): boolean {
  return name.endsWith(`:${artifact}`) || earlier?.package.endsWith(`:${artifact}`) === true;
}

/** Whether an archive that says to be `name` consists of the classes of `library`. */
export function isSameLibrary(library: JavaLibrary, name: string): boolean {
  return (
    library.package === name || library.earlier?.package === name || (library.alsoIn ?? []).includes(name)
  );
}

/** Those in whose folders more than half of the classes are. */
export function mainLibraries(
  found: readonly FoundLibrary[],
  names: readonly string[],
): readonly FoundLibrary[] {
  const classes = names.filter((name) => name.endsWith(CLASS) && !name.startsWith(OTHER_RELEASES));
  return found.filter(({ library: { folder, otherFolder }, prefix }) => {
    const first = `${prefix}${folder}`;
    const second = otherFolder === undefined ? first : `${prefix}${otherFolder}`;
    return (
      classes.filter((name) => name.startsWith(first) || name.startsWith(second)).length * 2 > classes.length
    );
  });
}

/**
 * Named by its classes, which is a guess.
 * @param sections versions that named sections of the manifest state, by folder
 * @param otherwise the version when the library itself states none
 */
export async function identityOfLibrary(
  { library, prefix }: FoundLibrary,
  sections: ReadonlyMap<string, string>,
  read: ReadTexts,
  otherwise: string | null,
): Promise<JarIdentity> {
  const version =
    (await versionIn(library.version, prefix, read)) ??
    sectionOf(sections, `${prefix}${library.folder}`) ??
    otherwise;
  const { earlier } = library;
  const isEarlier =
    earlier !== undefined && version !== null && compareVersions('maven', version, earlier.last) <= 0;
  return { name: isEarlier ? earlier.package : library.package, version, guessed: FROM_CLASSES };
}

async function versionIn(
  file: VersionFile | undefined,
  prefix: string,
  read: ReadTexts,
): Promise<string | undefined> {
  if (file === undefined) return undefined;
  let highest: string | undefined;
  for (const path of new Set([`${prefix}${file.path}`, file.path])) {
    for (const text of await read(path)) {
      const version = file.says.exec(text)?.[1];
      if (version === undefined) continue;
      if (highest === undefined || compareVersions('maven', version, highest) > 0) highest = version;
    }
    if (highest !== undefined) break;
  }
  return highest;
}

function sectionOf(sections: ReadonlyMap<string, string>, folder: string): string | undefined {
  for (const [name, version] of sections) if (name.startsWith(folder)) return version;
  return undefined;
}
