import { expect, test } from 'vitest';
import { type EnrichFacts, enrichBom } from './enrich.ts';
import { bomOf, component } from './make-bom.ts';

const facts: EnrichFacts = {
  eol: (product) =>
    product === 'django' ? [{ cycle: '4.2', eol: '2026-04-01', support: '2023-12-01' }] : [],
  metadata: new Map([
    [
      'pkg:npm/left@1.0.0',
      {
        supplier: 'Left Authors',
        licence: 'MIT',
        repository: 'https://github.com/left/left',
        source: 'node_modules/left/package.json',
      },
    ],
  ]),
  declared: [{ package: 'left', level: 'support', endOfSupport: '2031-01-01', source: 'theriac.yaml:9' }],
  asOf: '2026-01-01',
  eolSource: 'endoflife.date 2026-01-01',
};
const enriched = (purl: string, over: object = {}, given = facts) => {
  const { bom, additions } = enrichBom(bomOf([component(purl, over)]), given);
  return { component: bom.components[1], additions: additions.map((a) => [a.field, a.value, a.how]) };
};

test('the package’s own files come before its name', () => {
  const { component: c, additions } = enriched('pkg:npm/left@1.0.0');
  expect(c?.supplier).toMatchObject({ name: 'Left Authors' });
  expect(c?.licences).toEqual([{ kind: 'expression', value: 'MIT', acknowledgement: 'declared' }]);
  expect(additions).toEqual([
    ['supplier', 'Left Authors', 'node_modules/left/package.json'],
    ['support', 'support, until 2031-01-01', 'theriac.yaml:9'],
    ['licence', 'MIT', 'node_modules/left/package.json'],
    ['repository', 'https://github.com/left/left', 'node_modules/left/package.json'],
  ]);
  expect(c?.properties).toContainEqual({
    name: 'theriac:enriched:supplier',
    value: 'node_modules/left/package.json',
  });
});

test('the owner of a scope or repository is the supplier; who has neither stays unknown', () => {
  expect(enriched('pkg:npm/%40medplum/core@1.0.0').component?.supplier?.name).toBe('medplum');
  const refs = { externalReferences: [{ type: 'vcs', url: 'https://github.com/owner/repo', hashes: [] }] };
  expect(enriched('pkg:pypi/thing@1.0', refs).component?.supplier?.name).toBe('owner');
  expect(enriched('pkg:pypi/thing@1.0').component?.supplier).toBeUndefined();
});

test('what the document says stays as it is', () => {
  const supplier = { kind: 'organization', name: 'Said', urls: [], contacts: [] } as const;
  const { component: c, additions } = enriched('pkg:npm/%40medplum/core@1.0.0', { supplier });
  expect(c?.supplier?.name).toBe('Said');
  expect(additions).toEqual([]);
});

test('support follows from the release line, with its date and who said so', () => {
  expect(enriched('pkg:pypi/django@4.2.7').component?.support).toEqual({
    levels: ['limitedSupport'],
    endOfSupport: '2026-04-01',
    saidBy: 'endoflife.date 2026-01-01',
  });
  const later = { ...facts, asOf: '2026-05-01' };
  expect(enriched('pkg:pypi/django@4.2.7', {}, later).component?.support?.levels).toEqual(['endOfSupport']);
  expect(enriched('pkg:pypi/django@5.1').component?.support).toBeUndefined();
});

test('enriching twice changes nothing more', () => {
  const once = enrichBom(bomOf([component('pkg:npm/left@1.0.0'), component('pkg:pypi/django@4.2.7')]), facts);
  const twice = enrichBom(once.bom, facts);
  expect(twice.additions).toEqual([]);
  expect(twice.bom).toEqual(once.bom);
});
