/**
 * What a scan learned as a bill of materials: components and the graph, how complete each list is, what could not be
 * resolved, vulnerabilities with the judgement of each. A package that several roots use is listed once.
 */
import {
  type Bom,
  type BomAggregate,
  type BomAnnotation,
  type BomComponent,
  type BomComposition,
  type BomHashAlgorithm,
  type BomLicence,
  type BomPhase,
  type BomProperty,
  type BomRelationship,
  type Component,
  emptyBom,
  emptyBomComponent,
  formatPlace,
  type Hash,
  identityOf,
  type Root,
  type ScanResult,
  type Scope,
} from '@theriac/core';
import { contentUuid } from '../../text/content-id.ts';
import { plain, webAddress } from '../../text/plain-text.ts';
import { licenceExpression } from '../model/spdx-licence.ts';
import { type Package, packagesOf, topsOf } from './packages.ts';
import { rootRef, TARGET_REF } from './refs.ts';
import { type StatedProperties, statedProperties } from './stated.ts';
import { restsOnFiles, uncarriedFindings } from './uncarried.ts';
import { vulnerabilitiesOfScan } from './vulnerabilities.ts';

/** Known unknowns that are listed one by one. */
const LISTED = 200;

const SCOPE: Readonly<Record<Scope, NonNullable<BomComponent['scope']>>> = {
  production: 'required',
  optional: 'optional',
  build: 'excluded',
  development: 'excluded',
  test: 'excluded',
};

const HASHES: Readonly<Record<Hash['algorithm'], BomHashAlgorithm>> = {
  md5: 'MD5',
  sha1: 'SHA-1',
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
};

/**
 * Deterministic: dates come from `result.asOf`, the id from a hash of the content.
 * @param options.inventoryOnly without what is found out about the parts later: vulnerabilities and judgements
 */
export function bomOfScan(scanned: ScanResult, { inventoryOnly = false } = {}): Bom {
  const result = inventoryOnly
    ? { ...scanned, findings: scanned.findings.filter(restsOnFiles), rules: [], fixes: [] }
    : scanned;
  const stated = statedProperties(scanned);
  const packages = packagesOf(result.inventory);
  const name = plain(result.target.name, 200) || 'target';
  const body: Bom = {
    ...emptyBom(),
    version: 1,
    name,
    created: `${result.asOf}T00:00:00Z`,
    tools: [
      {
        form: 'component',
        vendor: 'theriac',
        name: 'theriac',
        version: result.tool.version,
        hashes: [],
        externalReferences: [],
      },
    ],
    lifecycles: [{ phase: PHASES[result.target.kind] ?? 'discovery' }],
    subjects: [TARGET_REF],
    components: [
      {
        ...emptyBomComponent(
          TARGET_REF,
          name,
          result.image === undefined ? 'application' : (SUBJECT_TYPES[result.target.kind] ?? 'application'),
        ),
        // What one project in an image says of itself does not hold for the image.
        licences: result.image === undefined ? licenceOfAll(result.inventory.roots) : [],
      },
      ...result.inventory.roots.map(rootComponent),
      ...packages.map((p) => packageComponent(p, result, stated)),
    ],
    relationships: relationships(result, packages),
    compositions: compositions(result, packages),
    vulnerabilities: vulnerabilitiesOfScan(result),
    annotations: annotations(result),
    properties: [
      ...imageProperties(result),
      ...result.coverage.map((c) => property(`coverage:${c.area}`, c.state)),
      ...uncarriedFindings(result),
    ],
  };
  return { ...body, id: `urn:uuid:${contentUuid(JSON.stringify(body))}` };
}

function rootComponent(root: Root): BomComponent {
  return {
    ...emptyBomComponent(rootRef(root), plain(root.name ?? root.path) || 'root', 'application'),
    ...(root.version === undefined ? {} : { version: plain(root.version) }),
    licences: root.licence === undefined ? [] : [licence(root.licence.declared)],
    evidence: { occurrences: [{ location: plain(root.path) }], licences: [], copyrights: [] },
    properties: [
      property('root', root.id),
      property('extractor', root.extractor),
      property('ecosystem', root.ecosystem),
    ],
  };
}

/** What every root that says it says alike. */
function licenceOfAll(roots: readonly Root[]): BomLicence[] {
  const said = new Set(roots.flatMap((root) => root.licence?.declared ?? []));
  return said.size === 1 ? [...said].map(licence) : [];
}

/** Declared as the package says it, concluded where a look into its files says more. */
function licencesOf(p: Package): BomLicence[] {
  const said = p.licence ?? p.uses.map((use) => use.licences?.declared).find((one) => one !== undefined);
  const declared = said === undefined ? [] : [licence(said)];
  const concluded = p.uses.map((use) => use.licences?.concluded).find((one) => one !== undefined);
  if (concluded === undefined || declared.some((one) => one.value === concluded)) return declared;
  return [...declared, { ...licence(concluded), acknowledgement: 'concluded' }];
}

