/**
 * Relationships between what a bill of materials lists, in one spelling: the names of SPDX 3.0.1, and for those that
 * only SPDX 2 has the SPDX 2 name in lower camel case (`DEV_DEPENDENCY_OF` → `devDependencyOf`).
 */
import type { Bom } from './bom.ts';

/** `NONE` and `NOASSERTION` as the end of a relationship: nothing there, or nothing said. */
export const BOM_NONE = 'NONE';
export const BOM_NO_ASSERTION = 'NOASSERTION';

interface DependencyRow {
  readonly type: string;
  /** True when the first named is needed by the second. */
  readonly reversed: boolean;
  readonly scope: BomDependencyScope;
}

/** When what is depended on is needed. */
export type BomDependencyScope = 'runtime' | 'optional' | 'provided' | 'build' | 'development' | 'test';

/** The relationship types that mean “needs”, of both SPDX generations and CycloneDX. */
export const BOM_DEPENDENCY_TYPES: readonly DependencyRow[] = [
  { type: 'dependsOn', reversed: false, scope: 'runtime' },
  { type: 'hasPrerequisite', reversed: false, scope: 'runtime' },
  { type: 'hasStaticLink', reversed: false, scope: 'runtime' },
  { type: 'hasDynamicLink', reversed: false, scope: 'runtime' },
  { type: 'staticLink', reversed: false, scope: 'runtime' },
  { type: 'dynamicLink', reversed: false, scope: 'runtime' },
  { type: 'hasOptionalDependency', reversed: false, scope: 'optional' },
  { type: 'hasProvidedDependency', reversed: false, scope: 'provided' },
  { type: 'usesTool', reversed: false, scope: 'build' },
  { type: 'dependencyOf', reversed: true, scope: 'runtime' },
  { type: 'runtimeDependencyOf', reversed: true, scope: 'runtime' },
  { type: 'prerequisiteFor', reversed: true, scope: 'runtime' },
  { type: 'optionalDependencyOf', reversed: true, scope: 'optional' },
  { type: 'optionalComponentOf', reversed: true, scope: 'optional' },
  { type: 'providedDependencyOf', reversed: true, scope: 'provided' },
  { type: 'buildDependencyOf', reversed: true, scope: 'build' },
  { type: 'buildToolOf', reversed: true, scope: 'build' },
  { type: 'devDependencyOf', reversed: true, scope: 'development' },
  { type: 'devToolOf', reversed: true, scope: 'development' },
  { type: 'testDependencyOf', reversed: true, scope: 'test' },
  { type: 'testToolOf', reversed: true, scope: 'test' },
];
const DEPENDENCY_ROWS: ReadonlyMap<string, DependencyRow> = new Map(
  BOM_DEPENDENCY_TYPES.map((row) => [row.type, row]),
);

/** SPDX 3 `LifecycleScopeType` where it narrows a dependency. */
const NARROWED: ReadonlyMap<string, BomDependencyScope> = new Map([
  ['build', 'build'],
  ['development', 'development'],
  ['test', 'test'],
]);

/** `from` needs `to`. */
export interface BomEdge {
  readonly from: string;
  readonly to: string;
  readonly scope: BomDependencyScope;
}

/**
 * Every dependency of the document, one an edge, all in one direction, in the order of the document. Ends that are
 * not in the document (links to other documents) are among them; `NONE` and `NOASSERTION` are not.
 */
export function bomDependencyEdges(bom: Pick<Bom, 'relationships'>): BomEdge[] {
  const edges: BomEdge[] = [];
  for (const { from, type, to, scope: narrowed } of bom.relationships) {
    const row = DEPENDENCY_ROWS.get(type);
    if (row === undefined) continue;
    const scope = (narrowed === undefined ? undefined : NARROWED.get(narrowed)) ?? row.scope;
    for (const end of to) {
      if (end === BOM_NONE || end === BOM_NO_ASSERTION) continue;
      edges.push(row.reversed ? { from: end, to: from, scope } : { from, to: end, scope });
    }
  }
  return edges;
}
