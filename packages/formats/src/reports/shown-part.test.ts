import { describe, expect, test } from 'vitest';
import { largeResult, sampleResult } from '../testdata/sample-result.ts';
import { renderReport } from './index.ts';
import { shownPart } from './shown-part.ts';

describe('a part of the findings', () => {
  test('is the result itself where everything is asked for', () => {
    const result = sampleResult();
    expect(shownPart(result, {})).toBe(result);
    expect(shownPart(result, { severities: [], scopes: [], fixable: false })).toBe(result);
  });

  test('has what passes, its rules and changes, and says how much is left out', () => {
    const result = sampleResult();
    const part = shownPart(result, { severities: ['high'] });
    expect(new Set(part.findings.map((f) => f.severity))).toEqual(new Set(['high']));
    expect(part.rules.map((r) => r.id)).toEqual([...new Set(part.findings.map((f) => f.rule))].sort());
    expect(part.shown).toEqual({
      filters: ['--severity high'],
      hidden: result.findings.length - part.findings.length,
      hiddenOpen: 1,
    });
    expect(part.fixes.map((f) => f.package)).toEqual(['lodash']);
  });

  test('leaves the verdict as it is', () => {
    const result = sampleResult();
    const part = shownPart(result, { severities: ['low'], scopes: ['test'], fixable: true });
    expect(part.findings).toEqual([]);
    expect(part.gate).toBe(result.gate);
    expect(part.shown?.filters).toEqual(['--severity low', '--scope test', '--fixable']);
  });

  test('shows what has no scope whatever scope is asked for', () => {
    const { findings } = sampleResult();
    const files = findings.filter((f) => f.subject.component === undefined);
    const part = shownPart(sampleResult(), { scopes: ['test'] });
    expect(part.findings).toEqual(files);
  });

  test('a change that clears more than is shown no longer counts the rest', () => {
    const large = largeResult(4, 4);
    const [first, second] = large.fixes;
    if (first === undefined || second === undefined) throw new Error('the sample has changes');
    const joined = {
      ...first,
      clears: [...first.clears, ...second.clears],
      smaller: { to: '1.0.5', distance: 'patch' as const, clears: 1 },
    };
    const severity = large.findings[0]?.severity ?? 'unknown';
    const part = shownPart({ ...large, fixes: [joined] }, { severities: [severity] });
    expect(part.fixes[0]?.clears.length).toBeLessThan(joined.clears.length);
    expect(part.fixes[0]?.smaller).toBeUndefined();
  });

  test.each(['json', 'sarif', 'junit', 'markdown', 'html', 'csv'])('%s can be written of it', async (id) => {
    const part = shownPart(sampleResult(), { severities: ['high'] });
    expect(await renderReport(part, id)).not.toContain('MAL-2025-1');
  });
});
