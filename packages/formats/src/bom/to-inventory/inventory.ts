/** A bill of materials as one root of an inventory, for scanning it. Gaps in it are known unknowns. */
import {
  BOM_DEPENDENCY_TYPES,
  BOM_DOCUMENT,
  BOM_NO_ASSERTION,
  BOM_NONE,
  type Bom,
  type BomComponent,
  type BomDependencyScope,
  type BomHashAlgorithm,
  type BomRead,
  type BomRelationship,
  bomComponentName,
  type ExtractResult,
  type Hash,
  type KnownUnknown,
  type Location,
  type Origin,
  type RootDocument,
  SCOPES,
  type Scope,
  tryParsePurl,
} from '@theriac/core';
import { plain } from '../../text/plain-text.ts';
import { isList, isMap, type JsonMap, optional, orEmpty, own, restOf } from '../document/json-fields.ts';
import { isOwnBom } from '../from-scan/own-bom.ts';
import { ROOT_REF } from '../from-scan/refs.ts';
import { statedFacts } from '../from-scan/stated.ts';
import { uncarriedIn } from '../from-scan/uncarried.ts';
import { saysIncomplete } from '../model/incomplete-reference.ts';
import { licenceWord } from '../model/licence-word.ts';
import { referencedProperties } from '../model/property-references.ts';
import { UnknownList } from '../model/unknown-list.ts';
import { relationshipToSpdx2 } from '../spdx2/words.ts';
import { rootsOf } from './graph.ts';
import { type SbomEdge, type SbomNode, type SbomParts, TARGET } from './sbom-parts.ts';

const SCOPE_WORDS: Readonly<Record<NonNullable<BomComponent['scope']>, Scope>> = {
  required: 'production',
  optional: 'optional',
  excluded: 'development',
};

const DEPENDENCY_SCOPES: Readonly<Record<BomDependencyScope, Scope>> = {
  runtime: 'production',
  provided: 'production',
  optional: 'optional',
  build: 'build',
  development: 'development',
  test: 'test',
};

interface Way {
  readonly reversed: boolean;
  readonly scope: Scope;
}

/** Relationships that are edges of an inventory: dependencies, and packages inside packages. */
const WAYS: ReadonlyMap<string, Way> = new Map<string, Way>([
  ...BOM_DEPENDENCY_TYPES.map(({ type, reversed, scope }): [string, Way] => [
    type,
    { reversed, scope: DEPENDENCY_SCOPES[scope] },
  ]),
  ['contains', { reversed: false, scope: 'production' }],
  ['containedBy', { reversed: true, scope: 'production' }],
  ['packageOf', { reversed: true, scope: 'production' }],
]);

const HASHES: ReadonlyMap<BomHashAlgorithm, readonly [algorithm: Hash['algorithm'], length: number]> =
  new Map([
    ['MD5', ['md5', 32]],
    ['SHA-1', ['sha1', 40]],
    ['SHA-256', ['sha256', 64]],
    ['SHA-384', ['sha384', 96]],
    ['SHA-512', ['sha512', 128]],
  ]);

/** Properties of public taxonomies that say more about scope than `scope` can. */
const DEVELOPMENT_PROPERTIES: readonly string[] = [
  'cdx:npm:package:development',
  'cdx:composer:package:isDevRequirement',
  'cdx:pipenv:package:development',
];

/** @param path of the document, for locations and the root */
export function inventoryOfBom(read: BomRead, path: string): ExtractResult {
  return inventoryOfParts(partsOfBom(read, path));
}

/** What an inventory is made of; the document itself is not needed any more. */
export interface InventoryParts {
  readonly parts: SbomParts;
  readonly unknowns: UnknownList;
  readonly before: readonly KnownUnknown[];
}

export function inventoryOfParts({ parts, unknowns, before }: InventoryParts): ExtractResult {
  const roots = rootsOf(parts, unknowns);
  return { roots, unknowns: [...before, ...unknowns.list()] };
}

