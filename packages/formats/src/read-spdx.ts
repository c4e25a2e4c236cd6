/** SPDX JSON 2.2 and 2.3 (https://spdx.github.io/spdx-spec/v2.3/) as one root. Wrong types are known unknowns. */
import type { Hash, RootDraft, Scope } from '@theriac/core';
import { plain } from './plain-text.ts';
import type { SbomSource } from './read-sbom.ts';
import { rootOf, type SbomEdge, type SbomNode, TARGET } from './sbom-graph.ts';
import { UniqueKeys } from './unique-keys.ts';
import { field, isObject, type JsonObject, listField, textField } from './untrusted-json.ts';

const VERSIONS: readonly string[] = ['SPDX-2.2', 'SPDX-2.3'];
const DOCUMENT = 'SPDXRef-DOCUMENT';

/** How a relationship reads as an edge: which way, and how near to production. All others are no dependencies. */
const RELATIONS: Readonly<Record<string, readonly [way: 'forth' | 'back', scope: Scope]>> = {
  DEPENDS_ON: ['forth', 'production'],
  DEPENDENCY_OF: ['back', 'production'],
  CONTAINS: ['forth', 'production'],
  CONTAINED_BY: ['back', 'production'],
  STATIC_LINK: ['forth', 'production'],
  DYNAMIC_LINK: ['forth', 'production'],
  HAS_PREREQUISITE: ['forth', 'production'],
  PREREQUISITE_FOR: ['back', 'production'],
  RUNTIME_DEPENDENCY_OF: ['back', 'production'],
  PROVIDED_DEPENDENCY_OF: ['back', 'production'],
  PACKAGE_OF: ['back', 'production'],
  OPTIONAL_DEPENDENCY_OF: ['back', 'optional'],
  OPTIONAL_COMPONENT_OF: ['back', 'optional'],
  BUILD_DEPENDENCY_OF: ['back', 'build'],
  BUILD_TOOL_OF: ['back', 'build'],
  DEV_DEPENDENCY_OF: ['back', 'development'],
  DEV_TOOL_OF: ['back', 'development'],
  TEST_DEPENDENCY_OF: ['back', 'test'],
  TEST_TOOL_OF: ['back', 'test'],
};

const HASHES: Readonly<Record<string, readonly [algorithm: Hash['algorithm'], length: number]>> = {
  MD5: ['md5', 32],
  SHA1: ['sha1', 40],
  SHA256: ['sha256', 64],
  SHA384: ['sha384', 96],
  SHA512: ['sha512', 128],
};

interface Relation {
  readonly from: string;
  readonly to: string;
  readonly type: string;
}

export function readSpdx(source: SbomSource): RootDraft {
  const { top, path, unknowns } = source;
  const version = textField(top, 'spdxVersion') ?? '';
  if (!VERSIONS.includes(version)) {
    unknowns.addLoss(
      'unsupported-version',
      `${plain(version, 20)} is none of ${VERSIONS.join(', ')}; it was read like the newest of them`,
    );
  }
  const relations = relationsOf(source);
  const packages = packagesOf(source);
  const product = productOf(top, relations, packages);
  const nodes = [...packages].filter(([id]) => id !== product).map(([, node]) => node);
  if (nodes.length === 0) unknowns.addLoss('no-package-data', 'the document lists no packages');
  const described = describedBy(top, relations).filter((id) => id !== product && packages.has(id));
  const edges = edgesOf(source, relations, packages, product);
  for (const id of described) edges.push({ from: TARGET, to: id, scope: 'production' });
  const self = product === undefined ? undefined : packages.get(product);
  const name = self?.name ?? textField(top, 'name');
  return rootOf(
    {
      path,
      ...(name === undefined ? {} : { name }),
      ...(self === undefined || self.version === null ? {} : { version: self.version }),
      nodes,
      edges,
    },
    unknowns,
  );
}

/** By id, in the order of the document. */
function packagesOf({ top, path, unknowns, lines }: SbomSource): Map<string, SbomNode> {
  const given = field(top, 'packages');
  if (given !== undefined && !Array.isArray(given))
    unknowns.addLoss('unparseable', '`packages` is not a list');
  const nodes = new Map<string, SbomNode>();
  const keys = new UniqueKeys();
  for (const item of listField(top, 'packages')) {
    if (!isObject(item)) {
      unknowns.addLoss('unparseable', 'a package is not an object');
      continue;
    }
    const id = textField(item, 'SPDXID');
    const line = id === undefined ? undefined : lines.get(id);
    const location = line === undefined ? { path } : { path, line };
    const purl = purlOf(item);
    const name = textField(item, 'name') ?? purl;
    if (name === undefined) {
      unknowns.addLoss('unparseable', 'a package has neither a name nor a package URL', location);
      continue;
    }
    const wanted = id ?? name;
    const key = keys.take(wanted);
    if (key !== wanted && id !== undefined) {
      unknowns.add(
        'duplicate-key',
        `the SPDXID ${plain(id, 120)} stands more than once; relationships go to the first`,
        location,
        name,
      );
    }
    const licence = licenceOf(item);
    nodes.set(key, {
      key,
      name,
      version: textField(item, 'versionInfo') ?? null,
      ...(purl === undefined ? {} : { purl }),
      location,
      hashes: hashesOf(item),
      ...(licence === undefined ? {} : { licence }),
      application: field(item, 'primaryPackagePurpose') === 'APPLICATION',
      firstParty: false,
      installScript: false,
    });
  }
  return nodes;
}

