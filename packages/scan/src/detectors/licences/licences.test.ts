import type { DetectResult, Inventory, Root } from '@theriac/core';
import { type Config, DEFAULT_LICENCE_POLICY } from '@theriac/govern';
import { detectInMemory, observedIn, packageOf } from '@theriac/testing/detect-in-memory';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadLicenceTexts } from '../../package-contents/licences/corpus.ts';
import { licences } from './index.ts';

const ROOT: Root = { id: 'lock', path: 'package-lock.json', extractor: 'npm/package-lock', ecosystem: 'npm' };

function inventoryOf(...components: Inventory['components']): Inventory {
  return { roots: [ROOT], components, unknowns: [], skipped: [] };
}

/** A package as it is installed: its folder is its key in the lockfile. */
const installed = (name: string, licence?: string) =>
  packageOf(name, { id: `lock#node_modules/${name}`, ...(licence === undefined ? {} : { licence }) });

const manifest = (name: string): Record<string, string> => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0' }),
});

async function detect(
  inventory: Inventory,
  files: Record<string, string> = {},
  config: Partial<Config> = {},
): Promise<DetectResult> {
  return detectInMemory(licences, { inventory, files, config });
}

const told = (result: DetectResult): string[] =>
  result.findings.map(({ rule, subject, key }) =>
    `${rule.id.replace('THERIAC-LIC-', '')} ${'component' in subject ? subject.component.replace(/^lock#(?:node_modules\/)?/, '') : subject.path} ${key}`.trim(),
  );

let texts: ReadonlyMap<string, string>;
beforeAll(async () => {
  texts = await loadLicenceTexts();
});
const text = (id: string): string =>
  (texts.get(id) ?? '').replace('<year> <copyright holders>', '2020 Ann Roe');

describe('policy', () => {
  test('licences of the lockfile are judged without any file', async () => {
    const result = await detect(
      inventoryOf(
        packageOf('ok', { licence: 'MIT' }),
        packageOf('bad', { licence: 'GPL-3.0' }),
        packageOf('tool', { licence: 'GPL-3.0', scope: 'development' }),
        packageOf('odd', { licence: 'BUSL-1.1' }),
      ),
    );
    expect(told(result)).toEqual(['DENIED bad GPL-3.0-only', 'REVIEW odd BUSL-1.1']);
    expect(result.findings[0]).toMatchObject({
      action: 'Replace bad 1.0.0 (GPL-3.0-only), or have an exception approved.',
      notes: [
        'GPL-3.0-only asks here: Give its source, or a written offer of it, along. Put the product that contains it under the same licence, with its whole source. For consumer devices: give what is needed to install changed versions.',
        'Assumed: unmodified, linked statically (bundlers put modules into one file).',
      ],
    });
    expect(result.reasons).toEqual([]);
    expect(result.licences?.get('lock#bad')).toEqual({ declared: 'GPL-3.0-only', concluded: 'GPL-3.0-only' });
  });

  test('the way the system reaches people decides', async () => {
    const systems = [{ source: 'theriac.yaml:2', distribution: ['saas' as const] }];
    const inventory = inventoryOf(
      packageOf('gpl', { licence: 'GPL-3.0-only' }),
      packageOf('agpl', { licence: 'AGPL-3.0-only' }),
    );
    expect(told(await detect(inventory, {}, { systems }))).toEqual([
      'REVIEW gpl GPL-3.0-only',
      'DENIED agpl AGPL-3.0-only',
    ]);
  });

  test('of a choice the better side counts, and is named', async () => {
    expect(told(await detect(inventoryOf(packageOf('dual', { licence: '(MIT OR GPL-3.0)' }))))).toEqual([]);
    const result = await detect(inventoryOf(packageOf('dual', { licence: 'AGPL-3.0-only OR BUSL-1.1' })));
    expect(result.findings[0]?.notes?.[0]).toBe(
      'Of the choice AGPL-3.0-only OR BUSL-1.1, BUSL-1.1 fares best.',
    );
  });

  test('a curation is a person’s word', async () => {
    const curations = [
      { package: 'bsdish', concluded: 'BSD-3-Clause', reason: 'read its source', source: 'theriac.yaml:5' },
    ];
    const inventory = inventoryOf(packageOf('bsdish', { licence: 'BSD' }));
    expect(told(await detect(inventory))).toEqual(['UNKNOWN bsdish']);
    const curated = await detect(inventory, {}, { licences: { ...DEFAULT_LICENCE_POLICY, curations } });
    expect(told(curated)).toEqual([]);
    expect(curated.licences?.get('lock#bsdish')).toEqual({ declared: 'BSD', concluded: 'BSD-3-Clause' });
  });
});

