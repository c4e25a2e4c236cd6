import { type BomRead, withoutCredentials } from '@theriac/core';
import { parseXml } from '@theriac/read/xml';
import { type CycloneDxJson, cycloneDxCheck, cycloneDxXsdErrors } from '@theriac/testing/schema-check';
import { describe, expect, test } from 'vitest';
import { type BomFile, canonicalXml, filesIn } from '../../testdata/bom-files.ts';
import { readBom, validateBom, writeBom } from '../index.ts';
import { CYCLONEDX_VERSIONS, versionRank } from './versions.ts';

const CASES = filesIn('cyclonedx/cases');
const EXAMPLES = filesIn('cyclonedx/examples').filter(({ name }) => /\.(?:json|xml)$/.test(name));
const JSON_VERSIONS: readonly CycloneDxJson[] = ['1.2', '1.3', '1.4', '1.5', '1.6', '1.7'];

/** Read once: nothing changes a document. */
const reads = new Map<string, BomRead | null>();
async function readOnce({ path, name, bytes }: BomFile): Promise<BomRead | null> {
  const known = reads.get(path);
  if (known !== undefined) return known;
  const read = await readBom(bytes, name).catch(() => null);
  reads.set(path, read);
  return read;
}

const errorsOf = async (bytes: Buffer, name: string) =>
  (await validateBom(bytes, name)).filter((problem) => problem.severity === 'error');

describe('conformance cases of the specification', () => {
  test('every valid document has no error', async () => {
    const wrong: unknown[] = [];
    let count = 0;
    for (const { name, path, bytes } of CASES) {
      if (!name.startsWith('valid') || !/\.(?:json|xml)$/.test(name)) continue;
      count += 1;
      const errors = await errorsOf(bytes, name);
      if (errors.length > 0) wrong.push([path, errors]);
    }
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(450);
  });

  test('every invalid document is refused, with the line and how to fix it', async () => {
    const wrong: unknown[] = [];
    let count = 0;
    for (const { name, path, bytes } of CASES) {
      if (!name.startsWith('invalid') || !/\.(?:json|xml)$/.test(name)) continue;
      count += 1;
      const [first] = await errorsOf(bytes, name);
      if (first === undefined || first.line === undefined || first.what === '' || first.remedy === '')
        wrong.push([path, first]);
    }
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(250);
  });

  test('a problem names the place exactly', async () => {
    const at = async (path: string) => {
      const file = CASES.find((one) => one.path.endsWith(path));
      const [first] = file === undefined ? [] : await errorsOf(file.bytes, path);
      return [first?.code, first?.pointer, first?.line, first?.what];
    };
    expect(await at('1.6/invalid-hash-sha1-1.6.json')).toEqual([
      'schema/value',
      '/components/0/hashes/1/content',
      20,
      '“foo” is not the hexadecimal text of a hash (32, 40, 64, 96 or 128 digits)',
    ]);
  });
});

describe('round trips', () => {
  test.each([
    ['cases', CASES],
    ['examples', EXAMPLES],
  ])('same version, same encoding: nothing of the %s is lost', async (_, files) => {
    const wrong: unknown[] = [];
    let count = 0;
    for (const { name, path, bytes, text } of files) {
      if (name.startsWith('invalid') || !/\.(?:json|xml)$/.test(name)) continue;
      const read = await readBom(bytes, name);
      const source = read?.bom.source;
      if (read === null || source === undefined) continue;
      count += 1;
      const written = await writeBom(read.bom, source);
      // One document has addresses with braces, which are not URIs.
      const losses = written.losses.filter(({ why }) => !why.startsWith('it is not a URI'));
      if (losses.length > 0) wrong.push([path, losses]);
      if (losses.length < written.losses.length) continue;
      // One of them has a user name in an address.
      const expected = withoutCredentials(text);
      const [before, after] =
        source.encoding === 'xml'
          ? [canonicalXml(parseXml(expected, name)), canonicalXml(parseXml(written.text, name))]
          : [JSON.parse(expected), JSON.parse(written.text)];
      try {
        expect(after).toEqual(before);
      } catch {
        wrong.push([path, 'differs']);
      }
    }
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(files === CASES ? 450 : 55);
  });
});

describe('older versions', () => {
  test.each(JSON_VERSIONS)('JSON %s: what is written is valid, whatever was read', async (version) => {
    const check = cycloneDxCheck(version);
    const wrong: unknown[] = [];
    for (const file of [...CASES, ...EXAMPLES]) {
      const { name, path } = file;
      if (name.startsWith('invalid')) continue;
      // The newest say most; the others are written in their own version only.
      if (!path.includes('/1.7/') && !path.includes(`/${version}/`) && !path.includes('examples')) continue;
      const read = await readOnce(file);
      if (read === null) continue;
      const { text } = await writeBom(read.bom, { format: 'cyclonedx', version, encoding: 'json' });
      // What a document calls its schema is its own affair; the strict schemas demand one word.
      const errors = check(text).filter((error) => !error.startsWith('/$schema'));
      if (errors.length > 0) wrong.push([path, errors.slice(0, 3)]);
    }
    expect(wrong).toEqual([]);
  });

  test.each(CYCLONEDX_VERSIONS)('XML %s: what is written is valid, whatever was read', async (version) => {
    const documents = new Map<string, string>();
    for (const file of [...CASES, ...EXAMPLES]) {
      const { name, path, bytes } = file;
      if (name.startsWith('invalid')) continue;
      if (!path.includes('/1.7/') && !path.includes(`/${version}/`) && !path.includes('VEX')) continue;
      const read = await readOnce(file);
      if (read === null) continue;
      // Ids that a document repeats itself break the XML schema, and nothing says which one to rename.
      if ((await validateBom(bytes, name)).some(({ code }) => code === 'meaning/duplicate-ref')) continue;
      documents.set(path, (await writeBom(read.bom, { format: 'cyclonedx', version, encoding: 'xml' })).text);
    }
    expect(documents.size).toBeGreaterThan(100);
    expect(await cycloneDxXsdErrors(version, documents)).toEqual([]);
  });

  test('a field is left out, and reported, exactly where its version ends', async () => {
    const file = CASES.find(({ path }) => path.endsWith('1.7/valid-metadata-distribution-1.7.json'));
    const read = file === undefined ? null : await readBom(file.bytes, 'bom.json');
    if (read === null) throw new Error('the case is missing');
    for (const version of JSON_VERSIONS) {
      const { losses } = await writeBom(read.bom, { format: 'cyclonedx', version, encoding: 'json' });
      expect(losses).toEqual(
        versionRank(version) >= versionRank('1.7')
          ? []
          : [
              {
                path: '/rest/fields/metadata/distributionConstraints',
                why: 'came with CycloneDX 1.7',
              },
            ],
      );
    }
  });
});
