import { SCOPES } from '@theriac/core';
import { type LicenceNode, licenceTerms, parseLicence, spdxLicences } from '@theriac/core/licence';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../config-schema.ts';
import { categorisedIds, licenceCategory } from './categories.ts';
import { INCOMPATIBLE, incompatibility } from './compatibility.ts';
import { contractClashes } from './contracts.ts';
import { DEFAULT_LICENCE_POLICY, type LicencePolicy } from './licence-config.ts';
import { LINKING } from './linking.ts';
import { obligationsOf, termCategory, type Use } from './obligations.ts';
import { judgeLicence, type LicenceUse } from './policy.ts';

function node(text: string): LicenceNode {
  const parsed = parseLicence(text);
  if (!parsed.ok) throw new TypeError(parsed.message);
  return parsed.node;
}
const term = (text: string) =>
  licenceTerms(node(text))[0] ?? { kind: 'licence' as const, id: '', orLater: false };
const applying = (text: string, use: Partial<Use> = {}): string[] =>
  obligationsOf(term(text), { distribution: ['on-premises'], linking: 'dynamic', modified: false, ...use })
    .filter((o) => o.applies)
    .map((o) => o.id);

describe('categories', () => {
  test('every licence that the OSI approved has one, and every id of the table is on the list', () => {
    expect(
      spdxLicences()
        .filter((l) => l.osiApproved && licenceCategory(l.id) === 'unknown')
        .map((l) => l.id),
    ).toEqual([]);
    const ids = new Set(spdxLicences().map((l) => l.id));
    expect(categorisedIds().filter((id) => !ids.has(id) && !id.startsWith('LicenseRef-'))).toEqual([]);
    expect(spdxLicences().filter((l) => licenceCategory(l.id) !== 'unknown').length).toBeGreaterThan(650);
  });

  test.each([
    ['MIT', 'permissive'],
    ['GPL-2.0-or-later', 'strong-copyleft'],
    ['GPL-2.0-only WITH Classpath-exception-2.0', 'weak-copyleft'],
    ['AGPL-3.0-only', 'network-copyleft'],
    ['CC-BY-NC-SA-4.0', 'non-commercial'],
    ['BUSL-1.1', 'source-available'],
    ['JSON', 'field-of-use'],
    ['LicenseRef-house', 'unknown'],
  ])('%s is %s', (text, category) => {
    expect(termCategory(term(text))).toBe(category);
  });
});

describe('obligations follow from the use', () => {
  test('a permissive licence asks for notices when copies are given away', () => {
    expect(applying('Apache-2.0')).toEqual([
      'attribution',
      'include-text',
      'notice-file',
      'no-warranty',
      'patent-grant',
      'patent-retaliation',
    ]);
    expect(applying('Apache-2.0', { modified: true })).toContain('state-changes');
    expect(applying('MIT', { distribution: ['saas'] })).toEqual([]);
    expect(applying('MIT', { distribution: [] })).toEqual(['attribution', 'include-text', 'no-warranty']);
  });

  test('copyleft reaches what is linked and given away, network copyleft also what is only used', () => {
    expect(applying('GPL-3.0-only')).toEqual(
      expect.arrayContaining(['same-licence', 'source-offer', 'installation-information']),
    );
    expect(applying('GPL-3.0-only', { linking: 'separate' })).not.toContain('same-licence');
    expect(applying('GPL-3.0-only', { distribution: ['saas'] })).not.toContain('same-licence');
    expect(applying('AGPL-3.0-only', { distribution: ['saas'] })).toContain('network-source');
    expect(applying('LGPL-2.1-only', { linking: 'static' })).toContain('relinking');
    expect(applying('LGPL-2.1-only', { linking: 'dynamic' })).not.toContain('relinking');
    expect(applying('BSD-4-Clause')).toContain('advertising');
  });

  test('more ways to reach people never lift a duty', () => {
    const ids = fc.constantFrom(...spdxLicences().map((l) => l.id));
    fc.assert(
      fc.property(
        ids,
        fc.constantFrom('static' as const, 'dynamic' as const, 'separate' as const),
        (id, linking) => {
          const service = applying(id, { distribution: ['saas'], linking });
          const both = applying(id, { distribution: ['saas', 'device-firmware'], linking });
          expect(service.filter((duty) => !both.includes(duty))).toEqual([]);
        },
      ),
    );
  });
});

