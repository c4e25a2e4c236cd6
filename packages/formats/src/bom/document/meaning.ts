/**
 * What no schema says of a document and yet must hold: ids are unique, references lead somewhere, identifiers, hashes
 * and licence expressions are well formed, nothing contains itself. One walk over the document.
 */
import { BOM_HASH_ALGORITHMS, type BomProblem, type JsonValue, parsePurl, TheriacError } from '@theriac/core';
import { plain } from '../../text/plain-text.ts';
import { expressionProblem } from '../model/licence-check.ts';
import { pointer } from '../model/losses.ts';
import { isList, isMap, type JsonMap, own } from './json-fields.ts';
import { eachObject } from './walk-json.ts';

/** What differs between the families: where ids, references and hashes are. */
export interface Meaning {
  /** Fields that hold the id of the object. */
  readonly ids: readonly string[];
  /** References by the field of an object that holds them. */
  readonly references: (
    object: JsonMap,
  ) => readonly { readonly field: string; readonly to: readonly JsonValue[] }[];
  /** References that lead outside on purpose. */
  readonly isElsewhere: (ref: string) => boolean;
  readonly purls: (object: JsonMap) => readonly [field: string, purl: string][];
  readonly cpes: (object: JsonMap) => readonly [field: string, cpe: string][];
  /** Algorithm as the format writes it, with the value. */
  readonly hash: (object: JsonMap) => { readonly algorithm: string; readonly value: string } | null;
  readonly licences: (object: JsonMap) => readonly [field: string, expression: string][];
  /** Licence references that the document explains, where it has to. */
  readonly explains?: (object: JsonMap) => string | undefined;
  /** What contains what: child to parent. */
  readonly contains: (object: JsonMap) => readonly (readonly [parent: string, child: string])[];
}

const MAX_PROBLEMS = 1000;
const CPE22 = /^cpe:\/[aho]?(?::[A-Za-z0-9._\-~%]{0,500}){0,6}$/i;

/** Characters of a hash by any of its names. */
const LENGTHS: ReadonlyMap<string, number> = new Map(
  BOM_HASH_ALGORITHMS.flatMap((row): [string, number][] =>
    row.hexLength === null
      ? []
      : [row.id, 'spdx2' in row ? row.spdx2 : row.id, 'spdx3' in row ? row.spdx3 : row.id].map((name) => [
          name,
          row.hexLength,
        ]),
  ),
);

