/**
 * What one archive is and which libraries it holds: `pom.properties` states it; then the classes, the manifest and the
 * file name are what is left, and they make a guess.
 */
import { isZipProblem, type ZipEntry } from '@theriac/read/archive';
import { classTexts } from './class-constants.ts';
import {
  type FoundLibrary,
  hasArtifact,
  identityOfLibrary,
  isSameLibrary,
  librariesIn,
  mainLibraries,
} from './jar-classes.ts';
import { identityOfManifest, type JarIdentity } from './jar-identity.ts';

/** What an archive says of itself. */
export interface ArchiveMetadata {
  /** One for each `pom.properties`. */
  readonly poms: readonly JarIdentity[];
  /** Attributes of the manifest. */
  readonly manifest: ReadonlyMap<string, string>;
  /** Versions of the manifest's named sections. */
  readonly sections: ReadonlyMap<string, string>;
}

export interface IdentifiedArchive {
  /** Null: nothing tells what the archive is. */
  readonly main: JarIdentity | null;
  /** Libraries whose classes it holds and that no `pom.properties` names. */
  readonly copies: readonly JarIdentity[];
}

/** Bytes of a class or a properties file that are searched for a version. */
const MAX_BYTES = 1024 * 1024;

export async function identifyArchive(
  content: readonly ZipEntry[],
  { poms, manifest, sections }: ArchiveMetadata,
  fileName: string,
): Promise<IdentifiedArchive> {
  const names = content.map((e) => e.name);
  const found = librariesIn(names).filter(({ library }) => !poms.some((p) => isSameLibrary(library, p.name)));
  const guessed = identityOfManifest(manifest, fileName);
  const named = namedPom(poms, fileName);
  if (found.length === 0) return { main: named ?? onlyPom(poms) ?? guessed, copies: [] };
  const entries = new Map(content.map((e) => [e.name, e]));
  const identity = (one: FoundLibrary, otherwise: string | null) =>
    identityOfLibrary(one, sections, (name) => textsOf(entries.get(name)), otherwise);
  const covering = mainLibraries(found, names);
  const [first] = covering.length === 1 ? covering : [];
  const own = named === null && first !== undefined && mayBe(guessed, first) ? first : undefined;
  const stated = named ?? (own === undefined ? onlyPom(poms) : null);
  const version = guessed?.version ?? null;
  const main = own === undefined ? (stated ?? guessed) : called(await identity(own, version), guessed, own);
  const copies: JarIdentity[] = [];
  for (const one of found) {
    if (one === own || (main !== null && isSameLibrary(one.library, main.name))) continue;
    // All artifacts of one project that fill an archive have its version.
    copies.push(await identity(one, stated === null && covering.includes(one) ? version : null));
  }
  return { main, copies };
}

/** What the manifest and the file name say goes before the classes when it is another package with a group. */
function mayBe(guessed: JarIdentity | null, { library }: FoundLibrary): boolean {
  if (guessed === null || !guessed.name.includes(':')) return true;
  return isSameLibrary(library, guessed.name) || hasArtifact(library, artifactOf(guessed));
}

/** The classes do not tell `bcprov-jdk15to18` from `bcprov-jdk18on`; the file name does. */
function called(identity: JarIdentity, guessed: JarIdentity | null, { library }: FoundLibrary): JarIdentity {
  const isVariant =
    guessed !== null &&
    library.alsoIn?.includes(guessed.name) === true &&
    !hasArtifact(library, artifactOf(guessed));
  return isVariant ? { ...identity, name: guessed.name } : identity;
}

const artifactOf = ({ name }: JarIdentity): string => name.slice(name.indexOf(':') + 1);

/** An entry that cannot be read states nothing: the release is unknown, which is told. */
async function textsOf(entry: ZipEntry | undefined): Promise<readonly string[]> {
  if (entry === undefined || entry.size > MAX_BYTES) return [];
  const bytes = await entry.read();
  if (isZipProblem(bytes)) return [];
  if (entry.name.endsWith('.class')) return classTexts(bytes);
  return [Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')];
}

/** The artifact among several for which the file is named. */
function namedPom(poms: readonly JarIdentity[], fileName: string): JarIdentity | null {
  const stem = fileName.replace(/\.[A-Za-z]{3}$/, '');
  return (
    poms.find((p) => stem === `${artifactOf(p)}-${p.version}`) ??
    poms.find((p) => stem === artifactOf(p)) ??
    poms.find((p) => stem.startsWith(`${artifactOf(p)}-${p.version}`)) ??
    null
  );
}

function onlyPom(poms: readonly JarIdentity[]): JarIdentity | null {
  return poms.length === 1 ? (poms[0] ?? null) : null;
}
