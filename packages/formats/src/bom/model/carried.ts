/**
 * What a format has no field for travels as properties (CycloneDX), annotations (SPDX 2) or CycloneDX properties in
 * an extension (SPDX 3), under the names of this table, and comes back into its field when the document is read.
 * `docs/reference/sbom-formats.md` lists them.
 *
 * Names of public taxonomies where there are any: `cdx:lifecycle:milestone:*` of CycloneDX, `bsi:component:*` of
 * BSI TR-03183-2.
 */
import {
  BOM_COMPONENT_KINDS,
  BOM_SUPPORT_LEVELS,
  type Bom,
  type BomComponent,
  type BomFileProperties,
  type BomLicence,
  type BomProperty,
} from '@theriac/core';
import { optional } from '../document/json-fields.ts';
import {
  decodeAnnotation,
  decodeComposition,
  decodeExternalDocument,
  decodeHash,
  decodeLicence,
  decodeLicenceText,
  decodeLifecycle,
  decodeOccurrence,
  decodePart,
  decodeParty,
  decodeReference,
  decodeRelationship,
  decodeSwid,
  decodeTool,
  encodePart,
} from './model-json.ts';

/** One property name, and how it becomes a field again. */
interface Carrier<Owner> {
  /** Field of the model, as losses and the tables of formats name it. */
  readonly field: string;
  readonly name: string;
  /** For the docs. */
  readonly says: string;
  readonly give: (owner: Owner) => readonly string[];
  /** The owner with the values in their field; null when they are not understood. */
  readonly restore: (owner: Owner, values: readonly string[]) => Owner | null;
}

type Part = object;

/** Every value decoded, or null when one is not understood. */
function all<Item>(values: readonly string[], decode: (value: string) => Item | undefined): Item[] | null {
  const items: Item[] = [];
  for (const value of values) {
    const item = decode(value);
    if (item === undefined) return null;
    items.push(item);
  }
  return items;
}

const single = (values: readonly string[]): string | null => {
  const [value] = values;
  return values.length === 1 && value !== undefined && value !== '' ? value : null;
};

const given = (value: string | undefined): readonly string[] => (value === undefined ? [] : [value]);
const encoded = (parts: readonly Part[]): readonly string[] => parts.map(encodePart);

type TextField =
  | 'publisher'
  | 'copyright'
  | 'summary'
  | 'description'
  | 'comment'
  | 'built'
  | 'released'
  | 'version'
  | 'purl';

function textCarrier(field: TextField, says: string): Carrier<BomComponent> {
  return {
    field,
    name: `theriac:bom:${field}`,
    says,
    give: (c) => given(c[field]),
    restore: (c, values) => {
      const value = single(values);
      // It is more exact than what the format could say of it.
      return value === null ? null : { ...c, [field]: value };
    },
  };
}

const FILE_FLAGS: Readonly<
  Record<'executable' | 'archive' | 'structured', readonly [yes: string, no: string]>
> = {
  executable: ['executable', 'non-executable'],
  archive: ['archive', 'no archive'],
  structured: ['structured', 'unstructured'],
};

function fileFlag(flag: keyof typeof FILE_FLAGS): Carrier<BomComponent> {
  const [yes, no] = FILE_FLAGS[flag];
  return {
    field: `file/${flag}`,
    name: `bsi:component:${flag}`,
    says: `BSI TR-03183-2: \`${yes}\` or \`${no}\``,
    give: ({ file }) => (file?.[flag] === undefined ? [] : [file[flag] ? yes : no]),
    restore: (c, values) => {
      const value = single(values);
      if (value !== yes && value !== no) return null;
      const file: BomFileProperties = { ...c.file, [flag]: value === yes };
      return { ...c, file };
    },
  };
}

