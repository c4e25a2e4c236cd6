/**
 * Archives of the Java world with all that is nested or shaded in them: an archive is a component, what it holds are
 * components that it needs. What states neither group nor artifact is recognised by the names of its classes, and so are
 * libraries that were copied in without their `pom.properties`.
 */
import { createHash } from 'node:crypto';
import type { Extract, TargetFile } from '@theriac/core';
import { isZipProblem, readZip, ZipBudget, type ZipContent, type ZipProblem } from '@theriac/read/archive';
import { baseName } from '../../target/paths.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { type ArchiveMetadata, identifyArchive } from './identify-archive.ts';
import { type JarIdentity, parseManifest, parsePomProperties, sectionVersions } from './jar-identity.ts';

/** Archives nested in archives; more is hostile. */
const MAX_NESTING = 20;
/** Bytes of archives inflated one inside the other, which are in memory together. */
const MAX_HELD = 128 * 1024 * 1024;
const MAX_TEXT = 1024 * 1024;
const ARCHIVE = /\.(?:jar|war|ear|par|sar|aar|omod|hpi|jpi|nar|kar)$/i;

export const extract: Extract = async (file) => {
  const reader = new ArchiveReader(file);
  return reader.read();
};

/** An archive still to be looked at; its bytes are inflated only then, so that one at a time is in memory. */
interface PendingArchive {
  readonly read: () => Promise<Uint8Array | ZipProblem>;
  /** Inside the outermost archive, `!/`-separated; empty for that itself. */
  readonly inner: string;
  readonly fileName: string;
  readonly parent: string | null;
  readonly depth: number;
  /** Bytes that are inflated for itself and for all that it is in. */
  readonly held: number;
}

type OpenArchive = PendingArchive & { readonly bytes: Uint8Array };

class ArchiveReader {
  readonly #root: RootBuilder;
  readonly #file: TargetFile;
  readonly #budget = new ZipBudget();
  #self: JarIdentity | null = null;

  constructor(file: TargetFile) {
    this.#root = new RootBuilder(file.path, 'maven');
    this.#file = file;
  }

  async read() {
    const whole = this.#file.bytes();
    const fileName = baseName(this.#file.path);
    const open: PendingArchive[] = [
      { read: async () => whole, inner: '', fileName, parent: null, depth: 0, held: 0 },
    ];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next.held > MAX_HELD) {
        const message = 'the nested archives inflate to more than is read at once';
        this.#problem({ kind: 'too-large', message, entry: '' }, next.inner);
        continue;
      }
      const bytes = await next.read();
      if (isZipProblem(bytes)) this.#problem({ ...bytes, entry: '' }, next.inner);
      else for (const each of await this.#archive({ ...next, bytes })) open.push(each);
    }
    const { name, version } = this.#self ?? {};
    return this.#root.build({ ...(name === undefined ? {} : { name }), ...(version ? { version } : {}) });
  }

  /** Adds what the archive is and holds, and returns the archives in it. */
  async #archive(archive: OpenArchive): Promise<PendingArchive[]> {
    const content = await readZip(archive.bytes, this.#budget);
    for (const problem of content.problems) this.#problem(problem, archive.inner);
    const metadata = await this.#metadata(content, archive);
    const { main, copies } = await identifyArchive(content.entries, metadata, archive.fileName);
    const parent = main === null ? archive.parent : this.#add(main, archive, archive.inner, true);
    if (main !== null && archive.depth === 0) this.#self = main;
    const shaded = metadata.poms.filter((p) => p !== main);
    for (const one of [...shaded, ...copies]) {
      const key = this.#add(one, archive, `${archive.inner}#${one.name}`, false);
      if (parent !== null) this.#root.link(parent, key);
    }
    const nested = content.entries.filter((e) => ARCHIVE.test(e.name));
    if (main === null && shaded.length === 0 && (nested.length === 0 || archive.depth > 0))
      this.#unidentified(archive, metadata.manifest);
    else if (main !== null && !main.name.includes(':')) {
      const message = `${main.name} names no group: which package it is, is not known for certain${inside(archive.inner)}`;
      this.#root.unknown('no-package-data', message, undefined, false, { package: main.name });
    }
    if (nested.length > 0 && archive.depth >= MAX_NESTING) {
      const message = `archives are nested deeper than ${MAX_NESTING} levels`;
      this.#root.unknown('too-deep', message, undefined, true);
      return [];
    }
    return nested.reverse().map((entry) => ({
      read: () => entry.read(),
      inner: archive.inner === '' ? entry.name : `${archive.inner}!/${entry.name}`,
      fileName: baseName(entry.name),
      parent,
      depth: archive.depth + 1,
      held: archive.held + (entry.stored ? 0 : entry.size),
    }));
  }

