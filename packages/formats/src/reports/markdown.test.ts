import { describe, expect, test } from 'vitest';
import { cleanResult, HOSTILE, largeResult, sampleResult } from '../testdata/sample-result.ts';
import { renderReport } from './index.ts';

describe('Markdown', () => {
  test('opens with the verdict and what to do first', async () => {
    const text = await renderReport(sampleResult(), 'markdown');
    expect(text.split('\n').slice(0, 11)).toEqual([
      '### ❌ Gate failed: portal',
      '',
      '**2 findings decided out of cycle or sooner; inventory not complete.**',
      '',
      '**2 open**: 1 critical, 1 high · 1 immediate, 1 out-of-cycle',
      '',
      '5 components from 2 roots · judged as of 2026-11-22 · fails on out-of-cycle',
      '',
      '#### What to do first',
      '',
      '| # | Urgency | Due | Change | Clears |',
    ]);
    expect(text).toContain(
      '| 2 | Out of cycle | 2026-12-07 | Override lodash 4.17.20 → 4.17.21 &#40;via &#64;&#8203;portal/forms&#41;<br><code>package-lock.json&#58;12</code>, production<br><code>package.json&#58; &#123;&#34;overrides&#34;&#58;&#123;&#34;lodash&#34;&#58;&#34;4.17.21&#34;&#125;&#125;</code> | Clears 1 high.<br>[<code>CVE-2021-23337</code>](https://advisories.example/GHSA-35jh-r3h4-6jhm) |',
    );
  });

  test('with a baseline it speaks of what is new', async () => {
    const { findings, gate } = sampleResult();
    const text = await renderReport(
      sampleResult({
        findings: findings.map((f, i) => (i === 1 ? { ...f, status: { state: 'known' } } : f)),
        gate: { ...gate, failing: gate.failing.slice(0, 1), policy: { ...gate.policy, onlyNew: true } },
      }),
      'markdown',
    );
    expect(text).toContain('**1 new**: 1 critical · 1 immediate');
    expect(text).toContain('1 known from the baseline · ');
    expect(text).not.toContain('Override lodash');
  });

  test('a clean result is short', async () => {
    const text = await renderReport(cleanResult(), 'markdown');
    expect(text).toContain('### ✅ Gate passed: portal');
    expect(text).toContain('**No open findings.**');
    expect(text).not.toContain('<details>');
  });

  test('hostile text neither mentions, links, breaks the table nor writes HTML', async () => {
    const text = await renderReport(sampleResult(), 'markdown');
    const own = text.replace(/<\/?(code|details|summary|br)>/g, '');
    expect(own).not.toMatch(/<|`|@|javascript:|[\u001b\u202e\u2028]/);
    for (const line of text.split('\n').filter((l) => l.startsWith('|')))
      expect(line.split('|')).toHaveLength(
        /^\| (Area|inventory|vuln|malware|expl|life|images|pipe)/.test(line) || line === '| --- | --- | --- |'
          ? 5
          : 7,
      );
  });

  test('stays under 60,000 characters and says what it left out', async () => {
    const text = await renderReport(largeResult(2000, 2000), 'markdown');
    expect(text.length).toBeLessThan(60_000);
    expect(text).toMatch(/\*\*\d+ changes left out\*\*: this comment has a limit/);
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
    const sample = sampleResult();
    const huge = HOSTILE.repeat(10_000);
    const times = <T>(n: number, item: T): T[] => Array.from({ length: n }, () => item);
    const unknowns = sample.inventory.unknowns.flatMap((u) => times(500, { ...u, message: huge }));
    const long = await renderReport(
      {
        ...sample,
        inventory: { ...sample.inventory, unknowns },
        coverage: sample.coverage.map((c) => ({ ...c, reasons: times(50, huge) })),
        gate: { ...sample.gate, reasons: times(50, huge) },
        warnings: times(50, huge),
        fixes: sample.fixes.map((f) => ({ ...f, action: huge, snippet: huge })),
      },
      'markdown',
    );
    expect(long.length).toBeLessThan(60_000);
    expect(long).toMatch(/- and 4\d\d more; see the full report/);
  });
});
