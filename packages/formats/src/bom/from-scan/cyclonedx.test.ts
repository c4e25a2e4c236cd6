import { cycloneDxCheck } from '@theriac/testing/schema-check';
import { describe, expect, test } from 'vitest';
import { renderReport } from '../../reports/index.ts';
import { cleanResult, HOSTILE, largeResult, sampleResult } from '../../testdata/sample-result.ts';

const check = cycloneDxCheck();
const APP = 'theriac:root:npm/package-lock:package-lock.json';
const TOOLS = 'theriac:root:npm/package-lock:tools/package-lock.json';

interface Bom {
  serialNumber: string;
  metadata: Record<string, unknown>;
  components: Record<string, unknown>[];
  dependencies: { ref: string; dependsOn: string[] }[];
  compositions: { aggregate: string; assemblies?: string[]; dependencies?: string[] }[];
  vulnerabilities: Record<string, unknown>[];
}

async function render(result = sampleResult()): Promise<Bom> {
  const text = await renderReport(result, 'cyclonedx');
  expect(check(text)).toEqual([]);
  return JSON.parse(text) as Bom;
}

const named = (bom: Bom, ref: string): unknown => bom.components.find((c) => c['bom-ref'] === ref);

describe('CycloneDX', () => {
  test('passes the official 1.6 schema, hostile names and all', async () => {
    await render();
    await render(cleanResult());
    await render(largeResult(300, 50));
  });

  test('says what was scanned, when and how far', async () => {
    const { metadata } = await render();
    expect(metadata).toEqual({
      timestamp: '2026-11-22T00:00:00Z',
      lifecycles: [{ phase: 'pre-build' }],
      tools: { components: [{ type: 'application', group: 'theriac', name: 'theriac', version: '0.1.0' }] },
      component: { type: 'application', 'bom-ref': 'theriac:target', name: 'portal' },
      properties: [
        { name: 'theriac:coverage:inventory', value: 'partial' },
        { name: 'theriac:coverage:vulnerabilities', value: 'complete' },
        { name: 'theriac:coverage:malware', value: 'complete' },
        { name: 'theriac:coverage:exploitation', value: 'complete' },
        { name: 'theriac:coverage:lifecycle', value: 'skipped' },
        { name: 'theriac:coverage:images', value: 'skipped' },
        { name: 'theriac:coverage:pipeline', value: 'skipped' },
      ],
    });
  });

  test('a package that two roots use is one component with both places', async () => {
    const bom = await render();
    expect(named(bom, 'pkg:npm/lodash@4.17.20')).toEqual({
      type: 'library',
      'bom-ref': 'pkg:npm/lodash@4.17.20',
      name: 'lodash',
      version: '4.17.20',
      purl: 'pkg:npm/lodash@4.17.20',
      scope: 'required',
      hashes: [{ alg: 'SHA-512', content: 'ab'.repeat(64) }],
      licenses: [{ expression: 'MIT', acknowledgement: 'declared' }],
      evidence: {
        occurrences: [
          { location: 'package-lock.json', line: 12 },
          { location: 'tools/package-lock.json', line: 3 },
        ],
      },
      properties: [
        { name: 'theriac:scope', value: 'development' },
        { name: 'theriac:scope', value: 'production' },
        { name: 'theriac:direct', value: 'true' },
      ],
    });
    expect(bom.components).toHaveLength(2 + 6);
  });

  test('a licence that is not an expression is a name', async () => {
    const bom = await render();
    const evil = bom.components.find((c) => String(c.name).includes('img src'));
    expect(evil?.licenses).toEqual([
      { license: { name: expect.stringContaining('</script>'), acknowledgement: 'declared' } },
    ]);
  });

  test('the graph leads from the target over the roots to every component', async () => {
    const { dependencies, components } = await render();
    const graph = new Map(dependencies.map((d) => [d.ref, d.dependsOn]));
    expect(graph.get('theriac:target')).toEqual([APP, TOOLS]);
    expect(graph.get(TOOLS)).toEqual(['pkg:npm/lodash@4.17.20', 'pkg:npm/semver@7.3.8']);
    expect(graph.get('pkg:npm/%40portal/forms@2.1.0')).toEqual(['pkg:npm/lodash@4.17.20']);
    const reached = new Set<string>(['theriac:target']);
    for (const ref of reached) for (const to of graph.get(ref) ?? []) reached.add(to);
    expect(reached.size).toBe(components.length + 1);
  });

  test('a root is incomplete when something in its own file was lost, the target when anything was', async () => {
    const { compositions } = await render();
    expect(compositions.map((c) => [c.aggregate, c.assemblies])).toEqual([
      ['complete', [APP, TOOLS]],
      ['incomplete', ['theriac:target']],
      ['unknown', undefined],
    ]);
    const sample = sampleResult();
    const unknowns = sample.inventory.unknowns.map((u) => ({
      ...u,
      location: { path: 'package-lock.json' },
    }));
    const lossy = await render({ ...sample, inventory: { ...sample.inventory, unknowns } });
    expect(lossy.compositions.map((c) => [c.aggregate, c.assemblies])).toEqual([
      ['complete', [TOOLS]],
      ['incomplete', ['theriac:target', APP]],
      ['unknown', undefined],
    ]);
  });

  test('what a package needs is as completely listed as its root, and not known where the root has no edges', async () => {
    const { compositions } = await render();
    const listed = (aggregate: string) =>
      compositions.find((c) => c.aggregate === aggregate)?.dependencies ?? [];
    expect(listed('complete')).toContain('pkg:npm/%40portal/forms@2.1.0');
    expect(listed('unknown')).toEqual(['pkg:npm/lodash@4.17.20', 'pkg:npm/semver@7.3.8']);
  });

  test('a match that was not examined is in triage, malware and an accepted risk are exploitable', async () => {
    const { vulnerabilities } = await render();
    expect(vulnerabilities.map((v) => [v.id, v.analysis])).toEqual([
      ['GHSA-35jh-r3h4-6jhm', { state: 'in_triage' }],
      ['GHSA-c2qf-rxjj-qqgw', { state: 'exploitable', detail: 'suppressed until 2027-01-01 by EX-1' }],
      ['MAL-2025-1', { state: 'exploitable' }],
    ]);
    expect(vulnerabilities[0]).toMatchObject({
      source: { name: 'GitHub Advisories', url: 'https://advisories.example/GHSA-35jh-r3h4-6jhm' },
      references: [{ id: 'CVE-2021-23337', source: { name: 'NVD' } }],
      ratings: [
        { score: 7.2, severity: 'high', method: 'CVSSv31' },
        { severity: 'high', method: 'SSVC' },
      ],
      cwes: [77, 94],
      affects: [{ ref: 'pkg:npm/lodash@4.17.20', versions: [{ version: '4.17.20', status: 'affected' }] }],
    });
  });

  test('VEX is carried as not affected with its justification', async () => {
    const sample = sampleResult();
    const findings = sample.findings.map((f) => ({
      ...f,
      status: {
        state: 'vex' as const,
        status: 'not_affected' as const,
        source: 'vex.json#1',
        justification: 'vulnerable_code_not_in_execute_path',
      },
    }));
    const { vulnerabilities } = await render({ ...sample, findings });
    expect(vulnerabilities[0]?.analysis).toEqual({
      state: 'not_affected',
      justification: 'code_not_reachable',
      detail: 'VEX not_affected, vulnerable_code_not_in_execute_path (vex.json#1)',
    });
  });

  test('the serial number follows from the content', async () => {
    const [a, b] = [await render(), await render()];
    expect(a.serialNumber).toBe(b.serialNumber);
    expect((await render(cleanResult())).serialNumber).not.toBe(a.serialNumber);
  });

  test('hostile text carries no invisible characters', async () => {
    const text = await renderReport(sampleResult(), 'cyclonedx');
    expect(text).not.toMatch(/\\u001b|\\u0000|\\ud8|[\u202e\u2028]/);
    expect(HOSTILE).toMatch(/\u202e/);
  });
});
