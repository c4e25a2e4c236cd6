/** Groups neighbours with the same key; the order is kept. */
export function runsOf<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const runs: T[][] = [];
  let last: string | undefined;
  for (const item of items) {
    const key = keyOf(item);
    const run = runs.at(-1);
    if (run === undefined || key !== last) runs.push([item]);
    else run.push(item);
    last = key;
  }
  return runs;
}