/** Matches a statement that the format kept without saying who made it; adds it when there is none. */
function acknowledged(acknowledgement: 'declared' | 'concluded'): Carrier<BomComponent> {
  return {
    field: 'licences',
    name: `theriac:licence:${acknowledgement}`,
    says: `a licence that was ${acknowledgement}: id, name or expression, \`NONE\` or \`NOASSERTION\``,
    give: (c) => c.licences.filter((l) => l.acknowledgement === acknowledgement).map(licenceWord),
    restore: (c, values) => {
      const licences: BomLicence[] = [...c.licences];
      for (const word of values) {
        const index = licences.findIndex((l) => l.acknowledgement === undefined && l.value === word);
        const known = licences[index];
        if (known === undefined) licences.push(licenceOfWord(word, acknowledgement));
        else licences[index] = { ...known, acknowledgement };
      }
      return { ...c, licences };
    },
  };
}

/** `NONE`, `NOASSERTION`, or the value of a licence. */
export function licenceWord({ kind, value }: BomLicence): string {
  return kind === 'none' ? 'NONE' : kind === 'no-assertion' ? 'NOASSERTION' : value;
}

function licenceOfWord(word: string, acknowledgement: 'declared' | 'concluded'): BomLicence {
  if (word === 'NONE') return { kind: 'none', value: '', acknowledgement };
  if (word === 'NOASSERTION') return { kind: 'no-assertion', value: '', acknowledgement };
  return { kind: 'expression', value: word, acknowledgement };
}

