import { describe, expect, test } from 'vitest';
import { readBom, validateBom, writeBom } from '../index.ts';
import { BOM_TARGETS } from '../targets.ts';

type Json = { [key: string]: Json } | Json[] | string | number | boolean | null;
type Change = (document: Record<string, Json>) => void;

/** A document that uses every part of SPDX 2.3 and keeps to its text. */
function valid(): Record<string, Json> {
  const sha1 = 'd6a770ba38583ed4bb4525bd96e50461655d2758';
  return {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: 'portal',
    documentNamespace: 'https://clinic.example/spdx/portal-1',
    creationInfo: {
      creators: ['Tool: tool-1.0', 'Organization: Clinic (psirt@clinic.example)', 'Person: A. Rivera'],
      created: '2026-11-22T00:00:00Z',
      licenseListVersion: '3.27',
    },
    externalDocumentRefs: [
      {
        externalDocumentId: 'DocumentRef-other',
        spdxDocument: 'https://vendor.example/spdx/other',
        checksum: { algorithm: 'SHA1', checksumValue: sha1 },
      },
    ],
    packages: [
      {
        name: 'app',
        SPDXID: 'SPDXRef-app',
        versionInfo: '1',
        supplier: 'Organization: Clinic',
        originator: 'Person: A. Rivera',
        downloadLocation: 'git+https://git.example/app.git@v1#src',
        filesAnalyzed: true,
        packageVerificationCode: { packageVerificationCodeValue: sha1 },
        checksums: [{ algorithm: 'SHA256', checksumValue: 'ab'.repeat(32) }],
        homepage: 'https://clinic.example/app',
        primaryPackagePurpose: 'OPERATING-SYSTEM',
        builtDate: '2026-11-22T00:00:00Z',
        licenseConcluded: 'MIT AND LicenseRef-own',
        licenseDeclared: 'Apache-2.0 OR (GPL-2.0-only WITH Classpath-exception-2.0)',
        licenseInfoFromFiles: ['MIT'],
        copyrightText: 'NOASSERTION',
        externalRefs: [
          ref('SECURITY', 'cpe23Type', 'cpe:2.3:a:clinic:app:1:*:*:*:*:*:*:*'),
          ref('PACKAGE-MANAGER', 'purl', 'pkg:npm/app@1'),
          ref('PACKAGE_MANAGER', 'npm', 'app@1'),
          ref('PERSISTENT-ID', 'swh', `swh:1:cnt:${sha1}`),
          ref('OTHER', 'clinic-id', 'app-1'),
        ],
        hasFiles: ['SPDXRef-file'],
      },
      { name: 'lib', SPDXID: 'SPDXRef-lib', downloadLocation: 'NOASSERTION', filesAnalyzed: false },
    ],
    files: [
      {
        fileName: './src/a.c',
        SPDXID: 'SPDXRef-file',
        fileTypes: ['SOURCE'],
        checksums: [{ algorithm: 'SHA1', checksumValue: sha1 }],
        licenseConcluded: 'MIT',
        licenseInfoInFiles: ['MIT'],
        copyrightText: 'NONE',
      },
    ],
    snippets: [
      {
        SPDXID: 'SPDXRef-snippet',
        snippetFromFile: 'SPDXRef-file',
        name: 'part',
        ranges: [range('offset', 1, 10), range('lineNumber', 1, 2)],
        licenseConcluded: 'MIT',
        licenseInfoInSnippets: ['MIT'],
        copyrightText: 'NONE',
      },
    ],
    hasExtractedLicensingInfos: [{ licenseId: 'LicenseRef-own', extractedText: 'Do as you like.' }],
    annotations: [
      {
        annotator: 'Tool: tool-1',
        annotationDate: '2026-11-22T00:00:00Z',
        annotationType: 'OTHER',
        comment: 'c',
      },
    ],
    relationships: [
      { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: 'SPDXRef-app' },
      { spdxElementId: 'SPDXRef-app', relationshipType: 'DEPENDS_ON', relatedSpdxElement: 'SPDXRef-lib' },
      { spdxElementId: 'SPDXRef-lib', relationshipType: 'DEPENDS_ON', relatedSpdxElement: 'NOASSERTION' },
      {
        spdxElementId: 'SPDXRef-DOCUMENT',
        relationshipType: 'AMENDS',
        relatedSpdxElement: 'DocumentRef-other:SPDXRef-x',
      },
    ],
  };
}

