/**
 * Kustomizations: objects with the patches, names and images that an overlay gives them. Only those are built that no
 * other one includes: a base is what its overlays make of it. Source: https://kubectl.docs.kubernetes.io/references/kustomize/.
 */
import { type DetectContext, type TargetFile, TheriacError } from '@theriac/core';
import {
  type ConfigValue,
  entry,
  inside,
  itemsOf,
  list,
  map,
  scalar,
  textOf,
} from '@theriac/core/configuration';
import { MemoryFile } from '@theriac/read/text';
import { readYaml } from '@theriac/read/yaml';
import { folderOf, inFolder, normalizePath } from '../../../target/paths.ts';
import type { Report } from '../contract.ts';
import { fromYaml } from '../shared/from-yaml.ts';
import { isKustomization } from './kustomization-name.ts';
import { jsonPatch, mergePatch } from './merge-patch.ts';

const MAX_DEPTH = 20;
/** Keys that change objects in ways that are not followed; what is built without them is told to be so. */
const NOT_FOLLOWED = [
  'replacements',
  'vars',
  'helmCharts',
  'helmChartInflationGenerator',
  'generators',
  'transformers',
];

export { isKustomization } from './kustomization-name.ts';

export class Kustomizations {
  /** What the outermost kustomizations make. */
  readonly documents: ConfigValue[] = [];
  /** Files that are part of one. */
  readonly used = new Set<string>();
  readonly #files: readonly TargetFile[];
  readonly #context: DetectContext;
  readonly #report: Report;
  readonly #parsed = new Map<string, ConfigValue | null>();

  constructor(files: readonly TargetFile[], context: DetectContext, report: Report) {
    this.#files = files;
    this.#context = context;
    this.#report = report;
  }

