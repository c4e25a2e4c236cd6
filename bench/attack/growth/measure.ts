/** How the time of a reader grows with its input: measured in CPU time of this thread, the least of several runs. */

/** Shorter times are noise. */
const LEAST_MS = 50;
const RUNS = 3;
/** Of the double size; 2 is linear, and caches of the processor take the rest. */
const MOST = 2.3;
const START_BYTES = 8 * 1024;

export type Run = (text: string) => unknown;
export interface Growth {
  /** Characters of the larger input, and what it took. */
  readonly size: number;
  readonly ms: number;
  /** Time for the double size over time for the size; undefined when all sizes were too fast to tell. */
  readonly ratio: number | undefined;
}

export function isLinear({ ratio }: Growth): boolean {
  return ratio === undefined || ratio <= MOST;
}

/**
 * Makes the input larger until it takes long enough to be measured, then doubles it. Begins small, so that even cubic
 * time ends.
 * @param make a text of about so many characters
 * @param most characters of the largest input
 */
export async function growthOf(run: Run, make: (size: number) => string, most: number): Promise<Growth> {
  let size = START_BYTES;
  let ms = await least(run, make(size), 1);
  while (ms < LEAST_MS && size * 4 <= most) {
    size *= 4;
    ms = await least(run, make(size), 1);
  }
  if (ms < LEAST_MS) return { size, ms, ratio: undefined };
  // A short time includes compiling; only a repeated one tells.
  for (let attempt = 0; ; attempt += 1) {
    const once = await least(run, make(size), RUNS);
    const double = await least(run, make(size * 2), RUNS);
    const growth = { size: size * 2, ms: double, ratio: double / once };
    if (isLinear(growth) || attempt === 2) return growth;
    // What only began to collect garbage is told apart by a larger input.
    if (size * 4 <= most && double < 1000) size *= 2;
  }
}

async function least(run: Run, text: string, runs: number): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < runs; i += 1) {
    const before = process.threadCpuUsage();
    try {
      await run(text);
    } catch {
      // A coded error is an answer; whether it is the right one is another suite's question.
    }
    const { user, system } = process.threadCpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}
