/** The shortest edit between two lists of words (Myers, O(ND)), as blocks of equal words. */

export interface EqualBlock {
  readonly a: number;
  readonly b: number;
  readonly length: number;
}

export interface Alignment {
  /** In order; null when more words than the limit differ. */
  readonly blocks: EqualBlock[] | null;
  /** Words that differ, or the limit: the work done grows with its square. */
  readonly distance: number;
}

/** @param limit most words that may differ */
export function alignWords(a: ArrayLike<number>, b: ArrayLike<number>, limit: number): Alignment {
  const n = a.length;
  const m = b.length;
  const max = Math.min(limit, n + m);
  const offset = max + 1;
  const v = new Int32Array(2 * max + 3);
  /** The furthest points before each step, to walk back by. */
  const history: Int32Array[] = [];
  for (let d = 0; d <= max; d += 1) {
    history.push(v.slice(offset - d - 1, offset + d + 2));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && at(v, offset + k - 1) < at(v, offset + k + 1));
      let x = down ? at(v, offset + k + 1) : at(v, offset + k - 1) + 1;
      let y = x - k;
      while (x < n && y < m && a[x] === b[y]) {
        x += 1;
        y += 1;
      }
      v[offset + k] = x;
      if (x >= n && y >= m) return { blocks: walkBack(history, n, m, d), distance: d };
    }
  }
  return { blocks: null, distance: max };
}

function walkBack(history: readonly Int32Array[], n: number, m: number, steps: number): EqualBlock[] {
  const blocks: EqualBlock[] = [];
  let x = n;
  let y = m;
  for (let d = steps; d >= 0; d -= 1) {
    const v = history[d] ?? new Int32Array(3);
    // `v` holds diagonals -d-1 … d+1, diagonal k at k + d + 1.
    const k = x - y;
    const down = k === -d || (k !== d && at(v, k - 1 + d + 1) < at(v, k + 1 + d + 1));
    const previousK = down ? k + 1 : k - 1;
    const previousX = d === 0 ? 0 : at(v, previousK + d + 1);
    const previousY = d === 0 ? 0 : previousX - previousK;
    const startX = d === 0 ? 0 : down ? previousX : previousX + 1;
    const length = x - startX;
    if (length > 0) blocks.push({ a: startX, b: y - length, length });
    x = previousX;
    y = previousY;
  }
  return blocks.reverse();
}

function at(v: Int32Array, i: number): number {
  return v[i] ?? 0;
}