/** @param forget called when the components of the document itself are not needed any more */
export function partsOfBom(read: BomRead, path: string, forget?: () => void): InventoryParts {
  const { bom } = read;
  const unknowns = new UnknownList(path);
  const isSpdx = bom.source?.format === 'spdx';
  const packages = bom.components.filter((component) => !isSpdx || isPackage(component));
  const product = productOf(bom, packages, isSpdx);
  const parts = packages.filter(({ ref }) => ref !== product?.ref);
  if (parts.length === 0)
    unknowns.addLoss('no-package-data', `the document lists no ${isSpdx ? 'packages' : 'components'}`);
  if (saysIncomplete(bom)) unknowns.addLoss('not-read', 'the document says that components may be missing');
  for (const rule of uncarriedIn(bom.properties))
    unknowns.addLoss('not-read', `the document was made of files in which ${rule} was found; scan them`);
  const gaps = edgeGaps(bom, unknowns);
  compositions(bom, gaps);
  const keys = new Set(parts.map(({ ref }) => ref));
  const edges = edgesOf(bom, { keys, product: product?.ref, isSpdx, unknowns, gaps });
  if (isSpdx)
    for (const ref of bom.subjects)
      if (ref !== product?.ref && keys.has(ref)) edges.push({ from: TARGET, to: ref, scope: 'production' });
  const name = product?.name ?? (isSpdx ? bom.name : undefined);
  forget?.();
  packages.length = 0;
  // Each is let go as soon as it is a node: a large document is not held twice.
  const nodes: SbomNode[] = [];
  parts.reverse();
  for (let next = parts.pop(); next !== undefined; next = parts.pop())
    nodes.push(nodeOf(next, read, path, isSpdx));
  return {
    parts: {
      path,
      ...(name === undefined ? {} : { name }),
      ...(product?.version === undefined ? {} : { version: product.version }),
      document: documentOf(bom, product),
      ...optional('licence', product === undefined ? undefined : licenceOf(product, isSpdx)),
      nodes,
      edges,
    },
    unknowns,
    before: read.unknowns,
  };
}

function documentOf({ id, version = 1 }: Bom, product: BomComponent | undefined): RootDocument {
  const serial = /^urn:uuid:([0-9a-f-]{36})$/i.exec(id ?? '')?.[1]?.toLowerCase();
  return {
    version,
    ...optional('serial', serial),
    ...optional('subject', product?.ref),
    ...optional('purl', product?.purl),
  };
}

/** Files and snippets of SPDX are parts of packages, not packages. */
function isPackage({ kind, element, purl }: BomComponent): boolean {
  if (element !== undefined) return element === 'package';
  return (kind !== 'file' && kind !== 'snippet') || purl !== undefined;
}

/**
 * What the document is about, which the others are parts of. In SPDX, the one package that is described and has
 * others in it; anything else is a list of packages.
 */
function productOf(bom: Bom, packages: readonly BomComponent[], isSpdx: boolean): BomComponent | undefined {
  const described = packages.filter(({ ref }) => bom.subjects.includes(ref));
  const [product, ...others] = described;
  if (product === undefined || others.length > 0) return undefined;
  if (!isSpdx) return product;
  const refs = new Set(packages.map(({ ref }) => ref));
  const leads =
    packages.some(({ parent }) => parent === product.ref) ||
    bom.relationships.some((relationship) =>
      endsOf(relationship).some(({ from, to }) => from === product.ref && refs.has(to)),
    );
  return leads ? product : undefined;
}

/** The edges that a relationship means, all from what needs to what is needed. */
function endsOf(
  relationship: BomRelationship,
): { readonly from: string; readonly to: string; readonly way: Way }[] {
  const way = WAYS.get(relationship.type);
  if (way === undefined) return [];
  const narrowed = SCOPES.find((scope) => scope === relationship.scope) ?? way.scope;
  return relationship.to.map((end) => ({
    ...(way.reversed ? { from: end, to: relationship.from } : { from: relationship.from, to: end }),
    way: { ...way, scope: narrowed },
  }));
}

