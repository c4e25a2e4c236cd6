/** Accuracy is a gate: no ecosystem may fall below the figures in docs/benchmarks.md. */
import { expect, inject, test } from 'vitest';
import {
  type AccuracyRow,
  measureAccuracy,
  measuredEcosystems,
  precision,
  recall,
} from '../bench/accuracy.ts';

/** Floors of precision and recall. PyPI lists only released versions, so ranges say more than its lists. */
const FLOORS: Readonly<
  Record<AccuracyRow['labels'], { readonly precision: number; readonly recall: number }>
> = {
  listed: { precision: 0.985, recall: 0.999 },
  boundary: { precision: 0.98, recall: 1 },
};
/** Fewer labels say nothing. */
const MIN_CASES = 10;
/** Ecosystems whose held-out part has too few labels. */
const WITHOUT_HELD_OUT: readonly string[] = ['Debian'];

const ecosystems = measuredEcosystems();

test('the feeds hold the ecosystems that are measured', () => {
  expect(ecosystems).toHaveLength(12);
});

test.each(ecosystems)('%s: precision and recall hold, on the tuned and the held-out part', async (name) => {
  const rows = (await measureAccuracy(name, inject('feedsData'))).filter(
    ({ confusion: c }) => c.tp + c.fp + c.fn + c.tn >= MIN_CASES,
  );
  const parts = new Set(rows.map((row) => row.part));
  expect(parts).toEqual(new Set(WITHOUT_HELD_OUT.includes(name) ? ['tuned'] : ['tuned', 'held out']));
  for (const row of rows) {
    const floor = FLOORS[row.labels];
    const of = `${row.labels} ${row.part}`;
    expect(precision(row.confusion), `precision of ${of}`).toBeGreaterThanOrEqual(floor.precision);
    expect(recall(row.confusion), `recall of ${of}`).toBeGreaterThanOrEqual(floor.recall);
  }
});
