/** One change of a lockfile that several of its projects need is one fix. */
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
    const key =
      lockfile === undefined
        ? fix.id
        : JSON.stringify([lockfile, name, kind, from, to, steps, steps.length > 0 || action]);
    const same = kept.get(key);
    kept.set(
      key,
      same === undefined ? fix : { ...same, clears: [...new Set([...same.clears, ...fix.clears])] },
    );
  }
  return [...kept.values()];
}