/** Only texts without a difference that counts. */
function detected(uses: readonly Component[]): BomLicence[] {
  const sure = uses.flatMap((use) => use.licences?.detected ?? []).filter((one) => one.score === 1);
  return [...new Set(sure.map((one) => one.expression))].sort().map((expression) => licence(expression));
}

function packageComponent(p: Package, result: ScanResult, stated: StatedProperties): BomComponent {
  const [first] = p.uses;
  const supplier = p.uses.map((use) => use.supplier).find((one) => one !== undefined && one.trim() !== '');
  return {
    ...emptyBomComponent(p.purl, plain(p.name) || 'unnamed', typeOf(first)),
    ...(p.namespace === null ? {} : { group: plain(p.namespace) }),
    ...(p.version === null ? {} : { version: plain(p.version) }),
    purl: p.purl,
    scope: SCOPE[p.scope],
    hashes: p.hashes.map((h) => ({ algorithm: HASHES[h.algorithm], value: h.hex.toLowerCase() })),
    licences: licencesOf(p),
    ...(supplier === undefined
      ? {}
      : { supplier: { kind: 'organization', name: plain(supplier, 500), urls: [], contacts: [] } }),
    externalReferences: references(p.uses),
    evidence: {
      occurrences: p.locations.map((l) => ({
        location: plain(l.path),
        ...(l.line === undefined ? {} : { line: l.line }),
      })),
      licences: detected(p.uses),
      copyrights: [...new Set(p.uses.flatMap((use) => use.licences?.copyrights ?? []))].sort(),
    },
    properties: properties(p.uses, result, stated),
  };
}

/** An operating system is what os-release names. */
function typeOf({ ecosystem, root }: Component): 'container' | 'operating-system' | 'library' {
  if (ecosystem === 'docker') return 'container';
  return root.startsWith('os/release:') ? 'operating-system' : 'library';
}

const PHASES: Readonly<Partial<Record<ScanResult['target']['kind'], BomPhase>>> = {
  directory: 'pre-build',
  image: 'post-build',
  host: 'operations',
};

const SUBJECT_TYPES: Readonly<Partial<Record<ScanResult['target']['kind'], 'container' | 'device'>>> = {
  image: 'container',
  host: 'device',
};

/** What an image is, and upon what it is built. */
function imageProperties({ image }: ScanResult): BomProperty[] {
  if (image === undefined) return [];
  const { base, digest, platform } = image;
  return [
    ...(digest === undefined ? [] : [property('image:digest', digest)]),
    ...(platform === undefined ? [] : [property('image:platform', platform)]),
    ...image.layers.map((layer) => property('image:layer', layer.digest)),
    ...(base?.name === undefined ? [] : [property('image:base', plain(base.name, 300))]),
    ...(base?.digest === undefined ? [] : [property('image:base:digest', base.digest)]),
    ...(base === undefined ? [] : [property('image:base:layers', String(base.layers))]),
  ];
}

/** Where the bytes come from, when that is not a registry. */
function references(uses: readonly Component[]): BomComponent['externalReferences'] {
  const origin = uses.map((c) => c.origin).find((o) => o !== undefined && o.kind !== 'registry');
  if (origin?.kind !== 'git' && origin?.kind !== 'url') return [];
  const url = webAddress(origin.url);
  if (url === undefined) return [];
  return [{ type: origin.kind === 'git' ? 'vcs' : 'distribution', url, hashes: [] }];
}

function licence(text: string): BomLicence {
  const expression = licenceExpression(text);
  if (expression !== null) return { kind: 'expression', value: expression, acknowledgement: 'declared' };
  return { kind: 'name', value: plain(text, 500) || 'unknown', acknowledgement: 'declared' };
}

function properties(uses: readonly Component[], result: ScanResult, stated: StatedProperties): BomProperty[] {
  const used = new Set(uses.map((c) => c.id));
  const names = new Map<string, Set<string>>();
  const add = (name: string, value: string): void => {
    const values = names.get(name);
    if (values === undefined) names.set(name, new Set([value]));
    else values.add(value);
  };
  for (const use of uses) {
    add('scope', use.scope);
    if (use.direct) add('direct', 'true');
    if (use.installScript === true) add('installScript', 'true');
    if (use.firstParty === true) add('firstParty', 'true');
    else if (use.origin !== undefined && identityOf(use) !== 'certain') add('origin', use.origin.kind);
    if (use.guessed !== undefined) add('guessed', use.guessed);
    if (use.layer !== undefined)
      add('layer', result.image?.layers[use.layer]?.digest ?? String(use.layer + 1));
    if (use.minimum !== undefined) add('minimum', use.minimum);
    if (use.requested !== undefined) add('requested', use.requested);
    if (use.version === null) add('version', 'unknown');
    for (const { name, value } of stated.get(use.id) ?? []) add(name, value);
  }
  for (const finding of result.findings) {
    // Vulnerabilities and malware have a place of their own.
    if (finding.kind === 'vulnerability' || finding.kind === 'malware') continue;
    if (finding.subject.components.some((id) => used.has(id)))
      add(`finding:${finding.kind}`, `${finding.rule} (${finding.decision.outcome})`);
  }
  return [...names].flatMap(([name, values]) => [...values].sort().map((value) => property(name, value)));
}

