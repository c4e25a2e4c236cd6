/** One change: which kind it is, its steps, and what a person should know before taking it. */
import {
  type Component,
  ecosystem,
  type Finding,
  type Fix,
  type FixRecipe,
  type FixStep,
  type Move,
  type Parent,
  type VersionScheme,
  versionDistance,
  words,
} from '@theriac/core';
import { type Asking, askingFor, folderOf, reachesOthers } from './fix-askers.ts';
import type { FixCase, FixOption } from './fix-case.ts';
import { familyOf, movesTogether } from './fix-families.ts';
import { orderFindings } from './fix-order.ts';
import type { PlannedFix } from './fix-per-lockfile.ts';
import { GENERIC, stepsIn } from './fix-recipes.ts';
import { labelOf, stepsFor, type VersionKind } from './fix-steps.ts';

/** Pre-approved wording for findings without a fix; the organisation's own templates come on the server. */
const MITIGATION =
  'No fixed version is known. Until there is one: keep the feature that uses it off or behind authentication, block outbound connections it does not need, watch its logs, and review weekly; consider a replacement.';

const MALICIOUS =
  'Remove it at once, treat every secret and PHI store reachable from where it was installed as exposed, and start the incident playbook.';

const UNCONFIRMED =
  'Whether this version was released was not checked; `theriac scan --online` asks the registry.';

const MAJOR = 'Major version: expect breaking changes; read its release notes.';

const VERBS: Readonly<Record<Exclude<VersionKind, 'prune'>, string>> = {
  'upgrade-direct': 'Upgrade',
  refresh: 'Refresh',
  override: 'Override',
  'raise-parent': 'Raise what brings',
  'move-source': 'Move the source of',
};

/**
 * The lowest version that clears the most, which all instances of a group have in common, with what it still leaves
 * for any of them. Null when there is no such version.
 */
export function bestTarget({ components, options }: FixCase): FixOption | null {
  const best = components.flatMap(({ id }) => options.get(id)?.at(-1) ?? []);
  const [first] = best;
  return first === undefined ? null : { ...first, leaves: best.flatMap(({ leaves }) => leaves) };
}

/** @param apart other instances of the package take other steps */
export function upgrade(
  given: FixCase,
  target: FixOption,
  cleared: readonly Finding[],
  apart: boolean,
): PlannedFix {
  const { version: to } = target;
  const [component] = given.components;
  if (isBranch(component)) return { fix: movedBranch(given, cleared) };
  const { scheme } = ecosystem(component.ecosystem);
  const asking = askingFor(given, to);
  const recipe = given.recipe ?? GENERIC;
  const kind = kindOf(given, asking, recipe);
  const distance = farthest(given.components, scheme, to);
  const blamed = kind === 'upgrade-direct' || kind === 'move-source' ? [] : blame(given, asking);
  const smaller = distance === 'major' ? smallerStep(given, cleared) : undefined;
  const move = moveOf(given, target, asking);
  const write = (told: Move): FixStep[] =>
    stepsIn(folderOf(component.location.path), stepsFor(given, kind, told, recipe, asking));
  const fix: Fix = {
    ...base(
      given,
      apart ? `upgrade@${component.version ?? ''}${component.direct ? '' : '~nested'}` : 'upgrade',
      cleared,
    ),
    kind: kind === 'prune' ? 'refresh' : kind,
    from: component.version,
    to,
    distance,
    action: actionOf(given, kind, to, blamed),
    moves: given.components.map((c) => c.id).sort(),
    steps: write(move),
    caveats: [
      ...caveatsOf(kind, to, asking, blamed),
      ...(target.unconfirmed === undefined ? [] : [UNCONFIRMED]),
      ...(distance === 'major' ? [MAJOR] : []),
      ...ofInstances(given, apart),
    ],
    ...(smaller === undefined ? {} : { smaller }),
  };
  const isWritten = kind !== 'move-source' && asking.bundledBy === undefined;
  return isWritten ? { fix, told: { move, write } } : { fix };
}

/** Versions that moved further break more. */
const DISTANCES: readonly Fix['distance'][] = ['none', 'patch', 'minor', 'unknown', 'major'];

/** How far the copies that move together move at most, of those whose versions are known. */
function farthest(components: FixCase['components'], scheme: VersionScheme, to: string): Fix['distance'] {
  const distances = components.flatMap(({ version }) =>
    version === null ? [] : versionDistance(scheme, version, to),
  );
  return DISTANCES.findLast((distance) => distances.includes(distance)) ?? 'unknown';
}

/** It comes from git, a URL or a folder: no version of a registry is asked for. Composer takes versions from git tags. */
function isReference({ origin, ecosystem: id }: Component): boolean {
  if (origin === undefined || origin.kind === 'registry' || origin.kind === 'workspace') return false;
  return !(id === 'composer' && origin.kind === 'git');
}

/** A branch of Composer has no place among releases: every number may be behind it. */
function isBranch({ ecosystem: id, version }: Component): boolean {
  return id === 'composer' && version?.startsWith('dev-') === true;
}