  async #metadata(content: ZipContent, archive: OpenArchive): Promise<ArchiveMetadata> {
    const poms = new Map<string, JarIdentity>();
    let manifest = new Map<string, string>();
    let sections = new Map<string, string>();
    for (const entry of content.entries) {
      const isPom = baseName(entry.name) === 'pom.properties';
      if (!isPom && entry.name.toUpperCase() !== 'META-INF/MANIFEST.MF') continue;
      if (entry.size > MAX_TEXT) {
        this.#problem(
          { kind: 'too-large', message: 'a text is too large', entry: entry.name },
          archive.inner,
        );
        continue;
      }
      const bytes = await entry.read();
      if (isZipProblem(bytes)) {
        this.#problem(bytes, archive.inner);
        continue;
      }
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
      if (!isPom) {
        manifest = parseManifest(text);
        sections = sectionVersions(text);
      } else {
        const identity = parsePomProperties(text);
        if (identity !== null) poms.set(`${identity.name}@${identity.version}`, identity);
        else {
          const message = `a pom.properties names no group, artifact and version${inside(archive.inner)}`;
          this.#root.unknown('no-package-data', message, undefined, false);
        }
      }
    }
    return { poms: [...poms.values()], manifest, sections };
  }

  #add(identity: JarIdentity, archive: OpenArchive, where: string, isArchive: boolean): string {
    const key = this.#root.add({
      key:
        where === ''
          ? `${identity.name}@${identity.version ?? ''}`
          : `${identity.name}@${identity.version ?? ''} ${where}`,
      name: identity.name,
      version: identity.version,
      scope: 'production',
      direct: archive.depth === 0 && isArchive,
      location: { path: this.#file.path },
      ...(identity.guessed === undefined ? {} : { guessed: identity.guessed }),
      ...(isArchive ? { hashes: [{ algorithm: 'sha1', hex: sha1(archive.bytes) }] } : {}),
    });
    if (isArchive && archive.parent !== null) this.#root.link(archive.parent, key);
    if (identity.version === null) {
      const message = `the classes of ${identity.name} do not tell which release they are${inside(archive.inner)}`;
      this.#root.unknown('unresolved-version', message, undefined, false, { package: identity.name });
    }
    return key;
  }

  #unidentified({ inner, fileName, bytes }: OpenArchive, manifest: ReadonlyMap<string, string>): void {
    // The classes of an Android library, whose name is that of the library around them.
    if (fileName === 'classes.jar') return;
    if (fileName === 'gradle-wrapper.jar' && manifest.get('implementation-title') === 'Gradle Wrapper') {
      const message = `the Gradle wrapper does not say which release it is from${inside(inner)}`;
      this.#root.unknown('no-package-data', message, undefined, false);
      return;
    }
    const message = `neither pom.properties, manifest, classes nor file name tell what the archive is (SHA-1 ${sha1(bytes)})${inside(inner)}`;
    this.#root.unknown('no-package-data', message, undefined, true);
  }

  #problem({ kind, message, entry }: ZipProblem, inner: string): void {
    const where = [inner, entry ?? ''].filter((p) => p !== '').join('!/');
    this.#root.unknown(
      kind === 'too-large' ? 'too-large' : 'archive',
      `${message}${inside(where)}`,
      undefined,
      true,
    );
  }
}

const sha1 = (bytes: Uint8Array): string => createHash('sha1').update(bytes).digest('hex');

const inside = (inner: string): string => (inner === '' ? '' : ` (${inner.slice(0, 300)})`);