function purlOf(item: JsonObject): string | undefined {
  for (const ref of listField(item, 'externalRefs')) {
    if (isObject(ref) && field(ref, 'referenceType') === 'purl') {
      const locator = textField(ref, 'referenceLocator');
      if (locator !== undefined) return locator;
    }
  }
  return undefined;
}

function licenceOf(item: JsonObject): string | undefined {
  return [textField(item, 'licenseDeclared'), textField(item, 'licenseConcluded')].find(
    (l) => l !== undefined && l !== 'NOASSERTION' && l !== 'NONE',
  );
}

function hashesOf(item: JsonObject): Hash[] {
  return listField(item, 'checksums').flatMap((sum): Hash[] => {
    if (!isObject(sum)) return [];
    const [algorithm, value] = [textField(sum, 'algorithm') ?? '', textField(sum, 'checksumValue') ?? ''];
    const row = Object.hasOwn(HASHES, algorithm) ? HASHES[algorithm] : undefined;
    if (row === undefined || value.length !== row[1] || !/^[0-9a-f]+$/i.test(value)) return [];
    return [{ algorithm: row[0], hex: value.toLowerCase() }];
  });
}

function relationsOf({ top, unknowns }: SbomSource): Relation[] {
  const given = field(top, 'relationships');
  if (given !== undefined && !Array.isArray(given))
    unknowns.addLoss('unparseable', '`relationships` is not a list');
  const relations: Relation[] = [];
  for (const item of listField(top, 'relationships')) {
    const [from, to, type] = isObject(item)
      ? [
          textField(item, 'spdxElementId'),
          textField(item, 'relatedSpdxElement'),
          textField(item, 'relationshipType'),
        ]
      : [];
    if (from === undefined || to === undefined || type === undefined)
      unknowns.addLoss('unparseable', 'a relationship does not say what it relates');
    else relations.push({ from, to, type });
  }
  return relations;
}

/** Ids that the document says it is about. */
function describedBy(top: JsonObject, relations: readonly Relation[]): string[] {
  const listed = listField(top, 'documentDescribes').filter((id) => typeof id === 'string');
  const related = relations.flatMap(({ from, to, type }) => {
    if (type === 'DESCRIBES' && from === DOCUMENT) return [to];
    return type === 'DESCRIBED_BY' && to === DOCUMENT ? [from] : [];
  });
  return [...new Set([...listed, ...related])];
}

/** The one package that is described and has others in it is the product; anything else is a list of packages. */
function productOf(
  top: JsonObject,
  relations: readonly Relation[],
  packages: ReadonlyMap<string, SbomNode>,
): string | undefined {
  const [id, ...others] = describedBy(top, relations).filter((d) => packages.has(d));
  if (id === undefined || others.length > 0) return undefined;
  const leads = relations.some(({ from, to, type }) => {
    const way = Object.hasOwn(RELATIONS, type) ? RELATIONS[type]?.[0] : undefined;
    return (
      (way === 'forth' && from === id && packages.has(to)) ||
      (way === 'back' && to === id && packages.has(from))
    );
  });
  return leads ? id : undefined;
}

function edgesOf(
  { top, unknowns }: SbomSource,
  relations: readonly Relation[],
  packages: ReadonlyMap<string, SbomNode>,
  product: string | undefined,
): SbomEdge[] {
  const others = new Set([DOCUMENT, 'NONE']);
  for (const key of ['files', 'snippets']) {
    for (const item of listField(top, key)) {
      const id = isObject(item) ? textField(item, 'SPDXID') : undefined;
      if (id !== undefined) others.add(id);
    }
  }
  const edges: SbomEdge[] = [];
  for (const { from, to, type } of relations) {
    const row = Object.hasOwn(RELATIONS, type) ? RELATIONS[type] : undefined;
    if (row === undefined) continue;
    const [parent, child] = row[0] === 'forth' ? [from, to] : [to, from];
    const missing = [parent, child].find((id) => !packages.has(id) && !others.has(id));
    if (missing !== undefined) {
      const what = `${plain(from, 120)} ${plain(type, 40)} ${plain(to, 120)}`;
      if (missing === 'NOASSERTION')
        unknowns.addLoss('no-package-data', `the document does not say all that ${plain(parent, 120)} needs`);
      else if (missing.startsWith('DocumentRef-'))
        unknowns.addLoss('unresolved-include', `${what}: stands in another document`);
      else unknowns.addLoss('dangling-edge', `${what}: ${plain(missing, 120)} is not listed`);
      continue;
    }
    if (!packages.has(parent) || !packages.has(child) || child === product) continue;
    edges.push({ from: parent === product ? TARGET : parent, to: child, scope: row[1] });
  }
  return edges;
}
