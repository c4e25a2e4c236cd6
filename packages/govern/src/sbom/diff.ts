/** What changed between two bills of materials: components, their facts, and which package depends on which. */
import { type Bom, type BomComponent, bomComponentName, orderVersions } from '@theriac/core';
import { factsOf, saidText, supplierOf } from './bom-facts.ts';
import { canState } from './format-fields.ts';
import { licencesMeaning } from './licence-meaning.ts';
import { type Copy, clashes, pairCopies } from './pair-copies.ts';
import { byVersion, identify, type PackageIdentity } from './same-package.ts';

export interface BomChange {
  readonly name: string;
  /** purl without version, else the name: what makes both sides the same thing. */
  readonly identity: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly kind: 'added' | 'removed' | 'upgraded' | 'downgraded' | 'changed';
  /** For `changed` and version moves: which facts differ, in words. */
  readonly facts: readonly string[];
}

export interface BomDiff {
  readonly changes: readonly BomChange[];
  readonly unchanged: number;
  /** `name@version → name@version` */
  readonly addedEdges: readonly string[];
  readonly removedEdges: readonly string[];
}

/** A component with what it is compared by. */
interface Entry {
  readonly component: BomComponent;
  readonly identity: PackageIdentity;
  readonly bom: Bom;
}

/**
 * Sorted by name; the same documents in any order of their lists give the same answer. A fact that the format of one
 * side cannot state is compared only where that side states it all the same.
 */
export function diffBoms(before: Bom, after: Bom): BomDiff {
  const [from, to] = productsOf(before, after);
  const [old, now] = [entriesOf(before, from), entriesOf(after, to)];
  const identityOf = identities([...old, ...now]);
  const [oldGroups, newGroups] = [Map.groupBy(old, identityOf), Map.groupBy(now, identityOf)];
  const changes: BomChange[] = [];
  let unchanged = 0;
  for (const identity of [...new Set([...oldGroups.keys(), ...newGroups.keys()])].sort()) {
    const compared = compare(identity, oldGroups.get(identity) ?? [], newGroups.get(identity) ?? []);
    for (const one of compared.changes) changes.push(one);
    unchanged += compared.unchanged;
  }
  if (from !== undefined && to !== undefined)
    for (const one of productChanges(entryOf(from, before), entryOf(to, after))) changes.push(one);
  const labels = labelsOf([...old, ...now], identityOf);
  // The product is one thing, at whatever version.
  const named = to ?? from;
  for (const product of [from, to])
    if (product !== undefined && named !== undefined)
      labels.set(product, labelOf(bomComponentName(named), named.version));
  const [oldEdges, newEdges] = [edgesOf(before, labels), edgesOf(after, labels)];
  return {
    changes,
    unchanged,
    addedEdges: [...newEdges].filter((e) => !oldEdges.has(e)).sort(),
    removedEdges: [...oldEdges].filter((e) => !newEdges.has(e)).sort(),
  };
}

/**
 * What each document is about, when that is one thing: it is compared as such, whatever it is called. One that is all
 * that its document lists is a component where the other document is about nothing.
 */
function productsOf(before: Bom, after: Bom): readonly [BomComponent | undefined, BomComponent | undefined] {
  const [a, b] = [subjectOf(before), subjectOf(after)];
  if (a !== undefined && b !== undefined) return [a, b];
  return [before.components.length > 1 ? a : undefined, after.components.length > 1 ? b : undefined];
}

function subjectOf(bom: Bom): BomComponent | undefined {
  const [ref, ...others] = new Set(bom.subjects);
  return others.length > 0 ? undefined : bom.components.find((component) => component.ref === ref);
}

function entriesOf(bom: Bom, product: BomComponent | undefined): Entry[] {
  return bom.components
    .filter((component) => component !== product)
    .map((component) => entryOf(component, bom));
}

function entryOf(component: BomComponent, bom: Bom): Entry {
  return { component, bom, identity: identify(component) };
}

/**
 * What makes components of two documents the same thing: the package URL without version, qualifiers and subpath. One
 * without is the package of its name on either side, at best of the same version; else it stands for its name alone.
 */
