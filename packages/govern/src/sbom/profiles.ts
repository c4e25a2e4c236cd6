/**
 * What the published minimum elements ask of a bill of materials, as tables: one row an element, with the clause that
 * asks for it, the question in code, and how to fix it.
 */
import { BOM_HASH_ALGORITHMS, type Bom, type BomComponent } from '@theriac/core';
import {
  type BomFacts,
  canBeReached,
  hasIdentifier,
  isDocumentId,
  isName,
  isSpdxLicence,
  isTime,
  saidText,
  saysLicence,
  supplierOf,
} from './bom-facts.ts';
import { atLeast, type FormatField } from './format-fields.ts';

export const PROFILE_IDS = ['ntia', 'cisa', 'bsi', 'fda'] as const;
export type ProfileId = (typeof PROFILE_IDS)[number];

interface Row {
  readonly id: string;
  readonly title: string;
  /** `should`: counted in the score, does not break conformance. */
  readonly level: 'must' | 'should';
  /** Clause of the source. */
  readonly clause: string;
  readonly remedy: string;
  /** Where a format states it; a document whose format has no place for it is not asked. */
  readonly field?: FormatField;
}

interface DocumentElement extends Row {
  readonly of: 'document';
  readonly holds: (facts: BomFacts) => boolean;
}

export interface ComponentElement extends Row {
  readonly of: 'component';
  readonly holds: (component: BomComponent, facts: BomFacts) => boolean;
}

export type Element = DocumentElement | ComponentElement;

export interface Profile {
  readonly id: ProfileId;
  readonly title: string;
  /** Final, or a draft that may change. */
  readonly standing: 'final' | 'draft';
  readonly elements: readonly Element[];
}

const ENRICH = 'run `theriac sbom enrich`, or ask the supplier';

const author: DocumentElement = {
  of: 'document',
  id: 'author',
  field: 'head',
  title: 'author of the SBOM data',
  level: 'must',
  clause: 'NTIA 2021, Data Fields',
  remedy: 'name who made the document: `theriac sbom create --author`, or metadata.authors / Creator',
  holds: ({ bom }) =>
    [...bom.authors, bom.manufacturer, bom.supplier].some((p) => saidText(p?.name) !== undefined),
};
const timestamp: DocumentElement = {
  of: 'document',
  id: 'timestamp',
  field: 'head',
  title: 'timestamp',
  level: 'must',
  clause: 'NTIA 2021, Data Fields',
  remedy: 'write metadata.timestamp / Created as RFC 3339',
  holds: ({ bom }) => isTime(bom.created),
};
const supplier: ComponentElement = {
  of: 'component',
  id: 'supplier',
  field: 'supplier',
  title: 'supplier name',
  level: 'must',
  clause: 'NTIA 2021, Data Fields',
  remedy: ENRICH,
  holds: (c) => supplierOf(c)?.name !== undefined,
};
const name: ComponentElement = {
  of: 'component',
  id: 'name',
  title: 'component name',
  level: 'must',
  clause: 'NTIA 2021, Data Fields',
  remedy: 'name the component',
  holds: (c) => isName(c.name),
};
const version: ComponentElement = {
  of: 'component',
  id: 'version',
  title: 'component version',
  level: 'must',
  clause: 'NTIA 2021, Data Fields',
  remedy: 'make the SBOM from a lockfile or from the build, where versions are exact',
  holds: (c) => saidText(c.version) !== undefined,
};
const identifier: ComponentElement = {
  of: 'component',
  id: 'identifier',
  title: 'other unique identifier (purl, CPE, SWID, …)',
  level: 'must',
  clause: 'NTIA 2021, Data Fields',
  remedy: 'add a package URL; `theriac sbom create` writes them',
  holds: (c) => hasIdentifier(c),
};
const relationship: ComponentElement = {
  of: 'component',
  id: 'relationship',
  field: 'dependencies',
  title: 'dependency relationship',
  level: 'must',
  clause: 'NTIA 2021, Data Fields',
  remedy: 'state who needs it, or that it needs nothing: make the SBOM from a lockfile with edges',
  holds: (c, { needed, stated, bom }) =>
    needed.has(c.ref) || stated.has(c.ref) || c.parent !== undefined || bom.subjects.includes(c.ref),
};
const topLevel: DocumentElement = {
  of: 'document',
  id: 'depth',
  field: 'dependencies',
  title: 'all top-level dependencies',
  level: 'must',
  clause: 'NTIA 2021, Practices and Processes: Depth',
  remedy: 'say what the document is about and what that depends on',
  holds: ({ bom, stated, subjects }) =>
    subjects.some((s) => stated.has(s.ref)) ||
    bom.components.some((c) => c.parent !== undefined && bom.subjects.includes(c.parent)),
};
const knownUnknowns: DocumentElement = {
  of: 'document',
  id: 'known-unknowns',
  field: 'completeness',
  title: 'known unknowns: whether the list is complete',
  level: 'should',
  clause: 'NTIA 2021, Practices and Processes: Known Unknowns',
  remedy: 'state completeness (compositions); `theriac sbom create` does',
  holds: ({ completeness }) => completeness.size > 0,
};

