/** Places nodes in columns by their distance from the internet, for a picture. */
import type { AccessReport, Hop, PathNode } from '@theriac/core/configuration';

export const BOX = { width: 200, height: 54, gapX: 70, gapY: 26, margin: 16 } as const;

export interface Placed {
  readonly node: PathNode;
  /** Upper left corner, in pixels. */
  readonly x: number;
  readonly y: number;
}

export interface Drawing {
  readonly placed: ReadonlyMap<string, Placed>;
  readonly hops: readonly Hop[];
  readonly width: number;
  readonly height: number;
  /** Nodes that a picture of this size has no room for. */
  readonly left: number;
}

/** A picture of more is no picture. */
const MOST_NODES = 120;

/** Nodes that lie on a way to a store, and the hops between them; stores that nothing reaches stand in the last column. */
export function drawingOf({ nodes, hops, paths, unreached }: AccessReport): Drawing {
  const shown = new Set(paths.flatMap((path) => path.hops.flatMap(({ from, to }) => [from, to])));
  for (const id of unreached) shown.add(id);
  // What uses a store, so that a picture tells a wrong way from the right one.
  const stores = new Set([...paths.map(({ store }) => store), ...unreached]);
  for (const { from, to, isUsed } of hops) if (isUsed && stores.has(to)) shown.add(from);
  const among = nodes.filter(({ id }) => shown.has(id));
  const kept = among.slice(0, MOST_NODES);
  const ids = new Set(kept.map(({ id }) => id));
  const depth = depthsOf(hops.filter(({ from, to }) => ids.has(from) && ids.has(to)));
  const last = [...depth.values()].reduce((most, one) => Math.max(most, one), 0);
  const columns = Map.groupBy(kept, ({ id }) => depth.get(id) ?? last + 1);
  const placed = new Map<string, Placed>();
  let rows = 0;
  const used = [...columns.keys()].sort((a, b) => a - b);
  for (const [column, key] of used.entries()) {
    const own = columns.get(key) ?? [];
    rows = Math.max(rows, own.length);
    for (const [row, node] of own.entries())
      placed.set(node.id, {
        node,
        x: BOX.margin + column * (BOX.width + BOX.gapX),
        y: BOX.margin + row * (BOX.height + BOX.gapY),
      });
  }
  const drawn = hops.filter(
    ({ from, to }) => ids.has(from) && ids.has(to) && (depth.get(from) ?? 0) < (depth.get(to) ?? last + 1),
  );
  return {
    placed,
    hops: distinct(drawn),
    width: Math.max(320, 2 * BOX.margin + used.length * (BOX.width + BOX.gapX) - BOX.gapX),
    height: Math.max(80, 2 * BOX.margin + rows * (BOX.height + BOX.gapY) - BOX.gapY),
    left: among.length - kept.length,
  };
}

function depthsOf(hops: readonly Hop[]): Map<string, number> {
  const from = Map.groupBy(hops, (hop) => hop.from);
  const depth = new Map([['internet', 0]]);
  const queue = ['internet'];
  for (let at = 0; at < queue.length; at += 1) {
    const id = queue[at] ?? '';
    for (const { to } of from.get(id) ?? []) {
      if (depth.has(to)) continue;
      depth.set(to, (depth.get(id) ?? 0) + 1);
      queue.push(to);
    }
  }
  return depth;
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