describe('policy', () => {
  const use = (more: Partial<LicenceUse> = {}): LicenceUse => ({
    distribution: ['on-premises'],
    scope: 'production',
    linking: 'static',
    ...more,
  });
  const decide = (
    text: string,
    more: Partial<LicenceUse> = {},
    policy: Partial<LicencePolicy> = {},
  ): string => judgeLicence(node(text), use(more), { ...DEFAULT_LICENCE_POLICY, ...policy }).decision;

  test.each([
    ['MIT', {}, 'allow'],
    ['MPL-2.0', {}, 'allow'],
    ['GPL-3.0-only', {}, 'deny'],
    ['GPL-3.0-only', { distribution: ['saas'] }, 'review'],
    ['GPL-3.0-only', { scope: 'development' }, 'allow'],
    ['GPL-3.0-only', { linking: 'separate' }, 'allow'],
    ['GPL-3.0-only', { distribution: [] }, 'deny'],
    ['AGPL-3.0-only', { distribution: ['saas'] }, 'deny'],
    ['CC-BY-NC-4.0', {}, 'deny'],
    ['LicenseRef-house', {}, 'review'],
    ['LicenseRef-house', { scope: 'development' }, 'review'],
    ['MIT OR GPL-3.0-only', {}, 'allow'],
    ['MIT AND GPL-3.0-only', {}, 'deny'],
  ] as const)('%s, %j: %s', (text, more, decision) => {
    expect(decide(text, more)).toBe(decision);
  });

  test('unknown licences never pass, whatever the use', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SCOPES),
        fc.constantFrom('static' as const, 'dynamic' as const, 'separate' as const),
        (scope, linking) => {
          expect(decide('LicenseRef-x', { scope, linking })).toBe('review');
        },
      ),
    );
  });

  test('rules come first, then lists, deny before allow', () => {
    const rule = {
      licences: ['GPL-*'],
      distribution: ['device-firmware' as const],
      decision: 'allow' as const,
      reason: 'source is published',
      source: 'theriac.yaml:4',
    };
    expect(decide('GPL-2.0-only', { distribution: ['device-firmware'] }, { rules: [rule] })).toBe('allow');
    expect(decide('GPL-2.0-only', { distribution: ['mobile-app'] }, { rules: [rule] })).toBe('deny');
    expect(decide('MIT', {}, { deny: ['permissive'], allow: ['MIT'] })).toBe('deny');
    expect(decide('AGPL-3.0-only', {}, { allow: ['AGPL-3.0-only'] })).toBe('allow');
  });

  test.each([
    [['AGPL-3.0-only'], 'AGPL-3.0-only', 'allow'],
    [['AGPL-3.0-or-later'], 'GPL-3.0-only', 'allow'],
    [['GPL-3.0-only'], 'AGPL-3.0-only', 'deny'],
    [['GPL-2.0-only'], 'GPL-3.0-only', 'deny'],
    [['GPL-3.0-only'], 'OSL-3.0', 'deny'],
    [['GPL-3.0-only', 'MIT'], 'GPL-3.0-only', 'deny'],
    [['MIT'], 'GPL-3.0-only', 'deny'],
    [[], 'GPL-3.0-only', 'deny'],
  ])('in a product under %j, %s is %s', (project, text, decision) => {
    expect(decide(text, { project: project.map(term) })).toBe(decision);
    expect(decide(text, { project: project.map(term) }, { deny: [text] })).toBe('deny');
  });

  test('of a choice the better branch is named', () => {
    expect(judgeLicence(node('(MIT OR GPL-2.0-only) AND ISC'), use(), DEFAULT_LICENCE_POLICY)).toMatchObject({
      decision: 'allow',
      chosen: 'ISC AND MIT',
    });
    expect(judgeLicence(node('ISC AND MIT'), use(), DEFAULT_LICENCE_POLICY).chosen).toBeNull();
  });
});

