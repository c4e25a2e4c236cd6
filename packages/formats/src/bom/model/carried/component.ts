/** Fields of components that travel as properties. */
import { BOM_COMPONENT_KINDS, BOM_SUPPORT_LEVELS, type BomComponent } from '@theriac/core';
import { optional } from '../../document/json-fields.ts';
import {
  decodeHash,
  decodeLicence,
  decodeOccurrence,
  decodePart,
  decodeParty,
  decodeReference,
  decodeSwid,
} from '../model-json.ts';
import { all, type Carrier, encoded, given, single } from './carrier.ts';
import { acknowledged, fileFlag, textCarrier } from './component-fields.ts';

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
    field: 'parent',
    name: 'theriac:bom:parent',
    says: 'ref of the component that contains it, where the document lists it beside that one',
    give: (c) => given(c.parent),
    restore: (c, values) => {
      const parent = single(values);
      // Where it is nested, that says what contains it.
      return parent === null || parent === c.ref || c.parent !== undefined ? null : { ...c, parent };
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
  textCarrier('name', 'the name, where the format has no place for it'),
  textCarrier('version', 'the version'),
  textCarrier('purl', 'the package URL of something that is not a package'),
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
