import { describe, expect, test } from 'vitest';
import { HOSTILE, sampleResult } from '../../testdata/sample-result.ts';
import { PLAIN, renderTable } from './index.ts';

const render = (width: number | undefined, all = false): string[] =>
  renderTable(sampleResult(), { width, all, style: PLAIN }).split('\n');

describe('the table', () => {
  test('a narrow terminal cuts names of packages only, a pipe nothing', () => {
    const wide = render(undefined).slice(0, 3).join('\n');
    expect(wide).toContain('octocat');
    const narrow = render(80).slice(0, 3);
    expect(narrow.filter((line) => line.length > 80)).toEqual([]);
    expect(narrow[1]).toContain('…');
    expect(narrow[2]).toMatch(/CVE-2021-23337 .* 4\.17\.20 .* 4\.17\.21 .* open$/);
  });

  test('suppressed findings are in it on request', () => {
    expect(render(undefined, true).length).toBeGreaterThan(render(undefined).length);
    expect(render(undefined, true).join('\n')).toMatch(/VEX not_affected|suppressed/);
  });

  test('a hostile name stays in its cell', () => {
    expect(HOSTILE).toMatch(/\u0000/);
    for (const line of render(undefined)) expect(line).not.toMatch(/[\u0000-\u001f\u202a-\u202e]/);
  });
});
