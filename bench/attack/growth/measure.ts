/** How the time of a reader grows with its input: measured in CPU time of this thread, the least of several runs. */

/** Shorter times are noise. */
const LEAST_MS = 50;
const RUNS = 3;
const ATTEMPTS = 4;
/** Enough to tell what is plainly linear. */
const QUICK_MS = 20;
const QUICK_RUNS = 2;
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
  const grown = async (from: number, enough: number): Promise<{ size: number; ms: number }> => {
    let size = from;
    let ms = await least(run, make(size), 1);
    while (ms < enough && size * 4 <= most) {
      size *= 4;
      ms = await least(run, make(size), 1);
    }
    return { size, ms };
  };
  const first = await grown(START_BYTES, QUICK_MS);
  if (first.ms < QUICK_MS) return { ...first, ratio: undefined };
  const quick = await doubled(run, make, first.size, QUICK_RUNS);
  if (isLinear(quick)) return quick;
  // A short time is noise as often as not: what looks bad is measured with care.
  const careful = await grown(first.size, LEAST_MS);
  if (careful.ms < LEAST_MS) return { ...careful, ratio: undefined };
  let { size } = careful;
  for (let attempt = 0; ; attempt += 1) {
    const growth = await doubled(run, make, size, RUNS);
    if (isLinear(growth) || attempt === ATTEMPTS - 1) return growth;
    // What only began to collect garbage is told apart by a larger input.
    if (size * 4 <= most && growth.ms < 1000) size *= 2;
  }
}

async function doubled(
  run: Run,
  make: (size: number) => string,
  size: number,
  runs: number,
): Promise<Growth> {
  const once = await least(run, make(size), runs);
  const ms = await least(run, make(size * 2), runs);
  return { size: size * 2, ms, ratio: ms / once };
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
