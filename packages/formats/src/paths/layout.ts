/** Places nodes in columns by their distance from the internet, for a picture. */
import type { AccessReport, Hop, PathNode } from '@theriac/core/configuration';
import { isOpen, shouldBeCut } from './words.ts';

export const BOX = { width: 220, height: 54, gapX: 70, gapY: 26, margin: 16 } as const;

export interface Placed {
  readonly node: PathNode;
  /** Upper left corner, in pixels. */
  readonly x: number;
  readonly y: number;
}

export interface Drawing {
  readonly placed: ReadonlyMap<string, Placed>;
  readonly hops: readonly Hop[];
  /** Height at which lines to a node that pass by a column run, below all boxes. */
  readonly lanes: ReadonlyMap<string, number>;
  readonly width: number;
  readonly height: number;
  /** Nodes that a picture of this size has no room for. */
  readonly left: number;
}

/** A picture of more is no picture. */
const MOST_NODES = 80;

/** Nodes that lie on a way to a store, and the hops between them; stores that nothing reaches stand in the last column. */
export function drawingOf({ nodes, hops, paths, unreached }: AccessReport): Drawing {
  const shown = new Set(paths.flatMap((path) => path.hops.flatMap(({ from, to }) => [from, to])));
  for (const id of unreached) shown.add(id);
  // How a store is used from the internet on, so that a picture tells a wrong way from the right one.
  const used = hops.filter(({ isUsed }) => isUsed);
  addUsers(shown, new Set([...paths.map(({ store }) => store), ...unreached]), used);
  const first = importance(paths);
  const among = nodes
    .filter(({ id }) => shown.has(id))
    .sort((a, b) => (first.get(a.id) ?? LEAST) - (first.get(b.id) ?? LEAST));
  const kept = among.slice(0, MOST_NODES);
  const ids = new Set(kept.map(({ id }) => id));
  const left = new Set([...used, ...paths.flatMap((path) => path.hops)].map(({ from }) => from));
  // Stores from which nothing goes on.
  const ends = new Set(kept.filter(({ id, kind }) => kind === 'store' && !left.has(id)).map(({ id }) => id));
  const within = hops.filter(({ from, to }) => ids.has(from) && ids.has(to) && !ends.has(from));
  const depth = depthsOf(within, ends);
  const last = [...depth.values()].reduce((most, one) => Math.max(most, one), 0);
  const columns = Map.groupBy(kept, ({ id }) => depth.get(id) ?? last + 1);
  const placed = new Map<string, Placed>();
  let rows = 0;
  const filled = [...columns.keys()].sort((a, b) => a - b);
  for (const [column, key] of filled.entries()) {
    const own = byHeight(columns.get(key) ?? [], placed, within);
    let next = 0;
    for (const { node, beside } of own) {
      // At the height of what leads to it, where there is room.
      const row = Math.max(next, beside === undefined ? 0 : Math.floor((beside - BOX.margin) / STEP));
      next = row + 1;
      placed.set(node.id, {
        node,
        x: BOX.margin + column * (BOX.width + BOX.gapX),
        y: BOX.margin + row * STEP,
      });
    }
    rows = Math.max(rows, next);
  }
  const drawn = distinct(
    within.filter(({ from, to }) => (depth.get(from) ?? 0) < (depth.get(to) ?? last + 1)),
  );
  const bottom = BOX.margin + rows * STEP - BOX.gapY;
  const lanes = lanesOf(drawn, placed, bottom);
  return {
    placed,
    hops: drawn,
    lanes,
    width: Math.max(320, 2 * BOX.margin + filled.length * (BOX.width + BOX.gapX) - BOX.gapX),
    height: Math.max(80, bottom + lanes.size * LANE + BOX.margin),
    left: among.length - kept.length,
  };
}

const LANE = 14;
const STEP = BOX.height + BOX.gapY;
const LEAST = 2;

/** What lies on a way that should be cut comes first, then on one of which something is not known. */
function importance(paths: AccessReport['paths']): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const path of paths) {
    const rank = shouldBeCut(path) ? 0 : isOpen(path) ? 1 : LEAST;
    for (const { from, to } of [...path.hops, ...path.doubts.flatMap(({ hops }) => hops)])
      for (const id of [from, to]) found.set(id, Math.min(found.get(id) ?? LEAST, rank));
  }
  return found;
}

