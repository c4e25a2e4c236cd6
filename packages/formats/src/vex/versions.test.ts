/** A statement about some versions is about those only: when it is read, applied, and converted. */

import type { Rule } from '@theriac/core';
import { judgeVex } from '@theriac/govern';
import { describe, expect, test } from 'vitest';
import { readVex, renderVex } from './index.ts';

const RULE: Rule = {
  id: 'CVE-2020-10001',
  kind: 'vulnerability',
  title: '',
  severity: 'high',
  cwe: [],
  aliases: [],
  cvss: [],
};

const cyclonedx = (versions: readonly object[], more: object = {}): string =>
  JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { timestamp: '2026-01-01T00:00:00Z' },
    components: [{ type: 'library', 'bom-ref': 'l', name: 'a', purl: 'pkg:npm/a', ...more }],
    vulnerabilities: [
      {
        id: 'CVE-2020-10001',
        analysis: { state: 'not_affected', justification: 'code_not_reachable' },
        affects: [{ ref: 'l', versions }],
      },
    ],
  });

const csaf = (branch: object, status = 'final'): string =>
  JSON.stringify({
    document: {
      category: 'csaf_vex',
      csaf_version: '2.0',
      title: 't',
      publisher: { category: 'vendor', name: 'Acme', namespace: 'https://acme.example' },
      tracking: {
        id: 'A-1',
        status,
        version: '1',
        initial_release_date: '2026-01-01T00:00:00Z',
        current_release_date: '2026-01-01T00:00:00Z',
        revision_history: [{ number: '1', date: '2026-01-01T00:00:00Z', summary: 'i' }],
      },
    },
    product_tree: {
      branches: [
        {
          category: 'vendor',
          name: 'Acme',
          branches: [
            {
              category: 'product_name',
              name: 'a',
              branches: [
                {
                  ...branch,
                  product: {
                    product_id: 'P',
                    name: 'a',
                    product_identification_helper: { purl: 'pkg:npm/a' },
                  },
                },
              ],
            },
          ],
        },
      ],
    },
    vulnerabilities: [
      {
        cve: 'CVE-2020-10001',
        notes: [{ category: 'description', text: 'n' }],
        product_status: { known_not_affected: ['P'] },
        flags: [{ label: 'vulnerable_code_not_present', product_ids: ['P'] }],
      },
    ],
  });

async function isSilenced(text: string, version: string): Promise<boolean> {
  const { statements } = await readVex(text, 'a.json');
  const component = { name: 'a', version, purl: `pkg:npm/a@${version}` };
  return judgeVex(statements, { rule: RULE, component, products: [] }).status !== undefined;
}

const RANGE = { category: 'product_version_range', name: 'vers:npm/>=2.0.0' };

describe('a statement about versions silences those only', () => {
  test.each([
    ['every version', cyclonedx([]), ['1.0.0', '2.0.0']],
    ['one unaffected version', cyclonedx([{ version: '2.0.0', status: 'unaffected' }]), ['2.0.0']],
    ['an unaffected range', cyclonedx([{ range: 'vers:npm/>=2.0.0', status: 'unaffected' }]), ['2.0.0']],
    ['an affected version', cyclonedx([{ version: '1.0.0', status: 'affected' }]), []],
    ['a version without a status', cyclonedx([{ version: '1.0.0' }]), []],
    ['a version that is not known', cyclonedx([{ version: '1.0.0', status: 'unknown' }]), []],
    [
      'both',
      cyclonedx([
        { version: '1.0.0', status: 'affected' },
        { version: '2.0.0', status: 'unaffected' },
      ]),
      ['2.0.0'],
    ],
    ['the version of the component', cyclonedx([], { version: '2.0.0', purl: 'pkg:npm/a@2.0.0' }), ['2.0.0']],
    ['a version of CSAF', csaf({ category: 'product_version', name: '2.0.0' }), ['2.0.0']],
    ['a range of CSAF', csaf(RANGE), ['2.0.0']],
    ['words of CSAF that nobody understands', csaf({ ...RANGE, name: 'all supported releases' }), []],
    ['a draft', csaf(RANGE, 'draft'), []],
  ])('%s', async (_, text, silenced) => {
    const found = [];
    for (const version of ['1.0.0', '2.0.0']) if (await isSilenced(text, version)) found.push(version);
    expect(found).toEqual(silenced);
  });
});

const META = {
  author: 'Acme',
  namespace: 'https://acme.example',
  timestamp: '2026-01-01T00:00:00Z',
  version: 1,
  title: 't',
};

describe('converting keeps the versions, or says what is lost', () => {
  test.each([
    ['cyclonedx', cyclonedx([{ range: 'vers:npm/>=2.0.0', status: 'unaffected' }])],
    ['csaf', cyclonedx([{ range: 'vers:npm/>=2.0.0', status: 'unaffected' }])],
    ['cyclonedx', csaf(RANGE)],
    ['csaf', csaf(RANGE)],
    ['openvex', cyclonedx([{ version: '2.0.0', status: 'unaffected' }])],
    ['csaf', cyclonedx([{ version: '2.0.0', status: 'unaffected' }])],
    ['openvex', csaf({ category: 'product_version', name: '2.0.0' })],
  ] as const)('to %s', async (format, text) => {
    const { statements } = await readVex(text, 'a.json');
    const written = await renderVex(statements, format, META);
    expect(written.losses).toEqual([]);
    expect([await isSilenced(written.text, '1.0.0'), await isSilenced(written.text, '2.0.0')]).toEqual([
      false,
      true,
    ]);
  });

  test('a range in OpenVEX is refused by name, and the others are kept', async () => {
    const { statements } = await readVex(csaf(RANGE), 'a.json');
    await expect(renderVex(statements, 'openvex', META)).rejects.toMatchObject({
      code: 'THERIAC_VEX',
      message: expect.stringContaining('OpenVEX cannot express the range vers:npm/>=2.0.0 of pkg:npm/a'),
    });
    const exact = await readVex(csaf({ category: 'product_version', name: '2.0.0' }), 'b.json');
    const { text, losses } = await renderVex([...statements, ...exact.statements], 'openvex', META);
    expect(losses).toHaveLength(1);
    expect(JSON.parse(text).statements).toHaveLength(1);
  });
});

test('an address that ends in the id of a flaw names it', async () => {
  const document = {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'https://acme.example/1',
    author: 'Acme',
    timestamp: '2026-01-01T00:00:00Z',
    version: 1,
    statements: [
      {
        vulnerability: { '@id': 'https://flaws.example.org/detail/CVE-2020-10001' },
        products: [{ '@id': 'pkg:npm/a@2.0.0' }],
        status: 'not_affected',
        justification: 'component_not_present',
      },
    ],
  };
  expect(await isSilenced(JSON.stringify(document), '2.0.0')).toBe(true);
});
