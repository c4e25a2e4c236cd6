import { describe, expect, test } from 'vitest';
import { sampleResult } from '../testdata/sample-result.ts';
import { renderReport } from './index.ts';

/** Read independently of how it is written. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let [row, cell, quoted]: [string[], string, boolean] = [[], '', false];
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text.charAt(i + 1) === '"') {
        cell += '"';
        i += 1;
      } else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === ',' || char === '\n') {
      row.push(cell);
      cell = '';
      if (char === '\n') {
        rows.push(row);
        row = [];
      }
    } else cell += char;
  }
  return rows;
}

describe('CSV', () => {
  test('has a header and a line per finding, all of one width', async () => {
    const result = sampleResult();
    const rows = parse(await renderReport(result, 'csv'));
    expect(rows[0]?.slice(0, 7)).toEqual([
      'Severity',
      'Outcome',
      'Due',
      'Status',
      'Id',
      'Package',
      'Version',
    ]);
    expect(rows).toHaveLength(result.findings.length + 1);
    expect(new Set(rows.map((r) => r.length)).size).toBe(1);
    const at = rows[0]?.indexOf('Fingerprint') ?? -1;
    expect(rows.slice(1).map((r) => r[at])).toEqual(result.findings.map((f) => f.fingerprint));
  });

  test('no cell is a formula', async () => {
    const { rules } = sampleResult();
    const result = sampleResult({ rules: rules.map((r) => ({ ...r, title: '=HYPERLINK("http://x")' })) });
    const rows = parse(await renderReport(result, 'csv'));
    const at = rows[0]?.indexOf('Title') ?? -1;
    expect(rows[1]?.[at]).toBe('\'=HYPERLINK("http://x")');
  });

  test('with a baseline a finding is new or known', async () => {
    const { findings, gate } = sampleResult();
    const result = sampleResult({
      findings: findings.map((f, i) => (i === 1 ? { ...f, status: { state: 'known' } } : f)),
      gate: { ...gate, policy: { ...gate.policy, onlyNew: true } },
    });
    const rows = parse(await renderReport(result, 'csv'));
    expect(rows.slice(1, 3).map((r) => r[3])).toEqual(['new', 'known']);
  });
});
