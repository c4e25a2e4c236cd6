/** Parts of a CycloneDX document in XML. */
import { TheriacError } from '@theriac/core';
import { readXmlNodes, type XmlNode } from '@theriac/read/xml';
import { versionRank } from '../cyclonedx/versions.ts';
import type { BomPart, VisitPart } from './bom-part.ts';

const NAMESPACE = /^http:\/\/cyclonedx\.org\/schema\/bom\/(\d{1,3}\.\d{1,3})$/;

/** Children of the root that have a list of items in them, and nothing else. */
const LISTS: ReadonlySet<string> = new Set([
  'components',
  'services',
  'externalReferences',
  'dependencies',
  'compositions',
  'vulnerabilities',
  'annotations',
  'formulation',
]);
/** Characters that an item has about. */
const ITEM = 2048;

/** @throws TheriacError THERIAC_INPUT_SYNTAX where the root is not a `bom` of a version from 1.0 to 1.7 */
export function eachXmlPart(
  texts: Iterable<string>,
  path: string,
  visit: VisitPart,
  characters: number,
): void {
  const rest: XmlNode[] = [];
  let items: XmlNode[] = [];
  const flush = (list: XmlNode, root: XmlNode): void => {
    if (items.length > 0) visit(partOf({ ...root, content: [{ ...list, content: items }] }, false));
    items = [];
  };
  readXmlNodes(texts, path, (node, ancestors) => {
    const [root, list] = ancestors;
    if (root === undefined) {
      visit(partOf({ ...node, content: rest }, true, path));
      return false;
    }
    if (list === undefined) {
      flush(node, root);
      rest.push(isList(node, root) ? { ...node, content: [] } : node);
      return false;
    }
    if (ancestors.length > 2 || !isList(list, root)) return true;
    items.push(node);
    if (items.length * ITEM >= characters) flush(list, root);
    return false;
  });
}

/** Extensions have lists of the same names in namespaces of their own. */
const isList = (node: XmlNode, root: XmlNode): boolean => LISTS.has(node.local) && node.uri === root.uri;

function partOf(root: XmlNode, isHead: boolean, path = ''): BomPart {
  const version = NAMESPACE.exec(root.uri)?.[1];
  if (root.local !== 'bom' || version === undefined || versionRank(version) < 0)
    throw new TheriacError(
      'THERIAC_INPUT_SYNTAX',
      'the outermost element is not `bom` in the namespace of a CycloneDX version from 1.0 to 1.7',
      { path, line: root.line },
    );
  return {
    sniffed: { family: 'cyclonedx-xml', source: { format: 'cyclonedx', version, encoding: 'xml' }, root },
    text: '',
    isHead,
    line: (line) => line,
  };
}
