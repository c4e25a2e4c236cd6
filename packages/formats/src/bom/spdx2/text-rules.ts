/**
 * What the text of SPDX 2.2 and 2.3 demands and their JSON schema does not: a row per demand, with its clause. Forms of
 * single values come first, then what several fields of an object, or the document as a whole, must have.
 */
import type { JsonValue } from '@theriac/core';
import { isList, isMap, type JsonMap, own } from '../document/json-fields.ts';
import { isCpe, purlProblem } from '../document/meaning/identifiers.ts';

/** The form of a field by `type.field`. */
interface FormRule {
  readonly clause: string;
  /** Follows “is not”. */
  readonly expected: string;
  readonly holds: (text: string) => boolean;
}

const PARTY = /^(?:Person|Organization): ?\S/;
const AGENT = /^(?:Person|Organization|Tool): ?\S/;
const isUri = (text: string): boolean => /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(text);
const isWebUri = (text: string): boolean => {
  const url = /^https?:/i.test(text) ? URL.parse(text) : null;
  return url === null ? isUri(text) && !/^https?:/i.test(text) : url.hostname !== '';
};
const isUnsaid = (text: string): boolean => text === 'NONE' || text === 'NOASSERTION';

/** A download location is an address, also one of a version control system (`git+https://…`), or one of two words. */
const isLocation = (text: string): boolean =>
  isUnsaid(text) ||
  (!/\s/.test(text) &&
    (isWebUri(text) || /^(?:git|hg|svn|bzr)(?:\+[a-z]+)?:\/\/\S+$|^git\+\S+@\S+:\S+$/i.test(text)));

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

const FORMS: ReadonlyMap<string, FormRule> = new Map<string, FormRule>([
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
  ['package.name', { clause: '§7.1', expected: 'a name', holds: (text) => text.trim() !== '' }],
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
      holds: (text) => text === '' || isUnsaid(text) || isWebUri(text),
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
      holds: (text) => text.trim() !== '' && !text.startsWith('/'),
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
  swid: { category: /^SECURITY$/, form: (l) => l !== '' },
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
    if (typeof from !== 'number' || typeof to !== 'number') continue;
    if (!Number.isInteger(from) || !Number.isInteger(to)) return 'an end of the range is no whole number';
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
      return ranges.length === 0 || inBytes
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

/** A document of more than one package, or of a file or snippet besides, says what it describes. */
function describesProblem(document: JsonMap): string | undefined {
  const elements = ['packages', 'files'].reduce((sum, field) => sum + list(document, field).length, 0);
  if (elements < 2 || list(document, 'documentDescribes').length > 0) return undefined;
  const described = list(document, 'relationships').some((one) => {
    if (!isMap(one)) return false;
    const relationship = one;
    const type = text(relationship, 'relationshipType');
    return (
      (type === 'DESCRIBES' && text(relationship, 'spdxElementId') === 'SPDXRef-DOCUMENT') ||
      (type === 'DESCRIBED_BY' && text(relationship, 'relatedSpdxElement') === 'SPDXRef-DOCUMENT')
    );
  });
  return described ? undefined : 'nothing says which of its elements the document describes';
}

/** `DocumentRef-x:` names a document that is declared. */
function undeclaredDocument(document: JsonMap): string | undefined {
  const declared = new Set(
    list(document, 'externalDocumentRefs').flatMap((one) =>
      isMap(one) ? [text(one, 'externalDocumentId')] : [],
    ),
  );
  for (const one of list(document, 'relationships')) {
    if (!isMap(one)) continue;
    for (const side of ['spdxElementId', 'relatedSpdxElement']) {
      const [, id] = /^(DocumentRef-[A-Za-z0-9.+-]+):/.exec(text(one, side)) ?? [];
      if (id !== undefined && !declared.has(id)) return `${id} is declared nowhere`;
    }
  }
  return undefined;
}

/** Rules by the type of the object. */
export const OBJECT_RULES: ReadonlyMap<string, readonly ObjectRule[]> = Map.groupBy(
  OBJECTS,
  (rule) => rule.type,
);
