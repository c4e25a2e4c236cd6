/** The files of a package that speak of its licence, and what its own manifest declares. */
import type { Component, TargetFile } from '@theriac/core';
import { isZipProblem, readZip, ZipBudget } from '@theriac/read/archive';
import { asObject, get, type JsonValue } from '@theriac/read/json';
import { decodeText, MemoryFile } from '@theriac/read/text';
import { readXml } from '@theriac/read/xml';
import { licenceOf } from '../../extractors/npm/manifest.ts';
import { parseCoreMetadata } from '../../extractors/pypi/core-metadata.ts';
import type { LicenceTarget, PackagePlace } from './package-folders.ts';

export interface PackageText {
  /** Path in the target. */
  readonly path: string;
  /** `tags`: REUSE.toml, which names licences file by file. */
  readonly kind: 'licence' | 'notice' | 'readme' | 'tags';
  readonly text: string;
}

export interface PackageTexts {
  readonly files: readonly PackageText[];
  /** As the package's own manifest has it, where the inventory does not. */
  readonly declared: string | undefined;
  /** Files that are there and could not be read, and why. */
  readonly unread: readonly { readonly path: string; readonly why: string }[];
}

const LICENCE =
  /^(?:un|mit-|apache-|bsd-|gpl-|lgpl-)?licen[cs]e|^licen[cs]es$|^copying|^copyright(?!s?\.(?:js|ts))|^eula\b/i;
const NOTICE = /^notice(?:s)?(?:[.-]|$)|^third[-_ ]?party[-_ ]?(?:notice|licen[cs]e)s?/i;
const README = /^readme(?:\.(?:md|markdown|txt|rst))?$/i;
/** Names that begin like a licence and are code or data. */
const NOT_TEXT =
  /\.(?:[cm]?[jt]sx?|json5?|ya?ml|toml|py[cio]?|go|rb|rs|java|kt|class|php|cs|map|css|scss|png|svg|jpe?g|gif|sig|asc|sha\d+|spdx|wasm|d\.ts)$/i;
const FOLDERS = /^licen[cs]es$/i;
/** Where texts lie in jars, in wheels, and in the packages of Yarn's cache. */
const ARCHIVE_FOLDERS =
  /^(?:META-INF(?:\/licenses?)?|[^/]+\.dist-info(?:\/licenses)?|node_modules\/(?:@[^/]+\/)?[^/@]+)?$/i;
const MAX_FILES = 64;
const MAX_BYTES = 4 * 1024 * 1024;

export function kindOfFile(name: string): PackageText['kind'] | null {
  if (name === 'REUSE.toml') return 'tags';
  if (NOT_TEXT.test(name)) return null;
  if (NOTICE.test(name)) return 'notice';
  if (LICENCE.test(name)) return 'licence';
  return README.test(name) ? 'readme' : null;
}

/**
 * @param readmes whether READMEs are wanted when there is no licence file
 */
export async function readPackage(
  component: Component,
  place: PackagePlace,
  target: LicenceTarget,
): Promise<PackageTexts> {
  return place.kind === 'archive'
    ? readArchive(place.path, target)
    : readFolder(component, place.path, target);
}

/** What npm and NuGet write where a file of the package is the licence. */
const NAMED_FILE = /^SEE LICEN[CS]E IN (?:\.\/)?([^\\]{1,200})$/i;

function readFolder(component: Component, folder: string, target: LicenceTarget): PackageTexts {
  const reader = new Reader();
  const declared = component.licence ?? declaredIn(component, folder, target);
  const named = NAMED_FILE.exec(declared ?? '')?.[1]?.trim();
  const isNamed = (full: string): boolean => named !== undefined && full === `${folder}/${named}`;
  const visit = (path: string, inFolder: boolean): void => {
    for (const entry of target.list(path)) {
      const full = `${path}/${entry.name}`;
      if (entry.kind === 'folder' && !inFolder && FOLDERS.test(entry.name)) visit(full, true);
      else if (entry.kind === 'file') {
        const kind =
          inFolder && !NOT_TEXT.test(entry.name)
            ? (kindOfFile(entry.name) ?? 'licence')
            : (kindOfFile(entry.name) ?? (isNamed(full) ? 'licence' : null));
        if (kind !== null) reader.add(full, kind, () => target.file(full));
      }
    }
  };
  visit(folder, false);
  return reader.finish(declared);
}

/** What manifests declare that lockfiles do not repeat. */
function declaredIn(
  { ecosystem, name }: Component,
  folder: string,
  target: LicenceTarget,
): string | undefined {
  try {
    if (ecosystem === 'npm')
      return licenceOfManifest(target.file(`${folder}/package.json`)?.text() ?? 'null');
    if (ecosystem === 'pypi') {
      const file = target.file(`${folder}/METADATA`) ?? target.file(`${folder}/PKG-INFO`);
      const licence = file === null ? undefined : parseCoreMetadata(file.text()).licence;
      return licence !== undefined && licence.length <= 200 ? licence : undefined;
    }
    if (ecosystem === 'composer') {
      const value: JsonValue = JSON.parse(target.file(`${folder}/composer.json`)?.text() ?? 'null');
      return licenceOf(get(asObject(value), 'license'));
    }
    if (ecosystem === 'cargo')
      return /^[ \t]*license[ \t]*=[ \t]*"([^"\n]{1,200})"/m.exec(
        target.file(`${folder}/Cargo.toml`)?.text() ?? '',
      )?.[1];
    if (ecosystem === 'nuget') {
      const spec = target.list(folder).find((e) => e.name.toLowerCase() === `${name.toLowerCase()}.nuspec`);
      const file = spec === undefined ? null : target.file(`${folder}/${spec.name}`);
      return file === null ? undefined : licenceOfNuspec(file);
    }
  } catch {
    // A manifest that cannot be parsed declares nothing; its texts still speak.
    return undefined;
  }
  return undefined;
}

