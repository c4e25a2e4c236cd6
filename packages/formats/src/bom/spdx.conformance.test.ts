import { spdx3Check, spdxCheck } from '@theriac/testing/public-schemas';
import { describe, expect, test } from 'vitest';
import { asSets, filesIn } from '../testdata/bom-files.ts';
import { readBom, validateBom, writeBom } from './index.ts';
import { readTagValue } from './spdx2/tag-value/read.ts';

const FILES = filesIn('spdx').filter(({ name }) => /\.(?:json|spdx)$/.test(name) && !name.includes('schema'));
const CHECKS = { '2.2': spdxCheck('2.2'), '2.3': spdxCheck('2.3') };
const check3 = spdx3Check();

const readable = async (version: RegExp) => {
  const found = [];
  for (const file of FILES) {
    const read = await readBom(file.bytes, file.name);
    if (read?.bom.source !== undefined && version.test(read.bom.source.version))
      found.push({ ...file, read, source: read.bom.source });
  }
  return found;
};

describe('SPDX 2', () => {
  test('round trips lose nothing, JSON and tag-value, UTF-16 as well', async () => {
    const files = await readable(/^2\.[23]$/);
    const wrong: unknown[] = [];
    for (const { name, path, bytes, read, source } of files) {
      const { text, losses } = await writeBom(read.bom, source);
      const before = name.includes('UTF-16')
        ? new TextDecoder('utf-16le').decode(bytes)
        : bytes.toString('utf8');
      const shape = (document: string): unknown =>
        asSets(
          source.encoding === 'json'
            ? JSON.parse(document)
            : readTagValue(document.replaceAll('\r\n', '\n')).top,
        );
      // What breaks the text of SPDX is not written again.
      const problems = await validateBom(bytes, name);
      if (problems.some(({ code }) => code.startsWith('text/'))) continue;
      if (losses.length > 0) wrong.push([path, losses]);
      if (JSON.stringify(shape(before)) !== JSON.stringify(shape(text))) wrong.push([path, 'differs']);
    }
    expect(wrong).toEqual([]);
    expect(files.length).toBeGreaterThan(45);
  });

  test('JSON and tag-value of the same example are the same document', async () => {
    for (const version of ['2.2', '2.3']) {
      const both = (await readable(/^2/)).filter(
        ({ path, source }) => path.includes(`spec/${version}`) && source.version === version,
      );
      const facts = both.map(({ read: { bom } }) => ({
        components: bom.components
          .map(({ ref, name, version: v, hashes }) => JSON.stringify([ref, name, v, hashes.length]))
          .sort(),
        subjects: [...bom.subjects].sort(),
        licenceTexts: bom.licenceTexts.map(({ id }) => id).sort(),
      }));
      expect(facts).toHaveLength(2);
      expect(facts[0]).toEqual(facts[1]);
    }
  });

  test.each(['2.2', '2.3'] as const)('what is written as %s passes the official schema', async (version) => {
    const wrong: unknown[] = [];
    for (const { path, read } of await readable(/./)) {
      const { text } = await writeBom(read.bom, { format: 'spdx', version, encoding: 'json' });
      const errors = CHECKS[version](text);
      if (errors.length > 0) wrong.push([path, errors.slice(0, 3)]);
    }
    expect(wrong).toEqual([]);
  });

  test('our verdict on a document is that of the official schema', async () => {
    const wrong: unknown[] = [];
    for (const { path, bytes, source, name } of await readable(/^2\.[23]$/)) {
      if (source.encoding !== 'json' || name.includes('UTF-16')) continue;
      const official = CHECKS[source.version === '2.2' ? '2.2' : '2.3'](bytes.toString('utf8'));
      const ours = (await validateBom(bytes, name)).filter(
        (p) => p.severity === 'error' && p.code.startsWith('schema/'),
      );
      if (official.length > 0 !== ours.length > 0) wrong.push([path, official.slice(0, 2), ours.slice(0, 2)]);
    }
    expect(wrong).toEqual([]);
  });
});

describe('SPDX 3', () => {
  test('round trips lose nothing, elements that the model does not name included', async () => {
    const files = await readable(/^3/);
    const wrong: unknown[] = [];
    for (const { path, text: before, read } of files) {
      const { text, losses } = await writeBom(read.bom, {
        format: 'spdx',
        version: '3.0.1',
        encoding: 'json',
      });
      // What breaks the schema is mended.
      if ((await validateBom(before, path)).some(({ severity }) => severity === 'error')) continue;
      if (losses.length > 0) wrong.push([path, losses]);
      if (JSON.stringify(asSets(JSON.parse(before))) !== JSON.stringify(asSets(JSON.parse(text))))
        wrong.push([path, 'differs']);
    }
    expect(wrong).toEqual([]);
    expect(files.length).toBeGreaterThan(40);
  });

  test('what is written passes the official schema, whatever was read', async () => {
    const wrong: unknown[] = [];
    const others = filesIn('cyclonedx/cases/1.6').filter(
      ({ name }) => name.startsWith('valid') && name.endsWith('.json'),
    );
    for (const { path, bytes, name } of [...FILES, ...others]) {
      const read = await readBom(bytes, name);
      // Those of 3.0.0 and those that are not valid themselves stay what they are.
      if (read === null || read.bom.source?.version === '3.0.0') continue;
      if (path.includes('converted_from_spdx_2')) continue;
      const { text } = await writeBom(read.bom, { format: 'spdx', version: '3.0.1', encoding: 'json' });
      const errors = check3(text);
      if (errors.length > 0) wrong.push([path, errors.slice(0, 3)]);
    }
    expect(wrong).toEqual([]);
  });
});
