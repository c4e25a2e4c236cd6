/**
 * Manifests and indexes, as a registry sends them: of a kind that is known, within the limit, with the digest that was
 * asked for. Their contents are read by others.
 */
import { TheriacError } from '@theriac/core';
import { asArray, asObject, asString, get, type JsonObject, parseJson } from '@theriac/read/json';
import { type Descriptor, MAX_DOCUMENT_BYTES, type ManifestDocument } from '../blob-source.ts';
import { abandon, readWhole } from './body.ts';
import type { RegistryClient } from './client.ts';
import { differs, digestOf, isDigest } from './content-digest.ts';
import { type Answer, headerOf } from './transport.ts';

const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
] as const;
const OLD_TYPE = /^application\/vnd\.docker\.distribution\.manifest\.v1\+(?:json|prettyjws)$/;
/** What servers of files send where they know no type. */
const VAGUE_TYPES = ['', 'application/json', 'application/octet-stream', 'text/plain'];
const TRIES = 3;

export interface WantedManifest {
  /** A tag or a digest. */
  readonly reference: string;
  /** Where the digest is known. */
  readonly digest?: string | undefined;
  /** Where an index names it. */
  readonly descriptor?: Descriptor;
}

/** @throws TheriacError THERIAC_REGISTRY, THERIAC_IMAGE, THERIAC_IMAGE_DIGEST, THERIAC_INPUT_LIMIT */
export async function fetchManifest(
  client: RegistryClient,
  wanted: WantedManifest,
): Promise<ManifestDocument> {
  const { where, idleMs } = client;
  const what = `the manifest ${wanted.reference}`;
  const most = Math.min(wanted.descriptor?.size ?? MAX_DOCUMENT_BYTES, MAX_DOCUMENT_BYTES);
  for (let tried = 1; ; tried += 1) {
    const answer = await client.get(`manifests/${wanted.reference}`, what, {
      accept: MANIFEST_TYPES.join(', '),
    });
    const type = typeOf(answer, where);
    let bytes: Buffer;
    try {
      bytes = await readWhole(answer, { most, idleMs, what, where });
    } catch (cause) {
      if (cause instanceof TheriacError) throw tooLargeFor(wanted, cause, where);
      if (tried < TRIES) continue;
      throw new TheriacError(
        'THERIAC_REGISTRY',
        `the connection was cut or stalled while ${what} was sent`,
        {
          path: where,
        },
        { cause },
      );
    }
    return checked(bytes, type, answer, { wanted, where });
  }
}

function tooLargeFor({ descriptor }: WantedManifest, limit: TheriacError, where: string): TheriacError {
  return descriptor === undefined ||
    limit.code !== 'THERIAC_INPUT_LIMIT' ||
    descriptor.size > MAX_DOCUMENT_BYTES
    ? limit
    : differs(
        `the manifest ${descriptor.digest} is larger than the ${descriptor.size} bytes of its descriptor`,
        where,
      );
}

/** Content type without parameters; undefined where it says nothing. */
function typeOf(answer: Answer, where: string): string | undefined {
  const header = headerOf(answer.headers, 'content-type') ?? '';
  const end = header.indexOf(';');
  const type = (end < 0 ? header : header.slice(0, end)).trim().toLowerCase();
  const refuse = (code: 'THERIAC_IMAGE' | 'THERIAC_REGISTRY', what: string): TheriacError => {
    abandon(answer.body);
    return new TheriacError(code, what, { path: where });
  };
  if (type === 'text/html')
    throw refuse(
      'THERIAC_REGISTRY',
      `${answer.url.host} sends a web page, not a manifest: a login page or a proxy may be in between`,
    );
  if (OLD_TYPE.test(type)) throw refuse('THERIAC_IMAGE', SCHEMA_1);
  if (VAGUE_TYPES.includes(type)) return undefined;
  if (!MANIFEST_TYPES.some((known) => known === type))
    throw refuse('THERIAC_IMAGE', `the registry sends ${shown(type)}, which is no manifest of an image`);
  return type;
}

const SCHEMA_1 =
  "a manifest of schema 1, Docker's format before 2016, which is not supported: push the image anew with a current docker or podman";

function checked(
  bytes: Buffer,
  type: string | undefined,
  { headers }: Answer,
  { wanted, where }: { wanted: WantedManifest; where: string },
): ManifestDocument {
  const { reference, descriptor } = wanted;
  if (descriptor !== undefined && bytes.length !== descriptor.size)
    throw differs(
      `the manifest ${reference} has ${bytes.length} bytes, not the ${descriptor.size} of its descriptor`,
      where,
    );
  const expected = descriptor?.digest ?? wanted.digest;
  const digest = digestOf(bytes, expected);
  if (expected !== undefined && digest !== expected)
    throw differs(`the manifest that the registry sends for ${expected} has the digest ${digest}`, where);
  const told = headerOf(headers, 'docker-content-digest');
  if (told !== undefined && isDigest(told) && digestOf(bytes, told) !== told)
    throw differs(
      `the manifest that the registry says to be ${told} has the digest ${digestOf(bytes, told)}`,
      where,
    );
  return { mediaType: mediaTypeOf(objectIn(bytes, where), type, wanted, where), digest, bytes };
}

function objectIn(bytes: Buffer, where: string): JsonObject {
  try {
    return asObject(parseJson(bytes.toString('utf8'), where, { levels: 1 }).value);
  } catch (cause) {
    const isDeep = cause instanceof TheriacError && cause.code === 'THERIAC_INPUT_LIMIT';
    throw new TheriacError(
      isDeep ? 'THERIAC_INPUT_LIMIT' : 'THERIAC_REGISTRY',
      isDeep
        ? 'the manifest is nested too deep'
        : 'the registry sends something that is no JSON where a manifest was asked for',
      { path: where },
      { cause },
    );
  }
}

/**
 * Header, document and descriptor must agree, and a document must not be two things at once: otherwise one tool reads an
 * index where another reads a manifest (CVE-2021-41190).
 */
function mediaTypeOf(
  document: JsonObject,
  type: string | undefined,
  { descriptor }: WantedManifest,
  where: string,
): string {
  const refuse = (what: string): TheriacError => new TheriacError('THERIAC_IMAGE', what, { path: where });
  const version = get(document, 'schemaVersion');
  if (version === 1) throw refuse(SCHEMA_1);
  const isIndex = Array.isArray(get(document, 'manifests'));
  const isManifest = asArray(get(document, 'layers')).length > 0 || get(document, 'config') !== undefined;
  if (version !== 2 || isIndex === isManifest)
    throw refuse('the registry sends JSON that is no manifest of an image');
  const own = asString(get(document, 'mediaType'));
  const inferred = isIndex ? MANIFEST_TYPES[0] : MANIFEST_TYPES[1];
  const types = [descriptor?.mediaType, type, own].filter((one) => one !== undefined && one !== '');
  const [mediaType = inferred] = types;
  const other = types.find((one) => one !== mediaType);
  if (other !== undefined)
    throw refuse(`the manifest is called ${shown(mediaType)} in one place and ${shown(other)} in another`);
  if (!MANIFEST_TYPES.some((known) => known === mediaType) || isIndex !== isIndexType(mediaType))
    throw refuse(`the manifest is called ${shown(mediaType)} but is something else`);
  return mediaType;
}

function isIndexType(type: string): boolean {
  return type === MANIFEST_TYPES[0] || type === MANIFEST_TYPES[2];
}

/** A media type as errors show it. */
function shown(type: string): string {
  return /^[\w.+/-]{1,100}$/.test(type) ? type : 'an unknown type';
}
