/** Where the families of formats have ids, references and hashes. */
import type { JsonValue } from '@theriac/core';
import { isList, type JsonMap, own } from '../json-fields.ts';
import type { Meaning } from './family.ts';

const texts = (value: JsonValue | undefined): readonly JsonValue[] => (isList(value) ? value : []);
const said = (object: JsonMap, field: string): [string, string][] => {
  const value = own(object, field);
  return typeof value === 'string' && value !== '' ? [[field, value]] : [];
};

const CYCLONEDX: Meaning = {
  demanded: false,
  ids: ['bom-ref'],
  references: (object) => {
    if (
      typeof object.ref === 'string' &&
      (['dependsOn', 'provides', 'versions'].some((field) => Object.hasOwn(object, field)) ||
        Object.keys(object).length === 1)
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
    return Object.hasOwn(object, 'annotator') ? [{ field: 'subjects', to: texts(object.subjects) }] : [];
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

const SPDX2: Meaning = {
  demanded: true,
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
    [
      ...['licenseDeclared', 'licenseConcluded'].flatMap((field) => said(object, field)),
      ...['licenseInfoFromFiles', 'licenseInfoInFiles', 'licenseInfoInSnippets'].flatMap((field) =>
        texts(own(object, field)).flatMap((text): [string, string][] =>
          typeof text === 'string' ? [[field, text]] : [],
        ),
      ),
    ].filter(([, text]) => text !== 'NONE' && text !== 'NOASSERTION'),
  explains: ({ licenseId }) => (typeof licenseId === 'string' ? licenseId : undefined),
  contains: ({ spdxElementId: from, relationshipType: type, relatedSpdxElement: to }) => {
    if (typeof from !== 'string' || typeof to !== 'string') return [];
    if (type === 'CONTAINS') return [[from, to]];
    return type === 'CONTAINED_BY' ? [[to, from]] : [];
  },
};

const SPDX3: Meaning = {
  demanded: false,
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

export const MEANINGS = { cyclonedx: CYCLONEDX, 'spdx-2': SPDX2, 'spdx-3': SPDX3 };
