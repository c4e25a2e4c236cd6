/**
 * What the text of SPDX 2.2 and 2.3 demands and their JSON schema does not: a row per demand, with its clause. Forms of
 * single values come first, then what several fields of an object, or the document as a whole, must have.
 */
import type { JsonValue } from '@theriac/core';
import { isList, isMap, type JsonMap, own } from '../document/json-fields.ts';
import { isCpe, purlProblem } from '../document/meaning/identifiers.ts';
import { isDay } from '../model/dates.ts';
import {
  containsFiles,
  describesProblem,
  repeatedId,
  snippetOfNoFile,
  undeclaredDocument,
} from './document-rules.ts';
import {
  checksumProblem,
  isHomepage,
  isLocation,
  isRelativePath,
  isRfc3986,
  isUnsaid,
  isUri,
} from './forms.ts';

/** The form of a field by `type.field`. */
interface FormRule {
  readonly clause: string;
  /** Follows “is not”. */
  readonly expected: string;
  readonly holds: (text: string) => boolean;
}

const PARTY = /^(?:Person|Organization): ?\S/;
const AGENT = /^(?:Person|Organization|Tool): ?\S/;
const CREATOR: FormRule = {
  clause: '§6.8',
  expected: '“Person: …”, “Organization: …” or “Tool: …”',
  holds: (text) => AGENT.test(text),
};
const NAMED: FormRule = {
  clause: '§7.5, §7.6',
  expected: '“Person: …”, “Organization: …” or NOASSERTION',
  holds: (text) => text === 'NOASSERTION' || PARTY.test(text),
};

const dated = (clause: string): FormRule => ({ clause, expected: 'a day of the calendar', holds: isDay });
const filled = (clause: string, expected: string): FormRule => ({
  clause,
  expected,
  holds: (text) => text.trim() !== '',
});

/** Licence fields with their clauses. */
const LICENCE_FIELDS: readonly (readonly [field: string, clause: string])[] = [
  ['package.licenseConcluded', '§7.13'],
  ['package.licenseInfoFromFiles', '§7.14'],
  ['package.licenseDeclared', '§7.15'],
  ['file.licenseConcluded', '§8.5'],
  ['file.licenseInfoInFiles', '§8.6'],
  ['snippet.licenseConcluded', '§9.5'],
  ['snippet.licenseInfoInSnippets', '§9.6'],
];

