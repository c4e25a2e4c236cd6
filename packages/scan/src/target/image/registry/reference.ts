/**
 * Names of images: `NAME[:TAG][@DIGEST]`, by the grammar of https://github.com/distribution/reference. Where tag and
 * digest are both given the digest decides.
 */
import { TheriacError } from '@theriac/core';
import { isDigest } from './content-digest.ts';

export interface ImageReference {
  /** Host and port as the name has them, in small letters: `docker.io`, `registry.clinic.example:5000`, `[::1]:5000`. */
  readonly host: string;
  /** `library/alpine` */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
  /** In full, as reports name the image: `docker.io/library/alpine:3.20`. */
  readonly name: string;
}

/**
 * What names without a host mean. This is part of the grammar that all container tools share, not a choice of this
 * program; the mirrors of the user's own configuration are asked first (mirrors.ts).
 */
export const DEFAULT_HOST = 'docker.io';
/** Docker's own registry answers at another host than its images are named after. */
export const DEFAULT_HOST_API = 'registry-1.docker.io';
/** Older names of the same; docker keeps its login under the first. */
export const DEFAULT_HOST_ALIASES = ['index.docker.io', DEFAULT_HOST_API] as const;
/** Repositories without a slash belong to this organisation. */
const DEFAULT_ORGANISATION = 'library';
const DEFAULT_TAG = 'latest';

const MAX_LENGTH = 1024;
const MAX_REPOSITORY = 255;
const PATH_PART = /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const HOST_PART = /^[a-z0-9-]{1,63}$/;
const IP6 = /^\[[0-9a-f:]{2,39}\]$/;
const PORT = /^\d{1,5}$/;
const IDENTIFIER = /^[0-9a-f]{64}$/;

/** @throws TheriacError THERIAC_USAGE */
export function parseReference(text: string): ImageReference {
  const refuse = (why: string): TheriacError =>
    new TheriacError(
      'THERIAC_USAGE',
      `not the name of an image: ${why}; write HOST/REPOSITORY:TAG or HOST/REPOSITORY@sha256:DIGEST`,
      { path: printable(text) },
    );
  if (text.length > MAX_LENGTH) throw refuse(`longer than ${MAX_LENGTH} characters`);
  if (text.includes('://')) throw refuse('it begins with the scheme of an address');
  const at = text.indexOf('@');
  const digest = at < 0 ? undefined : text.slice(at + 1);
  const tagged = at < 0 ? text : text.slice(0, at);
  if (digest !== undefined && !isDigest(digest)) throw refuse('what follows @ is no sha256 or sha512 digest');
  const colon = tagged.lastIndexOf(':');
  const hasTag = colon > tagged.lastIndexOf('/');
  const tag = hasTag ? tagged.slice(colon + 1) : undefined;
  if (tag !== undefined && !TAG.test(tag))
    throw refuse('a tag has up to 128 letters, digits, dots, dashes and underscores');
  const { host, repository } = divided(hasTag ? tagged.slice(0, colon) : tagged);
  if (!isHost(host)) throw refuse('the host is not valid');
  if (repository.length > MAX_REPOSITORY)
    throw refuse(`the repository has more than ${MAX_REPOSITORY} characters`);
  const wrong = repository.split('/').find((part) => !PATH_PART.test(part));
  if (wrong !== undefined)
    throw refuse(
      wrong === ''
        ? 'a part is empty'
        : 'a repository has small letters, digits and single . _ - between them',
    );
  if (IDENTIFIER.test(tagged)) throw refuse('it is the identifier of an image, which no registry knows');
  const chosen = tag ?? (digest === undefined ? DEFAULT_TAG : undefined);
  const tail = `${chosen === undefined ? '' : `:${chosen}`}${digest === undefined ? '' : `@${digest}`}`;
  return {
    host,
    repository,
    ...(chosen === undefined ? {} : { tag: chosen }),
    ...(digest === undefined ? {} : { digest }),
    name: `${host}/${repository}${tail}`,
  };
}

/** The first part is a host when nothing else could be written so: with a dot, a colon or a capital, or localhost. */
function divided(name: string): { readonly host: string; readonly repository: string } {
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const isNamed = first === 'localhost' || /[.:]/.test(first) || first !== first.toLowerCase();
  const host = isNamed ? first.toLowerCase() : DEFAULT_HOST;
  const repository = isNamed ? name.slice(slash + 1) : name;
  if (host !== DEFAULT_HOST && !isAlias(host)) return { host, repository };
  return {
    host: DEFAULT_HOST,
    repository: repository.includes('/') ? repository : `${DEFAULT_ORGANISATION}/${repository}`,
  };
}

function isAlias(host: string): boolean {
  return DEFAULT_HOST_ALIASES.some((alias) => alias === host);
}

function isHost(text: string): boolean {
  const colon = text.lastIndexOf(':');
  const hasPort = colon > text.lastIndexOf(']');
  const name = hasPort ? text.slice(0, colon) : text;
  const port = hasPort ? text.slice(colon + 1) : '443';
  if (!PORT.test(port) || Number(port) > 65535 || Number(port) === 0) return false;
  if (IP6.test(name)) return URL.canParse(`https://${name}/`);
  const isName = name
    .split('.')
    .every((part) => HOST_PART.test(part) && !part.startsWith('-') && !part.endsWith('-'));
  // 1.2.3.999 is made of parts that may be in a name, but is none.
  return isName && URL.canParse(`https://${text}/`);
}

/** A login that was pasted with the name is not repeated: what follows the @ of a digest has no slash. */
function printable(text: string): string {
  const at = text.lastIndexOf('@');
  return (at >= 0 && text.includes('/', at) ? text.slice(at + 1) : text).slice(0, 200);
}
