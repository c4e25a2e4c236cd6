import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cleanResult, sampleResult } from '../testdata/sample-result.ts';
import { REPORTS, type ReportFormat, renderReport } from './index.ts';

describe.each(REPORTS.map((report) => [report.id, report] as const))('%s', (id, report) => {
  test('is one document, the same for the same result', async () => {
    for (const result of [sampleResult(), cleanResult()]) {
      const text = await renderReport(result, id);
      expect(text).toMatch(/[^\n]\n$/);
      expect(await renderReport(result, id)).toBe(text);
    }
  });

  test('is described in the documentation', () => {
    const page = readFileSync(new URL('../../../../docs/outputs.md', import.meta.url), 'utf8');
    expect(page).toContain(`| \`${id}\` |`);
    expect(report.extension).toMatch(/^\.[a-z.]+$/);
    expect(report.mediaType).toMatch(/^(?:application|text)\/[a-z.+-]+$/);
  });
});

test('every report has an id of its own', () => {
  expect(new Set(REPORTS.map(({ id }) => id)).size).toBe(REPORTS.length);
});

test('a format is its file and a row of the list', async () => {
  const csv: ReportFormat = {
    id: 'sample-csv',
    title: 'Comma-separated values',
    extension: '.csv',
    mediaType: 'text/csv',
    load: () =>
      Promise.resolve(
        ({ findings }) =>
          `${['rule,due', ...findings.map((f) => `${f.rule},${f.decision.dueDate ?? ''}`)].join('\n')}\n`,
      ),
  };
  const text = await renderReport(sampleResult(), 'sample-csv', [...REPORTS, csv]);
  expect(text.split('\n')).toHaveLength(sampleResult().findings.length + 2);
  await expect(renderReport(sampleResult(), 'sample-csv')).rejects.toThrow('no report is called sample-csv');
});