export function problemsOfMeaning(top: JsonMap, meaning: Meaning): BomProblem[] {
  const problems: BomProblem[] = [];
  const add = (
    code: string,
    severity: BomProblem['severity'],
    at: string,
    what: string,
    remedy: string,
  ): void => {
    if (problems.length < MAX_PROBLEMS)
      problems.push({ code: `meaning/${code}`, severity, pointer: at, what, remedy });
  };
  const ids = new Map<string, string>();
  const references: { readonly to: string; readonly at: string }[] = [];
  const licenceReferences: { readonly id: string; readonly at: string }[] = [];
  const explained = new Set<string>();
  const parents = new Map<string, string>();
  eachObject(top, (object, at) => {
    for (const field of meaning.ids) {
      const id = own(object, field);
      if (typeof id !== 'string') continue;
      const first = ids.get(id);
      if (first === undefined) ids.set(id, at());
      else
        add(
          'duplicate-ref',
          // The same task or workspace is described in several places of a formulation, also by the specification.
          at().startsWith('/formulation/') ? 'warning' : 'error',
          pointer(at(), field),
          `duplicate id ${plain(id, 120)}, first used at ${first}`,
          'Give every element an id of its own.',
        );
    }
    for (const { field, to } of meaning.references(object)) {
      for (const [index, ref] of to.entries())
        if (typeof ref === 'string')
          references.push({ to: ref, at: pointer(at(), field, ...(to.length > 1 ? [index] : [])) });
    }
    for (const [field, purl] of meaning.purls(object)) {
      const reason = purlProblem(purl);
      if (reason !== null)
        add(
          'purl',
          'warning',
          pointer(at(), field),
          `“${plain(purl, 120)}” is ${reason}`,
          'Write a valid package URL.',
        );
    }
    for (const [field, cpe] of meaning.cpes(object))
      if (!isCpe(cpe))
        add(
          'cpe',
          'warning',
          pointer(at(), field),
          `“${plain(cpe, 120)}” is not a CPE name`,
          'Write a CPE 2.3 formatted string.',
        );
    const hash = meaning.hash(object);
    const length = hash === null ? undefined : LENGTHS.get(hash.algorithm);
    if (
      hash !== null &&
      length !== undefined &&
      (hash.value.length !== length || !/^[0-9a-f]+$/i.test(hash.value))
    )
      add(
        'hash',
        'warning',
        at(),
        `a hash of ${plain(hash.algorithm, 40)} has ${length} hexadecimal digits; this one has ${hash.value.length} characters`,
        'Compute the hash again.',
      );
    for (const [field, expression] of meaning.licences(object)) {
      const reason = expressionProblem(expression, (id) =>
        licenceReferences.push({ id, at: pointer(at(), field) }),
      );
      if (reason !== null)
        add(
          'licence',
          'warning',
          pointer(at(), field),
          `“${plain(expression, 120)}” ${reason}`,
          'Write an SPDX licence expression.',
        );
    }
    const id = meaning.explains?.(object);
    if (id !== undefined) explained.add(id);
    for (const [parent, child] of meaning.contains(object))
      if (!parents.has(child)) parents.set(child, parent);
  });
  for (const { to, at } of references)
    if (!ids.has(to) && !meaning.isElsewhere(to))
      add(
        'dangling-ref',
        'warning',
        at,
        `${plain(to, 120)} is not in the document`,
        'List it, or remove the reference.',
      );
  if (meaning.explains !== undefined) {
    for (const { id, at } of licenceReferences)
      if (!explained.has(id) && !id.startsWith('DocumentRef-'))
        add(
          'licence-ref',
          'warning',
          at,
          `${plain(id, 120)} is explained nowhere`,
          'Add its text to the document.',
        );
  }
  for (const id of circles(parents))
    add(
      'nesting',
      'warning',
      ids.get(id) ?? '',
      `${plain(id, 120)} contains itself`,
      'Remove one of the CONTAINS that make the circle.',
    );
  return problems;
}

function purlProblem(text: string): string | null {
  try {
    parsePurl(text);
    return null;
  } catch (error) {
    if (error instanceof TheriacError) return error.message;
    throw error;
  }
}

/** A CPE 2.2 URI or a 2.3 formatted string: `cpe:2.3:` and eleven parts. */
export function isCpe(text: string): boolean {
  if (text.length > 2000 || /[\s\u0000-\u001f]/.test(text)) return false;
  if (!/^cpe:2\.3:/i.test(text)) return CPE22.test(text);
  const parts: string[] = [];
  let part = '';
  for (let at = 'cpe:2.3:'.length; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\\') {
      part += char + text.charAt(at + 1);
      at += 1;
    } else if (char === ':') {
      parts.push(part);
      part = '';
    } else part += char;
  }
  parts.push(part);
  const [kind = ''] = parts;
  return parts.length === 11 && /^[aho*-]$/.test(kind) && parts.every((one) => one !== '');
}

/** One member of each circle. */
function circles(parents: ReadonlyMap<string, string>): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  for (const start of parents.keys()) {
    const path = new Set<string>();
    let at: string | undefined = start;
    while (at !== undefined && !done.has(at) && !path.has(at)) {
      path.add(at);
      at = parents.get(at);
    }
    if (at !== undefined && path.has(at)) found.push(at);
    for (const id of path) done.add(id);
  }
  return found;
}

const texts = (value: JsonValue | undefined): readonly JsonValue[] => (isList(value) ? value : []);
const said = (object: JsonMap, field: string): [string, string][] => {
  const value = own(object, field);
  return typeof value === 'string' && value !== '' ? [[field, value]] : [];
};

