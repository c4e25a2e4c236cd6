/** Images that were saved to disk: OCI layouts, and archives of `docker save` and `podman save`. */
import { TheriacError } from '@theriac/core';
import { asArray, asObject, asString, get } from '@theriac/read/json';
import {
  type BlobSource,
  type Descriptor,
  MAX_DOCUMENT_BYTES,
  type ManifestDocument,
} from './blob-source.ts';
import { type FilePile, readPiled } from './file-pile.ts';
import { descriptorOf, parsed } from './manifest.ts';
import { digestOf, verified } from './verified.ts';

const LAYOUT = 'oci-layout';
const INDEX = 'index.json';
const DOCKER = 'manifest.json';
const REFERENCE = 'org.opencontainers.image.ref.name';
const IMAGE_NAME = 'io.containerd.image.name';

/** What was saved: by the files that tell it. */
export function savedAs(pile: FilePile): 'layout' | 'docker' | undefined {
  if (pile.sizeOf(LAYOUT) !== undefined && pile.sizeOf(INDEX) !== undefined) return 'layout';
  return pile.sizeOf(DOCKER) === undefined ? undefined : 'docker';
}

/**
 * @param reference which of several images; undefined: the only one
 */
export function openLayout(pile: FilePile, name: string, reference?: string): BlobSource {
  const fileOf = ({ digest }: Descriptor): string => `blobs/${digest.replace(':', '/')}`;
  const read = (descriptor: Descriptor): Uint8Array => {
    const bytes = readPiled(pile, fileOf(descriptor), MAX_DOCUMENT_BYTES);
    if (bytes.length !== descriptor.size || digestOf(bytes, descriptor.digest) !== descriptor.digest)
      throw new TheriacError('THERIAC_IMAGE_DIGEST', `${descriptor.digest} has another content or size`);
    return bytes;
  };
  const manifest = async (descriptor: Descriptor): Promise<ManifestDocument> => ({
    mediaType: descriptor.mediaType,
    digest: descriptor.digest,
    bytes: read(descriptor),
  });
  return {
    name,
    root: async () => {
      const index = parsed(readPiled(pile, INDEX, MAX_DOCUMENT_BYTES), 'index');
      const all = asArray(get(index, 'manifests')).map((one) => descriptorOf(one, 'a manifest of the index'));
      return manifest(chosen(all, reference));
    },
    manifest,
    document: async (descriptor) => read(descriptor),
    blob: (descriptor) => verified(pile.stream(fileOf(descriptor)), descriptor),
    close: async () => pile.close(),
  };
}

/** Of several images in one layout, the one that was asked for. */
function chosen(all: readonly Descriptor[], reference: string | undefined): Descriptor {
  const namesOf = ({ annotations }: Descriptor): string[] =>
    [annotations?.[REFERENCE], annotations?.[IMAGE_NAME]].flatMap((name) => name ?? []);
  const found =
    reference === undefined
      ? all
      : all.filter((one) => one.digest === reference || namesOf(one).includes(reference));
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  const names = [...new Set(all.flatMap((one) => namesOf(one)[0] ?? one.digest))].slice(0, 20).join(', ');
  if (all.length === 0) throw new TheriacError('THERIAC_IMAGE', 'there is no image in the layout');
  throw new TheriacError(
    'THERIAC_IMAGE',
    only === undefined
      ? `there is no ${reference ?? 'image'} in the layout; it has ${names}`
      : `there are several images in the layout: put one of ${names} behind a colon`,
  );
}

/** The archive has no digests of its layers: they are made, and checked with the configuration when they are unpacked. */
export function openDockerArchive(pile: FilePile, name: string, reference?: string): BlobSource {
  const { config, layers, tags } = dockerEntry(pile, reference);
  const files = new Map<string, string>();
  const described = (file: string, mediaType: string, digest: string): Descriptor => {
    const size = pile.sizeOf(file);
    if (size === undefined)
      throw new TheriacError('THERIAC_IMAGE', `${file.slice(0, 200)} is missing in the archive`);
    files.set(digest, file);
    return { mediaType, digest, size };
  };
  const configBytes = readPiled(pile, config, MAX_DOCUMENT_BYTES);
  const manifest = {
    schemaVersion: 2,
    config: described(
      config,
      'application/vnd.docker.container.image.v1+json',
      digestOf(configBytes, 'sha256:'),
    ),
    // Only a place in the archive: what names a layer is the digest in the configuration.
    layers: layers.map((file, i) =>
      described(
        file,
        'application/vnd.docker.image.rootfs.diff.tar',
        `sha256:${String(i).padStart(64, '0')}`,
      ),
    ),
  };
  const bytes = Buffer.from(JSON.stringify(manifest));
  const root = { mediaType: '', digest: '', bytes };
  const fileOf = ({ digest }: Descriptor): string => files.get(digest) ?? digest;
  return {
    name: tags[0] ?? name,
    root: async () => root,
    manifest: async () => root,
    document: async () => configBytes,
    blob: (descriptor) => pile.stream(fileOf(descriptor)),
    close: async () => pile.close(),
  };
}

interface DockerEntry {
  readonly config: string;
  readonly layers: readonly string[];
  readonly tags: readonly string[];
}

function dockerEntry(pile: FilePile, reference: string | undefined): DockerEntry {
  const text = Buffer.from(readPiled(pile, DOCKER, MAX_DOCUMENT_BYTES)).toString('utf8');
  const list = asArray(get(parsed(Buffer.from(`{"all":${text}}`), 'manifest'), 'all')).map(
    (value): DockerEntry => {
      const entry = asObject(value);
      const texts = (key: string): string[] => asArray(get(entry, key)).flatMap((one) => asString(one) ?? []);
      return {
        config: asString(get(entry, 'Config')) ?? '',
        layers: texts('Layers'),
        tags: texts('RepoTags'),
      };
    },
  );
  const found = reference === undefined ? list : list.filter(({ tags }) => tags.includes(reference));
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  const names = list
    .flatMap(({ tags }) => tags)
    .slice(0, 20)
    .join(', ');
  throw new TheriacError(
    'THERIAC_IMAGE',
    list.length === 0
      ? 'there is no image in the archive'
      : `the archive holds ${names}: put one of them behind the path and an @`,
  );
}
