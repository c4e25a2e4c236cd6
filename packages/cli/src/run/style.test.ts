import { PLAIN } from '@theriac/formats/reports/terminal';
import { expect, test } from 'vitest';
import { styleOf } from './style.ts';

test('colours are used only on request', () => {
  expect(styleOf(false)).toBe(PLAIN);
  expect(styleOf(false).outcome('immediate', 'x')).toBe('x');
  for (const outcome of ['immediate', 'out-of-cycle', 'scheduled', 'defer'] as const)
    expect(styleOf(true).outcome(outcome, 'x')).toMatch(/^\u001b\[.*x\u001b\[/);
});
