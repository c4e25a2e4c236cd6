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
  /** By root. */
  readonly #byRoot: ReadonlyMap<string, readonly Component[]>;
  /** Copies of a package, by ecosystem and name. */
  readonly #copies: ReadonlyMap<string, readonly Component[]>;

  constructor(input: FindingsInput) {
    const { components } = input.inventory;
    this.#input = input;
    this.#byRoot = Map.groupBy(components, (c) => c.root);
    this.#copies = Map.groupBy(components, copyKey);
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
    const copies = this.#copies.get(copyKey(first)) ?? [];
    return {
      root,
      ...(recipe === undefined ? {} : { recipe }),
      components: concerned,
      findings,
      options: new Map(concerned.map((c) => [c.id, optionsOf(c, findings, input)])),
      chains: new Map(concerned.map((c) => [c.id, paths.to(c).map((step) => step.name)])),
      uses: usesOf(root, components, input.uses.get(root.id)),
      others: copies.filter((c) => !moving.has(c.purl) && c.firstParty !== true),
      leavesAt: (component, version) =>
        input.lookup.verdict({ ...component, version }).matches.map((match) => match.advisory.id),
      inventory: this.#inventoryOf(root, components),
    };
  }

  #inventoryOf(root: Root, components: readonly Component[]): ReadonlyMap<string, Component> {
    const known = this.#inventories.get(root.id) ?? new Map(components.map((c) => [c.id, c]));
    this.#inventories.set(root.id, known);
    return known;
  }
}

/** Copies in one lockfile: an override of one may reach the other. */
function copyKey({ ecosystem: id, name, location }: Component): string {
  return `${id}\n${name}\n${location.path}`;
}

/** An end of life is not cleared by another release of a line that has ended as well. */
function optionsOf(component: Component, findings: readonly Finding[], input: FindingsInput): FixOption[] {
  const { options } = input.lookup.verdict(component);
  const ended = findings.filter((f) => f.rule.startsWith('THERIAC-EOL-')).map((f) => f.rule);
  const product = eolProductOf(
    component.ecosystem,
    ecosystem(component.ecosystem).normalizeName(component.name),
  );
  if (ended.length === 0 || product === undefined) return [...options];
  const cycles = input.lookup.facts()?.eol(product) ?? [];
  return options.map((option) =>
    endedLine(product, cycles, option.version, input.asOf) === undefined
      ? option
      : { ...option, leaves: [...option.leaves, ...ended] },
  );
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
      const { askers, bundledBy } = known;
      return {
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
