/**
 * From findings to the smallest set of changes: one change per package and root, to the lowest version that clears
 * the most. What cannot be known without a registry (whether a newer parent brings the fix) is said, not guessed.
 */
import {
  type Component,
  ecosystem,
  type Finding,
  type Fix,
  type FixRecipe,
  parseRange,
  type Root,
  satisfies,
  versionDistance,
} from '@theriac/core';
import { orderFindings } from './fix-order.ts';
import { fixSteps, recipeOf } from './fix-recipes.ts';

/** A version to move to, and the rules that would still hold against it. */
export interface FixOption {
  readonly version: string;
  readonly leaves: readonly string[];
}

/** One package under one root that has findings. */
export interface FixCase {
  readonly root: Root;
  /** Every instance that is concerned; at least one. */
  readonly components: readonly [Component, ...Component[]];
  readonly findings: readonly Finding[];
  /** How the package manager of the root moves a package; absent: as its ecosystem does in general. */
  readonly recipe?: FixRecipe;
  /** For each instance, options from low to high; the last leaves the fewest. */
  readonly options: ReadonlyMap<string, readonly FixOption[]>;
  /** For each instance, names from the direct dependency to the package itself. */
  readonly chains: ReadonlyMap<string, readonly string[]>;
}

/** Pre-approved wording for findings without a fix; the organisation's own templates come on the server. */
const MITIGATION =
  'No fixed version is known. Until there is one: keep the feature that uses it off or behind authentication, block outbound connections it does not need, watch its logs, and review weekly; consider a replacement.';

const MALICIOUS =
  'Remove it at once, treat every secret and PHI store reachable from where it was installed as exposed, and start the incident playbook.';

/** A change for each group of instances that need the same step, and what stays without a fix. */
export function planFixes(given: FixCase): Fix[] {
  return stepsOf(given).fixes;
}

/** All changes of a run. A direct dependency that is upgraded anyway may bring along what is overridden below it. */
export function planAllFixes(cases: readonly FixCase[]): Fix[] {
  const steps = cases.map(stepsOf);
  const raised = new Map<string, string>();
  for (const { fixes } of steps) {
    for (const fix of fixes)
      if (fix.kind === 'upgrade-direct' && fix.to !== null) raised.set(`${fix.root}\n${fix.package}`, fix.to);
  }
  return steps.flatMap(({ fixes, via }) =>
    fixes.map((fix) => {
      const through = fix.kind === 'override' ? via.get(fix.id) : undefined;
      const to = through === undefined ? undefined : raised.get(`${fix.root}\n${through}`);
      if (to === undefined) return fix;
      const [, ...others] = fix.caveats;
      const first = `Upgrade ${through} to ${to} first: it may bring the fix, and then this is not needed.`;
      return { ...fix, caveats: [first, ...others] };
    }),
  );
}

interface Steps {
  readonly fixes: Fix[];
  /** Fix id → the direct dependency that brings the package; undefined where it is not known or is the package itself. */
  readonly via: ReadonlyMap<string, string | undefined>;
}

function stepsOf(given: FixCase): Steps {
  const via = new Map<string, string | undefined>();
  if (given.findings.some((f) => f.kind === 'malware')) return { fixes: [removal(given)], via };
  const groups = groupsOf(given);
  const fixes: Fix[] = [];
  const cleared = new Set<Finding>();
  for (const group of groups) {
    const target = bestTarget(group);
    if (target === null) continue;
    const fixable = group.findings.filter((f) => !target.leaves.includes(f.rule));
    if (fixable.length === 0) continue;
    const fix = upgrade(group, target.version, fixable, groups.length > 1);
    via.set(fix.id, viaOf(group));
    for (const finding of fixable) cleared.add(finding);
    fixes.push(fix);
  }
  const rest = given.findings.filter((f) => !cleared.has(f));
  if (rest.length > 0) fixes.push(withoutFix(given, rest));
  return { fixes, via };
}

/**
 * Instances that need the same step form one group: direct ones apart from nested ones, and each release line by
 * itself, because one version for all would break what needs the others.
 */
