import { hash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { HOSTILE, largeResult, sampleResult } from '../../testdata/sample-result.ts';
import { html } from '../../text/html/markup.ts';
import { renderReport } from '../index.ts';
import { SCRIPT } from './script.ts';

describe('HTML', () => {
  test('allows its own script by hash and nothing else', async () => {
    const text = await renderReport(sampleResult(), 'html');
    const digest = hash('sha256', SCRIPT, 'base64');
    expect(text).toContain(
      `content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; script-src &#39;sha256-${digest}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
    );
    expect(text).toContain(`<script>${SCRIPT}</script>`);
    expect(SCRIPT).not.toContain('</');
    expect(text).not.toMatch(/<(img|link|iframe|object)\b| (src|srcset)="| on[a-z]+="/);
  });

  test('text cannot leave its place', () => {
    const text = html`<p title="${HOSTILE}">${HOSTILE}</p>`.markup;
    expect(text.match(/[<>]/g)).toHaveLength(4);
    expect(text.match(/"/g)).toHaveLength(2);
  });

  test('the data block holds every component and cannot be ended early', async () => {
    const text = await renderReport(sampleResult(), 'html');
    const data = /id="component-data">([^<]*)<\/script>/.exec(text)?.[1] ?? '';
    const { rows } = JSON.parse(data) as { rows: string[][] };
    expect(rows.map((r) => r[1])).toEqual([
      '1.0.0',
      '2.1.0',
      '0.0.0',
      'not known',
      '4.17.20',
      '4.17.20',
      '7.3.8',
    ]);
  });

  test('is the same every time, and says what it leaves out', async () => {
    const large = largeResult(2000, 1200);
    const text = await renderReport(large, 'html');
    expect(await renderReport(large, 'html')).toBe(text);
    expect(text).toContain('not in this page: 200 less urgent findings');
    expect(text).toContain('900 less urgent changes left out here');
    expect(text).toContain('2000 components; the first 300 are shown');
  });

  test('a megabyte of text is cut', async () => {
    const sample = sampleResult();
    const long = 'x'.repeat(1_000_000);
    const rules = sample.rules.map((r) => ({ ...r, title: long, rationale: long }));
    expect((await renderReport({ ...sample, rules }, 'html')).length).toBeLessThan(100_000);
  });
});
