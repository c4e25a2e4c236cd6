/** A document whose components have other refs, everywhere where something points to them. */
import type { Bom } from '@theriac/core';

/** @param dropped property that carried the names; it has done its work */
export function renameRefs(bom: Bom, names: ReadonlyMap<string, string>, dropped?: string): Bom {
  const one = (ref: string): string => names.get(ref) ?? ref;
  const all = (refs: readonly string[]): string[] => refs.map(one);
  return {
    ...bom,
    subjects: all(bom.subjects),
    components: bom.components.map((component) => ({
      ...component,
      ref: one(component.ref),
      ...(component.parent === undefined ? {} : { parent: one(component.parent) }),
      properties: component.properties.filter(({ name }) => name !== dropped),
    })),
    relationships: bom.relationships.map((r) => ({ ...r, from: one(r.from), to: all(r.to) })),
    compositions: bom.compositions.map((c) => ({
      ...c,
      assemblies: all(c.assemblies),
      dependencies: all(c.dependencies),
    })),
    vulnerabilities: bom.vulnerabilities.map((v) => ({
      ...v,
      affects: v.affects.map((affected) => ({ ...affected, ref: one(affected.ref) })),
    })),
    annotations: bom.annotations.map((a) => ({ ...a, subjects: all(a.subjects) })),
  };
}