function groupsOf(given: FixCase): FixCase[] {
  const groups = new Map<string, [Component, ...Component[]]>();
  for (const component of given.components) {
    const to = given.options.get(component.id)?.at(-1)?.version;
    const key = `${component.direct} ${to}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [component]);
    else group.push(component);
  }
  const parts = [...groups.values()].map((components) => {
    const ids = new Set(components.map((c) => c.id));
    return {
      ...given,
      components,
      findings: given.findings.filter((f) => f.subject.components.some((id) => ids.has(id))),
    };
  });
  return parts.sort((a, b) => Number(b.components[0].direct) - Number(a.components[0].direct));
}

/** The direct dependency that brings the first instance, unless it is one itself. */
function viaOf({ components: [component], chains }: FixCase): string | undefined {
  const via = chains.get(component.id)?.[0];
  return via === component.name ? undefined : via;
}

/**
 * The lowest version that clears the most, which all instances of a group have in common, with what it still leaves
 * for any of them. Null when there is no such version.
 */
function bestTarget({ components, options }: FixCase): FixOption | null {
  const best = components.flatMap(({ id }) => options.get(id)?.at(-1) ?? []);
  const [first] = best;
  return first === undefined
    ? null
    : { version: first.version, leaves: best.flatMap(({ leaves }) => leaves) };
}

/** @param apart other instances of the package take other steps */
function upgrade(given: FixCase, to: string, cleared: readonly Finding[], apart: boolean): Fix {
  const [component] = given.components;
  const { scheme } = ecosystem(component.ecosystem);
  const kind = component.direct ? 'upgrade-direct' : allows(given, to) ? 'refresh' : 'override';
  const distance = component.version === null ? 'unknown' : versionDistance(scheme, component.version, to);
  const through = viaOf(given);
  const verb = { 'upgrade-direct': 'Upgrade', refresh: 'Refresh', override: 'Override' }[kind];
  const caveats: string[] = [];
  if (kind === 'override' && through !== undefined) {
    caveats.push(
      `Raising ${through} may bring the fix as well; that cannot be known without asking the registry.`,
    );
  }
  const excluding = kind === 'upgrade-direct' ? rangesExcluding(given, to) : [];
  if (excluding.length > 0) {
    caveats.push(
      `Other packages ask for ${excluding.join(' and for ')}, which excludes ${to}: raise them as well.`,
    );
  }
  if (distance === 'major') caveats.push('Major version: expect breaking changes; read its release notes.');
  caveats.push(...ofInstances(given, apart));
  const smaller = distance === 'major' ? smallerStep(given, cleared) : undefined;
  const steps = fixSteps(
    kind === 'upgrade-direct' ? 'direct' : kind,
    given.recipe ?? recipeOf(component.ecosystem),
    {
      name: component.name,
      version: to,
      ...(apart && component.version !== null ? { from: component.version } : {}),
      ...(given.root.variant === undefined ? {} : { variant: given.root.variant }),
    },
    folderOf(given.root.path),
  );
  return {
    ...base(
      given,
      apart ? `upgrade@${component.version ?? ''}${component.direct ? '' : '~nested'}` : 'upgrade',
      cleared,
    ),
    kind,
    from: component.version,
    to,
    distance,
    action: `${verb} ${component.name} ${component.version ?? ''} → ${to}${through === undefined ? '' : ` (via ${through})`}`,
    steps,
    caveats,
    ...(smaller === undefined ? {} : { smaller }),
  };
}

function ofInstances(given: FixCase, apart: boolean): string[] {
  const versions = [...new Set(given.components.map((c) => c.version ?? 'unknown'))].sort();
  return [
    ...(versions.length < 2 ? [] : [`${given.components.length} instances: ${versions.join(', ')}.`]),
    ...(apart ? ['Other copies of it take a step of their own.'] : []),
  ];
}

/** The best option that is not a major change, when there is one instance and it clears at least something. */
function smallerStep(given: FixCase, cleared: readonly Finding[]): Fix['smaller'] {
  const [component, second] = given.components;
  const { version } = component;
  if (version === null || second !== undefined) return undefined;
  const { scheme } = ecosystem(component.ecosystem);
  const option = given.options
    .get(component.id)
    ?.findLast((o) => versionDistance(scheme, version, o.version) !== 'major');
  if (option === undefined) return undefined;
  const clears = cleared.filter((f) => !option.leaves.includes(f.rule)).length;
  return clears === 0
    ? undefined
    : { to: option.version, distance: versionDistance(scheme, version, option.version), clears };
}

/** Whether every range that asks for it is known and allows `version`; only then does a refresh suffice. */
function allows(given: FixCase, version: string): boolean {
  return given.components.every(({ ecosystem: id, requested, requestedBy }) => {
    const asked = [...(requested === undefined ? [] : [requested]), ...(requestedBy ?? [])];
    const { scheme } = ecosystem(id);
    return (
      asked.length > 0 &&
      asked.every((text) => {
        const range = parseRange(scheme, text);
        return range !== null && satisfies(scheme, version, range);
      })
    );
  });
}

/** Ranges of other packages that do not allow `version`; they would keep the upgrade from resolving. */
function rangesExcluding(given: FixCase, version: string): string[] {
  return given.components.flatMap(({ ecosystem: id, requestedBy = [] }) => {
    const { scheme } = ecosystem(id);
    return requestedBy.filter((text) => {
      const range = parseRange(scheme, text);
      return range !== null && !satisfies(scheme, version, range);
    });
  });
}

function removal(given: FixCase): Fix {
  const [component] = given.components;
  return {
    ...base(given, 'remove', given.findings),
    kind: 'remove',
    from: component.version,
    to: null,
    distance: 'unknown',
    action: `Remove ${component.name} ${component.version ?? ''}: ${MALICIOUS}`,
    steps: [],
    caveats: [],
  };
}

function withoutFix(given: FixCase, findings: readonly Finding[]): Fix {
  const [component] = given.components;
  const ended = findings.every((f) => f.kind === 'lifecycle');
  const text = ended ? 'Move to a maintained release line or replace it.' : MITIGATION;
  return {
    ...base(given, 'none', findings),
    kind: 'none',
    from: component.version,
    to: null,
    distance: 'unknown',
    action: `${ended ? 'Replace' : 'Mitigate'} ${component.name} ${component.version ?? ''}: ${text}`,
    steps: [],
    caveats: [],
  };
}

function base(
  given: FixCase,
  suffix: string,
  cleared: readonly Finding[],
): Pick<Fix, 'id' | 'root' | 'package' | 'purl' | 'clears'> {
  const component = given.components.find((c) => c.direct) ?? given.components[0];
  return {
    id: `${given.root.id}#${component.name}#${suffix}`,
    root: given.root.id,
    package: component.name,
    purl: component.purl,
    clears: orderFindings(cleared).map((f) => f.fingerprint),
  };
}

/** The folder of a manifest or lockfile, relative to the target; the empty string is the target itself. */
function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}