test('contracts clash with duties that disclose', () => {
  const contract = {
    name: 'Clinic',
    kind: 'BAA' as const,
    duties: ['confidentiality' as const, 'logging' as const],
    source: 'theriac.yaml:9',
  };
  const duties = obligationsOf(term('AGPL-3.0-only'), {
    distribution: ['saas'],
    linking: 'static',
    modified: false,
  });
  expect(contractClashes([contract], duties).map((c) => [c.duty, c.obligation.id])).toEqual([
    ['confidentiality', 'network-source'],
  ]);
  const mild = obligationsOf(term('MIT'), {
    distribution: ['on-premises'],
    linking: 'static',
    modified: false,
  });
  expect(contractClashes([contract], mild)).toEqual([]);
});

test.each([
  ['Apache-2.0', 'GPL-2.0-only', true],
  ['Apache-2.0', 'GPL-2.0-only WITH Classpath-exception-2.0', false],
  ['GPL-2.0-only', 'Apache-2.0', true],
  ['GPL-3.0-only', 'Apache-2.0', false],
  ['GPL-3.0-or-later', 'GPL-2.0-only', true],
  ['GPL-3.0-only', 'GPL-2.0-or-later', false],
  ['GPL-2.0-only', 'MIT', false],
  ['MIT', 'LGPL-2.1-only', false],
  ['LicenseRef-proprietary', 'GPL-3.0-only', true],
  ['GPL-3.0-only', 'OpenSSL', true],
  ['AGPL-3.0-only', 'EPL-1.0', true],
])('a product under %s with %s: incompatible %s', (own, component, incompatible) => {
  expect(incompatibility(term(own), term(component)) !== null).toBe(incompatible);
});

test('every row of the table of incompatible licences fits licences of the list', () => {
  const ids = spdxLicences().map((l) => l.id);
  for (const { project, component } of INCOMPATIBLE) {
    expect([String(component), ids.some((id) => component.test(id))]).toEqual([String(component), true]);
    expect([String(project), ids.some((id) => project.test(id))]).toEqual([String(project), true]);
  }
  expect(Object.values(LINKING).every((row) => row.because !== '')).toBe(true);
});

describe('theriac.yaml', () => {
  test('licences and contracts are read in canonical form', () => {
    const config = parseConfig(
      [
        'version: 1',
        'licences:',
        '  project: apache-2.0',
        '  deny: [AGPL-3.0, non-commercial, GPL-*]',
        '  rules:',
        '    - {licences: [EPL-2.0], scope: [production], decision: review, reason: ask Jane}',
        '  curations:',
        '    - {package: left-pad, concluded: wtfpl, reason: README}',
        'contracts:',
        '  - {name: Clinic, kind: BAA, duties: [confidentiality]}',
      ].join('\n'),
      'theriac.yaml',
    );
    expect(config.licences).toEqual({
      project: 'Apache-2.0',
      allow: [],
      review: [],
      deny: ['AGPL-3.0-only', 'non-commercial', 'GPL-*'],
      rules: [
        {
          licences: ['EPL-2.0'],
          scope: ['production'],
          decision: 'review',
          reason: 'ask Jane',
          source: 'theriac.yaml:6',
        },
      ],
      curations: [{ package: 'left-pad', concluded: 'WTFPL', reason: 'README', source: 'theriac.yaml:8' }],
    });
    expect(config.contracts).toEqual([
      { name: 'Clinic', kind: 'BAA', duties: ['confidentiality'], source: 'theriac.yaml:10' },
    ]);
  });

  test.each([
    ['  deny: [GPL-9.9]', 'is neither a category, an SPDX id, nor a start of ids with *'],
    ['  deny: [Zz*]', 'is neither a category, an SPDX id, nor a start of ids with *'],
    ['  project: ours', 'is not an SPDX expression'],
    ['  denny: [MIT]', 'did you mean `deny`?'],
  ])('%s is refused', (line, message) => {
    expect(() => parseConfig(`version: 1\nlicences:\n${line}`, 'theriac.yaml')).toThrow(message);
  });
});
