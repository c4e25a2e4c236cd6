/** Container images for tests, honest ones and others: OCI layouts and archives of `docker save`. */
import { hash } from 'node:crypto';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { type MadeEntry, makeTar } from './make-tar.ts';
import { makeFolder, writeInto } from './make-target.ts';

export interface MadeLayer {
  /** Files by path, or entries with types of their own. */
  readonly entries: readonly MadeEntry[] | Readonly<Record<string, string | Uint8Array>>;
  /** As the history names it; absent: `RUN step N`. */
  readonly createdBy?: string;
  readonly compression?: 'gzip' | 'zstd';
  /** In the place of the type that follows from the compression. */
  readonly mediaType?: string;
  /** Changes the bytes of the layer after its digest was computed. */
  readonly damage?: (bytes: Buffer) => Uint8Array;
  /** Changes the archive before it is compressed and its digests are computed. */
  readonly change?: (tar: Buffer) => Buffer;
}

export interface MadeImage {
  readonly layers: readonly MadeLayer[];
  /** Of the configuration: `Env`, `User`, `ExposedPorts`, `Labels`, … */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Steps without a layer, each behind the layer of this index (counted from 1; 0: before all). */
  readonly steps?: readonly { readonly after: number; readonly createdBy: string }[];
  readonly created?: string;
  readonly architecture?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

const OCI = 'application/vnd.oci.image';

interface Blob {
  readonly digest: string;
  readonly bytes: Uint8Array;
}

interface Parts {
  readonly tars: readonly Buffer[];
  readonly config: Buffer;
  readonly manifest: Buffer;
  readonly blobs: readonly Blob[];
}

export const sha256 = (bytes: Uint8Array): string => `sha256:${hash('sha256', bytes)}`;

export function entriesOf(files: Readonly<Record<string, string | Uint8Array>>): MadeEntry[] {
  return Object.entries(files).map(([name, content]) => ({ name, content }));
}

function partsOf(image: MadeImage): Parts {
  const { layers, config = {}, steps = [], created = '2025-12-01T10:00:00Z', architecture = 'amd64' } = image;
  const tars = layers.map(({ entries, change = (tar) => tar }) =>
    change(makeTar(Array.isArray(entries) ? entries : entriesOf(entries as Record<string, string>))),
  );
  const history: object[] = [];
  const add = (after: number): void => {
    for (const step of steps)
      if (step.after === after) history.push({ created, created_by: step.createdBy, empty_layer: true });
  };
  add(0);
  for (const [i, { createdBy = `RUN step ${i + 1}` }] of layers.entries()) {
    history.push({ created, created_by: createdBy });
    add(i + 1);
  }
  const configBytes = Buffer.from(
    JSON.stringify({
      created,
      architecture,
      os: 'linux',
      config,
      rootfs: { type: 'layers', diff_ids: tars.map(sha256) },
      history,
    }),
  );
  const packed = layers.map(({ compression, mediaType, damage }, i) => {
    const tar = tars[i] ?? Buffer.alloc(0);
    const bytes =
      compression === 'gzip' ? gzipSync(tar) : compression === 'zstd' ? zstdCompressSync(tar) : tar;
    return {
      descriptor: {
        mediaType: mediaType ?? `${OCI}.layer.v1.tar${compression === undefined ? '' : `+${compression}`}`,
        digest: sha256(bytes),
        size: bytes.length,
      },
      bytes: damage === undefined ? bytes : damage(bytes),
    };
  });
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: `${OCI}.manifest.v1+json`,
      config: { mediaType: `${OCI}.config.v1+json`, digest: sha256(configBytes), size: configBytes.length },
      layers: packed.map(({ descriptor }) => descriptor),
      ...(image.annotations === undefined ? {} : { annotations: image.annotations }),
    }),
  );
  return {
    tars,
    config: configBytes,
    manifest,
    blobs: [
      { digest: sha256(configBytes), bytes: configBytes },
      { digest: sha256(manifest), bytes: manifest },
      ...packed.map(({ descriptor, bytes }) => ({ digest: descriptor.digest, bytes })),
    ],
  };
}

/** Descriptor of an image's manifest, for an index. */
function manifestDescriptor({ manifest }: Parts, more: object = {}): object {
  return { mediaType: `${OCI}.manifest.v1+json`, digest: sha256(manifest), size: manifest.length, ...more };
}

/** A folder with an OCI layout. @param more further entries of the index, and files */
export function makeLayout(
  image: MadeImage,
  more: { readonly index?: readonly object[]; readonly files?: Readonly<Record<string, string>> } = {},
): string {
  const parts = partsOf(image);
  const folder = makeFolder({
    'oci-layout': '{"imageLayoutVersion":"1.0.0"}',
    'index.json': JSON.stringify({
      schemaVersion: 2,
      manifests: [
        manifestDescriptor(parts, { annotations: { 'org.opencontainers.image.ref.name': 'latest' } }),
        ...(more.index ?? []),
      ],
    }),
    ...more.files,
  });
  for (const { digest, bytes } of parts.blobs) writeInto(folder, `blobs/${digest.replace(':', '/')}`, bytes);
  return folder;
}

/** A layout whose one entry is an index of several images, by platform. */
export function makeMultiLayout(images: readonly MadeImage[]): string {
  const all = images.map(partsOf);
  const index = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: `${OCI}.index.v1+json`,
      manifests: [
        ...all.map((parts, i) =>
          manifestDescriptor(parts, {
            platform: { os: 'linux', architecture: images[i]?.architecture ?? 'amd64' },
          }),
        ),
        // What builders add beside images.
        manifestDescriptor(all[0] ?? partsOf({ layers: [] }), {
          platform: { os: 'unknown', architecture: 'unknown' },
        }),
      ],
    }),
  );
  const folder = makeFolder({
    'oci-layout': '{"imageLayoutVersion":"1.0.0"}',
    'index.json': JSON.stringify({
      schemaVersion: 2,
      manifests: [{ mediaType: `${OCI}.index.v1+json`, digest: sha256(index), size: index.length }],
    }),
  });
  for (const { digest, bytes } of [
    ...all.flatMap(({ blobs }) => blobs),
    { digest: sha256(index), bytes: index },
  ])
    writeInto(folder, `blobs/${digest.replace(':', '/')}`, bytes);
  return folder;
}

/** Path of an archive as `docker save` writes it. */
export function makeDockerArchive(image: MadeImage, tag = 'clinic/portal:1.4', name = 'image.tar'): string {
  const { tars, config } = partsOf(image);
  const configName = `${hash('sha256', config)}.json`;
  const archive = makeTar([
    ...tars.map((tar, i) => ({ name: `layer${i}/layer.tar`, content: tar })),
    { name: configName, content: config },
    {
      name: 'manifest.json',
      content: JSON.stringify([
        { Config: configName, RepoTags: [tag], Layers: tars.map((_, i) => `layer${i}/layer.tar`) },
      ]),
    },
  ]);
  const folder = makeFolder({ [name]: archive });
  return join(folder, name);
}
