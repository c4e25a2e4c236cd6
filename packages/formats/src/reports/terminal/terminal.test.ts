import { readFileSync } from 'node:fs';
import { command, type Fix, type FixStep, type ScanResult, words } from '@theriac/core';
import { describe, expect, test } from 'vitest';
import { cleanResult, largeResult, sampleResult } from '../../testdata/sample-result.ts';
import { PLAIN, renderTerminal, type Style } from './index.ts';

const render = (result = sampleResult(), all = false, width = 80): string =>
  renderTerminal(result, { style: PLAIN, width, all });
/** Commands, and what is between backticks, are copied and not broken. */
const isCopied = (line: string): boolean => /^ *\$ |`[^`]+ [^`]+`/.test(line);
const GOLDENS = new URL('../../../../cli/src/testdata/', import.meta.url);

/** Two changes with the same caveat, and two areas with the same gap. */
function shared(): ScanResult {
  const { fixes, coverage } = sampleResult();
  return sampleResult({
    fixes: fixes.map((fix) => ({ ...fix, caveats: ['Nobody asked the registry about this version.'] })),
    coverage: coverage.map((c) =>
      c.area === 'malware' || c.area === 'vulnerabilities'
        ? { ...c, state: 'partial', reasons: ['the feed of this ecosystem is too old'] }
        : c,
    ),
  });
}

describe('the terminal report', () => {
  test('ends with the verdict and with what to do next', () => {
    const text = render();
    expect(text).toContain(
      '\nGate failed: 2 findings decided out of cycle or sooner; inventory not complete\n\nNext:',
    );
    expect(text).toMatch(/\nNext:\n( {2}.+\n)+$/);
  });

  test('the first five lines say whether it can ship, how much is wrong, and how much work it is', () => {
    expect(render().split('\n').slice(0, 5)).toEqual([
      'theriac · portal · 2026-11-22',
      'Gate failed: 2 findings decided out of cycle or sooner; inventory not complete',
      '2 open: 1 immediate, 1 out of cycle',
      '        1 critical, 1 high',
      '5 components from 2 roots; 2 changes clear 2 of 2; 1 not counted',
    ]);
  });

  test('with a baseline the new ones are counted and come first, the known ones on request', () => {
    const { findings, gate } = sampleResult();
    const compared = sampleResult({
      findings: findings.map((f, i) => (i === 1 ? { ...f, status: { state: 'known' } } : f)),
      gate: { ...gate, failing: gate.failing.slice(0, 1), policy: { ...gate.policy, onlyNew: true } },
    });
    const text = render(compared);
    expect(text.split('\n').slice(1, 5)).toEqual([
      'Gate failed: 1 new finding decided out of cycle or sooner; inventory not',
      'complete',
      '1 new: 1 immediate',
      '       1 critical',
    ]);
    expect(text).toContain('\nNEW SINCE THE BASELINE\n');
    expect(text).toContain('\nKnown from the baseline: 1 finding; show them with --all.\n');
    expect(text).not.toContain('Override lodash');
    expect(render(compared, true)).toMatch(/\nKNOWN FROM THE BASELINE\n[\s\S]*Override lodash/);
  });

  test('no sentence is repeated', () => {
    for (const all of [false, true]) {
      const sentences = render(shared(), all)
        .replaceAll(/\n +/g, ' ')
        .split(/[.\n]/)
        .map((s) => s.trim())
        .filter((s) => s.split(' ').length > 4 && !s.startsWith('Gate ') && !s.includes('@octocat'));
      expect(sentences.filter((s, i) => sentences.indexOf(s) !== i)).toEqual([]);
    }
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

  test.each([
    ['$(touch x) y', "theriac why '$(touch x) y'"],
    ['-x', 'theriac why -- -x'],
  ])('a component called %j gives a command that a shell takes', (name, expected) => {
    const result = sampleResult();
    const renamed = result.inventory.components.map((c) => ({ ...c, name }));
    const text = render(sampleResult({ inventory: { ...result.inventory, components: renamed } }));
    expect(text).toContain(`\n  $ ${expected}\n`);
  });

  test('a clean result says so, and names continuous integration as the next step', () => {
    const text = render(cleanResult());
    expect(text).toContain('\nGate passed: no open findings\n');
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
    expect(text).toMatch(/\n2 open: .* \(1 may not apply\)\n/);
    expect(text).toContain('Left out: 2 ignored by git, 1 excluded (listed by --format json).');
  });

  test('an incomplete gate is called that, with how to close or accept the gaps', () => {
    const { gate } = sampleResult();
    const text = render(sampleResult({ gate: { ...gate, state: 'incomplete', exitCode: 3 } }));
    expect(text).toContain('\nGate incomplete: ');
    expect(text).toMatch(/close what is not fully known, or accept it in theriac\.yaml/);
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
          expect(
            line
              .trim()
              .replace(/^[•-] | \\$/g, '')
              .replaceAll(/'[^']*'/g, ''),
            line,
          ).not.toContain(' ');
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