/** `license` of a package.json, or the old `licenses`. */
function licenceOfManifest(text: string): string | undefined {
  try {
    const value: JsonValue = JSON.parse(text);
    const manifest = asObject(value);
    return licenceOf(get(manifest, 'license') ?? get(manifest, 'licenses'));
  } catch {
    // No JSON: it declares nothing, and its texts still speak.
    return undefined;
  }
}

/** `<license type="expression">`, else the address in `<licenseUrl>`. */
function licenceOfNuspec(file: TargetFile): string | undefined {
  const metadata = readXml(file).child('metadata');
  const licence = metadata?.child('license');
  if (licence?.attribute('type') === 'expression') return licence.text.trim() || undefined;
  if (licence?.attribute('type') === 'file') return `SEE LICENSE IN ${licence.text.trim()}`;
  return metadata?.child('licenseUrl')?.text.trim() || undefined;
}

async function readArchive(path: string, target: LicenceTarget): Promise<PackageTexts> {
  const reader = new Reader();
  let declared: string | undefined;
  const file = target.file(path);
  if (file === null) return reader.finish(undefined);
  const { entries, problems } = await readZip(file.bytes(), new ZipBudget());
  for (const problem of problems) reader.problem(path, problem.message);
  for (const entry of entries) {
    const slash = entry.name.lastIndexOf('/');
    const folder = entry.name.slice(0, Math.max(0, slash));
    const name = entry.name.slice(slash + 1);
    const isPom = /^META-INF\/maven\/[^/]+\/[^/]+\/pom\.xml$/.test(entry.name);
    const isText = ARCHIVE_FOLDERS.test(folder);
    const kind = isText ? kindOfFile(name) : null;
    const isMetadata = /^[^/]+\.dist-info\/METADATA$/.test(entry.name);
    const isManifest = /^node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/.test(entry.name);
    if (kind === null && !isPom && !isMetadata && !isManifest) continue;
    const full = `${path}!/${entry.name}`;
    if (entry.size > MAX_BYTES) {
      reader.problem(full, 'larger than 4 MiB');
      continue;
    }
    const bytes = await entry.read();
    if (isZipProblem(bytes)) reader.problem(full, bytes.message);
    else if (isPom) declared ??= licenceOfPom(new MemoryFile(full, bytes));
    else if (isManifest) declared ??= licenceOfManifest(decodeLenient(bytes));
    else if (isMetadata) declared ??= parseCoreMetadata(decodeLenient(bytes)).licence;
    else if (kind !== null) reader.add(full, kind, () => new MemoryFile(full, bytes));
  }
  return reader.finish(declared);
}

/** Names of the pom's licences; more than one means a choice (https://maven.apache.org/pom.html#Licenses). */
function licenceOfPom(file: TargetFile): string | undefined {
  try {
    const licences = readXml(file).at('licenses', 'license');
    const names = licences.map((l) => l.child('name')?.text.trim() || l.child('url')?.text.trim() || '');
    const given = names.filter((name) => name !== '');
    return given.length === 0 ? undefined : given.join(' OR ');
  } catch {
    // A pom that is not XML declares nothing.
    return undefined;
  }
}

class Reader {
  readonly #files: PackageText[] = [];
  readonly #unread: { path: string; why: string }[] = [];
  readonly #readmes: { path: string; open: () => TargetFile | null }[] = [];

  add(path: string, kind: PackageText['kind'], open: () => TargetFile | null): void {
    if (kind === 'readme') this.#readmes.push({ path, open });
    else if (this.#files.length >= MAX_FILES) this.problem(path, `more than ${MAX_FILES} licence files`);
    else this.#read(path, kind, open);
  }

  problem(path: string, why: string): void {
    this.#unread.push({ path, why });
  }

  finish(declared: string | undefined): PackageTexts {
    // A README is asked only where nothing better stands.
    if (!this.#files.some((f) => f.kind === 'licence'))
      for (const { path, open } of this.#readmes.slice(0, 1)) this.#read(path, 'readme', open);
    return { files: this.#files, declared, unread: this.#unread };
  }

  #read(path: string, kind: PackageText['kind'], open: () => TargetFile | null): void {
    const file = open();
    if (file === null) this.problem(path, 'cannot be read');
    else if (file.size > MAX_BYTES) this.problem(path, 'larger than 4 MiB');
    else {
      const text = decodeLenient(file.bytes());
      if (text.includes('\u0000')) this.problem(path, 'is not text');
      else if (text.trim() !== '') this.#files.push({ path, kind, text });
    }
  }
}

/** UTF-8 or UTF-16, else Latin-1: old licence files spell names in it, and a name must not cost the text. */
function decodeLenient(bytes: Uint8Array): string {
  try {
    return decodeText(bytes, '');
  } catch {
    return new TextDecoder('latin1').decode(bytes).replace(/\r\n?/g, '\n');
  }
}