function identities(entries: readonly Entry[]): (entry: Entry) => string {
  const byName = new Map<string, Map<string, Set<string>>>();
  for (const { identity } of entries) {
    const { purl, version } = identity;
    if (purl === undefined) continue;
    for (const name of namesOf(identity)) {
      const packages = byName.get(name) ?? new Map<string, Set<string>>();
      byName.set(name, packages);
      const versions = packages.get(purl);
      if (versions === undefined) packages.set(purl, new Set([version]));
      else versions.add(version);
    }
  }
  return ({ component, identity }) => {
    if (identity.purl !== undefined) return identity.purl;
    const packages = isPart(component)
      ? []
      : [...(byName.get(nameKey(identity.name)) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
    const found = packages.find(([, versions]) => versions.has(identity.version)) ?? packages[0];
    return found?.[0] ?? `name:${identity.name}`;
  };
}

/** Files and snippets are named like packages now and then, and are none. */
function isPart({ element, kind }: BomComponent): boolean {
  return element === 'file' || element === 'snippet' || kind === 'file' || kind === 'snippet';
}

/** As the field says it, and as the package URL does. */
function namesOf({ name, purl = '' }: PackageIdentity): Set<string> {
  return new Set([nameKey(name), nameKey(purl.slice(purl.indexOf('/') + 1).toLowerCase())]);
}

/** Maven writes `group:artifact` in one field and `group/artifact` in two. */
function nameKey(name: string): string {
  return name.replaceAll(':', '/');
}

/** Versions that both sides have stand for themselves; what is left is paired as moves, then added or removed. */
function compare(
  identity: string,
  old: readonly Entry[],
  now: readonly Entry[],
): { changes: BomChange[]; unchanged: number } {
  const changes: BomChange[] = [];
  let unchanged = 0;
  const gone: Entry[] = [];
  const fresh: Entry[] = [];
  const isOld = new Set(old);
  const all = [...old, ...now];
  const scheme = all.find((e) => e.identity.purl !== undefined)?.identity.scheme ?? 'generic';
  for (const entries of byVersion(all, scheme, (e) => e.identity.version).values()) {
    const { pairs, left, right } = pairCopies(
      entries.filter((e) => isOld.has(e)).map(copyOf),
      entries.filter((e) => !isOld.has(e)).map(copyOf),
    );
    // What is left on both sides has the same version and other contents.
    const swapped = left.slice(0, right.length).flatMap((copy, i) => {
      const other = right[i];
      return other === undefined ? [] : [[copy, other] as const];
    });
    for (const [a, b] of [...pairs, ...swapped]) {
      const facts = differences(a.item, b.item, true);
      if (facts.length === 0) unchanged += 1;
      else changes.push(changeOf(identity, a.item, b.item, 'changed', facts));
    }
    for (const { item } of left.slice(swapped.length)) gone.push(item);
    for (const { item } of right.slice(swapped.length)) fresh.push(item);
  }
  for (const [i, entry] of fresh.entries()) {
    const from = gone[i];
    if (from === undefined) changes.push(changeOf(identity, undefined, entry, 'added', []));
    // With a new version new hashes are not news.
    else
      changes.push(changeOf(identity, from, entry, direction(from, entry), differences(from, entry, false)));
  }
  for (const entry of gone.slice(fresh.length))
    changes.push(changeOf(identity, entry, undefined, 'removed', []));
  return { changes, unchanged };
}

function copyOf(item: Entry): Copy<Entry> {
  const { component, identity } = item;
  const hashes = component.hashes.map(({ algorithm, value }) => `${algorithm} ${value.toLowerCase()}`).sort();
  const licence = licencesMeaning(component.licences);
  const { purl, scope, kind } = component;
  const said = [identity.version, licence, supplierName(component), scope, hashes, purl, identity.name, kind];
  return { item, hashes, licence, whole: JSON.stringify(said) };
}

function changeOf(
  identity: string,
  before: Entry | undefined,
  after: Entry | undefined,
  kind: BomChange['kind'],
  facts: readonly string[],
): BomChange {
  const named = after ?? before;
  const version = (entry: Entry | undefined): string | null =>
    entry === undefined ? null : (entry.component.version ?? (entry.identity.version || 'unknown'));
  return {
    name: named === undefined ? identity : bomComponentName(named.component),
    identity,
    before: version(before),
    after: version(after),
    kind,
    facts,
  };
}

function direction(from: Entry, to: Entry): BomChange['kind'] {
  const [a, b] = [from.identity.version, to.identity.version];
  if (a === '' || b === '') return 'changed';
  const scheme = to.identity.purl === undefined ? from.identity.scheme : to.identity.scheme;
  return orderVersions(scheme, a, b) > 0 ? 'downgraded' : 'upgraded';
}

function productChanges(from: Entry, to: Entry): BomChange[] {
  const [before, after] = [bomComponentName(from.component), bomComponentName(to.component)];
  const moved = from.identity.version !== to.identity.version;
  const facts = [
    ...(before === after ? [] : [`the product was called ${before}`]),
    ...differences(from, to, !moved),
  ];
  if (!moved && facts.length === 0) return [];
  const identity = to.identity.purl ?? `name:${to.identity.name}`;
  return [changeOf(identity, from, to, moved ? direction(from, to) : 'changed', facts)];
}

function differences(a: Entry, b: Entry, withContents: boolean): string[] {
  const facts: string[] = [];
  const told = (what: string, x: string, y: string): void => {
    facts.push(`${what}: ${x || 'none'} → ${y || 'none'}`);
  };
  const both = (field: 'licence' | 'supplier' | 'scope', x: unknown, y: unknown): boolean =>
    (x !== undefined || canState(a.bom.source, field)) && (y !== undefined || canState(b.bom.source, field));
  const [ours, theirs] = [licencesMeaning(a.component.licences), licencesMeaning(b.component.licences)];
  if (ours !== theirs && both('licence', ours || undefined, theirs || undefined))
    told('licence', licencesOf(a.component), licencesOf(b.component));
  const [from, to] = [supplierName(a.component), supplierName(b.component)];
  if (from !== to && both('supplier', from, to)) told('supplier', from ?? '', to ?? '');
  const { scope = 'required' } = a.component;
  const { scope: other = 'required' } = b.component;
  if (scope !== other && both('scope', a.component.scope, b.component.scope)) told('scope', scope, other);
  if (!withContents) return facts;
  const differing = clashes(copyOf(a).hashes, copyOf(b).hashes);
  if (differing.length > 0) facts.push(`the same version has other contents (${differing.join(', ')})`);
  return facts;
}

function supplierName(component: BomComponent): string | undefined {
  return saidText(supplierOf(component)?.name);
}

function licencesOf({ licences }: BomComponent): string {
  return [...new Set(licences.map((l) => l.value).filter((v) => v !== ''))].sort().join(', ');
}

/** One label for a package at a version on both sides, also where only one of them has its package URL. */
function labelsOf(
  entries: readonly Entry[],
  identityOf: (entry: Entry) => string,
): Map<BomComponent, string> {
  const labels = new Map<BomComponent, string>();
  for (const group of Map.groupBy(entries, identityOf).values()) {
    const [first = ''] = [...new Set(group.map((e) => bomComponentName(e.component)))].sort();
    const scheme = group.find((e) => e.identity.purl !== undefined)?.identity.scheme ?? 'generic';
    for (const [version, same] of byVersion(group, scheme, (e) => e.identity.version))
      for (const { component } of same) labels.set(component, labelOf(first, version));
  }
  return labels;
}

function labelOf(name: string, version: string | undefined): string {
  return version === undefined || version === '' ? name : `${name}@${version}`;
}

function edgesOf(bom: Bom, labels: ReadonlyMap<BomComponent, string>): Set<string> {
  const byRef = new Map(bom.components.map((c) => [c.ref, labels.get(c)]));
  return new Set(
    factsOf(bom).edges.flatMap(({ from, to }) => {
      const [a, b] = [byRef.get(from), byRef.get(to)];
      return a === undefined || b === undefined ? [] : [`${a} → ${b}`];
    }),
  );
}
