/** What changed between two bills of materials: components, their facts, and which package depends on which. */
import {
  type Bom,
  type BomComponent,
  bomComponentName,
  ecosystemOfPurlType,
  orderVersions,
  tryParsePurl,
} from '@theriac/core';
import { factsOf, supplierOf } from './bom-facts.ts';

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

/** Sorted by name; the same documents in any order of their lists give the same answer. */
export function diffBoms(before: Bom, after: Bom): BomDiff {
  const [old, now] = [group(before), group(after)];
  const changes: BomChange[] = [];
  let unchanged = 0;
  for (const identity of [...new Set([...old.keys(), ...now.keys()])].sort()) {
    const compared = compare(identity, old.get(identity) ?? [], now.get(identity) ?? []);
    for (const one of compared.changes) changes.push(one);
    unchanged += compared.unchanged;
  }
  const [oldEdges, newEdges] = [edgesOf(before), edgesOf(after)];
  return {
    changes,
    unchanged,
    addedEdges: [...newEdges].filter((e) => !oldEdges.has(e)).sort(),
    removedEdges: [...oldEdges].filter((e) => !newEdges.has(e)).sort(),
  };
}

function group(bom: Bom): Map<string, BomComponent[]> {
  const groups = new Map<string, BomComponent[]>();
  for (const component of bom.components) {
    if (bom.subjects.includes(component.ref)) continue;
    const identity = identityOf(component);
    const list = groups.get(identity);
    if (list === undefined) groups.set(identity, [component]);
    else list.push(component);
  }
  return groups;
}

/** What makes components of two documents the same thing: purl without version and subpath, else kind and name. */
export function identityOf(component: BomComponent): string {
  const purl = component.purl === undefined ? null : tryParsePurl(component.purl);
  if (purl === null) return `${component.kind}:${bomComponentName(component)}`;
  const namespace = purl.namespace === null || purl.namespace === undefined ? '' : `${purl.namespace}/`;
  return `pkg:${purl.type}/${namespace}${purl.name}`;
}

/** Versions that both sides have stand for themselves; what is left is paired as moves, then added or removed. */
function compare(
  identity: string,
  old: readonly BomComponent[],
  now: readonly BomComponent[],
): { changes: BomChange[]; unchanged: number } {
  const changes: BomChange[] = [];
  let unchanged = 0;
  const left = new Map(old.map((c) => [c.version ?? '', c]));
  const fresh: BomComponent[] = [];
  for (const component of now) {
    const same = left.get(component.version ?? '');
    if (same === undefined) {
      fresh.push(component);
      continue;
    }
    left.delete(component.version ?? '');
    const facts = differences(same, component);
    if (facts.length === 0) unchanged += 1;
    else changes.push(changeOf(identity, same, component, 'changed', facts));
  }
  const gone = [...left.values()];
  for (const component of fresh) {
    const from = gone.shift();
    if (from === undefined) changes.push(changeOf(identity, undefined, component, 'added', []));
    else
      changes.push(changeOf(identity, from, component, direction(from, component), moved(from, component)));
  }
  for (const component of gone) changes.push(changeOf(identity, component, undefined, 'removed', []));
  return { changes, unchanged };
}

function changeOf(
  identity: string,
  before: BomComponent | undefined,
  after: BomComponent | undefined,
  kind: BomChange['kind'],
  facts: readonly string[],
): BomChange {
  const named = after ?? before;
  return {
    name: named === undefined ? identity : bomComponentName(named),
    identity,
    before: before === undefined ? null : (before.version ?? 'unknown'),
    after: after === undefined ? null : (after.version ?? 'unknown'),
    kind,
    facts,
  };
}

function direction(from: BomComponent, to: BomComponent): BomChange['kind'] {
  if (from.version === undefined || to.version === undefined) return 'changed';
  const purl = to.purl === undefined ? null : tryParsePurl(to.purl);
  const scheme = (purl === null ? undefined : ecosystemOfPurlType(purl.type))?.scheme ?? 'generic';
  return orderVersions(scheme, from.version, to.version) > 0 ? 'downgraded' : 'upgraded';
}

/** With a new version new hashes are not news. */
function moved(from: BomComponent, to: BomComponent): string[] {
  return differences({ ...from, hashes: [] }, { ...to, hashes: [] });
}

function differences(a: BomComponent, b: BomComponent): string[] {
  const facts: string[] = [];
  const told = (what: string, x: string, y: string): void => {
    if (x !== y) facts.push(`${what}: ${x || 'none'} → ${y || 'none'}`);
  };
  told('licence', licencesOf(a), licencesOf(b));
  told('supplier', supplierOf(a)?.name ?? '', supplierOf(b)?.name ?? '');
  told('scope', a.scope ?? 'required', b.scope ?? 'required');
  const clash = a.hashes.filter((x) =>
    b.hashes.some((y) => y.algorithm === x.algorithm && !sameHash(x.value, y.value)),
  );
  if (clash.length > 0)
    facts.push(`the same version has other contents (${clash.map((h) => h.algorithm).join(', ')})`);
  return facts;
}

function sameHash(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function licencesOf({ licences }: BomComponent): string {
  return [...new Set(licences.map((l) => l.value).filter((v) => v !== ''))].sort().join(', ');
}

function edgesOf(bom: Bom): Set<string> {
  const labels = new Map(bom.components.map((c) => [c.ref, labelOf(c)]));
  return new Set(
    factsOf(bom).edges.flatMap(({ from, to }) => {
      const [a, b] = [labels.get(from), labels.get(to)];
      return a === undefined || b === undefined ? [] : [`${a} → ${b}`];
    }),
  );
}

function labelOf(component: BomComponent): string {
  const name = bomComponentName(component);
  return component.version === undefined ? name : `${name}@${component.version}`;
}
