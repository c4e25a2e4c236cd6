/** Carriers of fields that are alike: texts, flags of files, acknowledgements of licences. */
import type { BomComponent, BomFileProperties, BomLicence } from '@theriac/core';
import { licenceOfWord, licenceWord } from '../licence-word.ts';
import { type Carrier, given, single } from './carrier.ts';

type TextField =
  | 'publisher'
  | 'copyright'
  | 'summary'
  | 'description'
  | 'comment'
  | 'built'
  | 'released'
  | 'name'
  | 'version'
  | 'purl';

export function textCarrier(field: TextField, says: string): Carrier<BomComponent> {
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

export function fileFlag(flag: keyof typeof FILE_FLAGS): Carrier<BomComponent> {
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
export function acknowledged(acknowledgement: 'declared' | 'concluded'): Carrier<BomComponent> {
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