function property(name: string, value: string): BomProperty {
  return { name: `theriac:${name}`, value: plain(value) };
}

/** Target → roots → direct dependencies → their dependencies, merged over the roots. */
function relationships(result: ScanResult, packages: readonly Package[]): BomRelationship[] {
  const { roots } = result.inventory;
  const tops = topsOf(result.inventory);
  const needs = (from: string, to: readonly string[]): BomRelationship => ({ from, type: 'dependsOn', to });
  return [
    needs(TARGET_REF, roots.map(rootRef).sort()),
    ...roots.map((root) => {
      const { direct = [], loose = [] } = tops.get(root.id) ?? {};
      return needs(rootRef(root), [...direct, ...loose].sort());
    }),
    ...packages.map((p) => needs(p.purl, p.dependsOn)),
  ];
}

/** What is known to be all there is, and what is known not to be. */
function compositions(result: ScanResult, packages: readonly Package[]): BomComposition[] {
  const { inventory, coverage } = result;
  const state = coverage.find((c) => c.area === 'inventory')?.state;
  const whole: BomAggregate =
    state === 'complete' ? 'complete' : state === 'partial' ? 'incomplete' : 'unknown';
  const lossy = new Set(inventory.unknowns.filter((u) => u.losesComponents).map((u) => u.location.path));
  const parts = new Map<BomAggregate, { assemblies: string[]; dependencies: string[] }>();
  const put = (aggregate: BomAggregate, ref: string, assembled: boolean): void => {
    const part = parts.get(aggregate) ?? { assemblies: [], dependencies: [] };
    parts.set(aggregate, part);
    if (assembled) part.assemblies.push(ref);
    part.dependencies.push(ref);
  };
  put(whole, TARGET_REF, true);
  const ofRoot = new Map<string, BomAggregate>();
  for (const [root, paths] of placesOf(result)) {
    const gaps = [...paths].some((path) => lossy.has(path));
    const aggregate: BomAggregate = gaps ? 'incomplete' : whole === 'unknown' ? 'unknown' : 'complete';
    ofRoot.set(root.id, aggregate);
    put(aggregate, rootRef(root), true);
  }
  const edged = new Set(inventory.components.filter((c) => c.dependsOn.length > 0).map((c) => c.root));
  for (const p of packages) put(completenessOf(p, ofRoot, edged), p.purl, false);
  return [...parts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([aggregate, part]) => ({ aggregate, ...part, vulnerabilities: [] }));
}

/** Whether all that a package needs is listed: as well as its worst root, where the root knows edges at all. */
function completenessOf(
  { uses }: Package,
  ofRoot: ReadonlyMap<string, BomAggregate>,
  edged: ReadonlySet<string>,
): BomAggregate {
  const states = uses.map((use) => (edged.has(use.root) ? (ofRoot.get(use.root) ?? 'unknown') : 'unknown'));
  if (states.includes('unknown')) return 'unknown';
  return states.includes('incomplete') ? 'incomplete' : 'complete';
}

/** Files that each root was read from. */
function placesOf({ inventory }: ScanResult): Map<Root, Set<string>> {
  const byId = new Map(inventory.roots.map((root) => [root.id, root]));
  const places = new Map(inventory.roots.map((root) => [root, new Set([root.path])]));
  for (const component of inventory.components) {
    const root = byId.get(component.root);
    if (root !== undefined) places.get(root)?.add(component.location.path);
  }
  return places;
}

/** Known unknowns, each at the root that it concerns. */
function annotations(result: ScanResult): BomAnnotation[] {
  const { unknowns } = result.inventory;
  const places = [...placesOf(result)];
  const annotation = (subject: string, text: string): BomAnnotation => ({
    subjects: [subject],
    annotator: { kind: 'organization', name: 'theriac', urls: [], contacts: [] },
    timestamp: `${result.asOf}T00:00:00Z`,
    text,
  });
  const listed = unknowns.slice(0, LISTED).map((unknown) => {
    const root = places.find(([, paths]) => paths.has(unknown.location.path))?.[0];
    const loses = unknown.losesComponents ? 'Components may be missing. ' : '';
    const text = plain(
      `${loses}${formatPlace(unknown.location)}: ${unknown.message} (${unknown.reason})`,
      2000,
    );
    return annotation(root === undefined ? TARGET_REF : rootRef(root), text);
  });
  const more = unknowns.length - listed.length;
  return more === 0
    ? listed
    : [...listed, annotation(TARGET_REF, `And ${more} more that could not be resolved.`)];
}
