import { sarifCheck } from '@theriac/testing/schema-check';
import { describe, expect, test } from 'vitest';
import { cleanResult, HOSTILE, largeResult, sampleResult } from '../../testdata/sample-result.ts';
import { renderReport } from '../index.ts';

const check = sarifCheck();

interface Sarif {
  runs: [
    {
      tool: {
        driver: { rules: { id: string; properties: Record<string, unknown>; help: { markdown: string } }[] };
      };
      invocations: [{ executionSuccessful: boolean; toolExecutionNotifications: { level: string }[] }];
      results: Record<string, unknown>[];
    },
  ];
}

async function render(result = sampleResult()): Promise<Sarif> {
  const text = await renderReport(result, 'sarif');
  expect(check(text)).toEqual([]);
  return JSON.parse(text) as Sarif;
}

describe('SARIF', () => {
  test('passes the official schema, hostile names and all', async () => {
    await render();
    await render(cleanResult());
    await render(largeResult(200, 200));
  });

  test('a rule informs code scanning how severe it is and what weakness it is', async () => {
    const { runs } = await render();
    const rules = runs[0].tool.driver.rules;
    expect(rules.map((r) => [r.id, r.properties])).toEqual([
      [
        'GHSA-35jh-r3h4-6jhm',
        {
          tags: [
            'security',
            'vulnerability',
            'known-exploited',
            'external/cwe/cwe-077',
            'external/cwe/cwe-094',
          ],
          precision: 'high',
          'problem.severity': 'error',
          'security-severity': '7.2',
        },
      ],
      [
        'GHSA-c2qf-rxjj-qqgw',
        {
          tags: ['security', 'vulnerability', 'external/cwe/cwe-1333'],
          precision: 'high',
          'problem.severity': 'warning',
          'security-severity': '5.3',
        },
      ],
      [
        'MAL-2025-1',
        {
          tags: ['security', 'malware', 'external/cwe/cwe-506'],
          precision: 'high',
          'problem.severity': 'error',
          'security-severity': '10.0',
        },
      ],
    ]);
  });

  test('a result names place, package, fingerprint and decision', async () => {
    const { runs } = await render();
    expect(runs[0].results[1]).toMatchObject({
      ruleId: 'GHSA-35jh-r3h4-6jhm',
      ruleIndex: 0,
      level: 'error',
      message: {
        text: 'lodash 4.17.20: Command injection in lodash (CVE-2021-23337). Decision: out-of-cycle: exploited in the wild, open to the internet, patient data within reach. Fix: Override lodash 4.17.20 → 4.17.21 (via @portal/forms). How: package.json: {"overrides":{"lodash":"4.17.21"}} Note: exception EX-0 expired on 2026-01-01.',
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'package-lock.json', uriBaseId: '%SRCROOT%' },
            region: { startLine: 12 },
          },
          logicalLocations: [
            { fullyQualifiedName: 'pkg:npm/lodash@4.17.20', name: 'lodash 4.17.20', kind: 'package' },
          ],
        },
      ],
      partialFingerprints: { 'theriac/v1': 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa2' },
      suppressions: [],
    });
    expect(runs[0].results[1]).not.toHaveProperty('baselineState');
  });

  test('a finding about a setting has its region, its related places and its name', async () => {
    const sample = sampleResult();
    const [first] = sample.findings;
    if (first === undefined) throw new RangeError('the sample has findings');
    const location = { path: 'conf/app.ini', line: 2, column: 7, endLine: 2, endColumn: 27 };
    const finding = {
      ...first,
      subject: { kind: 'setting', label: 'token', path: 'conf/app.ini', components: [], system: 'portal' },
      locations: [location],
      related: [{ location: { path: 'conf/app.ini', line: 1 }, message: 'the file is world readable' }],
      evidence: [{ source: 'detector/tokens', found: 'token', redacted: 'abcd…', length: 20 }],
    } as const;
    const { runs } = await render({ ...sample, findings: [finding] });
    const { locations, relatedLocations } = runs[0].results[0] ?? {};
    expect(locations).toMatchObject([
      {
        physicalLocation: {
          artifactLocation: { uri: 'conf/app.ini' },
          region: { startLine: 2, startColumn: 7, endLine: 2, endColumn: 27 },
        },
        logicalLocations: [{ name: 'token', kind: 'setting' }],
      },
    ]);
    expect(relatedLocations).toContainEqual(
      expect.objectContaining({ id: 1, message: { text: 'the file is world readable' } }),
    );
  });

  test('an excepted finding is suppressed with its reason and no longer an error', async () => {
    const { runs } = await render();
    expect(runs[0].results[2]).toMatchObject({
      level: 'note',
      suppressions: [
        { kind: 'external', status: 'accepted', justification: 'suppressed until 2027-01-01 by EX-1' },
      ],
    });
  });

  test('with a baseline every result says whether it is new', async () => {
    const sample = sampleResult();
    const findings = sample.findings.map((f, i) =>
      i === 0 ? { ...f, status: { state: 'known' as const } } : f,
    );
    const gate = { ...sample.gate, policy: { ...sample.gate.policy, onlyNew: true } };
    const { runs } = await render({ ...sample, findings, gate });
    expect(runs[0].results.map((r) => r.baselineState)).toEqual(['unchanged', 'new', 'new']);
  });

  test('an incomplete required area makes the execution unsuccessful', async () => {
    const { runs } = await render();
    expect(runs[0].invocations[0].executionSuccessful).toBe(false);
    expect(runs[0].invocations[0].toolExecutionNotifications.map((n) => n.level)).toEqual([
      'error',
      'error',
      'warning',
    ]);
    const clean = await render(cleanResult());
    expect(clean.runs[0].invocations[0]).toEqual({
      executionSuccessful: true,
      exitCode: 0,
      toolExecutionNotifications: [],
    });
  });

  test('paths become relative URIs and lines are at least 1', async () => {
    const sample = sampleResult();
    const findings = sample.findings.map((f) => ({ ...f, locations: [{ path: 'a b/ü%/c#d?e:f\\g.json' }] }));
    const { runs } = await render({ ...sample, findings });
    expect(runs[0].results[0]).toMatchObject({
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'a%20b/%C3%BC%25/c%23d%3Fe%3Af%5Cg.json' },
            region: { startLine: 1 },
          },
        },
      ],
    });
  });

  test('hostile text can neither hide, colour nor link', async () => {
    const text = await renderReport(sampleResult(), 'sarif');
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2028]|\\u001b|\\u0000/);
    const { runs } = await render();
    expect(runs[0].results[0]?.message).toMatchObject({
      text: expect.stringContaining('\\[a\\](javascript:b)'),
    });
    const malware = runs[0].tool.driver.rules.find((r) => r.id === 'MAL-2025-1');
    expect(malware).not.toHaveProperty('helpUri');
    expect(malware?.help.markdown).not.toMatch(/[<@]|\]\((?!https?:)/);
  });

  test('a megabyte of title stays within the limits of code scanning', async () => {
    const sample = sampleResult();
    const rules = sample.rules.map((r) => ({ ...r, title: `${HOSTILE}${'x'.repeat(1_000_000)}` }));
    const text = await renderReport({ ...sample, rules }, 'sarif');
    expect(check(text)).toEqual([]);
    expect(text.length).toBeLessThan(40_000);
  });
});

