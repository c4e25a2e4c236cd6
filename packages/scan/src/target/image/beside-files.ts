/**
 * What is in an image and not in its root file system, as files that can be searched: its environment and history as a
 * Dockerfile has them, and files that a later layer deleted or replaced.
 */
import { MemoryFile } from '@theriac/read/text';
import { type Content, type FileNode, type FolderNode, newFolder } from '../root/file-nodes.ts';
import type { HiddenFile } from './apply-layers.ts';
import { argumentsOf, asInstruction } from './instructions.ts';
import type { ImageConfig } from './manifest.ts';

export interface BesideFiles {
  /** Index of the layer of a line, where that is known. */
  layerOf(path: string, line?: number): number | undefined;
  isBeside(path: string): boolean;
}

const DOCKERFILE = 'Dockerfile';

/** What describes an image besides its files. */
interface Described {
  readonly config: ImageConfig;
  /** Of its manifest. */
  readonly annotations: Readonly<Record<string, string>>;
}

/** Puts the files into the root, in folders whose names no file of the image has. */
export function addBesideFiles(
  root: FolderNode,
  { config, annotations }: Described,
  hidden: readonly HiddenFile[],
): BesideFiles {
  /** Index of the layer of each folder, by its name in the root. */
  const folders = new Map<string, number | undefined>();
  const made = new Map<string, FolderNode>();
  const folderFor = (wanted: string, layer: number | undefined): FolderNode => {
    const known = made.get(wanted);
    if (known !== undefined) return known;
    let name = wanted;
    while (root.children.has(name)) name += '!';
    const folder = newFolder(layer ?? 0);
    root.children.set(name, folder);
    folders.set(name, layer);
    made.set(wanted, folder);
    return folder;
  };
  const { text, layers } = historyText(config, annotations);
  folderFor('image!', undefined).children.set(DOCKERFILE, memoryNode(text, 0));
  for (const { path, node } of hidden)
    put(folderFor(`layer ${node.layer + 1}!`, node.layer), path, node.content, node.size, node.layer);
  const top = (path: string): string => path.split('/', 1)[0] ?? '';
  return {
    isBeside: (path) => folders.has(top(path)),
    layerOf: (path, line) =>
      folders.get(top(path)) === undefined && line !== undefined ? layers[line - 1] : folders.get(top(path)),
  };
}

function put(
  folder: FolderNode,
  path: string,
  content: Content | undefined,
  size: number,
  layer: number,
): void {
  const parts = path.split('/');
  const name = parts.pop() ?? path;
  let here = folder;
  for (const part of parts) {
    const next = here.children.get(part);
    if (next !== undefined && next.kind !== 'folder') return;
    const child = next ?? newFolder(layer);
    here.children.set(part, child);
    here = child;
  }
  // Of what one layer wrote twice, the last is what it meant.
  here.children.set(name, { kind: 'file', size, mode: 0o644, layer, content });
}

function memoryNode(text: string, layer: number): FileNode {
  const bytes = Buffer.from(text);
  return {
    kind: 'file',
    size: bytes.length,
    mode: 0o644,
    layer,
    content: {
      open: (path) => new MemoryFile(path, bytes),
      head: (_, length) => bytes.subarray(0, length),
    },
  };
}

/** Instructions from the bottom, then what the configuration holds; with the layer that each line belongs to. */
function historyText(
  config: ImageConfig,
  annotations: Readonly<Record<string, string>>,
): {
  readonly text: string;
  readonly layers: readonly (number | undefined)[];
} {
  const lines: string[] = [];
  const layers: (number | undefined)[] = [];
  const add = (text: string, layer: number | undefined): void => {
    for (const line of text.split('\n')) {
      lines.push(line);
      layers.push(layer);
    }
  };
  let layer = -1;
  for (const { createdBy, emptyLayer, comment, author } of config.history) {
    if (!emptyLayer) layer += 1;
    const shown = asInstruction(createdBy);
    // Arguments of the build stand before the command, and are left out where it is shown.
    const args = argumentsOf(createdBy);
    if (args !== undefined) add(`ARG ${args}`, emptyLayer ? undefined : layer);
    add(shown, emptyLayer ? undefined : layer);
    if (comment !== undefined && comment !== '' && !/^buildkit\./.test(comment))
      add(`# ${comment}`, undefined);
    if (author !== undefined && author !== '' && author !== config.author) add(`# ${author}`, undefined);
  }
  if (config.author !== '') add(`MAINTAINER ${config.author}`, undefined);
  for (const variable of config.builtIn.env)
    if (!config.env.includes(variable)) add(`ENV ${variable}`, undefined);
  if (config.builtIn.command.length > 0)
    add(`# built with ${JSON.stringify(config.builtIn.command)}`, undefined);
  for (const variable of config.env) add(`ENV ${variable}`, undefined);
  for (const [key, value] of Object.entries({ ...annotations, ...config.labels }))
    add(`LABEL ${key}=${value}`, undefined);
  for (const [word, list] of [
    ['ENTRYPOINT', config.entrypoint],
    ['CMD', config.command],
    ['HEALTHCHECK', config.healthcheck ?? []],
    ['SHELL', config.shell],
    ['ONBUILD', config.onBuild],
  ] as const)
    if (list.length > 0) add(`${word} ${JSON.stringify(list)}`, undefined);
  return { text: `${lines.join('\n')}\n`, layers };
}