describe('unknown is never pass', () => {
  test('ambiguous words show the candidates, silence is reported as coverage', async () => {
    const result = await detect(
      inventoryOf(
        packageOf('vague', { licence: 'BSD' }),
        packageOf('words', { licence: 'ask Bob' }),
        packageOf('silent'),
      ),
    );
    expect(told(result)).toEqual(['UNKNOWN vague', 'UNKNOWN words']);
    expect(observedIn(result.findings[0])[0]).toBe(
      'declared “BSD”, which can mean BSD-2-Clause, BSD-3-Clause, BSD-4-Clause',
    );
    expect(result.reasons).toEqual([
      'no licence information for 1 component: neither the lockfile nor an installed copy has any',
    ]);
  });

  test('an installed package without any licence is a finding', async () => {
    const result = await detect(inventoryOf(installed('bare')), {
      ...manifest('bare'),
      'node_modules/bare/index.js': '',
    });
    expect(told(result)).toEqual(['UNKNOWN bare']);
  });

  test('the text settles what the words leave open', async () => {
    const files = { ...manifest('vague'), 'node_modules/vague/LICENSE': text('BSD-2-Clause') };
    const result = await detect(inventoryOf(installed('vague', 'BSD')), files);
    expect(told(result)).toEqual([]);
    expect(result.licences?.get('lock#node_modules/vague')).toMatchObject({
      declared: 'BSD',
      detected: [{ expression: 'BSD-2-Clause', score: 1, path: 'node_modules/vague/LICENSE' }],
      concluded: 'BSD-2-Clause',
    });
  });
});

describe('declared and detected', () => {
  test('MIT declared and the text of the GPL: conflict, and nothing is concluded', async () => {
    const files = { ...manifest('two'), 'node_modules/two/COPYING': text('GPL-3.0-only') };
    const result = await detect(inventoryOf(installed('two', 'MIT')), files);
    expect(told(result)).toEqual(['CONFLICT two MIT / GPL-3.0-only']);
    expect(result.findings[0]?.locations).toEqual([
      { path: 'package-lock.json', line: 3 },
      { path: 'node_modules/two/COPYING' },
    ]);
    expect(result.licences?.get('lock#node_modules/two')?.concluded).toBeUndefined();
  });

  test('a second licence that only a text names binds as well', async () => {
    const files = { ...manifest('more'), 'node_modules/more/LICENSE': `${text('ISC')}\n\n${text('MIT')}` };
    const result = await detect(inventoryOf(installed('more', 'ISC')), files);
    expect(told(result)).toEqual([]);
    expect(result.licences?.get('lock#node_modules/more')?.concluded).toBe('ISC AND MIT');
  });

  test('GPL-2.0-or-later with the plain text of version 2 is not a conflict', async () => {
    const files = { ...manifest('gpl'), 'node_modules/gpl/COPYING': text('GPL-2.0-only') };
    const inventory = inventoryOf({ ...installed('gpl', 'GPL-2.0-or-later'), scope: 'development' });
    expect(told(await detect(inventory, files))).toEqual([]);
  });

  test('a changed text is reported, with what was changed', async () => {
    const files = {
      ...manifest('odd'),
      'node_modules/odd/LICENSE': text('MIT').replace('without limitation', 'with limitation'),
    };
    const result = await detect(inventoryOf(installed('odd', 'MIT')), files);
    expect(told(result)).toEqual(['MODIFIED odd']);
    expect(observedIn(result.findings[0])[0]).toContain('“with” instead of “without”');
  });

  test('each package without its text is a finding of the lockfile, with the package as key', async () => {
    const files = { ...manifest('a'), ...manifest('b') };
    const result = await detect(inventoryOf(installed('a', 'MIT'), installed('b', 'MIT')), files);
    expect(result.findings.map((f) => [f.rule.id, f.key, f.locations[0]?.path])).toEqual([
      ['THERIAC-LIC-MISSING-TEXT', 'a', 'package-lock.json'],
      ['THERIAC-LIC-MISSING-TEXT', 'b', 'package-lock.json'],
    ]);
    expect(observedIn(result.findings[1])).toEqual(['b 1.0.0']);
  });
});

