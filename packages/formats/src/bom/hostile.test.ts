import { TheriacError } from '@theriac/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode } from './document/decode.ts';
import { isCpe } from './document/meaning/identifiers.ts';
import { readBom, validateBom } from './index.ts';
import { expressionProblem } from './model/licence-check.ts';

const NS = 'xmlns="http://cyclonedx.org/schema/bom/1.6"';
const refusal = (text: string) =>
  readBom(text, 'bom.xml').then(
    () => null,
    (error: unknown) => error,
  );

describe('hostile XML', () => {
  test.each([
    [
      'a billion laughs',
      `<!DOCTYPE bom [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>\n<bom ${NS}><components>&b;</components></bom>`,
    ],
    ['an external entity', `<!DOCTYPE bom [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<bom ${NS}>&a;</bom>`],
    ['a document type alone', `<!DOCTYPE bom SYSTEM "http://example.org/bom.dtd">\n<bom ${NS}/>`],
    ['depth', `<bom ${NS}>${'<components><component>'.repeat(200)}`],
    ['attributes', `<bom ${NS} ${Array.from({ length: 300 }, (_, i) => `a${i}="1"`).join(' ')}/>`],
  ])('%s is refused', async (_, text) => {
    expect(await refusal(text)).toMatchObject({ code: 'THERIAC_INPUT_LIMIT' });
  });

  test('an undefined entity is refused', async () => {
    expect(await refusal(`<bom ${NS}>\n&nope;</bom>`)).toMatchObject({
      code: 'THERIAC_INPUT_SYNTAX',
      place: { path: 'bom.xml', line: 2 },
    });
  });
});

test('no text makes reading or validating fail otherwise than with a code', async () => {
  const start = fc.constantFrom(
    '{"bomFormat":"CycloneDX","specVersion":"1.6",',
    '{"spdxVersion":"SPDX-2.3",',
    '{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[',
    `<bom ${NS}>`,
    'SPDXVersion: SPDX-2.3\n',
    '',
  );
  const pieces = fc.constantFrom(
    '"a":1',
    '}',
    ']',
    '{',
    '[',
    ',',
    '<components>',
    '</bom>',
    'PackageName: a\n',
    '<text>',
    ':',
    '"type":"software_Package"',
    '\u0000',
    'SPDXID',
    '\n',
  );
  await fc.assert(
    fc.asyncProperty(start, fc.array(fc.oneof(pieces, fc.string())), async (head, parts) => {
      const text = head + parts.join('');
      await readBom(text, 'x').catch((error: unknown) => expect(error).toBeInstanceOf(TheriacError));
      await validateBom(text, 'x');
    }),
    { numRuns: 300 },
  );
});

describe('encodings', () => {
  const bom =
    '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"library","name":"Größe"}]}';

  test('UTF-8 with and without a mark, UTF-16 in both orders: one text', () => {
    const utf16 = (swap: boolean): Uint8Array => {
      const bytes = Buffer.from(`\ufeff${bom}`, 'utf16le');
      return swap ? bytes.swap16() : bytes;
    };
    for (const bytes of [Buffer.from(bom), Buffer.from(`\ufeff${bom}`), utf16(false), utf16(true)])
      expect(decode(bytes).text).toBe(bom);
    expect(decode(utf16(false)).problems.map(({ code }) => code)).toEqual(['encoding/not-utf-8']);
  });

  test('bytes that are not UTF-8 are reported with their line', async () => {
    const bytes = Buffer.concat([
      Buffer.from(
        '{"bomFormat":"CycloneDX",\n"specVersion":"1.6",\n"components":[{"type":"library","name":"',
      ),
      Buffer.from([0xe9]),
      Buffer.from('"}]}'),
    ]);
    expect((await validateBom(bytes, 'x')).map(({ code, line }) => [code, line])).toEqual([
      ['encoding/mixed', 3],
    ]);
  });
});