function ref(referenceCategory: string, referenceType: string, referenceLocator: string): Json {
  return { referenceCategory, referenceType, referenceLocator };
}

function range(unit: string, from: number, to: number): Json {
  const at = (n: number): Json => ({ reference: 'SPDXRef-file', [unit]: n });
  return { startPointer: at(from), endPointer: at(to) };
}

/** Sets the value at a path such as `packages.0.name`; undefined removes it. */
function set(path: string, value: Json | undefined): Change {
  return (document) => {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    let at: Json | undefined = document;
    for (const key of keys) at = typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined;
    if (typeof at !== 'object' || at === null) throw new Error(`nothing at ${path}`);
    if (value === undefined) Reflect.deleteProperty(at, last);
    else Reflect.set(at, last, value);
  };
}

/** Puts the first item of a list of the document at its end once more. */
function repeat(field: string): Change {
  return (document) => {
    const list = document[field];
    if (!Array.isArray(list)) throw new Error(`no list ${field}`);
    list.push(structuredClone(list[0] ?? null));
  };
}

function relate(spdxElementId: string, relationshipType: string, relatedSpdxElement: string): Change {
  return (document) => {
    const list = document.relationships;
    if (!Array.isArray(list)) throw new Error('no relationships');
    list.push({ spdxElementId, relationshipType, relatedSpdxElement });
  };
}

