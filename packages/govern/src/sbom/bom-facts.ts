/** What profiles, comparisons and intake ask of a bill of materials again and again, worked out once a document. */
import {
  type Bom,
  type BomComponent,
  type BomLicence,
  type BomParty,
  bomDependencyEdges,
  tryParsePurl,
} from '@theriac/core';

export interface BomFacts {
  readonly bom: Bom;
  /** What the document is about, when it says so. */
  readonly subjects: readonly BomComponent[];
  /** What profiles judge: packages, not the loose files and snippets of SPDX. */
  readonly packages: readonly BomComponent[];
  /** Refs that dependencies are stated for, also “none”. */
  readonly stated: ReadonlySet<string>;
  /** Refs that something else needs. */
  readonly needed: ReadonlySet<string>;
  readonly edges: readonly { readonly from: string; readonly to: string }[];
  /** Refs whose completeness the document speaks of; the empty string: the document as a whole. */
  readonly completeness: ReadonlyMap<string, string>;
  /** Refs that vulnerabilities are said to affect or not. */
  readonly assessed: ReadonlySet<string>;
}

export function factsOf(bom: Bom): BomFacts {
  const edges = bomDependencyEdges(bom);
  const subjects = bom.components.filter((c) => bom.subjects.includes(c.ref));
  const completeness = new Map<string, string>();
  for (const { aggregate, assemblies, dependencies } of bom.compositions) {
    for (const ref of [...assemblies, ...dependencies]) completeness.set(ref, aggregate);
    if (assemblies.length + dependencies.length === 0) completeness.set('', aggregate);
  }
  for (const { from, completeness: said } of bom.relationships) {
    if (said !== undefined && said !== 'noAssertion') completeness.set(from, said);
  }
  return {
    bom,
    subjects,
    packages: bom.components.filter(
      (c) => c.element !== 'file' && c.element !== 'snippet' && c.kind !== 'data',
    ),
    stated: new Set(bom.relationships.map((r) => r.from)),
    needed: new Set(edges.map((e) => e.to)),
    edges,
    completeness,
    assessed: new Set(bom.vulnerabilities.flatMap((v) => v.affects.map((a) => a.ref))),
  };
}

/** Who supplies a component: the field of the format, else who made it. */
export function supplierOf(c: BomComponent): BomParty | undefined {
  const named = [c.supplier, c.manufacturer, ...c.authors].find((p) => p !== undefined && isNamed(p));
  if (named !== undefined) return named;
  return c.publisher === undefined
    ? undefined
    : { kind: 'organization', name: c.publisher, urls: [], contacts: [] };
}

function isNamed({ name, email, urls }: BomParty): boolean {
  return (name !== undefined && name !== 'NOASSERTION') || email !== undefined || urls.length > 0;
}

/** Whether a party can be written to: an email address or a web address (BSI TR-03183-2 §5.2). */
export function canBeReached(party: BomParty | undefined): boolean {
  if (party === undefined) return false;
  return (
    party.email !== undefined || party.urls.length > 0 || party.contacts.some((c) => c.email !== undefined)
  );
}

/** Whether the licence says something: an id, an expression, or that there is none. */
export function saysLicence(licences: readonly BomLicence[]): boolean {
  return licences.some((l) => l.kind !== 'no-assertion' && (l.kind === 'none' || l.value !== ''));
}

/** Whether a licence is an SPDX id or expression, as against a free name. */
export function isSpdxLicence({ kind }: BomLicence): boolean {
  return kind === 'id' || kind === 'expression' || kind === 'none';
}

export function hasIdentifier(c: BomComponent): boolean {
  return isPurl(c.purl) || c.cpes.length > 0 || c.swid !== undefined || c.ids.length > 0;
}

export function isPurl(text: string | undefined): boolean {
  return text !== undefined && tryParsePurl(text) !== null;
}
