/** Fields of documents that travel as properties. */
import type { Bom } from '@theriac/core';
import { optional } from '../../document/json-fields.ts';
import {
  decodeAnnotation,
  decodeComposition,
  decodeExternalDocument,
  decodeLicence,
  decodeLicenceText,
  decodeLifecycle,
  decodePart,
  decodeParty,
  decodeReference,
  decodeRelationship,
  decodeTool,
} from '../model-json.ts';
import { all, type Carrier, encoded, given, single } from './carrier.ts';

type DocumentText = 'id' | 'name' | 'comment' | 'created';

function documentText(field: DocumentText, says: string): Carrier<Bom> {
  return {
    field,
    name: `theriac:bom:${field}`,
    says,
    give: (bom) => given(bom[field]),
    restore: (bom, values) => {
      const value = single(values);
      return value === null ? null : { ...bom, [field]: value };
    },
  };
}

export const DOCUMENT_CARRIERS: readonly Carrier<Bom>[] = [
  documentText('id', 'the id of the document, where the format wants another form'),
  documentText('name', 'the name of the document'),
  documentText('comment', 'a comment on the document'),
  documentText('created', 'when the document was made'),
  {
    field: 'version',
    name: 'theriac:bom:version',
    says: 'the version of the document',
    give: (bom) => (bom.version === undefined ? [] : [String(bom.version)]),
    restore: (bom, values) => {
      const version = Number(single(values) ?? Number.NaN);
      return Number.isInteger(version) ? { ...bom, version } : null;
    },
  },
  {
    field: 'subjects',
    name: 'theriac:bom:subject',
    says: 'what the document is about, where the format has one subject only',
    give: (bom) => bom.subjects,
    restore: (bom, values) => ({ ...bom, subjects: values }),
  },
  listCarrier('authors', 'author', 'who made the document (JSON)', decodeParty, 'replace'),
  listCarrier('tools', 'tool', 'a tool that made the document (JSON)', decodeTool, 'replace'),
  listCarrier('lifecycles', 'lifecycle', 'a phase of life (JSON)', decodeLifecycle, 'replace'),
  listCarrier('dataLicences', 'dataLicence', 'licence of the document (JSON)', decodeLicence, 'replace'),
  listCarrier('licenceTexts', 'licenceText', 'text of a `LicenseRef-…` (JSON)', decodeLicenceText, 'add'),
  listCarrier('relationships', 'relationship', 'a relationship (JSON)', decodeRelationship, 'add'),
  listCarrier('compositions', 'composition', 'how complete a list is (JSON)', decodeComposition, 'add'),
  listCarrier(
    'externalDocuments',
    'externalDocument',
    'a document that this one points into (JSON)',
    decodeExternalDocument,
    'add',
  ),
  listCarrier(
    'externalReferences',
    'externalReference',
    'an external reference (JSON)',
    decodeReference,
    'add',
  ),
  listCarrier('annotations', 'annotation', 'an annotation (JSON)', decodeAnnotation, 'add'),
  ...(['supplier', 'manufacturer'] as const).map(
    (field): Carrier<Bom> => ({
      field,
      name: `theriac:bom:${field}`,
      says: `the ${field} of what the document is about (JSON)`,
      give: (bom) => encoded(bom[field] === undefined ? [] : [bom[field]]),
      restore: (bom, values) => {
        const [party, ...more] = all(values, (text) => decodePart(text, decodeParty)) ?? [];
        return party === undefined || more.length > 0
          ? null
          : { ...bom, [field]: { ...party, ...optional('rest', bom[field]?.rest) } };
      },
    }),
  ),
];

type ListField = {
  [Key in keyof Bom]-?: Bom[Key] extends readonly object[] ? Key : never;
}[keyof Bom];

function listCarrier<Key extends ListField>(
  field: Key,
  word: string,
  says: string,
  decode: (value: Parameters<typeof decodeParty>[0]) => Bom[Key][number] | undefined,
  how: 'add' | 'replace',
): Carrier<Bom> {
  return {
    field,
    name: `theriac:bom:${word}`,
    says,
    give: (bom) => encoded(bom[field]),
    restore: (bom, values) => {
      const items = all(values, (text) => decodePart(text, decode));
      return items === null
        ? null
        : { ...bom, [field]: how === 'replace' ? items : [...bom[field], ...items] };
    },
  };
}
