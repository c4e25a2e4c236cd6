/** What the checks of lockfiles share. */
import type { LockedPackage } from '@theriac/core';

/** `name@version`, or the name alone where the lockfile gives no version. */
export function keyOf({ name, version }: Pick<LockedPackage, 'name' | 'version'>): string {
  return version === null || version === '' ? name : `${name}@${version}`;
}