const FORMS: ReadonlyMap<string, FormRule> = new Map<string, FormRule>([
  ...LICENCE_FIELDS.map(([field, clause]): [string, FormRule] => [
    field,
    filled(clause, 'a licence expression, NONE or NOASSERTION'),
  ]),
  [
    'document.documentNamespace',
    { clause: '§6.5', expected: 'a URI of the characters that RFC 3986 allows', holds: isRfc3986 },
  ],
  ['creationInfo.created', dated('§6.9')],
  ['package.releaseDate', dated('§7.25')],
  ['package.builtDate', dated('§7.26')],
  ['package.validUntilDate', dated('§7.27')],
  ['annotation.annotationDate', dated('§12.2')],
  ['review.reviewDate', dated('§13.2')],
  ['annotation.comment', filled('§12.5', 'a comment')],
  [
    'verification.packageVerificationCodeExcludedFiles',
    { clause: '§7.9', expected: 'a path relative to the package', holds: isRelativePath },
  ],
  [
    'licensingInfo.seeAlsos',
    // The example of the specification has two on one line.
    { clause: '§10.4', expected: 'an address', holds: (text) => text.split(/,\s*/).every(isUri) },
  ],
  ['document.dataLicense', { clause: '§6.2', expected: 'CC0-1.0', holds: (text) => text === 'CC0-1.0' }],
  [
    'document.SPDXID',
    { clause: '§6.3', expected: 'SPDXRef-DOCUMENT', holds: (text) => text === 'SPDXRef-DOCUMENT' },
  ],
  [
    'document.name',
    {
      clause: '§6.4',
      expected: 'a line of text',
      holds: (text) => text.trim() !== '' && !/[\r\n]/.test(text),
    },
  ],
  ['creationInfo.creators', CREATOR],
  [
    'creationInfo.licenseListVersion',
    {
      clause: '§6.7',
      expected: 'a version such as 3.19',
      holds: (text) => /^\d+\.\d+(?:\.\d+)?$/.test(text),
    },
  ],
  [
    'documentRef.spdxDocument',
    {
      clause: '§6.6',
      expected: 'an absolute URI without “#”',
      holds: (text) => isUri(text) && !text.includes('#'),
    },
  ],
  [
    'package.name',
    {
      clause: '§7.1',
      expected: 'a name on one line',
      holds: (text) => text.trim() !== '' && !/[\r\n]/.test(text),
    },
  ],
  ['package.supplier', NAMED],
  ['package.originator', NAMED],
  [
    'package.downloadLocation',
    { clause: '§7.7', expected: 'an address, NONE or NOASSERTION', holds: isLocation },
  ],
  [
    'package.homepage',
    {
      clause: '§7.11',
      expected: 'an address, NONE or NOASSERTION',
      holds: isHomepage,
    },
  ],
  [
    'verification.packageVerificationCodeValue',
    {
      clause: '§7.9',
      expected: 'a SHA-1 of 40 lower-case hexadecimal digits',
      holds: (text) => /^[0-9a-f]{40}$/.test(text),
    },
  ],
  [
    'file.fileName',
    {
      clause: '§8.1',
      expected: 'a path relative to the package',
      holds: isRelativePath,
    },
  ],
  [
    'snippet.snippetFromFile',
    {
      clause: '§9.2',
      expected: 'the id of a file',
      holds: (text) => /^(?:DocumentRef-[A-Za-z0-9.+-]+:)?SPDXRef-[A-Za-z0-9.-]+$/.test(text),
    },
  ],
  [
    'licensingInfo.licenseId',
    {
      clause: '§10.1',
      expected: 'an id such as LicenseRef-1',
      holds: (text) => /^LicenseRef-[A-Za-z0-9.-]+$/.test(text),
    },
  ],
  [
    'licensingInfo.extractedText',
    { clause: '§10.2', expected: 'the text of the licence', holds: (text) => text.trim() !== '' },
  ],
  ['annotation.annotator', { ...CREATOR, clause: '§12.1' }],
  ['review.reviewer', { ...CREATOR, clause: '§13.1' }],
]);

/** What is wrong with a value, and the clause; undefined when it keeps to the text. */
export function formProblem(type: string, field: string, text: string): FormRule | undefined {
  const rule = FORMS.get(`${type}.${field}`);
  return rule === undefined || text.length > 20_000 || rule.holds(text) ? undefined : rule;
}

/** A demand on an object as a whole. */
interface ObjectRule {
  readonly type: string;
  readonly clause: string;
  readonly field: string;
  /** What breaks it; undefined: nothing. */
  readonly broken: (object: JsonMap) => string | undefined;
  readonly remedy: string;
}

const list = (object: JsonMap, field: string): readonly JsonValue[] => {
  const value = own(object, field);
  return isList(value) ? value : [];
};
const text = (object: JsonMap, field: string): string => {
  const value = own(object, field);
  return typeof value === 'string' ? value : '';
};

/** Forms of locators by their type (Annex F). */
const LOCATORS: Readonly<
  Record<string, { readonly category: RegExp; readonly form: (locator: string) => boolean }>
