/** From a source of blobs to an image whose files can be walked: manifest, configuration, layers. */
import { type ImageFacts, type ImageLayer, type KnownUnknown, TheriacError } from '@theriac/core';
import { countMemoryFromHere } from '@theriac/read/memory';
import { countsOf, setIdFiles } from '../root/file-facts.ts';
import type { FolderNode } from '../root/file-nodes.ts';
import { NodeTree } from '../root/node-tree.ts';
import { type HiddenFile, LayeredFiles } from './apply-layers.ts';
import type { BlobSource, Descriptor } from './blob-source.ts';
import { checkPlatform, choosePlatform } from './choose-platform.ts';
import { instructionsOf } from './instructions.ts';
import { type ImageConfig, type ImageManifest, readImageConfig, readManifest } from './manifest.ts';
import { type Budget, type Keep, readLayer } from './read-layer.ts';
import { Spool } from './spool.ts';

export interface OpenedImage {
  readonly tree: NodeTree;
  readonly root: FolderNode;
  readonly facts: ImageFacts;
  readonly config: ImageConfig;
  readonly annotations: Readonly<Record<string, string>>;
  /** What later layers deleted or replaced, in the order in which they did. */
  readonly hidden: readonly HiddenFile[];
  readonly unknowns: readonly KnownUnknown[];
  close(): void;
}

export interface OpenImageOptions {
  readonly keep: Keep;
  /** `linux/arm64`, `linux/arm/v7`; undefined: that of this machine, or the only one. */
  readonly platform?: string;
  /** @param layer counted from 1 */
  readonly progress?: (layer: number, layers: number) => void;
}

const MAX_BYTES = 32 * 1024 * 1024 * 1024;
const MAX_ENTRIES = 3_000_000;
/** An index may name an index. */
const MAX_INDEXES = 3;

export async function openImage(source: BlobSource, options: OpenImageOptions): Promise<OpenedImage> {
  countMemoryFromHere();
  const spool = new Spool();
  try {
    const { digest, image } = await imageOf(source, options.platform);
    const config = readImageConfig(await source.document(image.config));
    checkPlatform(config.platform, options.platform);
    const files = new LayeredFiles();
    const unknowns: KnownUnknown[] = [];
    const read = await readLayers({ source, options, spool, image, config, files, unknowns });
    const { platform } = config;
    return {
      tree: new NodeTree(files.root),
      root: files.root,
      config,
      annotations: image.annotations,
      hidden: files.hidden,
      unknowns,
      facts: {
        name: source.name,
        ...(digest === '' ? {} : { digest }),
        platform: [platform.os, platform.architecture, platform.variant].filter(Boolean).join('/'),
        ...(config.created === undefined ? {} : { created: config.created }),
        layers: read,
        runtime: {
          user: config.user,
          ports: config.ports,
          volumes: config.volumes,
          entrypoint: config.entrypoint,
          command: config.command,
          hasHealthcheck: config.healthcheck !== undefined,
        },
        counts: countsOf(files.root),
        setId: setIdFiles(files.root),
      },
      close: () => spool.close(),
    };
  } catch (error) {
    spool.close();
    throw error;
  } finally {
    await source.close();
  }
}

async function imageOf(
  source: BlobSource,
  platform: string | undefined,
): Promise<{ readonly digest: string; readonly image: ImageManifest }> {
  let document = await source.root();
  for (let level = 0; level < MAX_INDEXES; level += 1) {
    const read = readManifest(document);
    if ('image' in read) return { digest: document.digest, image: read.image };
    document = await source.manifest(choosePlatform(read.index, platform));
  }
  throw new TheriacError('THERIAC_IMAGE', `indexes name indexes more than ${MAX_INDEXES} times`);
}

interface LayersInput {
  readonly source: BlobSource;
  readonly options: OpenImageOptions;
  readonly spool: Spool;
  readonly image: ImageManifest;
  readonly config: ImageConfig;
  readonly files: LayeredFiles;
  readonly unknowns: KnownUnknown[];
}

async function readLayers(input: LayersInput): Promise<ImageLayer[]> {
  const { source, options, spool, image, config, files, unknowns } = input;
  const { layers } = image;
  if (config.diffIds.length !== layers.length)
    throw new TheriacError(
      'THERIAC_IMAGE',
      `the manifest has ${layers.length} layers, the configuration ${config.diffIds.length}`,
    );
  const budget: Budget = { bytes: MAX_BYTES, entries: MAX_ENTRIES };
  const instructions = instructionsOf(config.history, layers.length);
  const done: ImageLayer[] = [];
  for (const [at, layer] of layers.entries()) {
    options.progress?.(at + 1, layers.length);
    const label = `layer ${at + 1}`;
    const expected = config.diffIds[at] ?? '';
    const made = instructions[at];
    const known = {
      digest: expected,
      ...(made === undefined ? {} : { instruction: made.instruction }),
      ...(made?.created === undefined ? {} : { created: made.created }),
    };
    const why = unreadable(layer);
    if (why !== undefined) {
      unknowns.push(unknownOf(label, why));
      done.push({ ...known, size: 0, entries: 0 });
      continue;
    }
    files.startLayer(at);
    const pieces = source.blob(layer);
    const read = await readLayer({ pieces, label, files, spool, keep: options.keep, budget, like: expected });
    if (read.digest !== expected)
      throw new TheriacError(
        'THERIAC_IMAGE_DIGEST',
        `${label} unpacks to ${read.digest}, and the configuration says ${expected.slice(0, 140)}`,
      );
    for (const path of read.sparse) unknowns.push(unknownOf(label, `${path.slice(0, 200)} is a sparse file`));
    done.push({ ...known, size: read.size, entries: read.entries });
  }
  if (files.outside > 0)
    unknowns.push({
      ...unknownOf('image', `${files.outside} names lead out of the root file system; read inside of it`),
      losesComponents: false,
    });
  if (files.refused > 0)
    unknowns.push(
      unknownOf('image', `${files.refused} entries cannot be unpacked by any program, and are not read`),
    );
  return done;
}

/** Why a layer cannot be read, by what its manifest says. */
function unreadable({ mediaType }: Descriptor): string | undefined {
  if (mediaType.endsWith('+encrypted')) return 'the layer is encrypted';
  if (/nondistributable|\.foreign\./.test(mediaType))
    return 'a foreign layer, which is not part of the image: it is not fetched';
  return undefined;
}

function unknownOf(where: string, message: string): KnownUnknown {
  return { reason: 'not-read', message, location: { path: where }, losesComponents: true };
}
