/**
 * A supplier's bill of materials against what is really in the artefact. Only what the artefact shows can contradict;
 * what it cannot show (no package URL, nothing of that ecosystem found) is said to be unverifiable, never confirmed.
 */
import {
  type Bom,
  type BomComponent,
  type BomHashAlgorithm,
  bomComponentName,
  type Component,
  ecosystem,
  type Hash,
  type Severity,
  tryParsePurl,
} from '@theriac/core';

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

/**
 * @param claimed the supplier's document
 * @param found what an own scan of the artefact lists
 * @returns gravest first, then by name
 */
export function compareWithArtefact(claimed: Bom, found: readonly Component[]): Discrepancy[] {
  const said = group(claimed);
  const shown = new Map<string, Component[]>();
  const types = new Set<string>();
  for (const component of found) {
    if (component.firstParty === true) continue;
    const identity = identityOfPurl(component.purl);
    types.add(ecosystem(component.ecosystem).purlType);
    const list = shown.get(identity);
    if (list === undefined) shown.set(identity, [component]);
    else list.push(component);
  }
  const result: Discrepancy[] = [...said.loose.map(unverifiable)];
  for (const identity of new Set([...said.byIdentity.keys(), ...shown.keys()])) {
    for (const one of pair(said.byIdentity.get(identity) ?? [], shown.get(identity) ?? [], types))
      result.push(one);
  }
  return result.sort((a, b) => order(a) - order(b) || (key(a) < key(b) ? -1 : 1));
}

function order({ kind }: Discrepancy): number {
  return ['contents', 'unlisted', 'version', 'phantom', 'licence', 'unverifiable'].indexOf(kind);
}

function key({ name, said, found }: Discrepancy): string {
  return [name, said ?? '', found ?? ''].join('\n');
}

function group(bom: Bom): { byIdentity: Map<string, BomComponent[]>; loose: BomComponent[] } {
  const byIdentity = new Map<string, BomComponent[]>();
  const loose: BomComponent[] = [];
  for (const component of bom.components) {
    if (bom.subjects.includes(component.ref) || component.element === 'file' || component.kind === 'file')
      continue;
    if (component.purl === undefined || tryParsePurl(component.purl) === null) {
      loose.push(component);
      continue;
    }
    const identity = identityOfPurl(component.purl);
    const list = byIdentity.get(identity);
    if (list === undefined) byIdentity.set(identity, [component]);
    else list.push(component);
  }
  return { byIdentity, loose };
}

/** Type, namespace and name: what stays when the version changes. */
function identityOfPurl(text: string): string {
  const purl = tryParsePurl(text);
  return purl === null ? text : `${purl.type}/${purl.namespace ?? ''}/${purl.name}`;
}

function pair(
  said: readonly BomComponent[],
  shown: readonly Component[],
  types: ReadonlySet<string>,
): Discrepancy[] {
  const result: Discrepancy[] = [];
  const open = new Map<string, Component>();
  for (const component of shown)
    open.set(component.version ?? '', open.get(component.version ?? '') ?? component);
  const left: BomComponent[] = [];
  for (const claim of said) {
    const version = versionOf(claim);
    const match = open.get(version);
    if (match === undefined) left.push(claim);
    else {
      open.delete(version);
      for (const one of differences(claim, match)) result.push(one);
    }
  }
  const extra = [...open.values()];
  for (const claim of left) {
    const other = extra.shift();
    if (other !== undefined)
      result.push(discrepancy('version', claim, other, versionOf(claim), other.version));
    else if (claim.scope === 'excluded') continue;
    else if (types.has(tryParsePurl(claim.purl ?? '')?.type ?? '') && said.length > 0)
      result.push({ ...unverifiable(claim), kind: 'phantom' });
    else result.push(unverifiable(claim));
  }
  for (const component of extra) {
    // Tools of the developers need not be listed: they are not in what is shipped.
    if (isShipped(component))
      result.push(discrepancy('unlisted', undefined, component, null, component.version));
  }
  return result;
}

function isShipped({ scope }: Component): boolean {
  return scope !== 'development' && scope !== 'test';
}

function versionOf(claim: BomComponent): string {
  return tryParsePurl(claim.purl ?? '')?.version ?? claim.version ?? '';
}

function differences(claim: BomComponent, component: Component): Discrepancy[] {
  const result: Discrepancy[] = [];
  for (const hash of component.hashes ?? []) {
    const other = claim.hashes.find((h) => h.algorithm === ALGORITHMS[hash.algorithm]);
    if (other === undefined || other.value.toLowerCase() === hash.hex.toLowerCase()) continue;
    const [said, found] = [`${other.algorithm} ${other.value}`, `${other.algorithm} ${hash.hex}`];
    result.push(discrepancy('contents', claim, component, said, found));
    break;
  }
  const licences = claim.licences.filter((l) => l.value !== '').map((l) => l.value);
  const own = component.licence;
  if (own !== undefined && licences.length > 0 && !licences.some((l) => sameLicence(l, own)))
    result.push(discrepancy('licence', claim, component, licences.join(', '), own));
  return result;
}

function sameLicence(a: string, b: string): boolean {
  const plain = (text: string): string =>
    text
      .toLowerCase()
      .replace(/[\s()]+/g, ' ')
      .trim();
  return plain(a) === plain(b);
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
    said,
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
