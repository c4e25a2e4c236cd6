/**
 * A supplier's bill of materials against what is really in the artefact, copy by copy. Only what the artefact shows can
 * contradict; what it cannot show (no package URL, nothing of that ecosystem found) is said to be unverifiable, never
 * confirmed.
 */
import {
  type Bom,
  type BomComponent,
  type BomHashAlgorithm,
  bomComponentName,
  type Component,
  type Hash,
  type Root,
  type Severity,
} from '@theriac/core';
import { agreesWith, licenceMeaning, licencesMeaning } from './licence-meaning.ts';
import { type Copy, clashes, pairCopies } from './pair-copies.ts';
import { byVersion, identify, type PackageIdentity } from './same-package.ts';

export const DISCREPANCIES = [
  'unlisted',
  'phantom',
  'version',
  'contents',
  'licence',
  'unverifiable',
] as const;
export type DiscrepancyKind = (typeof DISCREPANCIES)[number];

export interface Discrepancy {
  readonly kind: DiscrepancyKind;
  readonly name: string;
  /** What the document says; null: nothing. */
  readonly said: string | null;
  /** What the artefact shows; null: nothing. */
  readonly found: string | null;
  /** {@link Component.id} of what was found. */
  readonly component?: string;
  /** Ref of what was said. */
  readonly ref?: string;
}

/** How grave each is, and why (Theriac's opinion). */
export const DISCREPANCY_RULES: Readonly<
  Record<DiscrepancyKind, { readonly title: string; readonly severity: Severity; readonly rationale: string }>
> = {
  contents: {
    title: 'The artefact holds other contents than the SBOM names for this version',
    severity: 'critical',
    rationale: 'The same name and version with another hash is a repackaged, patched or replaced component.',
  },
  unlisted: {
    title: 'The artefact holds a component that the SBOM does not list',
    severity: 'high',
    rationale: 'What is not listed is not watched: its vulnerabilities are nobody’s.',
  },
  version: {
    title: 'The artefact holds another version than the SBOM says',
    severity: 'high',
    rationale: 'Vulnerabilities are matched by version; a wrong one hides some and invents others.',
  },
  phantom: {
    title: 'The SBOM lists a component that is not in the artefact',
    severity: 'medium',
    rationale:
      'A list that is longer than the artefact was made from something else, for instance from the sources.',
  },
  licence: {
    title: 'The SBOM names another licence than the component itself',
    severity: 'medium',
    rationale: 'Obligations follow from the licence that the component carries.',
  },
  unverifiable: {
    title: 'A listed component cannot be checked against the artefact',
    severity: 'low',
    rationale:
      'Without a package URL, or without any trace of its ecosystem, nothing confirms that it is there.',
  },
};

const ALGORITHMS: Readonly<Record<Hash['algorithm'], BomHashAlgorithm>> = {
  md5: 'MD5',
  sha1: 'SHA-1',
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
};

/** What an own scan of the artefact lists. */
export interface Artefact {
  readonly components: readonly Component[];
  /** Projects in the artefact: a document may list them, and is not wrong about it. */
  readonly roots?: readonly Pick<Root, 'name'>[];
}

export interface ArtefactComparison {
  /** Gravest first, then by name. */
  readonly discrepancies: readonly Discrepancy[];
  /** Components of the artefact that are as the document says. */
  readonly matched: number;
  /** Of those: how many have the same hash on both sides. */
  readonly sameContents: number;
}

/** @param claimed the supplier's document */
export function compareWithArtefact(claimed: Bom, artefact: Artefact): ArtefactComparison {
  const found = artefact.components.filter((component) => component.firstParty !== true).map(foundOf);
  const claims = claimsOf(claimed, found, artefact);
  const types = new Set(found.map(({ identity }) => typeOf(identity)));
  const shown = Map.groupBy(found, ({ identity }) => identity.purl ?? `name:${identity.name}`);
  const said = Map.groupBy(claims.named, ({ key }) => key);
  const result: Discrepancy[] = claims.loose.map(unverifiable);
  let [matched, sameContents] = [0, 0];
  for (const identity of new Set([...said.keys(), ...shown.keys()])) {
    const compared = compareCopies(said.get(identity) ?? [], shown.get(identity) ?? [], types);
    for (const one of compared.discrepancies) result.push(one);
    matched += compared.matched;
    sameContents += compared.sameContents;
  }
  const distinct = new Map(result.map((one) => [JSON.stringify([one.kind, one.component, key(one)]), one]));
  const discrepancies = [...distinct.values()].sort(
    (a, b) => order(a) - order(b) || (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0),
  );
  return { discrepancies, matched, sameContents };
}

const ORDER: readonly DiscrepancyKind[] = [
  'contents',
  'unlisted',
  'version',
  'phantom',
  'licence',
  'unverifiable',
];