const NTIA: readonly Element[] = [
  author,
  timestamp,
  supplier,
  name,
  version,
  identifier,
  relationship,
  topLevel,
  knownUnknowns,
];

const cisa = <E extends Element>(element: E, over: Partial<Row> = {}): E => ({
  ...element,
  clause: 'CISA 2025 draft, Data Fields',
  ...over,
});

const CISA: readonly Element[] = [
  cisa(author),
  cisa(supplier, { id: 'producer', title: 'software producer' }),
  cisa(name),
  {
    ...cisa(version, { title: 'component version, or the date of the file' }),
    holds: (c: BomComponent) => saidText(c.version) !== undefined || isTime(c.built) || isTime(c.released),
  },
  cisa(identifier, { title: 'software identifier, at least one' }),
  cisa<ComponentElement>({
    of: 'component',
    id: 'hash',
    title: 'component hash with its algorithm',
    level: 'must',
    clause: '',
    remedy: 'make the SBOM from a lockfile with integrity, or from the artefact',
    holds: (c) => c.hashes.some((h) => isWholeHash(h.algorithm, h.value)),
  }),
  cisa<ComponentElement>({
    of: 'component',
    id: 'licence',
    field: 'licence',
    title: 'licence',
    level: 'must',
    clause: '',
    remedy: `install the packages and ${ENRICH}`,
    holds: (c) => saysLicence(c.licences),
  }),
  cisa(relationship),
  cisa(timestamp),
  cisa<DocumentElement>({
    of: 'document',
    id: 'tool',
    field: 'head',
    title: 'tool name',
    level: 'must',
    clause: '',
    remedy: 'name the tool that made the document (metadata.tools / Creator: Tool)',
    holds: ({ bom }) => bom.tools.some((t) => saidText(t.name) !== undefined),
  }),
  cisa<DocumentElement>({
    of: 'document',
    id: 'generation-context',
    field: 'lifecycle',
    title: 'generation context (before, during or after the build)',
    level: 'must',
    clause: '',
    remedy: 'state the lifecycle phase: `theriac sbom create --phase`',
    holds: ({ bom }) => bom.lifecycles.some((l) => 'phase' in l || saidText(l.name) !== undefined),
  }),
  cisa(topLevel, { id: 'coverage', title: 'coverage: top-level and transitive components' }),
  cisa(knownUnknowns, { title: 'known unknowns, distinguished from redactions' }),
];

const bsi = (clause: string): Pick<Row, 'clause'> => ({ clause: `BSI TR-03183-2 v2.1.0 ${clause}` });

/** Versions from which a format may be used (§4). */
const BSI_FORMATS: Readonly<Record<string, readonly number[]>> = { cyclonedx: [1, 6], spdx: [3, 0, 1] };

