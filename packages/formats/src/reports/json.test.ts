import { scanResultSchema } from '@theriac/core/scan-result-schema';
import { describe, expect, test } from 'vitest';
import { HOSTILE, sampleResult } from '../testdata/sample-result.ts';
import { renderReport } from './index.ts';
import { jsonPieces, sorted } from './json.ts';

describe('JSON', () => {
  test('is the result itself and passes the published schema', async () => {
    const text = await renderReport(sampleResult(), 'json');
    const parsed: unknown = JSON.parse(text);
    expect(parsed).toEqual(sorted(sampleResult()));
    expect(scanResultSchema.safeParse(parsed).error).toBeUndefined();
    expect(text.endsWith('}\n')).toBe(true);
  });

  test('is written in pieces of whole lines, as JSON.stringify writes it', () => {
    const { schemaVersion, tool, asOf, target, gate, coverage, warnings, fixes, ...rest } = sampleResult();
    const { findings, rules, systems, indexes, inventory } = rest;
    const components = Array.from({ length: 3_000 }, () => inventory.components).flat();
    const large = { ...sampleResult(), warnings: [], inventory: { ...inventory, components } };
    const pieces = [...jsonPieces(large)];
    expect(pieces.length).toBeGreaterThan(1);
    for (const piece of pieces) expect(piece.endsWith('\n')).toBe(true);
    const inOrder = {
      ...{ schemaVersion, tool, asOf, target, gate, coverage, warnings: warnings.slice(0, 0), fixes },
      ...{ findings, rules, systems, indexes, inventory: large.inventory },
    };
    const whole = Object.fromEntries(Object.entries(inOrder).map(([key, value]) => [key, sorted(value)]));
    expect(pieces.join('')).toBe(`${JSON.stringify(whole, null, 2)}\n`);
  });

  test('gives the same bytes whatever order keys were set in', async () => {
    const shuffle = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shuffle);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([k, v]) => [k, shuffle(v)]),
      );
    };
    const shuffled = scanResultSchema.parse(shuffle(sampleResult()));
    expect(await renderReport(shuffled, 'json')).toBe(await renderReport(sampleResult(), 'json'));
  });

  test('replaces lone surrogates, which strict parsers refuse', async () => {
    const text = await renderReport(sampleResult(), 'json');
    expect(text).not.toMatch(/\\ud8/);
    expect(JSON.parse(text)).toHaveProperty('fixes.0.package', HOSTILE.toWellFormed());
  });

  test('the schema is strict', () => {
    const issues = scanResultSchema.safeParse({ ...sampleResult(), extra: 1 }).error?.issues;
    expect(issues).toMatchObject([{ code: 'unrecognized_keys', keys: ['extra'] }]);
  });
});
