/**
 * Bills of materials in the target that are about something else than the target: what they list is in no inventory. One
 * that is about a project of the target repeats what was read from the project itself.
 */
import type { Inventory, KnownUnknown } from '@theriac/core';

/** A bill of materials, and the names of what it says it is about. */
export interface FoundBom {
  readonly path: string;
  readonly describes: readonly string[];
}

/** @param target what the target itself is called */
export function withForeignBoms(inventory: Inventory, boms: readonly FoundBom[], target: string): Inventory {
  if (boms.length === 0) return inventory;
  const own = new Set([target, ...inventory.roots.flatMap(({ name }) => name ?? [])].flatMap(spellings));
  const foreign = boms.filter(({ describes }) => !describes.flatMap(spellings).some((name) => own.has(name)));
  if (foreign.length === 0) return inventory;
  return { ...inventory, unknowns: [...inventory.unknowns, ...foreign.map(unknownOf)] };
}

function unknownOf({ path, describes: [name] }: FoundBom): KnownUnknown {
  const about = name === undefined ? 'does not say what it is about' : `is about ${name.slice(0, 200)}`;
  return {
    reason: 'not-read',
    message: `the bill of materials ${about}, which is no project of the target: its packages are missing from the inventory; scan it as a target of its own`,
    location: { path },
    losesComponents: true,
  };
}

/** `@clinic/portal`, `org.clinic:portal` and `org.clinic/portal` may be called `portal` elsewhere. */
function spellings(name: string): string[] {
  const whole = name.trim().toLowerCase();
  const last = /[^/:]{1,500}$/.exec(whole)?.[0] ?? whole;
  return whole === '' ? [] : [whole.replace(':', '/'), last];
}
