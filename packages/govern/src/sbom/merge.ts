/**
 * Several bills of materials as one: each input stays a part of the whole with its own graph, or (flat) what is the same
 * in several is listed once. Nothing is dropped: what contradicts is kept apart and reported.
 */
import {
  type Bom,
  type BomComponent,
  type BomRelationship,
  emptyBom,
  emptyBomComponent,
} from '@theriac/core';

export interface MergeOptions {
  readonly name: string;
  readonly version?: string;
  /** RFC 3339. */
  readonly created: string;
  /** List once what has the same purl and no contradicting hash. */
  readonly flat: boolean;
}

export interface Merged {
  readonly bom: Bom;
  /** One sentence each: what could not be joined. */
  readonly conflicts: readonly string[];
}

const ROOT = 'theriac:merged';

/** @param parts at least one; the order decides whose word counts where both say something */
export function mergeBoms(parts: readonly Bom[], options: MergeOptions): Merged {
  const merger = new Merger(options.flat);
  for (const [i, part] of parts.entries()) merger.add(part, i);
  const root: BomComponent = {
    ...emptyBomComponent(ROOT, options.name, 'application'),
    ...(options.version === undefined ? {} : { version: options.version }),
  };
  const tops: BomRelationship = { from: ROOT, type: 'dependsOn', to: merger.tops };
  const bom: Bom = {
    ...emptyBom(),
    version: 1,
    name: options.name,
    created: options.created,
    authors: distinct(parts.flatMap((p) => p.authors)),
    tools: distinct(parts.flatMap((p) => p.tools)),
    lifecycles: distinct(parts.flatMap((p) => p.lifecycles)),
    dataLicences: distinct(parts.flatMap((p) => p.dataLicences)),
    subjects: [ROOT],
    components: [root, ...merger.components],
    relationships: [tops, ...merger.relationships],
    compositions: merger.compositions,
    vulnerabilities: merger.vulnerabilities,
    licenceTexts: distinct(parts.flatMap((p) => p.licenceTexts)),
    externalDocuments: distinct(parts.flatMap((p) => p.externalDocuments)),
    externalReferences: distinct(parts.flatMap((p) => p.externalReferences)),
    annotations: merger.annotations,
    properties: distinct(parts.flatMap((p) => p.properties)),
  };
  return { bom, conflicts: merger.conflicts };
}

class Merger {
  readonly components: BomComponent[] = [];
  readonly relationships: BomRelationship[] = [];
  readonly compositions: Bom['compositions'][number][] = [];
  readonly vulnerabilities: Bom['vulnerabilities'][number][] = [];
  readonly annotations: Bom['annotations'][number][] = [];
  readonly conflicts: string[] = [];
  /** Refs of what the inputs are about. */
  readonly tops: string[] = [];
  readonly #flat: boolean;
  readonly #taken = new Set<string>([ROOT]);
  readonly #byPurl = new Map<string, BomComponent>();
  /** Ref → index in {@link components}. */
  readonly #places = new Map<string, number>();

  constructor(flat: boolean) {
    this.#flat = flat;
  }

  add(part: Bom, index: number): void {
    const refs = new Map<string, string>();
    for (const component of part.components) refs.set(component.ref, this.#place(component, index));
    const moved = (ref: string): string => refs.get(ref) ?? ref;
    // Parents are known only once every component has its place.
    for (const component of part.components) {
      const ref = moved(component.ref);
      if (component.parent === undefined || this.#isOther(component, ref)) continue;
      const at = this.#places.get(ref);
      const placed = at === undefined ? undefined : this.components[at];
      if (at !== undefined && placed !== undefined)
        this.components[at] = { ...placed, parent: moved(component.parent) };
    }
    for (const relationship of part.relationships)
      this.relationships.push({
        ...relationship,
        from: moved(relationship.from),
        to: relationship.to.map(moved),
      });
    for (const c of part.compositions) {
      this.compositions.push({
        ...c,
        assemblies: c.assemblies.map(moved),
        dependencies: c.dependencies.map(moved),
        vulnerabilities: c.vulnerabilities.map((v) => `${index + 1}:${v}`),
      });
    }
    for (const v of part.vulnerabilities) {
      this.vulnerabilities.push({
        ...v,
        ref: `${index + 1}:${v.ref}`,
        affects: v.affects.map((a) => ({ ...a, ref: moved(a.ref) })),
      });
    }
    for (const a of part.annotations) this.annotations.push({ ...a, subjects: a.subjects.map(moved) });
    for (const one of part.subjects.map(moved)) this.tops.push(one);
  }

  /** The ref under which the component is in the whole. */
  #place(component: BomComponent, index: number): string {
    const { purl } = component;
    const same = this.#flat && purl !== undefined ? this.#byPurl.get(purl) : undefined;
    if (same !== undefined) {
      const clash = clashOf(same, component);
      if (clash === undefined) return same.ref;
      this.conflicts.push(`${purl}: ${clash}; both are kept`);
    }
    let ref = component.ref;
    // Flat or not, two things never share a ref.
    for (let n = index + 1; this.#taken.has(ref); n += 1) ref = `${n}:${component.ref}`;
    this.#taken.add(ref);
    const { parent: _parent, ...rest } = component;
    const placed: BomComponent = { ...rest, ref };
    this.#places.set(ref, this.components.length);
    this.components.push(placed);
    if (purl !== undefined && !this.#byPurl.has(purl)) this.#byPurl.set(purl, placed);
    return ref;
  }

  #isOther(component: BomComponent, ref: string): boolean {
    return this.#flat && component.purl !== undefined && this.#byPurl.get(component.purl)?.ref !== ref;
  }
}

/** Why two components of one purl are not the same thing; undefined when nothing speaks against it. */
function clashOf(a: BomComponent, b: BomComponent): string | undefined {
  for (const hash of a.hashes) {
    const other = b.hashes.find((h) => h.algorithm === hash.algorithm);
    if (other !== undefined && other.value.toLowerCase() !== hash.value.toLowerCase())
      return `two documents give it different ${hash.algorithm} hashes`;
  }
  return undefined;
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
