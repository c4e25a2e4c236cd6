import { expect, test } from 'vitest';
import { validateBom } from '../../validate.ts';

const DOCUMENT = `SPDXVersion: SPDX-2.3
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
DocumentName: portal
DocumentNamespace: https://clinic.example/spdx/portal-1
Creator: Tool: tool-1.0
Created: 2026-11-22T00:00:00Z
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-app

PackageName: app
SPDXID: SPDXRef-app
PackageVersion: 1.0.0
PackageDownloadLocation: NOASSERTION
FilesAnalyzed: true
PackageVerificationCode: d6a770ba38583ed4bb4525bd96e50461655d2758
PackageCopyrightText: <text>2026 The clinic</text>

FileName: ./a.c
SPDXID: SPDXRef-a
FileChecksum: SHA1: d6a770ba38583ed4bb4525bd96e50461655d2758

SnippetSPDXID: SPDXRef-part
SnippetFromFileSPDXID: SPDXRef-a
SnippetByteRange: 1:9
`;

const errors = async (text: string): Promise<string[]> =>
  (await validateBom(text, 'x')).filter(({ severity }) => severity === 'error').map(({ what }) => what);

test('a snippet needs no name in this encoding', async () => {
  expect(await errors(DOCUMENT)).toEqual([]);
});

test.each([
  ['DESCRIBES', 'describes', 'describes is in lower case; types of relationships are in upper case'],
  ['FilesAnalyzed: true', 'FilesAnalyzed: True', '“True” is neither true nor false'],
  ['DataLicense: CC0-1.0', 'DataLicense: CC0-1.0\nDataLicense: CC0-1.0', 'duplicate dataLicense'],
  ['PackageVersion: 1.0.0', 'PackageVersion: 1.0.0\nPackageVersion: 1.0.0', 'duplicate versionInfo'],
  ['clinic</text>', 'clinic</text> and others', 'what follows </text> belongs to nothing, and was not read'],
])('“%s” as “%s” is an error', async (from, to, what) => {
  expect(await errors(DOCUMENT.replace(from, to))).toEqual([what]);
});