function nodeOf(component: BomComponent, read: BomRead, path: string, isSpdx: boolean): SbomNode {
  const line = read.lineOf(component.refMadeUp === true ? (component.purl ?? '') : component.ref);
  const location: Location = line === undefined ? { path } : { path, line };
  const properties = propertiesOf(component, isOwnBom(read.bom));
  const licence = licenceOf(component, isSpdx);
  const supplier = [component.supplier, component.manufacturer]
    .map((p) => p?.name)
    .find((n) => n !== undefined);
  const scope = isSpdx ? statedScope(component, properties) : scopeOf(component, properties);
  const says = (name: string): boolean => properties.get(name)?.includes('true') === true;
  return {
    key: component.ref,
    name: bomComponentName(component),
    version: component.version ?? null,
    ...(component.purl === undefined ? {} : { purl: component.purl }),
    location,
    hashes: orEmpty(hashesOf(component)),
    ...(licence === undefined ? {} : { licence }),
    ...(supplier === undefined ? {} : { supplier }),
    cpes: component.cpes,
    ...(scope === undefined ? {} : { scope }),
    application: component.kind === 'application',
    operatingSystem: component.kind === 'operating-system',
    ...optional('sourcePackage', sourcePackageOf(properties)),
    ...optional('origin', originOf(properties) ?? (isOwnBom(read.bom) ? originOfPurl(component) : undefined)),
    ...optional('guessed', properties.get('theriac:guessed')?.[0]),
    ...optional('minimum', properties.get('theriac:minimum')?.[0]),
    // Manifests and lockfiles of a scan written by Theriac are the project itself, also those without packages.
    firstParty: says('theriac:firstParty') || isRoot(component, properties, read.bom),
    installScript: says('theriac:installScript') || says('cdx:npm:package:hasInstallScript'),
    ...optional('stated', statedFacts(component, properties)),
    ...(isRoot(component, properties, read.bom) ? { project: licenceOf(component, isSpdx) ?? '' } : {}),
  };
}

/** CycloneDX before 1.3 has no properties: there the ref that Theriac gave it tells a root. */
function isRoot({ ref }: BomComponent, properties: Properties, bom: Bom): boolean {
  return properties.has('theriac:root') || (isOwnBom(bom) && ref.startsWith(ROOT_REF));
}

function propertiesOf(component: BomComponent, own: boolean): Properties {
  const properties = new Map<string, string[]>();
  const said = own ? referencedProperties(component) : [];
  for (const { name, value } of said.length === 0
    ? component.properties
    : [...component.properties, ...said]) {
    const values = properties.get(name);
    if (values === undefined) properties.set(name, [value]);
    else values.push(value);
  }
  return properties;
}

/** Properties by which generators name the source package of a distribution package; the version may come in parts. */
const SOURCE_PACKAGES = [
  {
    name: 'aquasecurity:trivy:SrcName',
    version: 'aquasecurity:trivy:SrcVersion',
    release: 'aquasecurity:trivy:SrcRelease',
    epoch: 'aquasecurity:trivy:SrcEpoch',
  },
  { name: 'syft:metadata:source', version: 'syft:metadata:sourceVersion' },
  { name: 'syft:metadata:originPackage' },
] as const;

type Properties = ReadonlyMap<string, readonly string[]>;

function sourcePackageOf(properties: Properties): string | undefined {
  const first = (name: string | undefined): string =>
    name === undefined ? '' : (properties.get(name)?.[0] ?? '');
  for (const row of SOURCE_PACKAGES) {
    const name = first(row.name);
    if (name === '') continue;
    const version = first('version' in row ? row.version : undefined);
    if (version === '') return name;
    const epoch = first('epoch' in row ? row.epoch : undefined);
    const release = first('release' in row ? row.release : undefined);
    return `${name}@${epoch === '' || epoch === '0' ? '' : `${epoch}:`}${version}${release === '' ? '' : `-${release}`}`;
  }
  return undefined;
}