const BSI: readonly Element[] = [
  {
    of: 'document',
    id: 'format',
    title: 'CycloneDX 1.6 or SPDX 3.0.1 or newer, JSON or XML',
    level: 'must',
    ...bsi('§4'),
    remedy: 'convert: `theriac sbom convert --to cyclonedx@1.6`',
    holds: ({ bom: { source } }) =>
      source === undefined ||
      (source.encoding !== 'tag-value' && atLeast(source.version, BSI_FORMATS[source.format] ?? [])),
  },
  {
    of: 'document',
    id: 'creator',
    field: 'head',
    title: 'creator of the SBOM (email or web address)',
    level: 'must',
    ...bsi('§5.2.1'),
    remedy: 'give the address of the author: `theriac sbom create --author "Name <mail>"`',
    holds: ({ bom }) => [...bom.authors, bom.manufacturer, bom.supplier].some((p) => canBeReached(p)),
  },
  { ...timestamp, ...bsi('§5.2.1') },
  {
    of: 'component',
    id: 'component-creator',
    field: 'supplier',
    title: 'component creator (email or web address)',
    level: 'must',
    ...bsi('§5.2.2'),
    remedy: ENRICH,
    holds: (c) => [c.supplier, c.manufacturer, ...c.authors].some((p) => canBeReached(p)),
  },
  { ...name, ...bsi('§5.2.2') },
  {
    ...version,
    ...bsi('§5.2.2'),
    title: 'component version, or the date of the file',
    holds: (c: BomComponent) => saidText(c.version) !== undefined || isTime(c.built),
  },
  {
    of: 'component',
    id: 'filename',
    field: 'properties',
    title: 'file name',
    level: 'must',
    ...bsi('§5.2.2'),
    remedy: 'make the SBOM from the artefact, where files are known',
    holds: (c) =>
      saidText(c.file?.name) !== undefined || (c.kind === 'file' && saidText(c.name) !== undefined),
  },
  {
    ...relationship,
    ...bsi('§5.2.2'),
    title: 'dependencies, with their completeness',
    remedy:
      'state completeness for each component (compositions); `theriac sbom create` does where the lockfile knows',
    holds: (c, facts) =>
      relationship.holds(c, facts) && (facts.completeness.has(c.ref) || facts.completeness.has('')),
  },
  {
    of: 'component',
    id: 'distribution-licence',
    field: 'licence',
    title: 'distribution licence as SPDX id or expression',
    level: 'must',
    ...bsi('§5.2.2'),
    remedy: `install the packages and ${ENRICH}`,
    holds: (c) => c.licences.some((l) => isSpdxLicence(l)),
  },
  {
    of: 'component',
    id: 'sha512',
    title: 'SHA-512 of the deployable component',
    level: 'must',
    ...bsi('§5.2.2'),
    remedy: 'make the SBOM from a lockfile with SHA-512 integrity, or from the artefact',
    holds: (c) =>
      [
        ...c.hashes,
        ...c.externalReferences.filter((r) => r.type === 'distribution').flatMap((r) => r.hashes),
      ].some((h) => h.algorithm === 'SHA-512' && isWholeHash(h.algorithm, h.value)),
  },
  ...(['executable', 'archive', 'structured'] as const).map(
    (property): ComponentElement => ({
      of: 'component',
      id: property,
      field: 'properties',
      title: `whether it is ${property === 'archive' ? 'an archive' : property}`,
      level: 'must',
      ...bsi('§5.2.2'),
      remedy: 'make the SBOM from the artefact, where files are known',
      holds: (c) => c.file?.[property] !== undefined,
    }),
  ),
  {
    of: 'document',
    id: 'uri',
    title: 'identifier of the SBOM',
    level: 'must',
    ...bsi('§5.2.3'),
    remedy: 'give the document a serial number or namespace',
    holds: ({ bom }) => isDocumentId(bom.id),
  },
  {
    ...identifier,
    ...bsi('§5.2.4'),
    title: 'other unique identifiers, where they exist',
    level: 'should',
  },
  {
    of: 'document',
    id: 'no-vulnerabilities',
    title: 'no vulnerability information inside',
    level: 'must',
    ...bsi('§3.1'),
    remedy: 'keep vulnerabilities in a VEX document: `theriac vex create`',
    holds: ({ bom }) => bom.vulnerabilities.length === 0,
  },
];

const fda = (clause: string): Pick<Row, 'clause'> => ({
  clause: `FDA, Cybersecurity in Medical Devices (2025) ${clause}`,
});

const FDA: readonly Element[] = [
  ...NTIA,
  {
    of: 'component',
    id: 'support-level',
    field: 'properties',
    title: 'level of support',
    level: 'must',
    ...fda('V.A.4.b'),
    remedy: 'run `theriac sbom enrich` (end-of-life data), or state it in theriac.yaml',
    holds: (c) => (c.support?.levels ?? []).some((level) => level !== 'noAssertion'),
  },
  {
    of: 'component',
    id: 'end-of-support',
    field: 'properties',
    title: 'end-of-support date',
    level: 'must',
    ...fda('V.A.4.b'),
    remedy: 'run `theriac sbom enrich` (end-of-life data), or state it in theriac.yaml',
    holds: (c) => isTime(c.support?.endOfSupport),
  },
  {
    of: 'document',
    id: 'vulnerability-assessment',
    field: 'vulnerabilities',
    title: 'known vulnerabilities, each with an assessment',
    level: 'must',
    ...fda('V.A.4.b'),
    remedy:
      'assess each with `theriac vex create` and `theriac vex add`, then `theriac sbom create --vulnerabilities --vex FILE`',
    holds: ({ bom }) =>
      (bom.vulnerabilities.length > 0 || saysNone(bom)) &&
      bom.vulnerabilities.every((v) => v.analysis?.state !== undefined && v.analysis.state !== 'in_triage'),
  },
];

export const PROFILES: readonly Profile[] = [
  { id: 'ntia', title: 'NTIA minimum elements (2021)', standing: 'final', elements: NTIA },
  { id: 'cisa', title: 'CISA minimum elements (2025 draft)', standing: 'draft', elements: CISA },
  { id: 'bsi', title: 'BSI TR-03183-2 v2.1.0', standing: 'final', elements: BSI },
  { id: 'fda', title: 'FDA premarket (section 524B)', standing: 'final', elements: FDA },
];

/** Whether all components were looked up and nothing was found: `theriac sbom create --vulnerabilities` says so. */
function saysNone({ properties }: Bom): boolean {
  return properties.some(({ name, value }) => name === 'theriac:vulnerabilities' && value === 'complete');
}

function isWholeHash(algorithm: string, value: string): boolean {
  const length = BOM_HASH_ALGORITHMS.find((row) => row.id === algorithm)?.hexLength;
  // Zeros alone are a place that was reserved.
  const isHex = /^[0-9a-f]+$/i.test(value) && /[1-9a-f]/i.test(value);
  return isHex && (length === null || length === undefined || value.length === length);
}