test('a contract that keeps things confidential meets network copyleft', async () => {
  const contracts = [
    { name: 'Clinic', kind: 'BAA' as const, duties: ['confidentiality' as const], source: 'theriac.yaml:7' },
  ];
  const policy = { ...DEFAULT_LICENCE_POLICY, allow: ['AGPL-3.0-only'] };
  const result = await detect(
    inventoryOf(packageOf('agpl', { licence: 'AGPL-3.0-only' })),
    {},
    { contracts, licences: policy },
  );
  expect(told(result)).toEqual(['CONTRACT agpl Clinic confidentiality AGPL-3.0-only']);
});

const ofProject = (declared: string, ...components: Inventory['components']): Inventory => ({
  ...inventoryOf(...components),
  roots: [{ ...ROOT, licence: { declared, path: 'package.json' } }],
});

test('the product’s own licence is asked whether both can be kept', async () => {
  const policy = { ...DEFAULT_LICENCE_POLICY, allow: ['GPL-2.0-only'] };
  const inventory = ofProject(
    'Apache-2.0',
    packageOf('gpl', { licence: 'GPL-2.0-only' }),
    packageOf('choice', { licence: 'GPL-2.0-only OR MIT' }),
  );
  const result = await detect(inventory, {}, { licences: policy });
  expect(told(result)).toEqual(['INCOMPATIBLE gpl Apache-2.0 / GPL-2.0-only']);
  expect(result.findings[0]?.evidence).toMatchObject([
    { expected: 'compatible with Apache-2.0 (package.json)' },
  ]);
});

test.each([
  ['AGPL-3.0-only', 'AFL-2.1 OR BSD-3-Clause'],
  ['GPL-3.0-only', 'AFL-2.1 OR MIT'],
  ['GPL-2.0-only', 'MIT OR Apache-2.0'],
  ['GPL-2.0-only', 'Apache-2.0 OR GPL-2.0-only'],
  ['GPL-2.0-only', 'CDDL-1.0 OR GPL-2.0-only'],
  ['GPL-2.0-only', 'EPL-2.0 OR GPL-2.0-or-later'],
  ['GPL-2.0-only', '(MIT AND Apache-2.0) OR BSD-3-Clause'],
  ['GPL-3.0-only', 'EPL-2.0 OR GPL-2.0-or-later'],
  ['GPL-2.0-or-later', 'Apache-2.0'],
])('a product under %s may take %s', async (declared, licence) => {
  expect(told(await detect(ofProject(declared, packageOf('x', { licence }))))).toEqual([]);
});

test('a choice that no branch of fits the product is told for the branch that fares best', async () => {
  const inventory = ofProject('GPL-2.0-only', packageOf('x', { licence: 'Apache-2.0 OR CDDL-1.0' }));
  expect(told(await detect(inventory))).toEqual(['INCOMPATIBLE x GPL-2.0-only / Apache-2.0']);
});

test('of a choice that a contract forbids one branch of, the other is taken', async () => {
  const contracts = [
    { name: 'Clinic', kind: 'BAA' as const, duties: ['confidentiality' as const], source: 'theriac.yaml:7' },
  ];
  const policy = { ...DEFAULT_LICENCE_POLICY, allow: ['AGPL-3.0-only'], review: ['MIT'] };
  const inventory = inventoryOf(packageOf('x', { licence: 'AGPL-3.0-only OR MIT' }));
  expect(told(await detect(inventory, {}, { contracts, licences: policy }))).toEqual(['REVIEW x MIT']);
});

test('what a bill of materials states of files counts where the files are not at hand', async () => {
  const result = await detect(
    inventoryOf(
      packageOf('settled', { licence: 'BSD', stated: { concluded: 'BSD-3-Clause' } }),
      packageOf('none', { stated: { licence: 'absent' } }),
      packageOf('two', { licence: 'MIT', stated: { licence: 'disputed' } }),
    ),
  );
  expect(told(result)).toEqual(['UNKNOWN none', 'CONFLICT two MIT / another licence']);
});
