/**
 * One change of a lockfile that several of its projects need is one fix: the package manager is told of all of them at
 * once, so that one command may do.
 */
import type { Fix, FixStep, Move, Parent, Sibling } from '@theriac/core';

export interface PlannedFix {
  readonly fix: Fix;
  /** What the package manager was told, and how its steps are written; absent where no package manager writes them. */
  readonly told?: { readonly move: Move; readonly write: (move: Move) => FixStep[] };
}

/** @param lockfileOf the lockfile that a root shares with others, by the id of the root */
export function oncePerLockfile(
  planned: readonly PlannedFix[],
  lockfileOf: (root: string) => string | undefined,
): Fix[] {
  const kept = new Map<string, PlannedFix>();
  for (const one of planned) {
    const { id, root, package: name, kind, from, to, steps, action } = one.fix;
    const lockfile = root === undefined ? undefined : lockfileOf(root);
    // Without steps, what is to be done is in the words.
    const words = steps.length === 0 ? action : null;
    const key = lockfile === undefined ? id : JSON.stringify([lockfile, name, kind, from, to, words]);
    const same = kept.get(key);
    kept.set(key, same === undefined ? one : joined(same, one));
  }
  return [...kept.values()].map(({ fix }) => fix);
}

function joined(a: PlannedFix, b: PlannedFix): PlannedFix {
  const told =
    a.told === undefined || b.told === undefined
      ? undefined
      : { ...a.told, move: movedOnce(a.told.move, b.told.move) };
  const fix: Fix = {
    ...a.fix,
    ...(a.fix.moves === undefined
      ? {}
      : { moves: distinct([...a.fix.moves, ...(b.fix.moves ?? [])]).sort() }),
    steps: distinct(told === undefined ? [...a.fix.steps, ...b.fix.steps] : told.write(told.move)),
    caveats: distinct([...a.fix.caveats, ...b.fix.caveats]),
    clears: distinct([...a.fix.clears, ...b.fix.clears]),
  };
  return told === undefined ? { fix } : { fix, told };
}

function movedOnce(a: Move, b: Move): Move {
  const held = a.held ?? b.held;
  return {
    ...a,
    from: distinct([...a.from, ...b.from]).sort(),
    declared: distinct([...a.declared, ...b.declared]),
    askers: parentsOf(a.askers, b.askers),
    pins: parentsOf(a.pins, b.pins),
    byParent: a.byParent || b.byParent,
    others: a.others || b.others,
    development: a.development && b.development,
    ...(held === undefined ? {} : { held }),
    together: [
      ...Map.groupBy([...a.together, ...b.together], (t) => JSON.stringify([t.name, t.version])).values(),
    ].flatMap(([first, ...rest]) => (first === undefined ? [] : [rest.reduce(sibling, first)])),
  };
}

const sibling = (a: Sibling, b: Sibling): Sibling => ({
  ...a,
  direct: a.direct || b.direct,
  declared: distinct([...a.declared, ...b.declared]),
  pins: parentsOf(a.pins, b.pins),
});

/** One project may ask for a parent itself that another has through a third: the one that is asked for can be raised. */
function parentsOf(a: readonly Parent[], b: readonly Parent[]): Parent[] {
  const all = distinct([...a, ...b]);
  const direct = new Set(all.filter((p) => p.direct).map(askOf));
  return all.filter((p) => p.direct || !direct.has(askOf(p)));
}

const askOf = ({ name, version, range, as }: Parent): string => JSON.stringify([name, version, range, as]);

const distinct = <T>(items: readonly T[]): T[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
];
