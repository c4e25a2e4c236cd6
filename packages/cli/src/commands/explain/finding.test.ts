import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScanResult } from '@theriac/core';
import { renderReport } from '@theriac/formats/reports';
import { runInProcess } from '@theriac/testing/run-in-process';
import { AS_OF } from '@theriac/testing/sample-feeds';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { explainFinding, findingOf, isFingerprint } from './finding.ts';

const folder = mkdtempSync(join(tmpdir(), 'theriac-explain-'));
afterAll(() => rmSync(folder, { recursive: true }));
const env = { THERIAC_DATA: inject('sampleData') };
const args = [folder, '--as-of', AS_OF, '--quiet'];

let result: ScanResult;
beforeAll(async () => {
  const version = '4.17.11';
  writeFileSync(
    join(folder, 'package-lock.json'),
    JSON.stringify({
      name: 'x',
      lockfileVersion: 3,
      packages: { '': { dependencies: { lodash: version } }, 'node_modules/lodash': { version } },
    }),
  );
  const { stdout } = await runInProcess(['scan', ...args, '--offline', '--format', 'json'], { env });
  result = JSON.parse(stdout);
  writeFileSync(join(folder, 'result.json'), stdout);
});

describe('explain a finding', () => {
  test('by the first digits of its fingerprint, from a scan or from a result: the same', async () => {
    const { fingerprint = '' } = result.findings[0] ?? {};
    const scanned = await runInProcess(['explain', fingerprint.slice(0, 12), ...args], { env });
    const read = await runInProcess(
      ['explain', fingerprint.toUpperCase(), folder, '--result', join(folder, 'result.json')],
      { env },
    );
    expect([scanned.code, scanned.stderr]).toEqual([0, '']);
    expect(read.stdout).toBe(scanned.stdout);
  });

  test('by the fingerprint that code scanning knows it by', async () => {
    const placed = { ...result, target: { ...result.target, prefix: 'services/api' } };
    const { runs } = JSON.parse(await renderReport(placed, 'sarif'));
    for (const { partialFingerprints, properties } of runs[0].results) {
      const alert: string = partialFingerprints['theriac/v1'];
      expect(alert).not.toBe(properties.fingerprint);
      expect(findingOf(placed, alert).fingerprint).toBe(properties.fingerprint);
    }
    expect(runs[0].results.length).toBeGreaterThan(0);
  });

  test('names every input with its origin, and what was assumed', () => {
    for (const finding of result.findings) {
      const lines = explainFinding(finding, result, 80);
      const text = lines.join('\n');
      expect(text).toContain(finding.fingerprint);
      for (const input of finding.decision.inputs) expect(text).toContain(`  ${input.name} `);
      for (const note of finding.decision.overlay) expect(text.replaceAll(/\s+/g, ' ')).toContain(note);
      expect(lines.filter((line) => line.length > 80 && !line.includes('$ '))).toEqual([]);
    }
    const [first] = result.findings;
    if (first === undefined) throw new Error('the project has findings');
    expect(explainFinding(first, result, 80).join(' ')).toMatch(
      /assumed at its worst: exposure, .*`theriac init`/,
    );
  });

  test('says when no finding, or more than one, begins so', () => {
    expect(() => findingOf(result, 'ffffffffffff')).toThrow(/no finding of this scan has the fingerprint/);
    const twice = { ...result, findings: result.findings.flatMap((f) => [f, f]) };
    expect(() => findingOf(twice, result.findings[0]?.fingerprint.slice(0, 8) ?? '')).toThrow(
      /begin with .*; give more digits/,
    );
  });

  test('takes ids of advisories and rules for what they are', () => {
    for (const id of ['CVE-2021-44228', 'GHSA-35jh-r3h4-6jhm', 'THERIAC_USAGE', 'abcde', 'DSA-1'])
      expect(isFingerprint(id)).toBe(false);
    expect(isFingerprint('1bcbe13dd153595b7d4673007a1d3083')).toBe(true);
  });

  test('refuses a file that is no result', async () => {
    const path = join(folder, 'other.json');
    for (const text of ['{', '{}', JSON.stringify({ ...result, schemaVersion: '9.0' })]) {
      writeFileSync(path, text);
      const { code, stderr } = await runInProcess(['explain', 'abcdef12', '--result', path], { env });
      expect([code, stderr]).toEqual([2, expect.stringContaining('(THERIAC_RESULT)')]);
    }
  });
});
