/** The elements of an SPDX 3 document by id, and what follows from those that the model keeps as they are. */
import type { BomLicence, BomParty, BomRating, BomTool, BomVulnerability, JsonValue } from '@theriac/core';
import { isList, isMap, type JsonMap, optional, own } from '../../document/json-fields.ts';
import { decodePart, decodeVulnerability } from '../../model/model-json.ts';
import { readLicenceText } from '../../spdx2/read/parts.ts';
import { inherits } from '../model.ts';
import { propertiesOf } from '../properties.ts';
import { individual, JUSTIFICATIONS } from '../words.ts';

export function idOf(element: JsonMap): string | undefined {
  const id = own(element, 'spdxId') ?? own(element, '@id');
  return typeof id === 'string' ? id : undefined;
}

export function typeOf(element: JsonMap): string {
  const type = own(element, 'type') ?? own(element, '@type');
  return typeof type === 'string' ? type : '';
}

export function textOf(element: JsonMap, key: string): string | undefined {
  const value = own(element, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Texts of a list, or of a single value where the document is sloppy. */
export function textsOf(element: JsonMap, key: string): string[] {
  const value = own(element, key);
  return (isList(value) ? value : [value]).filter((item) => typeof item === 'string');
}

const MAX_DEPTH = 30;

export class Graph {
  readonly #elements = new Map<string, JsonMap>();
  /** Licence relationships by where they start. */
  readonly #licences = new Map<string, JsonMap[]>();
  /** Relationships that are about a vulnerability, by its id. */
  readonly #assessments = new Map<string, JsonMap[]>();

  constructor(elements: readonly JsonMap[]) {
    for (const element of elements) {
      const id = idOf(element);
      if (id !== undefined) this.#elements.set(id, element);
    }
    for (const element of elements) {
      if (isLicenceRelationship(element)) add(this.#licences, textOf(element, 'from') ?? '', element);
      for (const id of this.#assessed(element)) add(this.#assessments, id, element);
    }
  }

  get(id: string): JsonMap | undefined {
    return this.#elements.get(id);
  }

  /** A reference, or an element written in its place. */
  resolve(value: JsonValue | undefined): JsonMap | undefined {
    if (isMap(value)) return value;
    return typeof value === 'string' ? this.#elements.get(value) : undefined;
  }

  /** Ids of the vulnerabilities that a relationship is about. */
  #assessed(element: JsonMap): string[] {
    const type = typeOf(element);
    if (inherits(type, 'security_VulnAssessmentRelationship')) return textsOf(element, 'from');
    if (own(element, 'relationshipType') !== 'hasAssociatedVulnerability') return [];
    return textsOf(element, 'to');
  }

  isAssessment(element: JsonMap): boolean {
    return this.#assessed(element).some((id) => typeOf(this.get(id) ?? {}) === 'security_Vulnerability');
  }

  assessments(vulnerability: string): readonly JsonMap[] {
    return this.#assessments.get(vulnerability) ?? [];
  }

  party(value: JsonValue | undefined): BomParty | undefined {
    const agent = this.resolve(value);
    if (agent === undefined) return typeof value === 'string' ? partyOfIri(value) : undefined;
    const type = typeOf(agent);
    const kinds = { Person: 'person', Organization: 'organization', SoftwareAgent: 'tool' } as const;
    const kind =
      type === 'Person' || type === 'Organization' || type === 'SoftwareAgent' ? kinds[type] : 'unknown';
    const identifiers = own(agent, 'externalIdentifier');
    const email = (isList(identifiers) ? identifiers : []).find(
      (one) => isMap(one) && one.externalIdentifierType === 'email',
    );
    return {
      kind,
      ...optional('name', textOf(agent, 'name')),
      ...optional('email', isMap(email) ? textOf(email, 'identifier') : undefined),
      urls: [],
      contacts: [],
      ...optional('ref', idOf(agent)),
    };
  }

  tool(value: JsonValue): BomTool | undefined {
    const tool = this.resolve(value);
    if (tool === undefined) return undefined;
    const name = textOf(tool, 'name');
    return {
      form: 'tool',
      ...optional('name', name),
      hashes: [],
      externalReferences: [],
      ...optional('ref', idOf(tool)),
    };
  }

  licenceRelationships(component: string): readonly JsonMap[] {
    return this.#licences.get(component) ?? [];
  }

  /** Declared and concluded licences of a component. */
  licences(component: string): BomLicence[] {
    return this.licenceRelationships(component).flatMap((relationship) => {
      const concluded = own(relationship, 'relationshipType') === 'hasConcludedLicense';
      const to = own(relationship, 'to');
      return (isList(to) ? to : [to]).flatMap((end): BomLicence[] => {
        const text = this.#expression(end, 0);
        return text === undefined ? [] : [readLicenceText(text, concluded ? 'concluded' : 'declared')];
      });
    });
  }

  dataLicence(value: JsonValue | undefined): BomLicence[] {
    const text = this.#expression(value, 0);
    return text === undefined ? [] : [readLicenceText(text)];
  }

  /** A licence as an expression: its own, or what sets and operators amount to. */
  #expression(value: JsonValue | undefined, depth: number): string | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const iri = typeof value === 'string' ? value : isMap(value) ? (idOf(value) ?? '') : '';
    const nothing = individual(iri);
    if (nothing !== undefined) return nothing;
    const element = this.resolve(value);
    // A licence of the SPDX list is often named and not described.
    if (element === undefined)
      return /\/licenses\/([^/#]+)$/.exec(iri)?.[1] ?? (iri === '' ? undefined : tail(iri));
    const type = typeOf(element);
    const inner = (key: string): string | undefined => this.#expression(own(element, key), depth + 1);
    if (type === 'simplelicensing_LicenseExpression')
      return textOf(element, 'simplelicensing_licenseExpression');
    if (type.endsWith('LicenseSet')) {
      const members = own(element, 'expandedlicensing_member');
      const texts = (isList(members) ? members : []).flatMap((m) => this.#expression(m, depth + 1) ?? []);
      return `(${texts.join(type.includes('Conjunctive') ? ' AND ' : ' OR ')})`;
    }
    if (type === 'expandedlicensing_OrLaterOperator') return `${inner('expandedlicensing_subjectLicense')}+`;
    if (type === 'expandedlicensing_WithAdditionOperator')
      return `${inner('expandedlicensing_subjectExtendableLicense')} WITH ${inner('expandedlicensing_subjectAddition')}`;
    return tail(iri);
  }

  /** What the document says of a vulnerability, assessments included. */
  vulnerability(element: JsonMap): BomVulnerability | undefined {
    const ref = idOf(element);
    if (ref === undefined) return undefined;
    const carried = propertiesOf(element).find(({ name }) => name === 'theriac:bom:vulnerability');
    const exact = carried === undefined ? undefined : decodePart(carried.value, decodeVulnerability);
    if (exact !== undefined) return exact;
    const identifiers = own(element, 'externalIdentifier');
    const ids = (isList(identifiers) ? identifiers : []).flatMap((one) =>
      isMap(one) ? (textOf(one, 'identifier') ?? []) : [],
    );
    const cve = ids.find((id) => id.startsWith('CVE-'));
    const id = cve ?? textOf(element, 'name') ?? ids[0];
    const refs = own(element, 'externalRef');
    const assessments = this.assessments(ref);
    return {
      ref,
      ...optional('id', id),
      aliases: ids.filter((other) => other !== id).map((other) => ({ id: other })),
      ratings: assessments.flatMap(ratingOf),
      cwes: [],
      ...optional('description', textOf(element, 'summary') ?? textOf(element, 'description')),
      ...optional(
        'detail',
        textOf(element, 'summary') === undefined ? undefined : textOf(element, 'description'),
      ),
      advisories: (isList(refs) ? refs : []).flatMap((one) =>
        isMap(one) ? textsOf(one, 'locator').map((url) => ({ url })) : [],
      ),
      ...optional('published', textOf(element, 'security_publishedTime')),
      ...optional('updated', textOf(element, 'security_modifiedTime')),
      ...optional('rejected', textOf(element, 'security_withdrawnTime')),
      ...optional('analysis', analysisOf(assessments)),
      affects: affectedOf(assessments),
      properties: [],
    };
  }
}

export function isLicenceRelationship(element: JsonMap): boolean {
  const type = own(element, 'relationshipType');
  return type === 'hasDeclaredLicense' || type === 'hasConcludedLicense';
}

function add(map: Map<string, JsonMap[]>, key: string, element: JsonMap): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [element]);
  else list.push(element);
}

/** An agent of another document: all that is known is its IRI. */
function partyOfIri(iri: string): BomParty | undefined {
  return individual(iri) === undefined ? { kind: 'unknown', urls: [], contacts: [], ref: iri } : undefined;
}

export function tail(iri: string): string {
  return iri.slice(Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/')) + 1);
}

const SEVERITIES = ['critical', 'high', 'medium', 'low', 'none'] as const;

function ratingOf(assessment: JsonMap): BomRating[] {
  const method = /^security_Cvss(V\d)VulnAssessmentRelationship$/.exec(typeOf(assessment))?.[1];
  if (method === undefined) return [];
  const vector = textOf(assessment, 'security_vectorString');
  const score = Number(own(assessment, 'security_score'));
  const severity = SEVERITIES.find((word) => word === own(assessment, 'security_severity'));
  const exact = vector?.startsWith('CVSS:3.1') === true ? 'CVSSv31' : `CVSS${method.toLowerCase()}`;
  return [
    {
      ...optional('score', Number.isFinite(score) ? score : undefined),
      ...optional('severity', severity),
      method: exact,
      ...optional('vector', vector),
    },
  ];
}

const VEX = [
  ['security_VexAffectedVulnAssessmentRelationship', 'exploitable', 'affected'],
  ['security_VexFixedVulnAssessmentRelationship', 'resolved', 'unaffected'],
  ['security_VexNotAffectedVulnAssessmentRelationship', 'not_affected', 'unaffected'],
  ['security_VexUnderInvestigationVulnAssessmentRelationship', 'in_triage', 'unknown'],
] as const;

/** One analysis for a vulnerability: the gravest that is said of any product. */
function analysisOf(assessments: readonly JsonMap[]): BomVulnerability['analysis'] {
  const order = ['exploitable', 'in_triage', 'resolved', 'not_affected'];
  const said = assessments
    .flatMap((assessment) => {
      const row = VEX.find(([type]) => type === typeOf(assessment));
      return row === undefined ? [] : [{ assessment, state: row[1] }];
    })
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  const [first] = said;
  if (first === undefined) return undefined;
  const { assessment, state } = first;
  const justification = JUSTIFICATIONS.find(
    ([word]) => word === own(assessment, 'security_justificationType'),
  )?.[1];
  const detail = ['security_impactStatement', 'security_actionStatement', 'security_statusNotes']
    .map((key) => textOf(assessment, key))
    .find((text) => text !== undefined);
  return { state, ...optional('justification', justification), responses: [], ...optional('detail', detail) };
}

function affectedOf(assessments: readonly JsonMap[]): BomVulnerability['affects'] {
  const refs = new Set<string>();
  for (const assessment of assessments) {
    const associated = own(assessment, 'relationshipType') === 'hasAssociatedVulnerability';
    for (const ref of textsOf(assessment, associated ? 'from' : 'to')) refs.add(ref);
  }
  return [...refs].map((ref) => ({ ref, versions: [] }));
}