describe('a target below the root of its repository', () => {
  const under = (prefix: string): ReturnType<typeof sampleResult> => {
    const sample = sampleResult();
    return { ...sample, target: { ...sample.target, prefix } };
  };
  const uris = (value: unknown): string[] =>
    [...JSON.stringify(value).matchAll(/"uri":"([^"]+)","uriBaseId"/g)].flatMap(([, uri]) => uri ?? []);

  test('names every file from that root', async () => {
    const { runs } = await render(under('services/api'));
    const found = uris(runs[0]);
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((uri) => !uri.startsWith('services/api/'))).toEqual([]);
  });

  test('has a category and fingerprints of its own', async () => {
    const [api, web, whole] = await Promise.all([
      render(under('services/api')),
      render(under('web/api')),
      render(),
    ]);
    const categories = [api, web, whole].map(({ runs }) => Reflect.get(runs[0], 'automationDetails'));
    expect(new Set(categories.map((c) => JSON.stringify(c))).size).toBe(3);
    expect(categories[0]).toEqual({ id: 'theriac/services/api/' });
    const fingerprints = [api, web, whole].map(({ runs }) =>
      JSON.stringify(runs[0].results[0]?.partialFingerprints),
    );
    expect(new Set(fingerprints).size).toBe(3);
  });
});

test('a code flow has only places in files, and at least two of them', async () => {
  const { findings } = sampleResult();
  const steps = (...lines: (number | undefined)[]) =>
    lines.map((line) => ({
      kind: 'code' as const,
      label: `line ${line}`,
      ...(line === undefined ? {} : { location: { path: 'src/a.ts', line } }),
    }));
  const of = async (...lines: (number | undefined)[]): Promise<unknown> => {
    const { runs } = await render(
      sampleResult({ findings: findings.slice(0, 1).map((f) => ({ ...f, trace: steps(...lines) })) }),
    );
    return runs[0].results[0]?.codeFlows;
  };
  expect(await of(undefined, 3, 3, undefined)).toBeUndefined();
  expect(JSON.stringify(await of(3, undefined, 7)).match(/physicalLocation/g)).toHaveLength(2);
});
