/** Colours of the terminal. */
import type { Outcome } from '@theriac/core';
import { PLAIN, type Style } from '@theriac/formats/reports/terminal';
import picocolors from 'picocolors';

export function styleOf(color: boolean): Style {
  if (!color) return PLAIN;
  const c = picocolors.createColors(true);
  const outcomes: Readonly<Record<Outcome, (text: string) => string>> = {
    immediate: (text) => c.bold(c.red(text)),
    'out-of-cycle': c.yellow,
    scheduled: c.cyan,
    defer: c.dim,
  };
  return {
    bold: c.bold,
    dim: c.dim,
    good: c.green,
    bad: (text) => c.bold(c.red(text)),
    warn: c.yellow,
    outcome: (outcome, text) => outcomes[outcome](text),
  };
}