function movedBranch(given: FixCase, cleared: readonly Finding[]): Fix {
  const [{ name, version }] = given.components;
  const action = `Move ${name} from the branch ${version} to a release or revision that contains the fix`;
  return {
    ...base(given, 'branch', cleared),
    kind: 'move-source',
    from: version,
    to: null,
    distance: 'unknown',
    action,
    moves: given.components.map((c) => c.id).sort(),
    steps: [words('a release number may be behind the branch: compare its revision with that of the fix')],
    caveats: [],
  };
}

function actionOf(given: FixCase, kind: VersionKind, to: string, blamed: readonly string[]): string {
  const label = labelOf(given.components[0]);
  if (kind === 'prune') return `Remove ${label} from the lockfile: nothing depends on it`;
  const via = blamed.length === 0 ? '' : ` (via ${blamed.join(', ')})`;
  return `${VERBS[kind]} ${label} → ${to}${via}`;
}

function kindOf(
  given: FixCase,
  { bundledBy, heldBy, declared, allowed }: Asking,
  recipe: FixRecipe,
): VersionKind {
  const [{ direct }] = given.components;
  if (isReference(given.components[0])) return 'move-source';
  if (bundledBy !== undefined) return 'raise-parent';
  if (heldBy !== undefined && recipe.override !== undefined) return 'override';
  if (direct || declared.length > 0) return 'upgrade-direct';
  if (isUnused(given)) return recipe.prune === undefined ? 'refresh' : 'prune';
  if (allowed) return 'refresh';
  if (recipe.override !== undefined) return 'override';
  return recipe.raise === undefined ? 'refresh' : 'raise-parent';
}

/** Nobody asks for it: it was left in the lockfile. */
function isUnused({ uses, components }: FixCase): boolean {
  return components.every(
    ({ id, requestedBy = [] }) => uses?.get(id)?.askers.length === 0 && requestedBy.length === 0,
  );
}

function moveOf(given: FixCase, { version: to, unconfirmed }: FixOption, asking: Asking): Move {
  const [component] = given.components;
  const from = [...new Set(given.components.flatMap((c) => c.version ?? []))].sort();
  const others = given.others ?? [];
  const lead = familyOf(component)?.lead;
  return {
    name: component.name,
    version: to,
    ...(unconfirmed === undefined ? {} : { orLater: unconfirmed }),
    from,
    lockfile: component.location.path.slice(component.location.path.lastIndexOf('/') + 1),
    ...(given.root.variant === undefined ? {} : { variant: given.root.variant }),
    declared: asking.declared,
    askers: asking.askers,
    pins: asking.pins,
    byParent: reachesOthers(given, from),
    others: others.length > 0,
    development: given.components.every((c) => c.scope === 'development' || c.scope === 'test'),
    together: movesTogether(given, to),
    ...(asking.heldBy === undefined ? {} : { held: asking.heldBy }),
    ...(lead === undefined ? {} : { lead }),
  };
}

/** The packages that keep the fixed version out; where ranges are not known, the one that the project asks for. */
function blame(given: FixCase, { pins, bundledBy, heldBy }: Asking): string[] {
  if (heldBy !== undefined) return [`${heldBy.path.slice(0, -1).join('.')} in ${heldBy.manifest}`];
  if (bundledBy !== undefined) return [bundledBy.name];
  const pinning = [...new Set(pins.map((p) => p.name).filter((name) => name !== ''))];
  if (pinning.length > 0)
    return pinning.length > 3 ? [...pinning.slice(0, 3), `${pinning.length - 3} more`] : pinning;
  const via = given.chains.get(given.components[0].id)?.[0];
  return via === undefined || via === given.components[0].name ? [] : [via];
}

function caveatsOf(
  kind: VersionKind,
  to: string,
  { pins, heldBy }: Asking,
  blamed: readonly string[],
): string[] {
  if (kind === 'raise-parent' && blamed.length > 0) {
    return [
      `Whether a newer release of ${blamed.join(' and ')} brings the fix cannot be known without asking the registry.`,
    ];
  }
  if (kind === 'override' && heldBy === undefined && blamed.length > 0) {
    return [
      `Raising ${blamed.join(' and ')} may bring the fix as well; that cannot be known without asking the registry.`,
    ];
  }
  if (kind !== 'upgrade-direct' || pins.length === 0) return [];
  return [
    `Other packages ask for ${pins.map(askedBy).join(' and for ')}, which excludes ${to}: raise them as well.`,
  ];
}

const askedBy = ({ name, range = '' }: Parent): string => (name === '' ? range : `${range} (${name})`);

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

export function removal(given: FixCase): Fix {
  const [component] = given.components;
  return {
    ...base(given, 'remove', given.findings),
    kind: 'remove',
    from: component.version,
    to: null,
    distance: 'unknown',
    action: `Remove ${labelOf(component)}: ${MALICIOUS}`,
    steps: [],
    caveats: [],
  };
}

/** Where no version is known that clears `findings`. */
export function mitigation(given: FixCase, findings: readonly Finding[]): Fix {
  const [component] = given.components;
  const ended = findings.every((f) => f.kind === 'lifecycle');
  const text = ended ? 'Move to a maintained release line or replace it.' : MITIGATION;
  return {
    ...base(given, 'none', findings),
    kind: 'none',
    from: component.version,
    to: null,
    distance: 'unknown',
    action: `${ended ? 'Replace' : 'Mitigate'} ${labelOf(component)}: ${text}`,
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
