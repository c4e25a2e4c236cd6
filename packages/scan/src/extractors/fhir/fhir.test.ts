import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors as npm } from '../npm/index.ts';
import { extractors } from './index.ts';

const fhir = extractorOf(extractors, 'fhir/package');
const read = (files: MemoryFiles, extractor = fhir) =>
  extractInMemory(extractor, files, Object.keys(files)[0] ?? '');

const GUIDE = JSON.stringify({
  name: 'example.clinic.guide',
  version: '2.0.0',
  fhirVersions: ['4.0.1'],
  dependencies: {
    'hl7.fhir.r4.core': '4.0.1',
    'example.clinic.base': 'current',
    'hl7.terminology.r4': '5.x',
  },
});

test('the package.json of a FHIR package is not npm', async () => {
  const result = await read({ 'package.json': GUIDE });
  expect(listing(result)).toEqual([
    'hl7.fhir.r4.core@4.0.1 production direct',
    'example.clinic.base@? production direct',
    'hl7.terminology.r4@? production direct',
  ]);
  expect(result.unknowns.map((u) => `${u.reason} ${u.range} ${u.losesComponents}`)).toEqual([
    'unresolved-version current false',
    'unresolved-version 5.x false',
  ]);
  const other = extractorOf(npm, 'npm/package-json');
  expect(await read({ 'package.json': GUIDE }, other)).toEqual({ roots: [], unknowns: [] });
});

test('an npm package is not FHIR', async () => {
  expect(await read({ 'package.json': '{"name":"fhirpath","dependencies":{"antlr4":"4.9.3"}}' })).toEqual({
    roots: [],
    unknowns: [],
  });
});

test('SUSHI: dependencies with a version, alone or in a mapping', async () => {
  const result = await read({
    'sushi-config.yaml':
      'id: example.guide\nversion: 0.1.0\nfhirVersion: 4.0.1\ndependencies:\n  hl7.fhir.us.core: 6.1.0\n  ihe.iti.pdqm:\n    version: 2.4.0\n    uri: https://example.org/pdqm\n',
  });
  expect(listing(result)).toEqual([
    'hl7.fhir.us.core@6.1.0 production direct',
    'ihe.iti.pdqm@2.4.0 production direct',
  ]);
  expect(result.roots[0]).toMatchObject({ name: 'example.guide', version: '0.1.0' });
});

damaged(fhir, 'package.json', GUIDE);