export const COMPONENT_CARRIERS: readonly Carrier<BomComponent>[] = [
  {
    field: 'kind',
    name: 'theriac:bom:kind',
    says: 'what the component is, where the format has no word for it',
    give: (c) => [c.kind],
    restore: (c, values) => {
      const kind = BOM_COMPONENT_KINDS.find((k) => k === single(values));
      return kind === undefined ? null : { ...c, kind };
    },
  },
  {
    field: 'element',
    name: 'theriac:bom:element',
    says: '`package`, `file` or `snippet`: the kind of SPDX element',
    give: (c) => given(c.element),
    restore: (c, values) => {
      const element = (['package', 'file', 'snippet'] as const).find((e) => e === single(values));
      return element === undefined ? null : { ...c, element };
    },
  },
  {
    field: 'support/levels',
    name: 'theriac:support:level',
    says: 'level of support, in the words of SPDX 3 `SupportType`',
    give: (c) => c.support?.levels ?? [],
    restore: (c, values) => {
      const levels = all(values, (v) => BOM_SUPPORT_LEVELS.find((level) => level === v));
      return levels === null ? null : { ...c, support: { ...c.support, levels } };
    },
  },
  {
    field: 'support/endOfSupport',
    name: 'cdx:lifecycle:milestone:endOfSupport',
    says: 'date when support ends',
    give: (c) => given(c.support?.endOfSupport),
    restore: (c, values) => {
      const endOfSupport = single(values);
      if (endOfSupport === null) return null;
      return { ...c, support: { levels: [], ...c.support, endOfSupport } };
    },
  },
  {
    field: 'support/saidBy',
    name: 'theriac:support:saidBy',
    says: 'who said so',
    give: (c) => given(c.support?.saidBy),
    restore: (c, values) => {
      const saidBy = single(values);
      return saidBy === null ? null : { ...c, support: { levels: [], ...c.support, saidBy } };
    },
  },
  {
    field: 'file/name',
    name: 'bsi:component:filename',
    says: 'BSI TR-03183-2: the file name of the component',
    give: (c) => given(c.file?.name),
    restore: (c, values) => {
      const name = single(values);
      return name === null ? null : { ...c, file: { ...c.file, name } };
    },
  },
  fileFlag('executable'),
  fileFlag('archive'),
  fileFlag('structured'),
  {
    field: 'group',
    name: 'theriac:bom:group',
    says: 'the group, which the format writes before the name: `group/name`',
    give: (c) => given(c.group),
    restore: (c, values) => {
      const group = single(values);
      if (group === null) return null;
      const name = c.name.startsWith(`${group}/`) ? c.name.slice(group.length + 1) : c.name;
      return name === '' ? null : { ...c, group, name };
    },
  },
  textCarrier('version', 'the version'),
  textCarrier('purl', 'the package URL of what is no package'),
  textCarrier('publisher', 'the publisher'),
  textCarrier('copyright', 'the copyright statement'),
  textCarrier('summary', 'a short description'),
  textCarrier('description', 'the description'),
  textCarrier('comment', 'a comment on the component'),
  textCarrier('built', 'when it was built'),
  textCarrier('released', 'when it was released'),
  {
    field: 'scope',
    name: 'theriac:bom:scope',
    says: '`required`, `optional` or `excluded`',
    give: (c) => given(c.scope),
    restore: (c, values) => {
      const scope = (['required', 'optional', 'excluded'] as const).find((s) => s === single(values));
      return scope === undefined ? null : { ...c, scope };
    },
  },
  {
    field: 'cpes',
    name: 'theriac:bom:cpe',
    says: 'CPE names beyond the first',
    give: (c) => c.cpes,
    restore: (c, values) => ({ ...c, cpes: [...c.cpes, ...values] }),
  },
  {
    field: 'ids',
    name: 'theriac:bom:id',
    says: 'another identifier: `type value`',
    give: (c) => c.ids.map(({ type, value }) => `${type} ${value}`),
    restore: (c, values) => {
      const ids = all(values, (text) => {
        const space = text.indexOf(' ');
        return space < 1 ? undefined : { type: text.slice(0, space), value: text.slice(space + 1) };
      });
      return ids === null ? null : { ...c, ids: [...c.ids, ...ids] };
    },
  },
  {
    field: 'hashes',
    name: 'theriac:bom:hash',
    says: 'a hash of an algorithm that the format does not have (JSON)',
    give: (c) => encoded(c.hashes),
    restore: (c, values) => {
      const hashes = all(values, (text) => decodePart(text, decodeHash));
      return hashes === null ? null : { ...c, hashes: [...c.hashes, ...hashes] };
    },
  },
  acknowledged('declared'),
  acknowledged('concluded'),
  {
    field: 'licences',
    name: 'theriac:bom:licence',
    says: 'a licence statement that the format cannot hold (JSON)',
    give: (c) => encoded(c.licences),
    restore: (c, values) => {
      const licences = all(values, (text) => decodePart(text, decodeLicence));
      return licences === null ? null : { ...c, licences: [...c.licences, ...licences] };
    },
  },
  {
    field: 'licences',
    name: 'theriac:bom:licences',
    says: 'a licence statement; together they replace what the format made of them (JSON)',
    give: (c) => encoded(c.licences),
    restore: (c, values) => {
      const licences = all(values, (text) => decodePart(text, decodeLicence));
      return licences === null ? null : { ...c, licences };
    },
  },
  ...(['supplier', 'manufacturer'] as const).map(
    (field): Carrier<BomComponent> => ({
      field,
      name: `theriac:bom:${field}`,
      says: `the ${field} with all that is said of it (JSON)`,
      give: (c) => encoded(c[field] === undefined ? [] : [c[field]]),
      restore: (c, values) => {
        const [party, ...more] = all(values, (text) => decodePart(text, decodeParty)) ?? [];
        // It replaces what the format could say of them, but not what only the format says.
        return party === undefined || more.length > 0
          ? null
          : { ...c, [field]: { ...party, ...optional('rest', c[field]?.rest) } };
      },
    }),
  ),
  {
    field: 'authors',
    name: 'theriac:bom:author',
    says: 'an author (JSON)',
    give: (c) => encoded(c.authors),
    restore: (c, values) => {
      const authors = all(values, (text) => decodePart(text, decodeParty));
      return authors === null
        ? null
        : {
            ...c,
            authors: authors.map((a, index) => ({ ...a, ...optional('rest', c.authors[index]?.rest) })),
          };
    },
  },
  {
    field: 'swid',
    name: 'theriac:bom:swid',
    says: 'the SWID tag (JSON)',
    give: (c) => encoded(c.swid === undefined ? [] : [c.swid]),
    restore: (c, values) => {
      const [swid, ...more] = all(values, (text) => decodePart(text, decodeSwid)) ?? [];
      return swid === undefined || more.length > 0 ? null : { ...c, swid };
    },
  },
  {
    field: 'externalReferences',
    name: 'theriac:bom:externalReference',
    says: 'an external reference that the format cannot hold (JSON)',
    give: (c) => encoded(c.externalReferences),
    restore: (c, values) => {
      const references = all(values, (text) => decodePart(text, decodeReference));
      return references === null
        ? null
        : { ...c, externalReferences: [...c.externalReferences, ...references] };
    },
  },
  {
    field: 'evidence/occurrences',
    name: 'theriac:bom:occurrence',
    says: 'where it was found (JSON)',
    give: (c) => encoded(c.evidence?.occurrences ?? []),
    restore: (c, values) => {
      const occurrences = all(values, (text) => decodePart(text, decodeOccurrence));
      if (occurrences === null) return null;
      return { ...c, evidence: { licences: [], copyrights: [], ...c.evidence, occurrences } };
    },
  },
  {
    field: 'evidence/licences',
    name: 'theriac:bom:licenceFound',
    says: 'a licence found inside (JSON)',
    give: (c) => encoded(c.evidence?.licences ?? []),
    restore: (c, values) => {
      const licences = all(values, (text) => decodePart(text, decodeLicence));
      if (licences === null) return null;
      return { ...c, evidence: { occurrences: [], copyrights: [], ...c.evidence, licences } };
    },
  },
  {
    field: 'evidence/copyrights',
    name: 'theriac:bom:copyrightFound',
    says: 'a copyright statement found inside',
    give: (c) => c.evidence?.copyrights ?? [],
    restore: (c, values) => ({
      ...c,
      evidence: { occurrences: [], licences: [], ...c.evidence, copyrights: values },
    }),
  },
];

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
  [Key in keyof Bom]-?: Bom[Key] extends readonly Part[] ? Key : never;
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

