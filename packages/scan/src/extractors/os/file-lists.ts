/** Lists of files, as package managers write them: which paths a package owns, and how it shipped them. */
import { paragraphsOf } from '@theriac/read/control';

/** A path that a package owns. */
export interface OwnedFile {
  /** Absolute, or from the root without the slash, as the list has it. */
  readonly path: string;
  /** Its content as it was shipped, where that is recorded. */
  readonly shipped?: { readonly algorithm: 'md5' | 'sha1' | 'sha256'; readonly digest: string };
}

/** `var/lib/dpkg/info/*.list` of dpkg and opkg: a path in each line. */
export function listedPaths(text: string): OwnedFile[] {
  return text.split('\n').flatMap((path) => (path === '' ? [] : [{ path }]));
}

/** `status.d/*.md5sums` of images without dpkg. */
export function sumsOfFiles(text: string): OwnedFile[] {
  return listedPaths(text).map(({ path }) => ({ path: `/${path.replace(/^[0-9a-f]{32} {2}/, '')}` }));
}

/** `var/lib/dpkg/diversions`: three lines each: the file of a package, where it was moved to, and for which package. */
export function divertedPaths(text: string): OwnedFile[] {
  return text.split('\n').flatMap((path, i) => (i % 3 === 1 ? [{ path }] : []));
}

/** Configuration files in `var/lib/dpkg/status`, with their sums. */
export function* conffilesIn(status: string): Generator<OwnedFile> {
  if (!status.includes('\nConffiles:')) return;
  for (const { fields } of paragraphsOf(status))
    for (const line of (fields.get('conffiles') ?? '').split('\n')) {
      const [path, digest, gone] = line.trim().split(' ');
      if (path !== undefined && digest !== undefined && /^[0-9a-f]{32}$/.test(digest) && gone !== 'obsolete')
        yield { path, shipped: { algorithm: 'md5', digest } };
    }
}

/** apk's database: `F:` is a folder, `R:` a file in it, `Z:` its checksum. */
export function* apkFiles(text: string): Generator<OwnedFile> {
  let folder = '';
  let file: string | undefined;
  for (const line of text.split('\n')) {
    if (file !== undefined && !line.startsWith('Z:') && !line.startsWith('a:')) {
      yield { path: file };
      file = undefined;
    }
    if (line.startsWith('F:')) folder = line.slice(2);
    else if (line.startsWith('R:')) file = folder === '' ? line.slice(2) : `${folder}/${line.slice(2)}`;
    else if (line.startsWith('Z:Q1') && file !== undefined) {
      const digest = Buffer.from(line.slice(4), 'base64').toString('hex');
      yield { path: file, shipped: { algorithm: 'sha1', digest } };
      file = undefined;
    }
  }
  if (file !== undefined) yield { path: file };
}

/** `var/lib/pacman/local/NAME/files`: sections of paths without the leading slash. */
export function* pacmanFiles(text: string): Generator<OwnedFile> {
  let section = '';
  for (const line of text.split('\n')) {
    if (line.startsWith('%')) section = line;
    else if (section === '%FILES%' && !line.endsWith('/') && line !== '') yield { path: line };
    else if (section === '%BACKUP%' && line.includes('\t')) {
      const [path = '', digest = ''] = line.split('\t');
      yield { path, shipped: { algorithm: 'md5', digest } };
    }
  }
}

/** Portage's `CONTENTS`: `obj PATH MD5 TIME`, `sym PATH -> TARGET TIME`. */
export function* portageFiles(text: string): Generator<OwnedFile> {
  for (const line of text.split('\n')) {
    const object = /^obj (.+) ([0-9a-f]{32}) \d+$/.exec(line);
    const path = object?.[1];
    if (path === undefined) continue;
    yield { path, shipped: { algorithm: 'md5', digest: object?.[2] ?? '' } };
  }
}