  async render(): Promise<void> {
    const included = new Set<string>();
    for (const file of this.#files) {
      const document = await this.#document(file.path);
      for (const key of ['resources', 'bases', 'components'])
        for (const one of textsIn(document, key)) {
          const folder = resolved(folderOf(file.path), one);
          if (folder !== undefined) included.add(folder);
        }
    }
    for (const file of this.#files) {
      if (included.has(folderOf(file.path))) continue;
      for (const document of await this.#build(file.path, [], 0)) this.documents.push(document);
    }
    // Those that only include each other.
    for (const file of this.#files)
      if (!this.used.has(file.path))
        for (const document of await this.#build(file.path, [], 0)) this.documents.push(document);
  }

  async #document(path: string): Promise<ConfigValue | undefined> {
    const known = this.#parsed.get(path);
    if (known !== undefined) return known ?? undefined;
    const [document] = await this.#read(path);
    this.#parsed.set(path, document ?? null);
    return document;
  }

  /** Documents of a file of the target; a fault is reported, and the file counts as empty. */
  async #read(path: string): Promise<ConfigValue[]> {
    const file = this.#context.file(path);
    if (file === null) return [];
    try {
      return (await readYaml(file, this.#report)).map((node) => fromYaml(node, path));
    } catch (error) {
      if (!(error instanceof TheriacError)) throw error;
      this.#report({
        reason: 'unparseable',
        message: error.message,
        location: { path, ...(error.place.line === undefined ? {} : { line: error.place.line }) },
        losesComponents: false,
      });
      return [];
    }
  }

  /** @param given objects that a component changes */
  async #build(path: string, given: readonly ConfigValue[], depth: number): Promise<ConfigValue[]> {
    const document = await this.#document(path);
    this.used.add(path);
    if (document === undefined) return [...given];
    if (depth > MAX_DEPTH) {
      this.#tell(path, 1, `kustomizations include each other deeper than ${MAX_DEPTH} levels`);
      return [...given];
    }
    const folder = folderOf(path);
    let objects = [...given];
    for (const key of ['resources', 'bases'])
      for (const item of itemsOf(entry(document, key)))
        for (const one of await this.#included(item, folder, depth, [])) objects.push(one);
    for (const item of itemsOf(entry(document, 'components')))
      objects = await this.#included(item, folder, depth, objects);
    objects = [...objects, ...generated(document)];
    for (const patch of await this.#patches(document, folder)) objects = this.#patched(objects, patch, path);
    for (const key of NOT_FOLLOWED) {
      const value = entry(document, key);
      if (value !== undefined && value.kind !== 'empty')
        this.#tell(
          path,
          value.at.line,
          `\`${key}\` of a kustomization is not followed; scan what \`kustomize build\` writes`,
        );
    }
    return objects.map((object) => withCommon(object, document));
  }

  async #included(
    item: ConfigValue,
    folder: string,
    depth: number,
    given: readonly ConfigValue[],
  ): Promise<ConfigValue[]> {
    const name = textOf(item) ?? '';
    const path = resolved(folder, name);
    if (path === undefined) {
      this.#tell(item.at.path, item.at.line, 'a kustomization includes what is not in the target');
      return [...given];
    }
    const inner = ['kustomization.yaml', 'kustomization.yml', 'Kustomization']
      .map((base) => (path === '' ? base : `${path}/${base}`))
      .find((one) => this.#context.exists(one));
    if (inner !== undefined) return this.#build(inner, given, depth + 1);
    if (!this.#context.exists(path) || isKustomization(path)) {
      this.#tell(item.at.path, item.at.line, 'a kustomization includes what is not in the target');
      return [...given];
    }
    this.used.add(path);
    return [...given, ...(await this.#read(path)).flatMap(objectsIn)];
  }

  async #patches(document: ConfigValue, folder: string): Promise<Patch[]> {
    const patches: Patch[] = [];
    for (const item of itemsOf(entry(document, 'patchesStrategicMerge')))
      for (const value of await this.#given(item, item, folder)) patches.push({ value, target: undefined });
    for (const key of ['patches', 'patchesJson6902'])
      for (const item of itemsOf(entry(document, key))) {
        const target = entry(item, 'target');
        const values = await this.#given(entry(item, 'patch'), entry(item, 'path'), folder);
        for (const value of values) patches.push({ value, target });
      }
    return patches;
  }

  /** A patch that is written in place, or in a file. */
  async #given(
    text: ConfigValue | undefined,
    path: ConfigValue | undefined,
    folder: string,
  ): Promise<ConfigValue[]> {
    const written = textOf(text);
    if (text !== undefined && written?.includes('\n') === true) {
      const { at } = text;
      const nodes = await readYaml(new MemoryFile(at.path, written), this.#report);
      return nodes.map((node) => fromYaml(node, at.path, undefined, (line) => at.line + line));
    }
    const file = resolved(folder, textOf(path) ?? '');
    if (file === undefined || !this.#context.exists(file)) {
      const at = (path ?? text)?.at;
      if (at !== undefined) this.#tell(at.path, at.line, 'a patch of a kustomization is not in the target');
      return [];
    }
    this.used.add(file);
    return this.#read(file);
  }

  #patched(objects: readonly ConfigValue[], { value, target }: Patch, path: string): ConfigValue[] {
    if (value.kind === 'list')
      return objects.map((object) => {
        if (!isTarget(object, target)) return object;
        const made = jsonPatch(object, value);
        if (made === undefined)
          this.#tell(path, value.at.line, 'a patch of a kustomization names a place that is not there');
        return made ?? object;
      });
    if (textOf(entry(value, '$patch')) === 'delete')
      return objects.filter((object) => !isSameObject(object, value));
    return objects.map((object) =>
      (target === undefined ? isSameObject(object, value) : isTarget(object, target))
        ? mergePatch(object, value)
        : object,
    );
  }

  #tell(path: string, line: number, message: string): void {
    this.#report({ reason: 'dynamic', message, location: { path, line }, losesComponents: false });
  }
}

interface Patch {
  readonly value: ConfigValue;
  /** Absent: the object that has the name of the patch. */
  readonly target: ConfigValue | undefined;
}

function objectsIn(document: ConfigValue): ConfigValue[] {
  const items = entry(document, 'items');
  if (textOf(entry(document, 'kind'))?.endsWith('List') === true && items !== undefined)
    return itemsOf(items).flatMap(objectsIn);
  return document.kind === 'map' ? [document] : [];
}

const nameOf = (object: ConfigValue): string | undefined => textOf(inside(object, 'metadata', 'name'));
const kindOf = (object: ConfigValue): string | undefined => textOf(entry(object, 'kind'));

function isSameObject(object: ConfigValue, patch: ConfigValue): boolean {
  return kindOf(object) === kindOf(patch) && nameOf(object) === nameOf(patch);
}

/** Names and kinds of targets are expressions; those that are no plain names take everything, so that nothing is missed. */
function isTarget(object: ConfigValue, target: ConfigValue | undefined): boolean {
  const agrees = (wanted: string | undefined, given: string | undefined): boolean =>
    wanted === undefined || wanted === '' || wanted === given || /[^\w.-]/.test(wanted);
  const labels = (textOf(entry(target, 'labelSelector')) ?? '').split(',').filter((one) => one.includes('='));
  return (
    agrees(textOf(entry(target, 'kind')), kindOf(object)) &&
    agrees(textOf(entry(target, 'name')), nameOf(object)) &&
    agrees(textOf(entry(target, 'namespace')), textOf(inside(object, 'metadata', 'namespace'))) &&
    labels.every((one) => {
      const [key = '', value] = one.split('=').map((part) => part.trim());
      return textOf(inside(object, 'metadata', 'labels', key)) === value;
    })
  );
}

/** ConfigMaps and Secrets that it makes of literals; of files, only their names. */
function generated(document: ConfigValue): ConfigValue[] {
  return (['ConfigMap', 'Secret'] as const).flatMap((kind) =>
    itemsOf(entry(document, `${kind === 'Secret' ? 'secret' : 'configMap'}Generator`)).map((row) => {
      const { at } = row;
      const literals = itemsOf(entry(row, 'literals')).flatMap((one): (readonly [string, ConfigValue])[] => {
        const text = textOf(one) ?? '';
        const split = text.indexOf('=');
        return split < 0 ? [] : [[text.slice(0, split), scalar(text.slice(split + 1), one.at)]];
      });
      return map(
        [
          ['apiVersion', scalar('v1', at)],
          ['kind', scalar(kind, at)],
          ['metadata', map([['name', entry(row, 'name')]], at)],
          [kind === 'Secret' ? 'stringData' : 'data', map(literals, at)],
        ],
        at,
      );
    }),
  );
}

/** Kinds that are of the whole cluster: a namespace means nothing to them. */
const CLUSTER_WIDE =
  /^(?:Namespace|ClusterRole|ClusterRoleBinding|CustomResourceDefinition|PersistentVolume|StorageClass|PriorityClass|.*WebhookConfiguration)$/;

/** Namespace, names, labels, images and replicas that the kustomization gives to everything. */
function withCommon(object: ConfigValue, document: ConfigValue): ConfigValue {
  const namespace = entry(document, 'namespace');
  const prefix = textOf(entry(document, 'namePrefix')) ?? '';
  const suffix = textOf(entry(document, 'nameSuffix')) ?? '';
  const name = nameOf(object);
  const metadata = entry(object, 'metadata');
  if (object.kind !== 'map' || metadata?.kind !== 'map') return object;
  const isWide = CLUSTER_WIDE.test(kindOf(object) ?? '');
  const changes = map(
    [
      [
        'name',
        name === undefined || prefix + suffix === ''
          ? undefined
          : scalar(prefix + name + suffix, metadata.at),
      ],
      ['namespace', isWide ? undefined : namespace],
    ],
    metadata.at,
  );
  const merged = mergePatch(object, map([['metadata', changes]], object.at));
  const images = itemsOf(entry(document, 'images'));
  return images.length === 0 ? merged : withImages(merged, images);
}

function withImages(value: ConfigValue, images: readonly ConfigValue[]): ConfigValue {
  if (value.kind === 'list')
    return list(
      value.items.map((item) => withImages(item, images)),
      value.at,
    );
  if (value.kind !== 'map') return value;
  return map(
    [...value.entries].map(([key, item]) =>
      key === 'image' && item.kind === 'scalar'
        ? ([key, changedImage(item.text, item, images)] as const)
        : ([key, withImages(item, images)] as const),
    ),
    value.at,
  );
}

function changedImage(text: string, own: ConfigValue, images: readonly ConfigValue[]): ConfigValue {
  const [, name = text] = /^(.*?)(?:@[^@]*|:[^:/]*)?$/.exec(text) ?? [];
  const row = images.find((one) => textOf(entry(one, 'name')) === name);
  if (row === undefined) return own;
  const digest = textOf(entry(row, 'digest'));
  const tag = textOf(entry(row, 'newTag'));
  const rest =
    digest === undefined ? (tag === undefined ? text.slice(name.length) : `:${tag}`) : `@${digest}`;
  return scalar((textOf(entry(row, 'newName')) ?? name) + rest, row.at);
}

function textsIn(document: ConfigValue | undefined, key: string): string[] {
  return itemsOf(entry(document, key)).flatMap((one) => textOf(one) ?? []);
}

/** A path of the target; undefined for addresses, and for what leads out of it. */
function resolved(folder: string, name: string): string | undefined {
  if (name === '' || /^[a-z][a-z\d+.-]*:|^\/|^git@|\?ref=|^[\w.-]+\.[a-z]{2,}\//i.test(name))
    return undefined;
  return normalizePath(inFolder(folder, name)) ?? undefined;
}