> = {
  cpe22Type: { category: /^SECURITY$/, form: (l) => /^cpe:\//i.test(l) && isCpe(l) },
  cpe23Type: { category: /^SECURITY$/, form: (l) => /^cpe:2\.3:/i.test(l) && isCpe(l) },
  advisory: { category: /^SECURITY$/, form: isUri },
  fix: { category: /^SECURITY$/, form: isUri },
  url: { category: /^SECURITY$/, form: isUri },
  swid: { category: /^SECURITY$/, form: (l) => /^swid(?:path)?:\S+$/i.test(l) },
  'maven-central': { category: /^PACKAGE[-_]MANAGER$/, form: (l) => /^[^:]+:[^:]+(?::[^:]+)?$/.test(l) },
  npm: { category: /^PACKAGE[-_]MANAGER$/, form: (l) => /^@?[^@]+@[^@]+$/.test(l) },
  nuget: { category: /^PACKAGE[-_]MANAGER$/, form: (l) => /^[^/]+\/[^/]+$/.test(l) },
  bower: { category: /^PACKAGE[-_]MANAGER$/, form: (l) => /^[^#]+#[^#]+$/.test(l) },
  purl: { category: /^PACKAGE[-_]MANAGER$/, form: (l) => purlProblem(l) === null },
  swh: {
    category: /^PERSISTENT[-_]ID$/,
    form: (l) => /^swh:1:(?:snp|rel|rev|dir|cnt):[0-9a-f]{40}(?:;\S+)?$/.test(l),
  },
  gitoid: {
    category: /^PERSISTENT[-_]ID$/,
    form: (l) => /^gitoid:(?:blob|tree|commit|tag):sha(?:1:[0-9a-f]{40}|256:[0-9a-f]{64})$/.test(l),
  },
};

/** Whether a locator has the form of its type; types of no known form have any. */
export function isLocator(type: string, locator: string): boolean {
  return !Object.hasOwn(LOCATORS, type) || LOCATORS[type]?.form(locator) === true;
}

const typeOf = (ref: JsonMap): string => text(ref, 'referenceType').replace(/^.*[/#]/, '');

function rangeProblem(range: JsonValue): string | undefined {
  if (!isMap(range)) return undefined;
  const [start, end] = ['startPointer', 'endPointer'].map((side) => own(range, side));
  if (!isMap(start) || !isMap(end)) return undefined;
  for (const unit of ['offset', 'lineNumber']) {
    const [from, to] = [own(start, unit), own(end, unit)];
    if ((from === undefined) !== (to === undefined)) return `only one end of the range has ${unit}`;
    if (from === undefined || to === undefined) continue;
    if (
      typeof from !== 'number' ||
      typeof to !== 'number' ||
      !Number.isInteger(from) ||
      !Number.isInteger(to)
    )
      return 'an end of the range is no whole number';
    if (from < 1) return 'the range begins before 1';
    if (from > to) return 'the range ends before it begins';
  }
  return undefined;
}

const OBJECTS: readonly ObjectRule[] = [
  {
    type: 'package',
    clause: '§7.9',
    field: 'packageVerificationCode',
    broken: (p) =>
      own(p, 'filesAnalyzed') === false && own(p, 'packageVerificationCode') !== undefined
        ? 'must be left out where filesAnalyzed is false'
        : undefined,
    remedy: 'Remove it, or set filesAnalyzed to true.',
  },
  {
    type: 'package',
    clause: '§7.14',
    field: 'licenseInfoFromFiles',
    broken: (p) =>
      own(p, 'filesAnalyzed') === false && list(p, 'licenseInfoFromFiles').length > 0
        ? 'must be left out where filesAnalyzed is false'
        : undefined,
    remedy: 'Remove it, or set filesAnalyzed to true.',
  },
  {
    type: 'package',
    clause: '§7.8',
    field: 'hasFiles',
    broken: (p) =>
      own(p, 'filesAnalyzed') === false && list(p, 'hasFiles').length > 0
        ? 'lists files where filesAnalyzed is false'
        : undefined,
    remedy: 'Remove the files, or set filesAnalyzed to true.',
  },
  {
    type: 'externalRef',
    clause: 'Annex F',
    field: 'referenceCategory',
    broken: (ref) => {
      const known = LOCATORS[typeOf(ref)];
      const category = text(ref, 'referenceCategory');
      return known === undefined || known.category.test(category)
        ? undefined
        : `${typeOf(ref)} is not of category ${category}`;
    },
    remedy: 'Write the category to which the type belongs.',
  },
  {
    type: 'externalRef',
    clause: 'Annex F',
    field: 'referenceType',
    broken: (ref) => {
      const type = typeOf(ref);
      if (type === '') return 'is empty';
      const isOther = text(ref, 'referenceCategory') === 'OTHER';
      return isOther || Object.hasOwn(LOCATORS, type)
        ? undefined
        : `${type.slice(0, 60)} is no type of this category`;
    },
    remedy: 'Write a type of Annex F, or the category OTHER.',
  },
  {
    type: 'externalRef',
    clause: 'Annex F',
    field: 'referenceLocator',
    broken: (ref) => {
      const type = typeOf(ref);
      const known = Object.hasOwn(LOCATORS, type) ? LOCATORS[type] : undefined;
      // purls and CPE names have problems of their own, with the reason.
      if (known === undefined || type === 'purl' || /^cpe2[23]Type$/.test(type)) {
        if (type === 'cpe22Type' && /^cpe:2\.3:/i.test(text(ref, 'referenceLocator')))
          return 'is a CPE 2.3 name';
        if (type === 'cpe23Type' && /^cpe:\//i.test(text(ref, 'referenceLocator')))
          return 'is a CPE 2.2 name';
        return undefined;
      }
      return known.form(text(ref, 'referenceLocator')) ? undefined : `is no locator of type ${type}`;
    },
    remedy: 'Write the locator in the form of its type.',
  },
  {
    type: 'file',
    clause: '§8.4',
    field: 'checksums',
    broken: (file) =>
      list(file, 'checksums').length === 0 ||
      list(file, 'checksums').some((sum) => isMap(sum) && text(sum, 'algorithm') === 'SHA1')
        ? undefined
        : 'has no SHA1, which every file must have',
    remedy: 'Add the SHA-1 of the file.',
  },
  {
    type: 'file',
    clause: '§8.4',
    field: 'checksums',
    broken: (file) =>
      list(file, 'checksums').filter((sum) => isMap(sum) && text(sum, 'algorithm') === 'SHA1').length > 1
        ? 'has several SHA1; a file has one'
        : undefined,
    remedy: 'Keep the SHA-1 of the file.',
  },
  {
    type: 'checksum',
    clause: '§7.10, §8.4',
    field: 'checksumValue',
    broken: (sum) => checksumProblem(text(sum, 'algorithm'), text(sum, 'checksumValue')),
    remedy: 'Write the checksum in lower-case hexadecimal digits.',
  },
  {
    type: 'snippet',
    clause: '§9.3',
    field: 'ranges',
    broken: (snippet) => {
      const ranges = list(snippet, 'ranges');
      for (const range of ranges) {
        const problem = rangeProblem(range);
        if (problem !== undefined) return problem;
      }
      const inBytes = ranges.some((range) => {
        const start = isMap(range) ? own(range, 'startPointer') : undefined;
        return isMap(start) && own(start, 'offset') !== undefined;
      });
      return own(snippet, 'ranges') === undefined || inBytes
        ? undefined
        : 'has no range in bytes, which every snippet must have';
    },
    remedy: 'Write first and last byte, counted from 1.',
  },
  {
    type: 'relationship',
    clause: '§11.1',
    field: 'spdxElementId',
    broken: (relationship) =>
      isUnsaid(text(relationship, 'spdxElementId'))
        ? 'NONE and NOASSERTION can only be what is related to'
        : undefined,
    remedy: 'Name the element on the left side.',
  },
  {
    type: 'relationship',
    clause: '§11.1',
    field: 'spdxElementId',
    broken: (relationship) =>
      text(relationship, 'relationshipType') === 'AMENDS' &&
      text(relationship, 'spdxElementId') !== 'SPDXRef-DOCUMENT'
        ? 'what AMENDS is this document, SPDXRef-DOCUMENT'
        : undefined,
    remedy: 'Name SPDXRef-DOCUMENT on the left side.',
  },
  {
    type: 'document',
    clause: '§7.8',
    field: 'relationships',
    broken: containsFiles,
    remedy: 'Remove the files, or set filesAnalyzed to true.',
  },
  {
    type: 'document',
    clause: '§9.2',
    field: 'snippets',
    broken: snippetOfNoFile,
    remedy: 'Name the file that the snippet is from.',
  },
  {
    type: 'document',
    clause: '§6.6',
    field: 'externalDocumentRefs',
    broken: (document) => repeatedId(document, 'externalDocumentRefs', 'externalDocumentId'),
    remedy: 'Give every document an id of its own.',
  },
  {
    type: 'document',
    clause: '§10.1',
    field: 'hasExtractedLicensingInfos',
    broken: (document) => repeatedId(document, 'hasExtractedLicensingInfos', 'licenseId'),
    remedy: 'Give every licence an id of its own.',
  },
  {
    type: 'document',
    clause: '§11.1',
    field: 'relationships',
    broken: describesProblem,
    remedy: 'Add a relationship “SPDXRef-DOCUMENT DESCRIBES …”.',
  },
  {
    type: 'document',
    clause: '§6.6',
    field: 'externalDocumentRefs',
    broken: undeclaredDocument,
    remedy: 'Declare the document in externalDocumentRefs.',
  },
];

/** Rules by the type of the object. */
export const OBJECT_RULES: ReadonlyMap<string, readonly ObjectRule[]> = Map.groupBy(
  OBJECTS,
  (rule) => rule.type,
);