const COMPONENT_NAMES = new Map(COMPONENT_CARRIERS.map((carrier) => [carrier.name, carrier]));
const DOCUMENT_NAMES = new Map(DOCUMENT_CARRIERS.map((carrier) => [carrier.name, carrier]));

/** The properties that carry a field of a component; none when it is not set. */
export function carryComponent(component: BomComponent, name: string): readonly BomProperty[] {
  return carried(component, COMPONENT_NAMES.get(name));
}

export function carryDocument(bom: Bom, name: string): readonly BomProperty[] {
  return carried(bom, DOCUMENT_NAMES.get(name));
}

const NOTHING: readonly BomProperty[] = [];

function carried<Owner>(owner: Owner, carrier: Carrier<Owner> | undefined): readonly BomProperty[] {
  const values = carrier?.give(owner) ?? [];
  return carrier === undefined || values.length === 0
    ? NOTHING
    : values.map((value) => ({ name: carrier.name, value }));
}

/** Where in a component the field of a property is. */
export function carriedField(name: string): string {
  return COMPONENT_NAMES.get(name)?.field ?? name;
}

/** A component whose carried properties are fields again. */
export function restoreCarried(component: BomComponent): BomComponent {
  return restore(component, COMPONENT_CARRIERS, COMPONENT_NAMES);
}

export function restoreCarriedDocument(bom: Bom): Bom {
  return restore(bom, DOCUMENT_CARRIERS, DOCUMENT_NAMES);
}

function restore<Owner extends { readonly properties: readonly BomProperty[] }>(
  owner: Owner,
  carriers: readonly Carrier<Owner>[],
  names: ReadonlyMap<string, Carrier<Owner>>,
): Owner {
  if (!owner.properties.some((property) => names.has(property.name))) return owner;
  let result = owner;
  const done = new Set<string>();
  for (const { name, restore: back } of carriers) {
    const found = owner.properties.filter((property) => property.name === name);
    if (found.length === 0 || found.some((property) => property.rest !== undefined)) continue;
    const restored = back(
      result,
      found.map((property) => property.value),
    );
    if (restored === null) continue;
    result = restored;
    done.add(name);
  }
  if (done.size === 0) return owner;
  return { ...result, properties: owner.properties.filter((property) => !done.has(property.name)) };
}