function order({ kind }: Discrepancy): number {
  return ORDER.indexOf(kind);
}

function key({ name, said, found }: Discrepancy): string {
  return [name, said ?? '', found ?? ''].join('\n');
}

interface Claim {
  readonly claim: BomComponent;
  readonly identity: PackageIdentity;
  /** What it is compared under. */
  readonly key: string;
}

interface Found {
  readonly component: Component;
  readonly identity: PackageIdentity;
}

function foundOf(component: Component): Found {
  const { name, version, purl } = component;
  return { component, identity: identify({ name, purl, ...(version === null ? {} : { version }) }) };
}

function typeOf({ purl }: PackageIdentity): string {
  return purl?.slice(0, purl.indexOf('/')) ?? '';
}

/**
 * What the document claims to be in the artefact. A claim without a package URL is the package of its name that the
 * artefact holds; where it holds none, nothing confirms it.
 */
function claimsOf(
  bom: Bom,
  found: readonly Found[],
  { components, roots = [] }: Artefact,
): { named: Claim[]; loose: BomComponent[] } {
  const own = new Set([
    ...components.filter((c) => c.firstParty === true).map(({ name }) => nameKey(name)),
    ...roots.flatMap(({ name }) => (name === undefined ? [] : [nameKey(name)])),
  ]);
  const listed = new Set(found.map(({ identity }) => identity.purl));
  const byName = new Map<string, string[]>();
  for (const { component, identity } of found) {
    const names = byName.get(nameKey(component.name)) ?? [];
    byName.set(nameKey(component.name), names);
    names.push(identity.purl ?? `name:${identity.name}`);
  }
  const subjects = new Set(bom.subjects);
  const named: Claim[] = [];
  const loose: BomComponent[] = [];
  for (const claim of bom.components) {
    const isOther = claim.element === 'file' || claim.element === 'snippet' || claim.kind === 'file';
    if ((subjects.has(claim.ref) && subjects.size === 1) || isOther) continue;
    const identity = identify(claim);
    const isOwn = own.has(nameKey(identity.name)) || claim.properties.some((p) => p.name === 'theriac:root');
    if (isOwn && !listed.has(identity.purl)) continue;
    const [byItsName] = byName.get(nameKey(identity.name)) ?? [];
    const under = identity.purl ?? byItsName;
    if (under === undefined) loose.push(claim);
    else named.push({ claim, identity, key: under });
  }
  return { named, loose };
}

/** Maven writes `group:artifact` in one field and `group/artifact` in two. */
function nameKey(name: string): string {
  return name.toLowerCase().replaceAll(':', '/');
}

interface Compared {
  readonly discrepancies: Discrepancy[];
  readonly matched: number;
  readonly sameContents: number;
}

/** Claims and copies of one package: those of one version one to one, then versions that only one side has. */
function compareCopies(
  said: readonly Claim[],
  shown: readonly Found[],
  types: ReadonlySet<string>,
): Compared {
  const discrepancies: Discrepancy[] = [];
  const report = (one: Discrepancy): number => discrepancies.push(one);
  let [matched, sameContents] = [0, 0];
  const scheme = [...shown, ...said].find((one) => one.identity.purl !== undefined)?.identity.scheme;
  const openClaims: Claim[] = [];
  const openCopies: Found[] = [];
  const all: (Claim | Found)[] = [...said, ...shown];
  for (const group of byVersion(all, scheme ?? 'generic', (one) => one.identity.version).values()) {
    const claims = group.filter((one) => 'claim' in one).map(copyOfClaim);
    const copies = group.filter((one) => 'component' in one).flatMap(copiesOf);
    if (claims.length === 0 || copies.length === 0) {
      for (const { item } of claims) openClaims.push(item);
      for (const item of new Set(copies.map((copy) => copy.item))) openCopies.push(item);
      continue;
    }
    const differing = new Set<Found>();
    const { pairs, unanswered } = heldAgainst(claims, copies);
    for (const [claim, copy] of pairs) {
      const wrong = differences(claim, copy);
      for (const one of wrong) report(one);
      if (wrong.length > 0) differing.add(copy.item);
    }
    for (const claim of unanswered) report(missingCopy(claim));
    const whole = new Set(copies.map((copy) => copy.item).filter((item) => !differing.has(item)));
    matched += whole.size;
    sameContents += [...whole].filter((item) =>
      copies.some((copy) => copy.item === item && claims.some((claim) => shares(claim, copy))),
    ).length;
  }
  for (const { claim, identity } of openClaims) {
    const other = openCopies.shift();
    if (other !== undefined)
      report(discrepancy('version', claim, other.component, identity.version, other.component.version));
    else if (claim.scope === 'excluded') continue;
    else if (types.has(typeOf(identity))) report({ ...unverifiable(claim), kind: 'phantom' });
    else report(unverifiable(claim));
  }
  for (const { component } of openCopies) {
    // Tools of the developers need not be listed: they are not in what is shipped.
    if (isShipped(component)) report(discrepancy('unlisted', undefined, component, null, component.version));
  }
  return { discrepancies, matched, sameContents };
}

