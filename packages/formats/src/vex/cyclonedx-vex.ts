/**
 * VEX in CycloneDX documents (https://cyclonedx.org/capabilities/vex/): `vulnerabilities[].analysis` as statements, and
 * statements as such a document. CycloneDX knows more shades than VEX has words; the original word stays in the text.
 */
import {
  type Bom,
  type BomAffected,
  type BomAnalysis,
  type BomAnalysisJustification,
  type BomAnalysisState,
  type BomComponent,
  type BomVulnerability,
  bomComponentName,
  emptyBom,
  emptyBomComponent,
  tryParsePurl,
  type VexJustification,
  type VexProduct,
  type VexStatement,
  type VexStatus,
  type VexTarget,
} from '@theriac/core';
import type { VexMeta } from './meta.ts';

const STATUS: Readonly<Record<BomAnalysisState, VexStatus>> = {
  resolved: 'fixed',
  resolved_with_pedigree: 'fixed',
  exploitable: 'affected',
  in_triage: 'under_investigation',
  false_positive: 'not_affected',
  not_affected: 'not_affected',
};

const STATES: Readonly<Record<VexStatus, BomAnalysisState>> = {
  fixed: 'resolved',
  affected: 'exploitable',
  under_investigation: 'in_triage',
  not_affected: 'not_affected',
};

/** The nearest VEX justification to each of CycloneDX's (CISA, "VEX Status Justifications"). */
const JUSTIFICATION: Readonly<Record<BomAnalysisJustification, VexJustification>> = {
  code_not_present: 'vulnerable_code_not_present',
  code_not_reachable: 'vulnerable_code_not_in_execute_path',
  requires_configuration: 'vulnerable_code_cannot_be_controlled_by_adversary',
  requires_dependency: 'vulnerable_code_cannot_be_controlled_by_adversary',
  requires_environment: 'vulnerable_code_cannot_be_controlled_by_adversary',
  protected_by_compiler: 'inline_mitigations_already_exist',
  protected_at_runtime: 'inline_mitigations_already_exist',
  protected_at_perimeter: 'inline_mitigations_already_exist',
  protected_by_mitigating_control: 'inline_mitigations_already_exist',
};

const JUSTIFICATIONS: Readonly<Record<VexJustification, BomAnalysisJustification>> = {
  component_not_present: 'code_not_present',
  vulnerable_code_not_present: 'code_not_present',
  vulnerable_code_not_in_execute_path: 'code_not_reachable',
  vulnerable_code_cannot_be_controlled_by_adversary: 'requires_environment',
  inline_mitigations_already_exist: 'protected_by_mitigating_control',
};

/** Keeps the exact VEX justification where CycloneDX has a coarser one. */
const EXACT = 'theriac:vex:justification';

/**
 * Statements of the vulnerabilities that carry an analysis.
 * @param path what `source` calls the document
 */
export function statementsOfBom(bom: Bom, path: string): VexStatement[] {
  const components = new Map(bom.components.map((c) => [c.ref, c]));
  const subject = bom.components.find((c) => bom.subjects.includes(c.ref));
  return bom.vulnerabilities.flatMap((v, i) => {
    const { analysis } = v;
    if (analysis?.state === undefined) return [];
    return [
      statementOf(v, analysis, analysis.state, { bom, components, subject, source: `${path}#${i + 1}` }),
    ];
  });
}

interface Around {
  readonly bom: Bom;
  readonly components: ReadonlyMap<string, BomComponent>;
  readonly subject: BomComponent | undefined;
  readonly source: string;
}

function statementOf(
  v: BomVulnerability,
  analysis: BomAnalysis,
  state: BomAnalysisState,
  around: Around,
): VexStatement {
  const exact = v.properties.find((p) => p.name === EXACT)?.value;
  const mapped = analysis.justification === undefined ? undefined : JUSTIFICATION[analysis.justification];
  const justification = STATUS[state] === 'not_affected' ? (exactJustification(exact) ?? mapped) : undefined;
  const said = [
    state === 'false_positive' ? 'false positive' : undefined,
    analysis.justification !== undefined && justification !== exact ? analysis.justification : undefined,
    analysis.detail,
  ].filter((t) => t !== undefined);
  const action = [
    ...analysis.responses.map((r) => r.replaceAll('_', ' ')),
    v.recommendation,
    v.workaround,
  ].filter((t) => t !== undefined);
  return {
    vulnerability: [v.id, ...v.aliases.map((a) => a.id)].filter((id) => id !== undefined),
    products: v.affects.map((affected) => productOf(affected, around)),
    status: STATUS[state],
    ...(justification === undefined ? {} : { justification }),
    ...(STATUS[state] === 'not_affected' && said.length > 0 ? { impactStatement: said.join(': ') } : {}),
    ...(STATUS[state] === 'affected' && action.length > 0 ? { actionStatement: action.join('\n') } : {}),
    timestamp: analysis.lastUpdated ?? analysis.firstIssued ?? v.updated ?? around.bom.created ?? EPOCH,
    author: authorOf(around.bom),
    source: around.source,
  };
}