describe('what no schema says', () => {
  const document = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    components: [
      {
        type: 'library',
        'bom-ref': 'a',
        name: 'a',
        purl: 'pkg:npm',
        cpe: 'cpe:a',
        hashes: [{ alg: 'SHA-256', content: 'ab'.repeat(16) }],
      },
      { type: 'library', 'bom-ref': 'a', name: 'b', licenses: [{ expression: 'MIT OR' }] },
    ],
    dependencies: [{ ref: 'a', dependsOn: ['ghost'] }],
    vulnerabilities: [
      { id: 'CVE-2026-1', affects: [{ ref: 'urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#x' }] },
    ],
  };

  test('ids, references, identifiers, hashes and expressions are looked at, each with its place', async () => {
    const problems = await validateBom(JSON.stringify(document, null, 1), 'x');
    expect(problems.map(({ code, pointer, severity }) => `${severity} ${code} ${pointer}`)).toEqual([
      'warning meaning/purl /components/0/purl',
      'warning meaning/cpe /components/0/cpe',
      'warning meaning/hash /components/0/hashes/0',
      'error meaning/duplicate-ref /components/1/bom-ref',
      'warning meaning/licence /components/1/licenses/0/expression',
      'warning meaning/dangling-ref /dependencies/0/dependsOn',
    ]);
    expect(problems.every(({ line, remedy }) => line !== undefined && remedy !== '')).toBe(true);
  });

  test('CPE names', () => {
    expect(
      ['cpe:2.3:a:b:c:1:*:*:*:*:*:*:*', 'cpe:2.3:a:b\\:c:d:1:*:*:*:*:*:*:*', 'cpe:/a:b:c'].map(isCpe),
    ).toEqual([true, true, true]);
    expect(['cpe:2.3:a:b', 'cpe:2.3:z:b:c:1:*:*:*:*:*:*:*', 'cpe:', ''].map(isCpe)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  test('licence expressions', () => {
    const fine = [
      'MIT',
      '(MIT OR GPL-2.0-only WITH Classpath-exception-2.0) AND LicenseRef-x',
      'GPL-2.0+',
      'DocumentRef-a:LicenseRef-b',
    ];
    expect(fine.map((text) => expressionProblem(text))).toEqual([null, null, null, null]);
    expect(
      ['', 'MIT OR', 'MIT MIT', '(MIT', 'MIT)', 'Nope', 'MIT WITH MIT OR'].map(
        (t) => expressionProblem(t) === null,
      ),
    ).not.toContain(true);
  });
});

test('half a surrogate pair in JSON is an error with its line', async () => {
  const text =
    '{"bomFormat": "CycloneDX", "specVersion": "1.6",\n"version": 1, "components": [\n{"type": "library", "name": "\\ud800"}]}';
  const problems = await validateBom(text, 'x');
  expect(problems.map(({ code, severity, line }) => [code, severity, line])).toEqual([
    ['encoding/surrogate', 'error', 3],
  ]);
});

const FORMATS: Readonly<Record<string, string>> = {
  CycloneDX: '{"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,\n"components": []',
  'SPDX 2':
    '{"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "name": "a", "dataLicense": "CC0-1.0",\n"packages": []',
  'SPDX 3': '{"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",\n"@graph": []',
};
const LARGE = `"comment": "${'x'.repeat(3_000_000)}",\n`;

describe.each(Object.entries(FORMATS))(
  '%s: what readers understand differently is no valid document',
  (_, start) => {
    const errors = async (document: string | Uint8Array) => {
      const problems = await validateBom(document, 'x');
      const read = await readBom(document, 'x');
      // Intake judges by the second.
      expect(problems.filter(({ code }) => code.startsWith('encoding/'))).toEqual(
        read?.problems.filter(({ code }) => code.startsWith('encoding/')),
      );
      return problems
        .filter(({ code, severity }) => code.startsWith('encoding/') && severity === 'error')
        .map(({ code, line }) => [code, line]);
    };

    test('a duplicate key, at the top and within', async () => {
      expect(await errors(`${start},\n"a": {"b": 1, "b": 1},\n"a": 1}`)).toEqual([
        ['encoding/duplicate-key', 3],
        ['encoding/duplicate-key', 4],
      ]);
    });

    test('a duplicate key in a large document', async () => {
      expect(await errors(`${start},\n${LARGE}"a": 1,\n"a": 2}`)).toEqual([['encoding/duplicate-key', 5]]);
    });

    test('every one of many duplicate keys', async () => {
      const many = Array.from({ length: 300 }, (_unused, i) => `"k": ${i}`).join(',\n');
      expect(await errors(`${start},\n${many}}`)).toHaveLength(299);
    });

    test('half a character, a number that is none, bytes that are not UTF-8', async () => {
      expect(await errors(`${start},\n"a": "\\ud800",\n"b": 1e999}`)).toEqual([
        ['encoding/surrogate', 3],
        ['encoding/number', 4],
      ]);
      expect(await errors(Buffer.from(`${start},\n"a": "\u00e9"}`, 'latin1'))).toEqual([
        ['encoding/mixed', 3],
      ]);
      expect(await errors(Buffer.from(`\ufeff${start},\n"a": "\ud800"}`, 'utf16le'))).toEqual([
        ['encoding/mixed', 3],
      ]);
    });

    test('nothing of that in a document that has none', async () => {
      expect(await errors(`${start},\n"a": "\\ud83d\\ude00", "b": 1e300}`)).toEqual([]);
    });
  },
);
