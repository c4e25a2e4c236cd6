import { readFileSync } from 'node:fs';
import { command, type Fix, type FixStep, words } from '@theriac/core';
import { describe, expect, test } from 'vitest';
import { cleanResult, largeResult, sampleResult } from '../../testdata/sample-result.ts';
import { PLAIN, renderTerminal, type Style } from './index.ts';

const render = (result = sampleResult(), all = false, width = 80): string =>
  renderTerminal(result, { style: PLAIN, width, all });
/** Commands, and what is between backticks, are copied and not broken. */
const isCopied = (line: string): boolean => /^ *\$ |`[^`]+ [^`]+`/.test(line);
const GOLDENS = new URL('../../../../cli/src/testdata/', import.meta.url);

describe('the terminal report', () => {
  test('ends with the verdict and with what to do next', () => {
    const text = render();
    expect(text).toMatch(
      /^theriac · portal · 2026-11-22\n\n5 components from 2 roots; 2 open findings, fixed by /,
    );
    expect(text).toContain(
      '\nGate failed (fail on out-of-cycle)\n  2 findings, decided out-of-cycle or sooner\n',
    );
    expect(text).toMatch(/\nNext:\n( {2}.+\n)+$/);
  });

  test('next is the smallest of the most urgent changes that can be carried out', () => {
    const { fixes } = sampleResult();
    const [first] = fixes;
    if (first === undefined) throw new Error('the sample has a fix');
    const change = (distance: Fix['distance'], step: FixStep): Fix => ({
      ...first,
      id: distance,
      distance,
      steps: [step],
    });
    const next = (...some: readonly Fix[]): string =>
      render(sampleResult({ fixes: some })).split('\nNext:\n')[1] ?? '';
    const [major, minor] = [
      change('major', command('raise far')),
      change('minor', command('raise a little')),
    ];
    expect(next(major, minor)).toContain('$ raise a little');
    expect(next(major, minor)).not.toContain('raise far');
    expect(next(major, change('patch', words('think about it')))).toContain('$ raise far');
    expect(next(change('patch', words('think about it')))).toContain('think about it');
  });

  test('a clean result says so, and names continuous integration as the next step', () => {
    const text = render(cleanResult());
    expect(text).toContain('no open findings.');
    expect(text).toContain('Gate passed');
    expect(text.endsWith('\nNext: run this in CI (`theriac docs ci`).\n')).toBe(true);
  });

  test('a target without packages is no success to repeat', () => {
    const { inventory } = cleanResult();
    const text = render({ ...cleanResult(), inventory: { ...inventory, components: [] } });
    expect(text).toContain('check the target: its package files list no packages');
    expect(text).not.toContain('run this in CI');
  });

  test('findings that may not apply and files that were left out are counted', () => {
    const { findings, inventory } = sampleResult();
    const text = render(
      sampleResult({
        findings: findings.map((f, i) => (i === 0 ? { ...f, uncertain: true } : f)),
        inventory: {
          ...inventory,
          skipped: [
            { path: 'a.jar', reason: 'ignored-by-git' },
            { path: 'b.jar', reason: 'ignored-by-git' },
            { path: 'c', reason: 'excluded' },
            { path: '.git', reason: 'version-control' },
          ],
        },
      }),
    );
    expect(text).toContain('2 open findings (1 may not apply), fixed by');
    expect(text).toContain('Left out: 2 ignored by git, 1 excluded (listed by --format json).');
  });

  test('an incomplete gate is called that, with how to close or accept the gaps', () => {
    const { gate } = sampleResult();
    const text = render(sampleResult({ gate: { ...gate, state: 'incomplete', exitCode: 3 } }));
    expect(text).toContain('Gate incomplete (fail on out-of-cycle)');
    expect(text).toMatch(/close the gaps listed above, or accept them in theriac\.yaml/);
  });

  test('hostile text cannot move the cursor, colour the screen or reorder text', () => {
    for (const all of [false, true])
      expect(render(sampleResult(), all)).not.toMatch(
        /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
      );
  });

  test('a long report is cut, and says how to see the rest; --all shows it', () => {
    const result = largeResult(200, 100);
    expect(render(result)).toMatch(/… and \d+ more/);
    expect(render(result, true).split('\n').length).toBeGreaterThan(render(result).split('\n').length);
  });

  test('a line is at most as wide as the terminal, except for words that cannot be broken', () => {
    for (const width of [40, 60, 80, 100])
      for (const line of render(sampleResult(), true, width).split('\n'))
        if (line.length > width && !isCopied(line))
          expect(line.trim().replace(/^[•-] /, ''), line).not.toContain(' ');
    for (const name of ['patient-portal', 'fhir-interface', 'clinic-cms'])
      for (const line of readFileSync(new URL(`${name}.txt`, GOLDENS), 'utf8').split('\n'))
        if (line.length > 80 && !isCopied(line)) expect(line.trim(), line).not.toContain(' ');
  });

  test('the style decides about colours, never about text', () => {
    const mark = (text: string): string => `\u001b[1m${text}\u001b[22m`;
    const style: Style = {
      bold: mark,
      dim: mark,
      good: mark,
      bad: mark,
      warn: mark,
      outcome: (_, t) => mark(t),
    };
    const marked = renderTerminal(sampleResult(), { style, width: 80, all: true });
    expect(marked).toContain('\u001b[1m');
    expect(marked.replaceAll('\u001b[1m', '').replaceAll('\u001b[22m', '')).toBe(
      render(sampleResult(), true),
    );
  });
});
