/** Persons in XML: recordTarget of C-CDA, and Patient, RelatedPerson and Person of FHIR. */
import type { IdentifierClass, PersonRecord, Reading } from '../record.ts';
import { identifiersOf } from '../shapes.ts';
import { classOfSystem } from './fhir-systems.ts';
import { LineIndex } from './lines.ts';

/** Characters of one person that are read. */
const LONGEST = 200_000;
const START_OF_PERSON = /<(?:[a-z0-9]{1,12}:)?(recordTarget|Patient|RelatedPerson|Person)\b/g;
/** A start tag with its attributes and the text behind it. */
const ELEMENT = /<(?:[a-z0-9]{1,12}:)?([A-Za-z]{1,40})\b([^<>]{0,2000})>([^<]{0,500})/g;
const ATTRIBUTE = /\b(value|root|extension|system)\s{0,3}=\s{0,3}["']([^"'<>]{0,500})["']/g;

export function readClinicalXml(text: string): Reading | undefined {
  const isCda = text.includes('ClinicalDocument') && text.includes('urn:hl7-org:v3');
  if (!isCda && !text.includes('http://hl7.org/fhir')) return undefined;
  const lines = new LineIndex(text);
  const records: PersonRecord[] = [];
  let end = 0;
  for (const match of text.matchAll(START_OF_PERSON)) {
    const tag = match[1] ?? '';
    if (match.index < end || (tag === 'recordTarget') !== isCda) continue;
    end = endOf(text, match.index, tag);
    records.push({
      line: lines.at(match.index),
      identifiers: identifiersOf(pairsOf(text.slice(match.index, end))),
    });
  }
  if (records.length === 0) return undefined;
  return isCda
    ? { document: 'CCDA', context: 'recordTarget of a clinical document', records }
    : { document: 'FHIR', context: 'patient resources of FHIR', records };
}

function endOf(text: string, start: number, tag: string): number {
  const close = text
    .slice(start, start + LONGEST)
    .search(tag === 'recordTarget' ? /<\/(?:\w{1,12}:)?recordTarget/ : CLOSE);
  return close === -1 ? Math.min(text.length, start + LONGEST) : start + close;
}
const CLOSE = /<\/(?:Patient|RelatedPerson|Person)>/;

function pairsOf(text: string): [IdentifierClass, string][] {
  const pairs: [IdentifierClass, string][] = [];
  let [given, system, isProvider] = ['', '', false];
  for (const [, tag = '', attributes = '', content = ''] of text.matchAll(ELEMENT)) {
    const {
      value = '',
      root = '',
      extension = '',
      system: scheme = '',
    } = Object.fromEntries([...attributes.matchAll(ATTRIBUTE)].map(([, name, said]) => [name, said]));
    const said = value === '' ? content.trim() : value;
    switch (tag) {
      case 'providerOrganization':
      case 'managingOrganization':
      case 'generalPractitioner':
        isProvider = true;
        break;
      case 'given':
        given = said;
        break;
      case 'family':
        pairs.push(['name', `${given} ${said}`.trim()]);
        given = '';
        break;
      case 'system':
        system = value;
        break;
      case 'id':
        if (extension !== '' && !isProvider) pairs.push([classOfSystem(root, []), extension]);
        break;
      case 'value':
        if (value.includes('@')) pairs.push(['email', value]);
        else if (/^(?:phone|fax|sms)$/.test(system)) pairs.push(['phone', value]);
        else if (value !== '' && system !== '') pairs.push([classOfSystem(system, []), value]);
        break;
      case 'telecom': {
        const address = value === '' ? scheme : value;
        if (!isProvider)
          pairs.push([
            address.startsWith('mailto:') ? 'email' : 'phone',
            address.replace(/^(?:tel|mailto):/, ''),
          ]);
        break;
      }
      case 'birthTime':
        pairs.push(['birth', /^\d{8}/.exec(value)?.[0] ?? '']);
        break;
      case 'birthDate':
        pairs.push(['birth', value]);
        break;
      case 'streetAddressLine':
      case 'line':
        if (!isProvider) pairs.push(['address', said]);
        break;
      default:
        break;
    }
  }
  return pairs;
}
