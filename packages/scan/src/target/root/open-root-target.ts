/** Opens what is a root file system as a whole: images from disk, registries and engines, folders, this machine. */
import { closeSync, existsSync, openSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { type ImageFacts, type KnownUnknown, TheriacError } from '@theriac/core';
import { addBesideFiles } from '../image/beside-files.ts';
import type { BlobSource } from '../image/blob-source.ts';
import { type FilePile, folderPile, tarPile } from '../image/file-pile.ts';
import { inflateToFile } from '../image/inflate-to-file.ts';
import { openImage } from '../image/open-image.ts';
import type { Keep } from '../image/read-layer.ts';
import { openRootArchive } from '../image/root-archive.ts';
import { openDockerArchive, openLayout, savedAs } from '../image/saved-image.ts';
import type { Target } from '../target.ts';
import { countsOf, setIdFiles } from './file-facts.ts';
import { foldersOfOthers, hostMounts } from './host-mounts.ts';
import { NodeTree } from './node-tree.ts';
import { type FolderRoot, readFolderRoot } from './read-folder.ts';
import { recogniseRoot } from './recognise.ts';
import type { RootContents } from './root-contents.ts';
import { pathAndReference, type WordedTarget, wordedTarget } from './target-words.ts';

export interface RootOptions {
  readonly keep: Keep;
  /** `linux/arm64`; undefined: that of this machine, or the only one. */
  readonly platform?: string;
  readonly progress?: (what: string) => void;
  /** Sources that use the network or a socket; absent: they are refused. */
  readonly remote?: (target: WordedTarget) => Promise<RemoteImage>;
}

/** An image that was fetched whole to disk, or whose blobs are fetched as they are read. */
export type RemoteImage =
  | { readonly blobs: BlobSource }
  | { readonly archive: string; readonly close: () => void };

/**
 * @param given as typed: with a word before a colon, or a path
 * @returns undefined where it is none of these: a project folder, a package file, a bill of materials
 */
export async function openRootTarget(given: string, options: RootOptions): Promise<Target | undefined> {
  const worded = wordedTarget(given);
  if (worded === undefined) {
    const recognised = recogniseRoot(given);
    if (recognised === 'root') return folderTarget(given);
    if (recognised === 'layout') return savedTarget(given, undefined, options);
    return recognised === 'archive' ? archiveTarget(given, undefined, options) : undefined;
  }
  const { word, rest } = worded;
  if (word === 'host') {
    if (given === word && existsSync(word))
      throw new TheriacError(
        'THERIAC_USAGE',
        '`host` is this machine, and there is a file or folder of that name: write `./host` or `host:`',
      );
    return hostTarget(options);
  }
  if (word === 'registry' || word === 'docker-daemon') return remoteTarget(worded, options);
  const { path, reference } = pathAndReference(rest, existsSync);
  if (path.includes('\u0000') || !existsSync(path))
    throw new TheriacError('THERIAC_TARGET_MISSING', 'nothing is at this path, or it cannot be read', {
      path,
    });
  if (statSync(path).isDirectory()) {
    if (word === 'rootfs') return folderTarget(path);
    return savedTarget(path, reference, options);
  }
  if (!statSync(path).isFile())
    throw new TheriacError(
      'THERIAC_TARGET_KIND',
      'neither a folder nor a regular file: save the image to a file',
      { path },
    );
  const target = await archiveTarget(path, reference, options);
  if (target !== undefined) return target;
  throw new TheriacError('THERIAC_IMAGE', 'this is neither an image nor a root file system', { path });
}

function folderTarget(path: string): Target {
  const folder = resolve(path);
  return rootTarget('root', basename(folder) || '/', readFolderRoot(folder));
}

function hostTarget({ progress }: RootOptions): Target {
  const others = foldersOfOthers(hostMounts());
  const read = readFolderRoot(
    '/',
    (path) => others.has(path),
    (entries) => progress?.(`Looking at files: ${entries}`),
  );
  return rootTarget('host', 'host', read);
}

function rootTarget(kind: 'root' | 'host', name: string, read: FolderRoot): Target {
  const { root, unknowns, skipped } = read;
  const tree = new NodeTree(root);
  const contents: RootContents = {
    kind,
    facts: { layers: [], counts: countsOf(root), setId: setIdFiles(root) },
    unknowns,
    skipped,
    layerOf: () => undefined,
    earlier: () => [],
    files: () => tree.paths(),
    realPath: (path) => tree.realPath(path),
    isBeside: () => false,
    close: () => undefined,
  };
  return { tree, file: undefined, name, contents };
}

async function savedTarget(
  folder: string,
  reference: string | undefined,
  options: RootOptions,
): Promise<Target> {
  const pile = folderPile(folder);
  const name = basename(resolve(folder));
  if (savedAs(pile) === 'layout') return imageTarget(openLayout(pile, name, reference), name, options);
  if (savedAs(pile) === 'docker') return imageTarget(openDockerArchive(pile, name, reference), name, options);
  throw new TheriacError('THERIAC_IMAGE', 'the folder is no OCI layout', { path: name });
}

/** Undefined for an archive of something else. */
async function archiveTarget(
  path: string,
  reference: string | undefined,
  options: RootOptions,
): Promise<Target | undefined> {
  const name = basename(path);
  const pile = await openPile(path);
  try {
    const saved = savedAs(pile);
    if (saved === 'layout') return await imageTarget(openLayout(pile, name, reference), name, options);
    if (saved === 'docker') return await imageTarget(openDockerArchive(pile, name, reference), name, options);
    return await openRootArchive(path, pile, name, options.keep);
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    throw new TheriacError(error.code, error.message, { path: name, ...error.place }, { cause: error });
  } finally {
    pile.close();
  }
}

async function openPile(path: string): Promise<FilePile> {
  const plain = await inflateToFile(path);
  if (plain !== undefined) return tarPile(plain.fd, plain.size);
  const fd = openSync(path, 'r');
  try {
    return tarPile(fd, statSync(path).size);
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

async function remoteTarget(target: WordedTarget, options: RootOptions): Promise<Target> {
  if (options.remote === undefined)
    throw new TheriacError('THERIAC_USAGE', `${target.word}: needs the network, which this run may not use`);
  const remote = await options.remote(target);
  if ('blobs' in remote) return imageTarget(remote.blobs, target.rest, options);
  try {
    const opened = await archiveTarget(remote.archive, undefined, options);
    if (opened === undefined) throw new TheriacError('THERIAC_IMAGE', 'the engine sent no image');
    return { ...opened, name: target.rest };
  } finally {
    remote.close();
  }
}

/** Reads the image whole: its files are in memory or in the spool afterwards, and the source is closed. */
async function imageTarget(source: BlobSource, name: string, options: RootOptions): Promise<Target> {
  const { keep, platform, progress } = options;
  const image = await openImage(source, {
    keep,
    ...(platform === undefined ? {} : { platform }),
    progress: (layer, layers) => progress?.(`Reading layer ${layer} of ${layers}`),
  });
  const { facts, config, annotations, hidden, unknowns, tree, root } = image;
  const beside = addBesideFiles(root, { config, annotations }, hidden);
  const before = Map.groupBy(hidden, ({ path }) => path);
  const contents: RootContents = {
    kind: 'image',
    facts,
    config,
    annotations,
    unknowns: [...unknowns, ...systemUnknowns(facts)],
    skipped: [],
    layerOf: (path, line) => (beside.isBeside(path) ? beside.layerOf(path, line) : tree.layerOf(path)),
    earlier: (path) =>
      (before.get(path) ?? []).flatMap(({ node }) =>
        node.content === undefined ? [] : [{ layer: node.layer, file: node.content.open(path, path) }],
      ),
    files: () => tree.paths(),
    realPath: (path) => tree.realPath(path),
    isBeside: beside.isBeside,
    close: image.close,
  };
  return { tree, file: undefined, name, contents };
}

function systemUnknowns({ platform }: ImageFacts): KnownUnknown[] {
  if (platform?.startsWith('windows') !== true) return [];
  return [
    {
      reason: 'not-read',
      message: 'what Windows itself consists of is not read',
      location: { path: '.' },
      losesComponents: true,
    },
  ];
}
