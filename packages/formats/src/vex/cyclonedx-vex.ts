/**
 * VEX in CycloneDX documents (https://cyclonedx.org/capabilities/vex/): `vulnerabilities[].analysis` as statements, and
 * statements as such a document. CycloneDX knows more shades than VEX has words; the original word stays in the text.
 */
import {
  type Bom,
  type BomAffected,
  type BomAffectedVersion,
  type BomAnalysis,
  type BomAnalysisJustification,
  type BomAnalysisState,
  type BomComponent,
  type BomLink,
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
  type VexVersions,
} from '@theriac/core';
import type { VexMeta } from './meta.ts';
import { NO_TIME } from './unsaid.ts';

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
    products: v.affects.map((affected) => productOf(affected, STATUS[state], around)),
    status: STATUS[state],
    ...(justification === undefined ? {} : { justification }),
    ...(STATUS[state] === 'not_affected' && said.length > 0 ? { impactStatement: said.join(': ') } : {}),
    ...(STATUS[state] === 'affected' && action.length > 0 ? { actionStatement: action.join('\n') } : {}),
    timestamp: analysis.lastUpdated ?? analysis.firstIssued ?? v.updated ?? around.bom.created ?? NO_TIME,
    author: authorOf(around.bom),
    source: around.source,
  };
}

function exactJustification(given: string | undefined): VexJustification | undefined {
  return given !== undefined && Object.hasOwn(JUSTIFICATIONS, given)
    ? (given as VexJustification)
    : undefined;
}

function authorOf({ authors, supplier, manufacturer }: Bom): string {
  const [first] = authors;
  return first?.name ?? supplier?.name ?? manufacturer?.name ?? '';
}

/** Which of the versions that `affects` lists a state is about; a version without a status is an affected one. */
const MEANT: Readonly<Record<VexStatus, readonly string[]>> = {
  not_affected: ['unaffected'],
  fixed: ['unaffected'],
  affected: ['affected'],
  under_investigation: ['affected', 'unknown'],
};

function versionsOf({ versions }: BomAffected, status: VexStatus): Pick<VexTarget, 'versions'> {
  if (versions.length === 0) return {};
  return {
    versions: versions
      .filter((v) => MEANT[status].includes(v.status ?? 'affected'))
      .flatMap(({ version, range }): VexVersions[] =>
        version !== undefined ? [{ version }] : range !== undefined ? [{ range }] : [],
      ),
  };
}

/** The subject itself, a component of it, or (BOM-Link) something of another document. */
function productOf(
  affected: BomAffected,
  status: VexStatus,
  { bom, components, subject }: Around,
): VexProduct {
  const meant = versionsOf(affected, status);
  const link = bomLinkOf(affected.ref);
  const inside = link === undefined ? affected.ref : refIn(bom, link);
  const component = inside === undefined ? undefined : components.get(inside);
  if (component === undefined)
    return { id: affected.ref, ...(link === undefined ? {} : { link }), ...meant, subcomponents: [] };
  const target = { ...targetOf(component), ...meant };
  if (subject === undefined || subject.ref === component.ref) return { ...target, subcomponents: [] };
  return { ...targetOf(subject), subcomponents: [target] };
}

/** The reference that a BOM-Link to the document itself resolves to. */
function refIn({ id, version }: Bom, link: BomLink): string | undefined {
  const own = id?.toLowerCase().endsWith(link.serial) === true && (version ?? 1) === link.version;
  return own && link.ref !== undefined ? decoded(link.ref) : undefined;
}

const BOM_LINK = /^urn:cdx:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/(\d{1,9})(?:#(.*))?$/is;

/** https://cyclonedx.org/capabilities/bomlink/ */
function bomLinkOf(text: string): BomLink | undefined {
  const [, serial, version, ref] = BOM_LINK.exec(text) ?? [];
  if (serial === undefined) return undefined;
  return {
    serial: serial.toLowerCase(),
    version: Number(version),
    ...(ref === undefined || ref === '' ? {} : { ref }),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function targetOf(component: BomComponent): VexTarget {
  const [first, ...others] = [component.purl, ...component.cpes].filter((id) => id !== undefined);
  const vendor = component.supplier?.name ?? component.manufacturer?.name;
  return {
    id: first ?? bomComponentName(component),
    ...(others.length === 0 ? {} : { identifiers: others }),
    ...(vendor === undefined ? {} : { vendor }),
    name: bomComponentName(component),
    ...(component.version === undefined ? {} : { version: component.version }),
  };
}

/** A CycloneDX document that holds nothing but the statements and what they are about. */
export function bomOfStatements(statements: readonly VexStatement[], meta: VexMeta): Bom {
  const components = new Map<string, BomComponent>();
  const refOf = (target: VexTarget): string => {
    // What is in another document is not listed here.
    if (target.link === undefined && !components.has(target.id))
      components.set(target.id, componentOf(target));
    return target.id;
  };
  const vulnerabilities = statements.map((statement, i): BomVulnerability => {
    const [id, ...aliases] = statement.vulnerability;
    const targets = statement.products.flatMap((p): readonly VexTarget[] =>
      p.subcomponents.length === 0 ? [p] : p.subcomponents,
    );
    const affects = new Map<string, BomAffected>();
    for (const target of targets) {
      const ref = refOf(target);
      const versions = affectedVersions(target, statement.status);
      const known = affects.get(ref);
      affects.set(ref, { ref, versions: [...(known?.versions ?? []), ...versions] });
    }
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
      ...(statement.timestamp === NO_TIME ? {} : { updated: statement.timestamp }),
      analysis: {
        state: STATES[statement.status],
        ...(exact === undefined ? {} : { justification: JUSTIFICATIONS[exact] }),
        responses: [],
        ...(statement.impactStatement === undefined ? {} : { detail: statement.impactStatement }),
      },
      affects: [...affects.values()],
      properties: exact === undefined ? [] : [{ name: EXACT, value: exact }],
    };
  });
  const products = [...new Set(statements.flatMap((s) => s.products.map((p) => p.id)))];
  const [only, ...more] = products;
  return {
    ...emptyBom(),
    version: meta.version,
    created: meta.timestamp,
    authors: meta.author === '' ? [] : [{ kind: 'organization', name: meta.author, urls: [], contacts: [] }],
    // Several products have no common subject; then each is among the components.
    subjects: only === undefined || more.length > 0 ? [] : [only],
    components: [...components.values()],
    vulnerabilities,
  };
}

/** The versions that a statement is about, with the status that says so; none where it is about the target as named. */
function affectedVersions({ range, versions }: VexTarget, of: VexStatus): BomAffectedVersion[] {
  const [status = 'affected'] = MEANT[of];
  const word = status === 'unaffected' ? 'unaffected' : 'affected';
  const all: readonly VexVersions[] = versions ?? (range === undefined ? [] : [{ range }]);
  return all.map((v) => ({ ...v, status: word }));
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
