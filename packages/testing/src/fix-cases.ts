/** Cases for the plan of fixes: one package `lib` under one npm root. */
import {
  type Asker,
  type Component,
  command,
  edit,
  type Finding,
  type Fix,
  type FixRecipe,
  type Move,
  type Outcome,
  type Parent,
  type Root,
} from '@theriac/core';
import type { FixCase, FixOption } from '@theriac/govern';

/** A package manager with one command per kind of step. */
export const RECIPE: FixRecipe = {
  direct: ({ name, version }) => [command(`npm install ${name}@${version}`)],
  refresh: ({ name }) => [command(`npm update ${name}`)],
  override: ({ name, version, from }) => [
    edit(JSON.stringify({ overrides: { [[name, ...from].join('@')]: version } }), 'package.json'),
  ],
};

/** {@link RECIPE}, with the moves that it was given to write, in order. */
export function recording(over: Partial<FixRecipe> = {}): {
  readonly recipe: FixRecipe;
  readonly moves: readonly Move[];
} {
  const moves: Move[] = [];
  const recipe: FixRecipe = { ...RECIPE, ...over };
  const kept =
    <T>(write: (move: Move) => T) =>
    (move: Move): T => {
      moves.push(move);
      return write(move);
    };
  return {
    recipe: {
      ...recipe,
      direct: kept(recipe.direct),
      refresh: kept(recipe.refresh),
      ...(recipe.override === undefined ? {} : { override: kept(recipe.override) }),
      ...(recipe.raise === undefined ? {} : { raise: kept(recipe.raise) }),
    },
    moves,
  };
}

/** A move of `lib` 1.0.0 to 2.0.0 that the project does not ask for. */
export const moveOf = (over: Partial<Move> = {}): Move => ({
  name: 'lib',
  version: '2.0.0',
  from: ['1.0.0'],
  lockfile: 'lib.lock',
  declared: [],
  askers: [],
  pins: [],
  byParent: false,
  others: false,
  development: false,
  together: [],
  ...over,
});

export const parent = (name: string, over: Partial<Parent> = {}): Parent => ({
  name,
  version: '3.0.0',
  direct: true,
  ...over,
});

export const root: Root = {
  id: 'npm/package-lock:package-lock.json',
  path: 'package-lock.json',
  extractor: 'npm/package-lock',
  ecosystem: 'npm',
};

export function component(version: string | null, over: Partial<Component> = {}): Component {
  return {
    id: `${root.id}#lib@${version}`,
    root: root.id,
    purl: `pkg:npm/lib@${version}`,
    ecosystem: 'npm',
    name: 'lib',
    version,
    scope: 'production',
    direct: false,
    location: { path: 'package-lock.json', line: 3 },
    dependsOn: [],
    ...over,
  };
}

export const finding = (rule: string, outcome: Outcome = 'scheduled', over: Partial<Finding> = {}): Finding =>
  ({
    fingerprint: `f-${rule}`,
    kind: 'vulnerability',
    rule,
    decision: { outcome, dueDate: '2026-02-01' },
    ...over,
  }) as Finding;

export const withSubject = (of: Finding, components: readonly string[]): Finding => ({
  ...of,
  subject: {
    kind: 'component',
    label: 'lib',
    component: components[0] ?? '',
    components,
    purl: '',
    root: root.id,
    system: 'app',
  },
});

export function given(
  components: readonly [Component, ...Component[]],
  options: readonly FixOption[],
  findings: readonly Finding[],
  chain = ['lib'],
): FixCase {
  const ids = components.map((c) => c.id);
  return {
    root,
    recipe: RECIPE,
    components,
    // A finding concerns every instance unless it says otherwise.
    findings: findings.map((f) => ('subject' in f ? f : withSubject(f, ids))),
    options: new Map(ids.map((id) => [id, options])),
    chains: new Map(ids.map((id) => [id, chain])),
  };
}

/** The case with who asks for its first instance, and with the packages and projects of the same root. */
export function askedBy(of: FixCase, askers: readonly Asker[], others: readonly Component[] = []): FixCase {
  const [first] = of.components;
  return {
    ...of,
    uses: new Map([...(of.uses instanceof Map ? of.uses : []), [first.id, { askers }]]),
    inventory: new Map([...(of.inventory ?? []), ...others.map((c) => [c.id, c] as const)]),
  };
}

export const one = (fixes: readonly Fix[]): Fix => {
  const [fix, ...rest] = fixes;
  if (fix === undefined || rest.length > 0) throw new RangeError(`${fixes.length} fixes`);
  return fix;
};
export const to = (version: string, ...leaves: string[]): FixOption[] => [{ version, leaves }];
export const DIRECT = { direct: true };
