/**
 * Parts of the model as JSON text, for carrying them through formats that have no field for them, and back. What comes
 * back was in another document: whatever is not of the right shape is left alone.
 */
import {
  BOM_AGGREGATES,
  BOM_ANALYSIS_JUSTIFICATIONS,
  BOM_ANALYSIS_RESPONSES,
  BOM_ANALYSIS_STATES,
  BOM_HASH_ALGORITHMS,
  BOM_PHASES,
  type BomAffected,
  type BomAffectedVersion,
  type BomAnalysis,
  type BomAnnotation,
  type BomComposition,
  type BomContact,
  type BomExternalDocument,
  type BomExternalReference,
  type BomHash,
  type BomLicence,
  type BomLicenceText,
  type BomLifecycle,
  type BomOccurrence,
  type BomParty,
  type BomProperty,
  type BomRating,
  type BomRelationship,
  type BomSwid,
  type BomText,
  type BomTool,
  type BomVulnerability,
  type BomVulnerabilitySource,
  type JsonValue,
} from '@theriac/core';
import { Fields, isMap, optional } from '../document/json-fields.ts';

/** JSON text of a part of the model, without what only one format says. */
export function encodePart(part: object): string {
  return JSON.stringify(part, (key, value: unknown) => (key === 'rest' ? undefined : value));
}

/** The part, or undefined for text that is not JSON or of another shape. */
export function decodePart<Part>(
  text: string,
  decode: (value: JsonValue) => Part | undefined,
): Part | undefined {
  try {
    const value: JsonValue = JSON.parse(text);
    return decode(value);
  } catch {
    // Whatever it is, it was not written by us: it stays the property that it is.
    return undefined;
  }
}

function decoder<Part>(build: (fields: Fields) => Part | undefined): (value: JsonValue) => Part | undefined {
  return (value) => {
    if (!isMap(value)) return undefined;
    const fields = new Fields(value);
    const part = build(fields);
    // A field that we did not write means that it was not us.
    const emptyLists = Object.entries(fields.rest('cyclonedx').rest?.fields ?? {}).every(
      ([, left]) => Array.isArray(left) && left.length === 0,
    );
    return emptyLists ? part : undefined;
  };
}

export const decodeHash = decoder<BomHash>((f) => {
  const algorithm = f.word(
    'algorithm',
    BOM_HASH_ALGORITHMS.map((row) => row.id),
  );
  const value = f.text('value');
  return algorithm === undefined || value === undefined ? undefined : { algorithm, value };
});

const decodeContact = decoder<BomContact>((f) => ({
  ...optional('name', f.text('name')),
  ...optional('email', f.text('email')),
  ...optional('phone', f.text('phone')),
}));

const PARTY_KINDS = ['organization', 'person', 'tool', 'unknown'] as const;

export const decodeParty = decoder<BomParty>((f) => {
  const kind = f.word('kind', PARTY_KINDS);
  return kind === undefined
    ? undefined
    : {
        kind,
        ...optional('name', f.text('name')),
        ...optional('email', f.text('email')),
        ...optional('phone', f.text('phone')),
        urls: f.texts('urls'),
        contacts: f.list('contacts', decodeContact),
        ...optional('ref', f.text('ref')),
      };
});

const decodeText = decoder<BomText>((f) => {
  const content = f.text('content');
  return content === undefined
    ? undefined
    : {
        content,
        ...optional('contentType', f.text('contentType')),
        ...optional('encoding', f.text('encoding')),
      };
});

function textIn(f: Fields): BomText | undefined {
  const value = f.map('text');
  return value === undefined ? undefined : decodeText(value);
}

const LICENCE_KINDS = ['id', 'name', 'expression', 'none', 'no-assertion'] as const;
const ACKNOWLEDGEMENTS = ['declared', 'concluded'] as const;

export const decodeLicence = decoder<BomLicence>((f) => {
  const kind = f.word('kind', LICENCE_KINDS);
  if (kind === undefined) return undefined;
  const value = f.text('value') ?? '';
  f.take('value');
  return {
    kind,
    value,
    ...optional('acknowledgement', f.word('acknowledgement', ACKNOWLEDGEMENTS)),
    ...optional('text', textIn(f)),
    ...optional('url', f.text('url')),
  };
});

export const decodeLicenceText = decoder<BomLicenceText>((f) => {
  const id = f.text('id');
  const text = f.text('text');
  return id === undefined || text === undefined
    ? undefined
    : {
        id,
        text,
        ...optional('name', f.text('name')),
        seeAlso: f.texts('seeAlso'),
        ...optional('comment', f.text('comment')),
      };
});

export const decodeReference = decoder<BomExternalReference>((f) => {
  const type = f.text('type');
  const url = f.text('url');
  return type === undefined || url === undefined
    ? undefined
    : { type, url, ...optional('comment', f.text('comment')), hashes: f.list('hashes', decodeHash) };
});

export const decodeOccurrence = decoder<BomOccurrence>((f) => {
  const location = f.text('location');
  return location === undefined ? undefined : { location, ...optional('line', f.number('line')) };
});

export const decodeSwid = decoder<BomSwid>((f) => {
  const tagId = f.text('tagId');
  return tagId === undefined
    ? undefined
    : {
        tagId,
        ...optional('name', f.text('name')),
        ...optional('version', f.text('version')),
        ...optional('tagVersion', f.number('tagVersion')),
        ...optional('patch', f.flag('patch')),
        ...optional('text', textIn(f)),
        ...optional('url', f.text('url')),
      };
});

const COMPLETENESS = ['complete', 'incomplete', 'noAssertion'] as const;