/** Where there are no properties (CycloneDX before 1.3), the package URL that Theriac wrote still names the repository. */
function originOfPurl({ purl }: BomComponent): Origin | undefined {
  const qualifiers = purl === undefined ? undefined : tryParsePurl(purl)?.qualifiers;
  return qualifiers !== undefined && Object.hasOwn(qualifiers, 'vcs_url')
    ? { kind: 'git', url: '' }
    : undefined;
}

/** What a document of Theriac says of packages that do not come from a registry. */
function originOf(properties: Properties): Origin | undefined {
  const [kind] = properties.get('theriac:origin') ?? [];
  if (kind === 'git' || kind === 'url') return { kind, url: '' };
  return kind === 'path' || kind === 'workspace' ? { kind, path: '' } : undefined;
}

/** Absent means required (CycloneDX says so). */
function scopeOf(component: BomComponent, properties: Properties): Scope {
  return statedScope(component, properties) ?? 'production';
}

/** Undefined where only the graph says; SPDX has no field for it, and properties may state it there too. */
function statedScope(component: BomComponent, properties: Properties): Scope | undefined {
  const given = properties.get('theriac:scope');
  const exact = given === undefined ? undefined : SCOPES.find((scope) => given.includes(scope));
  if (exact !== undefined) return exact;
  if (DEVELOPMENT_PROPERTIES.some((name) => properties.get(name)?.includes('true') === true))
    return 'development';
  return component.scope === undefined ? undefined : SCOPE_WORDS[component.scope];
}

function hashesOf({ hashes }: BomComponent): Hash[] {
  return hashes.flatMap(({ algorithm, value }): Hash[] => {
    const row = HASHES.get(algorithm);
    if (row === undefined || value.length !== row[1] || !/^[0-9a-f]+$/i.test(value)) return [];
    return [{ algorithm: row[0], hex: value.toLowerCase() }];
  });
}

/** Declared before concluded; several are taken to hold together, which is the stricter reading. */
function licenceOf({ licences }: BomComponent, isSpdx: boolean): string | undefined {
  const said = licences.filter(({ kind }) => kind !== 'none' && kind !== 'no-assertion');
  // In CycloneDX most tools say no more than that it is a licence of the component.
  const declared = said.filter(({ acknowledgement }) =>
    isSpdx ? acknowledgement === 'declared' : acknowledgement !== 'concluded',
  );
  const chosen = declared.length > 0 ? declared : said;
  const distinct = [...new Set(chosen.map(licenceWord))];
  if (distinct.length < 2) return distinct[0];
  return distinct.map((word) => (/ OR /i.test(word) ? `(${word})` : word)).join(' AND ');
}

interface EdgeContext {
  readonly keys: ReadonlySet<string>;
  readonly product: string | undefined;
  readonly isSpdx: boolean;
  readonly unknowns: UnknownList;
  readonly gaps: Gaps;
}

/** What is not known of who needs whom. */
type Gaps = (message: string) => void;

/**
 * A document that says that its list is whole has lost no component where it does not know the edges: so do the
 * lockfiles that record none.
 */
function edgeGaps({ properties }: Bom, unknowns: UnknownList): Gaps {
  const isWhole = properties.some((p) => p.name === 'theriac:coverage:inventory' && p.value === 'complete');
  return (message) => {
    if (!isWhole) unknowns.addLoss('no-package-data', message);
  };
}