function isShipped({ scope }: Component): boolean {
  return scope !== 'development' && scope !== 'test';
}

function copyOfClaim(item: Claim): Copy<Claim> {
  const { claim } = item;
  const hashes = claim.hashes.map(({ algorithm, value }) => `${algorithm} ${value.toLowerCase()}`).sort();
  const licence = licencesMeaning(claim.licences);
  return { item, hashes, licence, whole: JSON.stringify([licence, hashes]) };
}

/** A lockfile lists copies of one version once; each hash that it gives for one algorithm is a copy of its own. */
function copiesOf(item: Found): Copy<Found>[] {
  const { hashes = [], licence: own = '' } = item.component;
  const all = [
    ...new Set(hashes.map(({ algorithm, hex }) => `${ALGORITHMS[algorithm]} ${hex.toLowerCase()}`)),
  ];
  const licence = licenceMeaning(own);
  const copy = (some: readonly string[]): Copy<Found> => ({
    item,
    hashes: some,
    licence,
    whole: JSON.stringify([licence, some]),
  });
  const isOne = new Set(hashes.map(({ algorithm }) => algorithm)).size === all.length;
  return isOne ? [copy(all.sort())] : all.sort().map((hash) => copy([hash]));
}

interface Held {
  readonly pairs: readonly (readonly [Copy<Claim>, Copy<Found>])[];
  /** Claims of contents that no copy has. */
  readonly unanswered: readonly Copy<Claim>[];
}

/**
 * The claim that each copy is held against: its own, else one that nothing speaks against (a document lists once what
 * several projects of an artefact use), else one that no copy answers, else the first; the last two it contradicts.
 */
function heldAgainst(claims: readonly Copy<Claim>[], copies: readonly Copy<Found>[]): Held {
  const { pairs, left, right } = pairCopies(claims, copies);
  const agrees = (claim: Copy<Claim>, copy: Copy<Found>): boolean =>
    clashes(claim.hashes, copy.hashes).length === 0;
  const byWhole = [...claims].sort((a, b) => (a.whole < b.whole ? -1 : 1));
  const waiting = left.filter((claim) => !copies.some((copy) => agrees(claim, copy)));
  const others = right.flatMap((copy) => {
    const claim = byWhole.find((one) => agrees(one, copy)) ?? waiting.shift() ?? byWhole[0];
    return claim === undefined ? [] : [[claim, copy] as const];
  });
  return { pairs: [...pairs, ...others], unanswered: waiting };
}

function missingCopy({ item: { claim, identity }, hashes }: Copy<Claim>): Discrepancy {
  return {
    ...unverifiable(claim),
    kind: 'phantom',
    said: `${identity.version} with ${hashes.join(', ')}`,
  };
}

function shares(a: Copy<unknown>, b: Copy<unknown>): boolean {
  return a.hashes.some((hash) => b.hashes.includes(hash));
}

function differences(said: Copy<Claim>, shown: Copy<Found>): Discrepancy[] {
  const { claim } = said.item;
  const { component } = shown.item;
  const result: Discrepancy[] = [];
  for (const algorithm of clashes(said.hashes, shown.hashes)) {
    const of = (hashes: readonly string[]): string =>
      hashes.filter((hash) => hash.startsWith(`${algorithm} `)).join(', ');
    result.push(discrepancy('contents', claim, component, of(said.hashes), of(shown.hashes)));
  }
  const own = component.licence;
  if (own !== undefined && shown.licence !== '' && said.licence !== '' && !agreesWith(claim.licences, own)) {
    const words = claim.licences.map(({ kind, value }) => (kind === 'none' ? 'NONE' : value));
    result.push(
      discrepancy('licence', claim, component, words.filter((word) => word !== '').join(', '), own),
    );
  }
  return result;
}

function discrepancy(
  kind: DiscrepancyKind,
  claim: BomComponent | undefined,
  component: Component,
  said: string | null,
  found: string | null,
): Discrepancy {
  return {
    kind,
    name: component.name,
    said: said === '' ? 'unknown' : said,
    found: found ?? 'unknown',
    component: component.id,
    ...(claim === undefined ? {} : { ref: claim.ref }),
  };
}

function unverifiable(claim: BomComponent): Discrepancy {
  return {
    kind: 'unverifiable',
    name: bomComponentName(claim),
    said: claim.version ?? 'unknown',
    found: null,
    ref: claim.ref,
  };
}
