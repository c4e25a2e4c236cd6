/**
 * Kubernetes manifests: every image that an object names, in containers of all kinds, in image volumes and in the fields
 * of custom resources. A definition of custom resources describes fields and names no images.
 */
import { type Extract, TheriacError } from '@theriac/core';
import { readYaml, scalarOf, YamlMap, type YamlNode } from '@theriac/read/yaml';
import { searchableText } from '../shared/readable-text.ts';
import { NOTHING } from '../shared/root-builder.ts';
import { ImageCollector } from './image-collector.ts';

const OBJECT = /^\{?[ \t]{0,3}"?apiVersion"?[ \t]{0,9}:/m;
const IMAGE = /(?:^|[ \t{,-])"?image"?[ \t]{0,9}:/m;
const TEMPLATE = '{{';
const COMPUTED = 'a template makes the images; scan the manifests that `helm template` writes';
const CONTAINERS: ReadonlySet<string> = new Set(['containers', 'initContainers', 'ephemeralContainers']);
const DEFINITION = 'CustomResourceDefinition';
const MAX_DEPTH = 100;

export const extract: Extract = async (file) => {
  const text = searchableText(file);
  if (!OBJECT.test(text) || !IMAGE.test(text)) return NOTHING;
  const images = new ImageCollector(file.path, 'production');
  let documents: readonly YamlNode[];
  try {
    documents = await readYaml(file, images.report);
  } catch (error) {
    const template = text.indexOf(TEMPLATE);
    if (template < 0 || !(error instanceof TheriacError)) throw error;
    const line = text.slice(0, template).split('\n').length;
    // A chart is no YAML until its values are known.
    images.lost('dynamic', COMPUTED, { value: null, line, column: 1 });
    return images.build();
  }
  for (const document of documents) {
    if (!(document.value instanceof YamlMap) || !document.value.entries.has('apiVersion')) continue;
    visit(document, images, 0, new Set());
  }
  return images.build();
};

/** @param seen values that were visited: aliases share them, and nested ones would multiply */
function visit(node: YamlNode, images: ImageCollector, depth: number, seen: Set<unknown>): void {
  if (depth > MAX_DEPTH) {
    images.lost('too-deep', `values are nested deeper than ${MAX_DEPTH} levels`, node);
    return;
  }
  if (typeof node.value !== 'object' || seen.has(node.value)) return;
  seen.add(node.value);
  if (Array.isArray(node.value)) {
    for (const item of node.value) visit(item, images, depth + 1, seen);
    return;
  }
  if (!(node.value instanceof YamlMap)) return;
  if (scalarOf(node.value.get('kind')) === DEFINITION) return;
  for (const [key, value] of node.value.entries) {
    if (key === 'image') named(value, images);
    else {
      if (CONTAINERS.has(key))
        for (const one of images.items(value, `"${key}"`)) images.isMapping(one, 'a container');
      visit(value, images, depth + 1, seen);
    }
  }
}

/** A reference, or the parts of one: `{ repository, tag, digest }` of operators, `{ reference }` of volumes. */
function named(node: YamlNode, images: ImageCollector): void {
  const parts = node.value;
  if (!(parts instanceof YamlMap)) {
    const text = images.text(node, '"image"');
    if (text?.includes(TEMPLATE) === true) images.lost('dynamic', COMPUTED, node);
    else if (text !== undefined) images.add(text, node);
    return;
  }
  const part = (name: string): string | undefined => scalarOf(parts.get(name));
  const reference = part('reference');
  const repository = part('repository') ?? part('name');
  if (reference !== undefined) images.add(reference, node);
  else if (repository === undefined) images.lost('unparseable', '"image" names no repository', node);
  else {
    const after = (mark: string, text: string | undefined): string => (text === undefined ? '' : mark + text);
    const host = part('registry');
    const path = host === undefined ? repository : `${host}/${repository}`;
    images.add(`${path}${after(':', part('tag') ?? part('version'))}${after('@', part('digest'))}`, node);
  }
}