/** One break each, with the clause of SPDX 2.3 that names it. */
const BREAKS: readonly (readonly [clause: string, what: string, change: Change])[] = [
  ['6.1', 'a version that does not exist', set('spdxVersion', 'SPDX-2.9')],
  ['6.2', 'another licence of the data', set('dataLicense', 'MIT')],
  ['6.2', 'no licence of the data', set('dataLicense', undefined)],
  ['6.3', 'another id of the document', set('SPDXID', 'SPDXRef-doc')],
  ['6.4', 'no name', set('name', undefined)],
  ['6.4', 'an empty name', set('name', '')],
  ['6.4', 'a name of two lines', set('name', 'a\nb')],
  ['6.5', 'no namespace', set('documentNamespace', undefined)],
  ['6.5', 'a namespace with a fragment', set('documentNamespace', 'https://clinic.example/a#b')],
  ['6.5', 'a namespace that is relative', set('documentNamespace', 'spdx/portal')],
  [
    '6.6',
    'an external document without its prefix',
    set('externalDocumentRefs.0.externalDocumentId', 'other'),
  ],
  [
    '6.6',
    'an external document with a relative address',
    set('externalDocumentRefs.0.spdxDocument', 'other.json'),
  ],
  ['6.6', 'an external document without a checksum', set('externalDocumentRefs.0.checksum', undefined)],
  [
    '6.6',
    'an external document with half a checksum',
    set('externalDocumentRefs.0.checksum.checksumValue', 'ab'),
  ],
  ['6.6', 'an external document that is not declared', set('externalDocumentRefs', [])],
  ['6.7', 'a version of the licence list in words', set('creationInfo.licenseListVersion', 'latest')],
  ['6.8', 'no creator', set('creationInfo.creators', [])],
  ['6.8', 'a creator without its kind', set('creationInfo.creators', ['Clinic'])],
  ['6.8', 'a creator of another kind', set('creationInfo.creators', ['Robot: r2'])],
  ['6.9', 'no time', set('creationInfo.created', undefined)],
  ['6.9', 'a day without a time', set('creationInfo.created', '2026-11-22')],
  ['6.9', 'a time with an offset', set('creationInfo.created', '2026-11-22T00:00:00+01:00')],
  ['6.9', 'a day that does not exist', set('creationInfo.created', '2026-13-22T00:00:00Z')],
  ['7.1', 'a package without a name', set('packages.0.name', undefined)],
  ['7.1', 'a package with an empty name', set('packages.1.name', '')],
  ['7.1', 'a package with a name of two lines', set('packages.1.name', 'a\nb')],
  ['7.2', 'an id with a character that is not allowed', set('packages.1.SPDXID', 'SPDXRef-a_b')],
  ['7.2', 'an id without its prefix', set('packages.1.SPDXID', 'lib')],
  ['7.2', 'an id that stands twice', set('packages.1.SPDXID', 'SPDXRef-app')],
  ['7.5', 'a supplier without its kind', set('packages.0.supplier', 'Clinic')],
  ['7.5', 'a tool as supplier', set('packages.0.supplier', 'Tool: npm')],
  ['7.6', 'an originator without its kind', set('packages.0.originator', 'A. Rivera')],
  ['7.7', 'no download location', set('packages.0.downloadLocation', undefined)],
  ['7.7', 'a download location in words', set('packages.0.downloadLocation', 'from the vendor')],
  ['7.7', 'an address without a host', set('packages.0.downloadLocation', 'https://')],
  ['7.8', 'filesAnalyzed in words', set('packages.0.filesAnalyzed', 'yes')],
  ['7.8', 'files where none were analysed', set('packages.1.hasFiles', ['SPDXRef-file'])],
  [
    '7.9',
    'a verification code where no files were analysed',
    set('packages.1.packageVerificationCode', {
      packageVerificationCodeValue: 'd6a770ba38583ed4bb4525bd96e50461655d2758',
    }),
  ],
  [
    '7.9',
    'a verification code that is no SHA-1',
    set('packages.0.packageVerificationCode.packageVerificationCodeValue', 'abc'),
  ],
  ['7.10', 'an unknown algorithm', set('packages.0.checksums.0.algorithm', 'SHA-256')],
  ['7.10', 'a checksum that is too short', set('packages.0.checksums.0.checksumValue', 'ab')],
  [
    '7.10',
    'a checksum that is not hexadecimal',
    set('packages.0.checksums.0.checksumValue', 'zz'.repeat(32)),
  ],
  ['7.11', 'a home page in words', set('packages.0.homepage', 'our home page')],
  ['7.13', 'a licence that does not exist', set('packages.0.licenseConcluded', 'Clinic Licence')],
  ['7.13', 'an expression that is not closed', set('packages.0.licenseConcluded', '(MIT AND ISC')],
  [
    '7.13',
    'a licence reference that is explained nowhere',
    set('packages.0.licenseConcluded', 'LicenseRef-ghost'),
  ],
  ['7.14', 'licences of files where none were analysed', set('packages.1.licenseInfoFromFiles', ['MIT'])],
  ['7.14', 'a licence of files that does not exist', set('packages.0.licenseInfoFromFiles', ['Mitt'])],
  ['7.15', 'an expression without an operator', set('packages.0.licenseDeclared', 'MIT ISC')],
  [
    '7.21',
    'a category that does not exist',
    set('packages.0.externalRefs.0', ref('SAFETY', 'cpe23Type', 'cpe:2.3:a:clinic:app:1:*:*:*:*:*:*:*')),
  ],
  [
    '7.21',
    'a type of another category',
    set('packages.0.externalRefs.1', ref('SECURITY', 'purl', 'pkg:npm/app@1')),
  ],
  [
    '7.21',
    'a type that does not exist',
    set('packages.0.externalRefs.1', ref('PACKAGE-MANAGER', 'pip', 'app')),
  ],
  ['7.21', 'a locator with a space', set('packages.0.externalRefs.4', ref('OTHER', 'clinic-id', 'app 1'))],
  [
    'F.2',
    'a name that is no CPE',
    set('packages.0.externalRefs.0', ref('SECURITY', 'cpe23Type', 'cpe:2.3:a:app')),
  ],
  [
    'F.2',
    'a CPE of the other form',
    set('packages.0.externalRefs.0', ref('SECURITY', 'cpe22Type', 'cpe:2.3:a:clinic:app:1:*:*:*:*:*:*:*')),
  ],
  [
    'F.3',
    'a text that is no package URL',
    set('packages.0.externalRefs.1', ref('PACKAGE-MANAGER', 'purl', 'npm/app')),
  ],
  [
    'F.3',
    'an npm locator without a version',
    set('packages.0.externalRefs.2', ref('PACKAGE_MANAGER', 'npm', 'app')),
  ],
  [
    'F.4',
    'a Software Heritage id that is too short',
    set('packages.0.externalRefs.3', ref('PERSISTENT-ID', 'swh', 'swh:1:cnt:ab')),
  ],
  ['7.24', 'a purpose that does not exist', set('packages.0.primaryPackagePurpose', 'TOOL')],
  ['7.25', 'a build date without a time', set('packages.0.builtDate', '2026-11-22')],
  ['8.1', 'an absolute path', set('files.0.fileName', '/src/a.c')],
  ['8.3', 'a type of file that does not exist', set('files.0.fileTypes', ['CODE'])],
  ['8.4', 'a file without a checksum', set('files.0.checksums', [])],
  [
    '8.4',
    'a file without a SHA-1',
    set('files.0.checksums', [{ algorithm: 'SHA256', checksumValue: 'ab'.repeat(32) }]),
  ],
  ['8.6', 'a licence in a file that does not exist', set('files.0.licenseInfoInFiles', ['Mitt'])],
  ['9.2', 'a snippet of no file', set('snippets.0.snippetFromFile', 'SPDXRef-ghost')],
  ['9.3', 'no range in bytes', set('snippets.0.ranges', [range('lineNumber', 1, 2)])],
  ['9.3', 'a range that ends before it begins', set('snippets.0.ranges', [range('offset', 10, 1)])],
  ['9.3', 'a range that begins at 0', set('snippets.0.ranges', [range('offset', 0, 1)])],
  [
    '9.4',
    'lines that end before they begin',
    set('snippets.0.ranges', [range('offset', 1, 2), range('lineNumber', 3, 2)]),
  ],
  ['10.1', 'a licence id without its prefix', set('hasExtractedLicensingInfos.0.licenseId', 'own')],
  ['10.2', 'a licence without a text', set('hasExtractedLicensingInfos.0.extractedText', '')],
  ['11.1', 'nothing says what is described', set('relationships.0.relationshipType', 'CONTAINS')],
  ['11.1', 'a relationship that does not exist', set('relationships.1.relationshipType', 'NEEDS')],
  [
    '11.1',
    'a relationship to nothing in the document',
    set('relationships.1.relatedSpdxElement', 'SPDXRef-ghost'),
  ],
  [
    '11.1',
    'a relationship from nothing in the document',
    set('relationships.1.spdxElementId', 'SPDXRef-ghost'),
  ],
  ['11.1', 'a relationship from NONE', set('relationships.2.spdxElementId', 'NONE')],
  ['12.1', 'an annotator without its kind', set('annotations.0.annotator', 'A. Rivera')],
  ['12.2', 'an annotation without a time', set('annotations.0.annotationDate', '2026-11-22')],
  ['12.3', 'a type of annotation that does not exist', set('annotations.0.annotationType', 'NOTE')],
  ['12.5', 'an annotation without a comment', set('annotations.0.comment', undefined)],
  [
    '6.5',
    'a namespace with a character that no URI has',
    set('documentNamespace', 'https://clinic.example/<a>'),
  ],
  ['6.5', 'a namespace with half an escape', set('documentNamespace', 'https://clinic.example/a%2')],
  ['6.6', 'an external document that is declared twice', repeat('externalDocumentRefs')],
  [
    '6.6',
    'a licence of a document that is not declared',
    set('packages.0.licenseDeclared', 'DocumentRef-x:LicenseRef-y'),
  ],
  [
    '6.6',
    'a snippet of a document that is not declared',
    set('snippets.0.snippetFromFile', 'DocumentRef-x:SPDXRef-y'),
  ],
  ['6.9', 'a day that its month does not have', set('creationInfo.created', '2026-02-31T00:00:00Z')],
  [
    '7.7',
    'a transport that Git does not have',
    set('packages.0.downloadLocation', 'git+pigeon://git.example/app'),
  ],
  [
    '7.7',
    'a transport that Mercurial does not have',
    set('packages.0.downloadLocation', 'hg+ftp://hg.example/app'),
  ],
  [
    '7.8',
    'a package without analysed files that contains one',
    relate('SPDXRef-lib', 'CONTAINS', 'SPDXRef-file'),
  ],
  [
    '7.8',
    'a file in a package without analysed files',
    relate('SPDXRef-file', 'CONTAINED_BY', 'SPDXRef-lib'),
  ],
  [
    '7.9',
    'an excluded file with an absolute path',
    set('packages.0.packageVerificationCode.packageVerificationCodeExcludedFiles', ['/app.spdx']),
  ],
  ['7.10', 'a checksum in upper case', set('packages.0.checksums.0.checksumValue', 'AB'.repeat(32))],
  [
    '7.10',
    'a BLAKE3 that is too short',
    set('packages.0.checksums.0', { algorithm: 'BLAKE3', checksumValue: 'ab' }),
  ],
  [
    '7.10',
    'an MD6 that is too long',
    set('packages.0.checksums.0', { algorithm: 'MD6', checksumValue: 'ab'.repeat(65) }),
  ],
  ['7.13', 'an empty licence', set('packages.0.licenseConcluded', '')],
  ['7.21', 'a SWID tag without its scheme', set('packages.0.externalRefs.4', ref('SECURITY', 'swid', 'app'))],
  [
    '7.26',
    'a build on a day that its month does not have',
    set('packages.0.builtDate', '2026-04-31T00:00:00Z'),
  ],
  ['8.1', 'a path with a drive', set('files.0.fileName', 'C:\\src\\a.c')],
  [
    '8.4',
    'a file with two SHA1',
    set('files.0.checksums', [
      { algorithm: 'SHA1', checksumValue: 'ab'.repeat(20) },
      { algorithm: 'SHA1', checksumValue: 'cd'.repeat(20) },
    ]),
  ],
  ['9.2', 'a snippet of a package', set('snippets.0.snippetFromFile', 'SPDXRef-app')],
  ['9.3', 'no range at all', set('snippets.0.ranges', [])],
  ['9.3', 'a range in words', set('snippets.0.ranges.0.startPointer.offset', 'one')],
  ['10.1', 'a licence id that stands twice', repeat('hasExtractedLicensingInfos')],
  ['10.4', 'an address of a licence in words', set('hasExtractedLicensingInfos.0.seeAlsos', ['on the web'])],
  ['11.1', 'an element that amends', relate('SPDXRef-app', 'AMENDS', 'SPDXRef-lib')],
  ['12.5', 'an annotation with an empty comment', set('annotations.0.comment', '')],
  [
    '13.1',
    'a reviewer without a kind',
    set('revieweds', [{ reviewer: 'Ada', reviewDate: '2026-11-22T00:00:00Z' }]),
  ],
];

