/** Every reader on its worst shapes: twice the text takes about twice the time, and nothing hangs. */
import { growthOf, isLinear } from './growth/measure.ts';
import { SHAPES } from './growth/shapes.ts';
import { type Subject, subjects } from './growth/subjects.ts';
import type { Outcome, Suite } from './suite.ts';

/** What a text of the largest size may take; the largest files that plug-ins read are in this order. */
const HANG_MS = 5_000;
const LARGEST = { short: 64 * 1024, long: 4 * 1024 * 1024 } as const;
/** Of the places of a seed where a shape may stand. */
const PLACES = 2;
/** Each reader is tried on every so many shapes, each on others than the one before. */
const EVERY = { short: 12, long: 8 } as const;

export const growth: Suite = {
  id: 'growth',
  promise: 'The time of every reader grows with the size of its input, not with its square',
  run: async (form) => {
    const broken: string[] = [];
    let tried = 0;
    let slowest = { ms: 0, what: '' };
    for (const [turn, subject] of (await subjects()).entries()) {
      for (const [index, { id, make }] of SHAPES.entries()) {
        if (index % EVERY[form] !== turn % EVERY[form]) continue;
        for (const [before, after] of placesOf(subject, PLACES)) {
          tried += 1;
          const growth = await growthOf(subject.run, (size) => before + make(size) + after, LARGEST[form]);
          const what = `${subject.id}, ${id} after ${JSON.stringify(before.slice(-20))}`;
          if (growth.ms > slowest.ms) slowest = { ms: growth.ms, what };
          if (!isLinear(growth) || growth.ms > HANG_MS)
            broken.push(
              `${what}: ${growth.ms.toFixed(0)} ms for ${growth.size} characters, × ${growth.ratio?.toFixed(1)}`,
            );
        }
      }
    }
    return {
      tried,
      broken,
      figures: [`slowest: ${slowest.ms.toFixed(0)} ms: ${slowest.what}`],
    } satisfies Outcome;
  },
};

/** The two halves of each seed at the ends of its lines and inside them; the empty file as well. */
function placesOf({ seeds }: Subject, most: number): [string, string][] {
  const places = seeds.flatMap((seed) =>
    [...seed.matchAll(/\n|(?<=[a-z0-9])(?=["'\s)])/g)].map(({ index }): [string, string] => [
      seed.slice(0, index + 1),
      seed.slice(index + 1),
    ]),
  );
  if (places.length + 1 <= most) return [['', ''], ...places];
  const step = places.length / (most - 1);
  return [
    ['', ''],
    ...Array.from(
      { length: most - 1 },
      (_, i) => places[Math.floor((i + 0.5) * step)] ?? (['', ''] as [string, string]),
    ),
  ];
}