/** Beside what leads to them, so that lines do not cross where they need not. */
function byHeight(
  column: readonly PathNode[],
  placed: ReadonlyMap<string, Placed>,
  hops: readonly Hop[],
): readonly { readonly node: PathNode; readonly beside: number | undefined }[] {
  const ids = new Set(column.map(({ id }) => id));
  const sums = new Map<string, { readonly sum: number; readonly count: number }>();
  for (const { from, to } of hops) {
    const at = placed.get(from);
    if (at === undefined || !ids.has(to)) continue;
    const { sum, count } = sums.get(to) ?? { sum: 0, count: 0 };
    sums.set(to, { sum: sum + at.y, count: count + 1 });
  }
  return column
    .map((node) => {
      const found = sums.get(node.id);
      return { node, beside: found === undefined ? undefined : found.sum / found.count };
    })
    .sort((a, b) => (a.beside ?? Number.MAX_SAFE_INTEGER) - (b.beside ?? Number.MAX_SAFE_INTEGER));
}

/** What uses these, what uses that, and so on. */
function addUsers(shown: Set<string>, stores: ReadonlySet<string>, used: readonly Hop[]): void {
  const to = Map.groupBy(used, (hop) => hop.to);
  const queue = [...stores];
  for (let at = 0; at < queue.length && shown.size <= MOST_NODES; at += 1)
    for (const { from } of to.get(queue[at] ?? '') ?? []) {
      if (!shown.has(from)) queue.push(from);
      shown.add(from);
    }
}

/** Lines over more than one column would run through boxes. */
function lanesOf(
  hops: readonly Hop[],
  placed: ReadonlyMap<string, Placed>,
  bottom: number,
): ReadonlyMap<string, number> {
  const lanes = new Map<string, number>();
  for (const { from, to } of hops)
    if (isLong(placed.get(from), placed.get(to)) && !lanes.has(to))
      lanes.set(to, bottom + (lanes.size + 1) * LANE);
  return lanes;
}

/** Whether there is a column between the two. */
export function isLong(from: Placed | undefined, to: Placed | undefined): boolean {
  return from !== undefined && to !== undefined && to.x - from.x > BOX.width + BOX.gapX;
}

/** By hops that are used where there are some, else by what is possible; what ends a way stands behind what uses it. */
function depthsOf(hops: readonly Hop[], ends: ReadonlySet<string>): Map<string, number> {
  const onward = hops.filter(({ to }) => !ends.has(to));
  const depth = new Map([['internet', 0]]);
  advance(
    depth,
    onward.filter(({ isUsed }) => isUsed),
  );
  advance(depth, onward);
  const before = Map.groupBy(
    hops.filter(({ to }) => ends.has(to)),
    ({ to }) => to,
  );
  for (const [to, own] of before) {
    const users = own.filter(({ isUsed }) => isUsed);
    const known = (users.length > 0 ? users : own).flatMap(({ from }) => depth.get(from) ?? []);
    if (known.length > 0) depth.set(to, known.reduce((most, one) => Math.max(most, one)) + 1);
  }
  return depth;
}

/** Gives each node that is reached one more than what reaches it first. */
function advance(depth: Map<string, number>, hops: readonly Hop[]): void {
  const from = Map.groupBy(hops, (hop) => hop.from);
  const queue = [...depth.keys()].sort((a, b) => (depth.get(a) ?? 0) - (depth.get(b) ?? 0));
  for (let at = 0; at < queue.length; at += 1) {
    const id = queue[at] ?? '';
    for (const { to } of from.get(id) ?? []) {
      if (depth.has(to)) continue;
      depth.set(to, (depth.get(id) ?? 0) + 1);
      queue.push(to);
    }
  }
}

/** One line between two nodes: a used hop before one that is only possible. */
function distinct(hops: readonly Hop[]): readonly Hop[] {
  const best = new Map<string, Hop>();
  for (const hop of hops) {
    const key = `${hop.from}\n${hop.to}`;
    const known = best.get(key);
    if (known === undefined || (hop.isUsed && !known.isUsed)) best.set(key, hop);
  }
  return [...best.values()];
}
