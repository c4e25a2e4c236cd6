/**
 * One change of a lockfile that several of its projects need is one fix: its steps are those of all of them, each once.
 */
import type { Fix } from '@theriac/core';

/** @param lockfileOf the lockfile that a root shares with others, by the id of the root */
export function oncePerLockfile(
  fixes: readonly Fix[],
  lockfileOf: (root: string) => string | undefined,
): Fix[] {
  const kept = new Map<string, Fix>();
  for (const fix of fixes) {
    const lockfile = fix.root === undefined ? undefined : lockfileOf(fix.root);
    const { package: name, kind, from, to, steps, action } = fix;
    // Without steps, what is to be done is in the words.
    const words = steps.length === 0 ? action : '';
    const key = lockfile === undefined ? fix.id : JSON.stringify([lockfile, name, kind, from, to, words]);
    const same = kept.get(key);
    kept.set(key, same === undefined ? fix : joined(same, fix));
  }
  return [...kept.values()];
}

function joined(a: Fix, b: Fix): Fix {
  const distinct = <T>(items: readonly T[]): T[] => [
    ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
  ];
  return {
    ...a,
    steps: distinct([...a.steps, ...b.steps]),
    caveats: distinct([...a.caveats, ...b.caveats]),
    clears: distinct([...a.clears, ...b.clears]),
  };
}
