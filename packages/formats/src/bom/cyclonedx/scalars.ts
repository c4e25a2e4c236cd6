/** The scalar types and vocabularies of the CycloneDX grammar: what each takes, and why it does not. */
import { ALGORITHM_FAMILIES, ELLIPTIC_CURVES } from './grammar/cryptography-names.ts';
import { LICENCE_IDS } from './grammar/licence-ids.ts';
import { WORDS } from './grammar/words.ts';
import { versionRank } from './versions.ts';

interface Scalar {
  readonly json: 'string' | 'number' | 'boolean' | 'object';
  /** Why a value of the right JSON type is refused, in plain words; null when it is taken. */
  readonly refuse?: (value: string | number) => string | null;
}

const matching =
  (pattern: RegExp, expected: string) =>
  (value: string | number): string | null =>
    typeof value === 'string' && pattern.test(value) ? null : `is not ${expected}`;

const between =
  (least: number, most: number, whole: boolean) =>
  (value: string | number): string | null => {
    if (typeof value !== 'number' || (whole && !Number.isInteger(value))) return 'is not a whole number';
    if (value < least) return `is less than ${least}`;
    return value > most ? `is more than ${most}` : null;
  };

const LONG = 4096;
const HASH_LENGTHS: ReadonlySet<number> = new Set([32, 40, 64, 96, 128]);
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const PATENT = /^[A-Za-z0-9][A-Za-z0-9\-/.()\s]{0,28}[A-Za-z0-9]$/;

/** RFC 3339 §5.6; XML schema allows to leave the zone away. */
const DATE_TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[Tt](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d{1,20})?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)?$/;

export const SCALARS: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
  ['text', { json: 'string' }],
  // Of attachments: text of any number of lines in every version.
  ['content', { json: 'string' }],
  ['email', { json: 'string' }],
  ['boolean', { json: 'boolean' }],
  ['number', { json: 'number' }],
  ['integer', { json: 'number', refuse: between(-Infinity, Infinity, true) }],
  ['positive', { json: 'number', refuse: between(1, Infinity, true) }],
  ['count', { json: 'number', refuse: between(0, Infinity, true) }],
  ['quantumLevel', { json: 'number', refuse: between(0, 6, true) }],
  ['fraction', { json: 'number', refuse: between(0, 1, false) }],
  ['dateTime', { json: 'string', refuse: matching(DATE_TIME, 'a date and time of RFC 3339') }],
  ['date', { json: 'string', refuse: matching(/^\d{4}-\d{2}-\d{2}$/, 'a date (YYYY-MM-DD)') }],
  // An IRI reference (RFC 3987): whatever has no characters that none has.
  ['uri', { json: 'string', refuse: matching(/^[^\s<>"{}|\\^`]*$/, 'a URI') }],
  ['ref', { json: 'string', refuse: (value) => (value === '' ? 'is empty' : null) }],
  ['version', { json: 'string', refuse: (value) => (String(value).length > 1024 ? 'is too long' : null) }],
  [
    'versionRange',
    {
      json: 'string',
      refuse: (value) =>
        value === '' ? 'is empty' : String(value).length > LONG ? `is longer than ${LONG} characters` : null,
    },
  ],
  ['serialNumber', { json: 'string', refuse: matching(new RegExp(`^urn:uuid:${UUID}$`), 'a urn:uuid:…') }],
  ['bomFormat', { json: 'string', refuse: matching(/^CycloneDX$/, '“CycloneDX”') }],
  [
    'hashContent',
    {
      json: 'string',
      refuse: (value) =>
        typeof value === 'string' && HASH_LENGTHS.has(value.length) && /^[a-fA-F0-9]+$/.test(value)
          ? null
          : 'is not the hexadecimal text of a hash (32, 40, 64, 96 or 128 digits)',
    },
  ],
  [
    'mimeType',
    { json: 'string', refuse: matching(/^[-+a-z0-9.]{1,127}\/[-+a-z0-9.]{1,127}$/, 'a media type') },
  ],
  ['locale', { json: 'string', refuse: matching(/^[a-z]{2}(?:-[A-Z]{2})?$/, 'a locale such as en-GB') }],
  ['openCre', { json: 'string', refuse: matching(/^CRE:[0-9]+-[0-9]+$/, 'an OpenCRE id') }],
  ['patentNumber', { json: 'string', refuse: matching(PATENT, 'a patent number') }],
  ['jurisdiction', { json: 'string', refuse: matching(/^[A-Z]{2}$/, 'a jurisdiction of two letters') }],
  // JSON Signature Format: kept whole, judged by whoever checks signatures.
  ['jsf', { json: 'object' }],
]);

/** Words by vocabulary, each with the rank of its first version. */
export const VOCABULARIES: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map([
  ...WORDS.trim()
    .split(/\n(?=\S)/)
    .map((block): [string, ReadonlyMap<string, number>] => {
      const [name = '', ...words] = block.split(/\s+/);
      return [
        name,
        new Map(
          words.map((word): [string, number] => {
            const dated = /^(1\.\d):(.*)$/.exec(word);
            return dated === null ? [word, 0] : [dated[2] ?? '', versionRank(dated[1] ?? '')];
          }),
        ),
      ];
    }),
  [
    'licenceId',
    new Map(
      LICENCE_IDS.trim()
        .split(/\s+/)
        .map((id) => [id, 0]),
    ),
  ],
  [
    'algorithmFamily',
    new Map(
      ALGORITHM_FAMILIES.trim()
        .split(/,\s*/)
        .map((name) => [name, 0]),
    ),
  ],
  [
    'ellipticCurve',
    new Map(
      ELLIPTIC_CURVES.trim()
        .split(/,\s*/)
        .map((name) => [name, 0]),
    ),
  ],
]);