/** A document without any time is older than every other. */
const EPOCH = '1970-01-01T00:00:00Z';

function exactJustification(given: string | undefined): VexJustification | undefined {
  return given !== undefined && Object.hasOwn(JUSTIFICATIONS, given)
    ? (given as VexJustification)
    : undefined;
}

function authorOf({ authors, supplier, manufacturer }: Bom): string {
  const [first] = authors;
  return first?.name ?? supplier?.name ?? manufacturer?.name ?? '';
}

/** The subject itself, a component of it, or (BOM-Link) something of another document. */
function productOf(affected: BomAffected, { components, subject }: Around): VexProduct {
  const component = components.get(affected.ref);
  const version = affected.versions.find((v) => v.status !== 'unaffected');
  if (component === undefined) return { ...linked(affected.ref), subcomponents: [] };
  const target = targetOf(component, version?.range);
  if (subject === undefined || subject.ref === component.ref) return { ...target, subcomponents: [] };
  return { ...targetOf(subject, undefined), subcomponents: [target] };
}

/** BOM-Link, `urn:cdx:<serial>/<version>#<ref>`: the fragment is the reference there, often a package URL. */
function linked(ref: string): VexTarget {
  const hash = ref.indexOf('#');
  const fragment = hash < 0 ? '' : decoded(ref.slice(hash + 1));
  return tryParsePurl(fragment) === null ? { id: ref } : { id: ref, identifiers: [fragment] };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function targetOf(component: BomComponent, range: string | undefined): VexTarget {
  const [first, ...others] = [component.purl, ...component.cpes].filter((id) => id !== undefined);
  const vendor = component.supplier?.name ?? component.manufacturer?.name;
  return {
    id: first ?? bomComponentName(component),
    ...(others.length === 0 ? {} : { identifiers: others }),
    ...(vendor === undefined ? {} : { vendor }),
    name: bomComponentName(component),
    ...(component.version === undefined ? {} : { version: component.version }),
    ...(range === undefined ? {} : { range }),
  };
}

/** A CycloneDX document that holds nothing but the statements and what they are about. */
export function bomOfStatements(statements: readonly VexStatement[], meta: VexMeta): Bom {
  const components = new Map<string, BomComponent>();
  const refOf = (target: VexTarget): string => {
    if (!components.has(target.id)) components.set(target.id, componentOf(target));
    return target.id;
  };
  const vulnerabilities = statements.map((statement, i): BomVulnerability => {
    const [id, ...aliases] = statement.vulnerability;
    const targets = statement.products.flatMap((p): readonly VexTarget[] =>
      p.subcomponents.length === 0 ? [p] : p.subcomponents,
    );
    for (const product of statement.products) refOf(product);
    const exact = statement.justification;
    return {
      ref: `vex-${i + 1}`,
      ...(id === undefined ? {} : { id }),
      aliases: aliases.map((alias) => ({ id: alias })),
      ratings: [],
      cwes: [],
      advisories: [],
      ...(statement.actionStatement === undefined ? {} : { recommendation: statement.actionStatement }),
      updated: statement.timestamp,
      analysis: {
        state: STATES[statement.status],
        ...(exact === undefined ? {} : { justification: JUSTIFICATIONS[exact] }),
        responses: [],
        ...(statement.impactStatement === undefined ? {} : { detail: statement.impactStatement }),
      },
      affects: [...new Set(targets.map(refOf))].map((ref) => ({ ref, versions: [] })),
      properties: exact === undefined ? [] : [{ name: EXACT, value: exact }],
    };
  });
  const products = [...new Set(statements.flatMap((s) => s.products.map((p) => p.id)))];
  const [only, ...more] = products;
  return {
    ...emptyBom(),
    version: meta.version,
    created: meta.timestamp,
    authors: [{ kind: 'organization', name: meta.author, urls: [], contacts: [] }],
    // Several products have no common subject; then each is among the components.
    subjects: only === undefined || more.length > 0 ? [] : [only],
    components: [...components.values()],
    vulnerabilities,
  };
}

function componentOf(target: VexTarget): BomComponent {
  const all = [target.id, ...(target.identifiers ?? [])];
  const purl = all.find((id) => tryParsePurl(id) !== null);
  const parsed = purl === undefined ? null : tryParsePurl(purl);
  const version = target.version ?? parsed?.version;
  return {
    ...emptyBomComponent(target.id, target.name ?? parsed?.name ?? target.id, 'application'),
    ...(parsed?.namespace === undefined || parsed.namespace === null || target.name !== undefined
      ? {}
      : { group: parsed.namespace }),
    ...(version === undefined || version === null ? {} : { version }),
    ...(purl === undefined ? {} : { purl }),
    cpes: all.filter((id) => id.startsWith('cpe:')),
    ...(target.vendor === undefined
      ? {}
      : { supplier: { kind: 'organization', name: target.vendor, urls: [], contacts: [] } }),
  };
}