function edgesOf(bom: Bom, context: EdgeContext): SbomEdge[] {
  const { keys, product, isSpdx } = context;
  const others = otherRefs(bom);
  const edges: SbomEdge[] = [];
  const add = (from: string, to: string, scope: Scope): void => {
    if (to === product) return;
    if (from === product) edges.push({ from: TARGET, to, scope });
    else if (keys.has(from) && keys.has(to)) edges.push({ from, to, scope });
  };
  if (isSpdx)
    for (const { ref, parent } of bom.components) if (parent !== undefined) add(parent, ref, 'production');
  for (const relationship of bom.relationships) {
    const known = (ref: string): boolean => keys.has(ref) || ref === product || others.has(ref);
    reportGaps(relationship, known, context);
    for (const { from, to, way } of endsOf(relationship))
      if (known(from) && known(to)) add(from, to, way.scope);
  }
  return edges;
}

/** What may be in the graph and is not a package: the document, files, snippets, services. */
function otherRefs(bom: Bom): Set<string> {
  const refs = new Set([BOM_DOCUMENT, BOM_NONE, ...bom.components.map(({ ref }) => ref)]);
  const services = own(restOf(bom, 'cyclonedx'), 'services');
  const waiting: JsonMap[] = (isList(services) ? services : []).filter(isMap);
  for (let service = waiting.pop(); service !== undefined; service = waiting.pop()) {
    const ref = own(service, 'bom-ref');
    if (typeof ref === 'string') refs.add(ref);
    const nested = own(service, 'services');
    for (const inner of isList(nested) ? nested : []) if (isMap(inner)) waiting.push(inner);
  }
  return refs;
}

function reportGaps(
  relationship: BomRelationship,
  known: (ref: string) => boolean,
  { isSpdx, unknowns, gaps }: EdgeContext,
): void {
  const { from, type, to, completeness } = relationship;
  if (!WAYS.has(type)) return;
  if (completeness === 'incomplete' || completeness === 'noAssertion')
    gaps(`the document does not say all that ${plain(from, 120)} needs`);
  if (!isSpdx) {
    if (!known(from))
      unknowns.addLoss(
        'dangling-edge',
        `dependencies are given for ${plain(from, 120)}, which is not listed`,
      );
    for (const end of to) {
      if (known(end)) continue;
      if (end.startsWith('urn:cdx:'))
        unknowns.addLoss('unresolved-include', `${plain(from, 120)} depends on what another document lists`);
      else
        unknowns.addLoss(
          'dangling-edge',
          `${plain(from, 120)} depends on ${plain(end, 120)}, which is not listed`,
        );
    }
    return;
  }
  for (const end of to) {
    const missing = [from, end].find((ref) => !known(ref));
    if (missing === undefined) continue;
    const word = type.includes('has') ? type : relationshipToSpdx2(type);
    const what = `${plain(from, 120)} ${plain(word, 40)} ${plain(end, 120)}`;
    if (missing === BOM_NO_ASSERTION) gaps(`the document does not say all that ${plain(from, 120)} needs`);
    else if (missing.startsWith('DocumentRef-'))
      unknowns.addLoss('unresolved-include', `${what}: is in another document`);
    else unknowns.addLoss('dangling-edge', `${what}: ${plain(missing, 120)} is not listed`);
  }
}

/** A document that says of itself that something is missing is believed. */
function compositions({ compositions: said }: Bom, gaps: Gaps): void {
  for (const { aggregate, assemblies, dependencies, vulnerabilities } of said) {
    if (!aggregate.startsWith('incomplete') && aggregate !== 'unknown') continue;
    const concerned = [...assemblies, ...dependencies];
    if (concerned.length === 0 && vulnerabilities.length > 0) continue;
    const what =
      concerned.length === 0 ? 'its list' : `what belongs to ${plain(concerned.slice(0, 3).join(', '), 200)}`;
    gaps(
      aggregate === 'unknown'
        ? `the document says that it is not known whether ${what} is complete`
        : `the document says that ${what} is not complete (${plain(aggregate, 60)})`,
    );
  }
}