const problemsOf = async (change: Change): Promise<string[]> => {
  const document = valid();
  change(document);
  const problems = await validateBom(JSON.stringify(document), 'x.spdx.json');
  return problems.filter(({ severity }) => severity === 'error').map(({ code, what }) => `${code}: ${what}`);
};

describe('the text of SPDX 2.3', () => {
  test('a document that keeps to it has no problem', async () => {
    expect(await validateBom(JSON.stringify(valid()), 'x.spdx.json')).toEqual([]);
  });

  test.each(BREAKS)('§%s: %s is an error', async (_clause, _what, change) => {
    expect(await problemsOf(change)).not.toEqual([]);
  });

  // The document is read as far as it is understood; what breaks the text is mended, carried or told as lost.
  test.each(BREAKS)('§%s: %s is not written again, in any format', async (_clause, _what, change) => {
    const document = valid();
    change(document);
    const read = await readBom(JSON.stringify(document), 'x.spdx.json');
    // A version that does not exist is no document of SPDX.
    if (read === null) return;
    const wrong: unknown[] = [];
    for (const target of BOM_TARGETS) {
      const { text } = await writeBom(read.bom, target);
      const errors = (await validateBom(text, 'x')).filter(({ severity }) => severity === 'error');
      if (errors.length > 0) wrong.push([target, errors]);
    }
    expect(wrong).toEqual([]);
  });

  test.each(['OPERATING-SYSTEM', 'OPERATING_SYSTEM'])(
    'both spellings of a purpose are known: %s',
    async (purpose) => {
      expect(await problemsOf(set('packages.0.primaryPackagePurpose', purpose))).toEqual([]);
    },
  );

  test('a document of one package need not say what it describes', async () => {
    const document = valid();
    const {
      files: _files,
      snippets: _snippets,
      relationships: _relationships,
      externalDocumentRefs: _refs,
      ...rest
    } = document;
    const alone = { ...rest, packages: [{ name: 'a', SPDXID: 'SPDXRef-a', downloadLocation: 'NONE' }] };
    expect(await validateBom(JSON.stringify(alone), 'x.spdx.json')).toEqual([]);
  });
});
