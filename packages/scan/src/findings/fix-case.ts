/** What the plan of fixes needs to know of one package under one root that has findings. */
import {
  type Component,
  ecosystem,
  eolProductOf,
  type Finding,
  type PackageUse,
  type PackageUses,
  type Root,
} from '@theriac/core';
import type { FixCase, FixOption } from '@theriac/govern';
import type { Paths } from '../inventory/dependency-paths.ts';
import { endedLine } from './end-of-life-rule.ts';
import type { FindingsInput } from './findings-input.ts';

export class FixCases {
  readonly #input: FindingsInput;
  /** By root id, then by component id. */
  readonly #inventories = new Map<string, ReadonlyMap<string, Component>>();
  readonly #byRoot: ReadonlyMap<string, readonly Component[]>;
  /** By file: the few that have findings are grouped by name, and only when they are asked for. */
  #byFile: ReadonlyMap<string, readonly Component[]> | undefined;
  readonly #byName = new Map<string, ReadonlyMap<string, readonly Component[]>>();

  constructor(input: FindingsInput, byRoot: ReadonlyMap<string, readonly Component[]>) {
    this.#input = input;
    this.#byRoot = byRoot;
  }

  /** @param concerned instances with findings, the worst-placed one first */
  of(
    root: Root,
    concerned: readonly [Component, ...Component[]],
    findings: readonly Finding[],
    paths: Paths,
  ): FixCase {
    const input = this.#input;
    const recipe = input.recipes.get(root.extractor);
    const [first] = concerned;
    const components = this.#byRoot.get(root.id) ?? [];
    const moving = new Set(concerned.map((c) => c.purl));
    return {
      root,
      ...(recipe === undefined ? {} : { recipe }),
      components: concerned,
      findings,
      options: new Map(concerned.map((c) => [c.id, optionsOf(c, findings, input)])),
      chains: new Map(concerned.map((c) => [c.id, paths.to(c).map((step) => step.name)])),
      uses: usesOf(root, components, input.uses.get(root.id)),
      others: this.#copiesOf(first).filter((c) => !moving.has(c.purl) && c.firstParty !== true),
      leavesAt: (component, version) => [
        ...input.lookup.verdict({ ...component, version }).matches.map((match) => match.advisory.id),
        ...endedAt(component, version, findings, input),
      ],
      inventory: this.#inventoryOf(root, components),
    };
  }

  /** Copies in one lockfile: an override of one may reach the other. */
  #copiesOf({ ecosystem: id, name, location }: Component): readonly Component[] {
    this.#byFile ??= Map.groupBy(this.#input.inventory.components, (c) => c.location.path);
    const names =
      this.#byName.get(location.path) ?? Map.groupBy(this.#byFile.get(location.path) ?? [], (c) => c.name);
    this.#byName.set(location.path, names);
    return names.get(name)?.filter((c) => c.ecosystem === id) ?? [];
  }

  #inventoryOf(root: Root, components: readonly Component[]): ReadonlyMap<string, Component> {
    const known = this.#inventories.get(root.id) ?? new Map(components.map((c) => [c.id, c]));
    this.#inventories.set(root.id, known);
    return known;
  }
}

/** An end of life is not cleared by another release of a line that has ended as well. */
function optionsOf(component: Component, findings: readonly Finding[], input: FindingsInput): FixOption[] {
  return input.lookup.verdict(component).options.map((option) => {
    const ended = endedAt(component, option.version, findings, input);
    return ended.length === 0 ? option : { ...option, leaves: [...option.leaves, ...ended] };
  });
}

/** The rules of findings about an end of life that would hold against `version` as well. */
function endedAt(
  component: Component,
  version: string,
  findings: readonly Finding[],
  { lookup, asOf }: FindingsInput,
): string[] {
  const ended = findings.filter((f) => f.rule.startsWith('THERIAC-EOL-')).map((f) => f.rule);
  const product = eolProductOf(
    component.ecosystem,
    ecosystem(component.ecosystem).normalizeName(component.name),
  );
  if (ended.length === 0 || product === undefined) return [];
  const cycles = lookup.facts()?.eol(product) ?? [];
  return endedLine(product, cycles, version, asOf) === undefined ? [] : ended;
}

/** By id of component; worked out when asked. Readers that keep no ranges leave the edges. */
function usesOf(
  root: Root,
  components: readonly Component[],
  uses: PackageUses | undefined,
): { readonly get: (id: string) => PackageUse | undefined } {
  const prefix = `${root.id}#`;
  const idOf = (key: string): string => `${prefix}${key}`;
  return {
    get: (id) => {
      const known = uses?.(id.slice(prefix.length));
      if (known === undefined) return fromEdges(id, components);
      const { askers, bundledBy, heldBy } = known;
      return {
        ...(heldBy === undefined ? {} : { heldBy }),
        askers: askers.map((a) => (a.by === undefined ? a : { ...a, by: idOf(a.by) })),
        ...(bundledBy === undefined ? {} : { bundledBy: idOf(bundledBy) }),
      };
    },
  };
}

function fromEdges(id: string, components: readonly Component[]): PackageUse | undefined {
  const component = components.find((c) => c.id === id);
  if (component === undefined) return undefined;
  const parents = components.filter((c) => c.dependsOn.includes(id));
  const { requested, direct } = component;
  // A list without edges says nothing of who asks.
  if (!direct && parents.length === 0) return undefined;
  return {
    askers: [
      ...(direct ? [requested === undefined ? {} : { range: requested }] : []),
      ...parents.map((p) => ({ by: p.id })),
    ],
  };
}
