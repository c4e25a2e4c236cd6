/** Accuracy is a gate: no ecosystem may fall below the figures in docs/benchmarks.md. */
import { expect, test } from 'vitest';
import { type AccuracyRow, measureAccuracy, precision, recall } from '../bench/accuracy.ts';

/** Floors of precision and recall. PyPI lists only released versions, so ranges say more than its lists. */
const FLOORS: Readonly<
  Record<AccuracyRow['labels'], { readonly precision: number; readonly recall: number }>
> = {
  listed: { precision: 0.985, recall: 0.999 },
  boundary: { precision: 0.98, recall: 1 },
};
/** Too few labels to say anything. */
const MIN_CASES = 10;

test('precision and recall hold in every ecosystem, on the tuned and the held-out part', async () => {
  const rows = await measureAccuracy();
  const judged = rows.filter(({ confusion: c }) => c.tp + c.fp + c.fn + c.tn >= MIN_CASES);
  expect(new Set(judged.map((r) => r.ecosystem)).size).toBe(12);
  expect(judged.filter((r) => r.part === 'held out').length).toBeGreaterThanOrEqual(11);
  for (const row of judged) {
    const floor = FLOORS[row.labels];
    const name = `${row.ecosystem} ${row.labels} ${row.part}`;
    expect(precision(row.confusion), `precision of ${name}`).toBeGreaterThanOrEqual(floor.precision);
    expect(recall(row.confusion), `recall of ${name}`).toBeGreaterThanOrEqual(floor.recall);
  }
}, 240_000);