export const decodeRelationship = decoder<BomRelationship>((f) => {
  const from = f.text('from');
  const type = f.text('type');
  return from === undefined || type === undefined
    ? undefined
    : {
        from,
        type,
        to: f.texts('to'),
        ...optional('completeness', f.word('completeness', COMPLETENESS)),
        ...optional('scope', f.text('scope')),
        ...optional('comment', f.text('comment')),
      };
});

export const decodeComposition = decoder<BomComposition>((f) => {
  const aggregate = f.word('aggregate', BOM_AGGREGATES);
  return aggregate === undefined
    ? undefined
    : {
        aggregate,
        assemblies: f.texts('assemblies'),
        dependencies: f.texts('dependencies'),
        vulnerabilities: f.texts('vulnerabilities'),
      };
});

export const decodeLifecycle = decoder<BomLifecycle>((f) => {
  const phase = f.word('phase', BOM_PHASES);
  if (phase !== undefined) return { phase };
  const name = f.text('name');
  return name === undefined ? undefined : { name, ...optional('description', f.text('description')) };
});

export const decodeExternalDocument = decoder<BomExternalDocument>((f) => {
  const id = f.text('id');
  const uri = f.text('uri');
  return id === undefined || uri === undefined
    ? undefined
    : { id, uri, hashes: f.list('hashes', decodeHash) };
});

export const decodeAnnotation = decoder<BomAnnotation>((f) => {
  const text = f.text('text');
  const annotator = f.map('annotator');
  return text === undefined
    ? undefined
    : {
        subjects: f.texts('subjects'),
        ...optional('annotator', annotator === undefined ? undefined : decodeParty(annotator)),
        ...optional('timestamp', f.text('timestamp')),
        ...optional('type', f.text('type')),
        text,
      };
});

const TOOL_FORMS = ['tool', 'component', 'service'] as const;

export const decodeTool = decoder<BomTool>((f) => {
  const form = f.word('form', TOOL_FORMS);
  return form === undefined
    ? undefined
    : {
        form,
        ...optional('vendor', f.text('vendor')),
        ...optional('name', f.text('name')),
        ...optional('version', f.text('version')),
        hashes: f.list('hashes', decodeHash),
        externalReferences: f.list('externalReferences', decodeReference),
        ...optional('ref', f.text('ref')),
      };
});

const decodeProperty = decoder<BomProperty>((f) => {
  const name = f.text('name');
  const value = f.text('value') ?? '';
  f.take('value');
  return name === undefined ? undefined : { name, value };
});

const decodeSource = decoder<BomVulnerabilitySource>((f) => ({
  ...optional('name', f.text('name')),
  ...optional('url', f.text('url')),
}));

function sourceIn(f: Fields): { readonly source?: BomVulnerabilitySource } {
  const value = f.map('source');
  return optional('source', value === undefined ? undefined : decodeSource(value));
}

const decodeAlias = decoder<BomVulnerability['aliases'][number]>((f) => {
  const id = f.text('id');
  return id === undefined ? undefined : { id, ...sourceIn(f) };
});

const decodeAdvisory = decoder<BomVulnerability['advisories'][number]>((f) => {
  const url = f.text('url');
  return url === undefined ? undefined : { ...optional('title', f.text('title')), url };
});

const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info', 'none', 'unknown'] as const;

const decodeRating = decoder<BomRating>((f) => ({
  ...sourceIn(f),
  ...optional('score', f.number('score')),
  ...optional('severity', f.word('severity', SEVERITIES)),
  ...optional('method', f.text('method')),
  ...optional('vector', f.text('vector')),
  ...optional('justification', f.text('justification')),
}));

const decodeAnalysis = decoder<BomAnalysis>((f) => ({
  ...optional('state', f.word('state', BOM_ANALYSIS_STATES)),
  ...optional('justification', f.word('justification', BOM_ANALYSIS_JUSTIFICATIONS)),
  responses: f.list('responses', (word) => BOM_ANALYSIS_RESPONSES.find((known) => known === word)),
  ...optional('detail', f.text('detail')),
  ...optional('firstIssued', f.text('firstIssued')),
  ...optional('lastUpdated', f.text('lastUpdated')),
}));

const STATUSES = ['affected', 'unaffected', 'unknown'] as const;

const decodeAffectedVersion = decoder<BomAffectedVersion>((f) => ({
  ...optional('version', f.text('version')),
  ...optional('range', f.text('range')),
  ...optional('status', f.word('status', STATUSES)),
}));

const decodeAffected = decoder<BomAffected>((f) => {
  const ref = f.text('ref');
  return ref === undefined ? undefined : { ref, versions: f.list('versions', decodeAffectedVersion) };
});

export const decodeVulnerability = decoder<BomVulnerability>((f) => {
  const ref = f.text('ref');
  if (ref === undefined) return undefined;
  const analysis = f.map('analysis');
  return {
    ref,
    ...(f.flag('refMadeUp') === true ? { refMadeUp: true } : {}),
    ...optional('id', f.text('id')),
    ...sourceIn(f),
    aliases: f.list('aliases', decodeAlias),
    ratings: f.list('ratings', decodeRating),
    cwes: f.list('cwes', (cwe) => (typeof cwe === 'number' ? cwe : undefined)),
    ...optional('description', f.text('description')),
    ...optional('detail', f.text('detail')),
    ...optional('recommendation', f.text('recommendation')),
    ...optional('workaround', f.text('workaround')),
    advisories: f.list('advisories', decodeAdvisory),
    ...optional('created', f.text('created')),
    ...optional('published', f.text('published')),
    ...optional('updated', f.text('updated')),
    ...optional('rejected', f.text('rejected')),
    ...optional('analysis', analysis === undefined ? undefined : decodeAnalysis(analysis)),
    affects: f.list('affects', decodeAffected),
    properties: f.list('properties', decodeProperty),
  };
});