export const CYCLONEDX_MEANING: Meaning = {
  ids: ['bom-ref'],
  references: (object) => {
    if (
      typeof object.ref === 'string' &&
      (object.dependsOn !== undefined || object.provides !== undefined || Object.keys(object).length === 1)
    )
      return [
        { field: 'ref', to: [object.ref] },
        { field: 'dependsOn', to: texts(object.dependsOn) },
        { field: 'provides', to: texts(object.provides) },
      ];
    if (typeof object.aggregate === 'string')
      return ['assemblies', 'dependencies', 'vulnerabilities'].map((field) => ({
        field,
        to: texts(own(object, field)),
      }));
    return Object.hasOwn(object, 'annotator')
      ? [{ field: 'subjects', to: texts(object.subjects) }]
      : affected(object);
  },
  isElsewhere: (ref) => ref.startsWith('urn:cdx:'),
  purls: (object) => said(object, 'purl'),
  cpes: (object) => said(object, 'cpe'),
  hash: ({ alg, content }) =>
    typeof alg === 'string' && typeof content === 'string' ? { algorithm: alg, value: content } : null,
  // Standards, citations and conditions have an `expression` of other kinds.
  licences: (object) =>
    Object.keys(object).every((key) => LICENCE_KEYS.has(key)) ? said(object, 'expression') : [],
  contains: () => [],
};
const LICENCE_KEYS: ReadonlySet<string> = new Set([
  'expression',
  'expressionDetails',
  'acknowledgement',
  'bom-ref',
  'licensing',
]);

function affected({ affects }: JsonMap): { readonly field: string; readonly to: readonly JsonValue[] }[] {
  const refs = texts(affects).flatMap((one) => (isMap(one) && typeof one.ref === 'string' ? [one.ref] : []));
  return refs.length === 0 ? [] : [{ field: 'affects', to: refs }];
}

export const SPDX2_MEANING: Meaning = {
  ids: ['SPDXID'],
  references: (object) =>
    ['spdxElementId', 'relatedSpdxElement', 'snippetFromFile']
      .flatMap((field) => {
        const value = own(object, field);
        return typeof value === 'string' ? [{ field, to: [value] }] : [];
      })
      .concat(
        ['hasFiles', 'documentDescribes'].map((field) => ({
          field,
          to: [...texts(own(object, field))].map(String),
        })),
      ),
  isElsewhere: (ref) => ref === 'NONE' || ref === 'NOASSERTION' || ref.startsWith('DocumentRef-'),
  purls: ({ referenceType, referenceLocator }) =>
    referenceType === 'purl' && typeof referenceLocator === 'string'
      ? [['referenceLocator', referenceLocator]]
      : [],
  cpes: ({ referenceType, referenceLocator }) =>
    typeof referenceType === 'string' &&
    /^cpe2[23]Type$/.test(referenceType) &&
    typeof referenceLocator === 'string'
      ? [['referenceLocator', referenceLocator]]
      : [],
  hash: ({ algorithm, checksumValue }) =>
    typeof algorithm === 'string' && typeof checksumValue === 'string'
      ? { algorithm, value: checksumValue }
      : null,
  licences: (object) =>
    ['licenseDeclared', 'licenseConcluded']
      .flatMap((field) => said(object, field))
      .filter(([, text]) => text !== 'NONE' && text !== 'NOASSERTION'),
  explains: ({ licenseId }) => (typeof licenseId === 'string' ? licenseId : undefined),
  contains: ({ spdxElementId: from, relationshipType: type, relatedSpdxElement: to }) => {
    if (typeof from !== 'string' || typeof to !== 'string') return [];
    if (type === 'CONTAINS') return [[from, to]];
    return type === 'CONTAINED_BY' ? [[to, from]] : [];
  },
};

export const SPDX3_MEANING: Meaning = {
  ids: ['spdxId'],
  // Elements of other documents are referred to by their IRI, so nothing is known to dangle.
  references: () => [],
  isElsewhere: () => true,
  purls: (object) => [
    ...said(object, 'software_packageUrl'),
    ...(object.externalIdentifierType === 'packageUrl' ? said(object, 'identifier') : []),
  ],
  cpes: (object) => {
    const type = object.externalIdentifierType;
    return type === 'cpe23' || type === 'cpe22' ? said(object, 'identifier') : [];
  },
  hash: ({ algorithm, hashValue }) =>
    typeof algorithm === 'string' && typeof hashValue === 'string' ? { algorithm, value: hashValue } : null,
  licences: (object) => said(object, 'simplelicensing_licenseExpression'),
  contains: (object) => {
    const { from, to, relationshipType } = object;
    if (relationshipType !== 'contains' || typeof from !== 'string') return [];
    return texts(to).flatMap((child): [string, string][] =>
      typeof child === 'string' ? [[from, child]] : [],
    );
  },
};
