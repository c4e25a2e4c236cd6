/** A direct dependency of a manifest that no lockfile covers. */
import type { Origin, Scope } from '@theriac/core';
import type { PackageDraft, RootBuilder } from './root-builder.ts';

export interface AskedPackage {
  readonly name: string;
  /** As written; empty when nothing is asked. */
  readonly range: string;
  /** Null for a range. */
  readonly version: string | null;
  readonly scope: Scope;
  readonly line: number | undefined;
  readonly origin?: Origin;
  readonly more?: Partial<PackageDraft>;
}

/** Lists it; without an exact version it is a known unknown as well. Packages of the project have no version to miss. */
export function addAsked(root: RootBuilder, asked: AskedPackage): string {
  const { name, range, version, scope, line, origin = { kind: 'registry' } as const, more = {} } = asked;
  const local = origin.kind === 'path' || origin.kind === 'workspace';
  if (version === null && !local) root.unresolved(name, range, line);
  return root.add({
    name,
    version,
    scope,
    direct: true,
    ...(range === '' ? {} : { requested: range }),
    location: line === undefined ? { path: root.path } : { path: root.path, line },
    origin,
    ...more,
  });
}
