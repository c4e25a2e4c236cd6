/**
 * From findings to the smallest set of changes: one change a package and root, to the lowest version that clears
 * the most. What cannot be known without a registry (whether a newer parent brings the fix) is said, not guessed.
 */
import {
  type Component,
  ecosystem,
  type Finding,
  type Fix,
  orderVersions,
  outcomeRank,
  parseRange,
  type Root,
  satisfies,
  versionDistance,
} from '@theriac/core';
import { fixCommand } from './fix-commands.ts';

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
  /** For each instance, options from low to high; the last leaves the fewest. */
  readonly options: ReadonlyMap<string, readonly FixOption[]>;
  /** Names from the direct dependency to the package itself. */
  readonly chain: readonly string[];
}

/** Pre-approved wording for findings without a fix; the organisation's own templates come on the server. */
const MITIGATION =
  'No fixed version is known. Until there is one: keep the feature that uses it off or behind authentication, block outbound connections it does not need, watch its logs, and review weekly; consider a replacement.';

const MALICIOUS =
  'Remove it at once, treat every secret and PHI store reachable from where it was installed as exposed, and start the incident playbook.';

/** One or two changes: what an upgrade clears, and what stays without a fix. */
export function planFixes(given: FixCase): Fix[] {
  const malicious = given.findings.filter((f) => f.kind === 'malware');
  if (malicious.length > 0) return [removal(given)];
  const target = bestTarget(given);
  const fixable = target === null ? [] : given.findings.filter((f) => !target.leaves.includes(f.rule));
  const rest = given.findings.filter((f) => !fixable.includes(f));
  return [
    ...(target === null || fixable.length === 0 ? [] : [upgrade(given, target.version, fixable)]),
    ...(rest.length === 0 ? [] : [withoutFix(given, rest)]),
  ];
}

/** All changes of a run. A direct dependency that is upgraded anyway may bring along what is overridden below it. */
export function planAllFixes(cases: readonly FixCase[]): Fix[] {
  const fixes = cases.map((given) => ({ given, fixes: planFixes(given) }));
  const raised = new Map(
    fixes.flatMap((f) =>
      f.fixes.flatMap((fix) =>
        fix.kind === 'upgrade-direct' ? [[`${fix.root}\n${fix.package}`, fix.to] as const] : [],
      ),
    ),
  );
  return fixes.flatMap(({ given, fixes: own }) =>
    own.map((fix) => {
      const [via] = given.chain;
      const to = fix.kind === 'override' ? raised.get(`${fix.root}\n${via ?? ''}`) : undefined;
      if (to === undefined) return fix;
      const [, ...others] = fix.caveats;
      return {
        ...fix,
        caveats: [
          `Upgrade ${via} to ${to} first: it may bring the fix, and then this is not needed.`,
          ...others,
        ],
      };
    }),
  );
}

/** Worst decision first, then earliest due, then most cleared, then by name: what to do on Monday morning. */
export function orderFixes(fixes: readonly Fix[], findings: ReadonlyMap<string, Finding>): Fix[] {
  const weight = (fix: Fix): [number, string, number] => {
    const cleared = fix.clears.flatMap((id) => findings.get(id) ?? []);
    const rank = Math.min(9, ...cleared.map((f) => outcomeRank(f.decision.outcome)));
    const due = cleared.map((f) => f.decision.dueDate ?? '9999').sort()[0] ?? '9999';
    return [rank, due, -cleared.length];
  };
  const weighted = fixes.map((fix) => ({ fix, weight: weight(fix) }));
  weighted.sort((a, b) => {
    for (let i = 0; i < 3; i += 1) {
      const [x, y] = [a.weight[i] ?? 0, b.weight[i] ?? 0];
      if (x !== y) return x < y ? -1 : 1;
    }
    return a.fix.id < b.fix.id ? -1 : 1;
  });
  return weighted.map((w) => w.fix);
}

/**
 * The lowest version that clears the most for every instance: the highest of their best options, with what any of
 * them still leaves. Null when some instance has no option at all.
 */
function bestTarget(given: FixCase): FixOption | null {
  const { scheme } = ecosystem(given.components[0].ecosystem);
  let target: FixOption | null = null;
  const leaves = new Set<string>();
  for (const component of given.components) {
    const best = given.options.get(component.id)?.at(-1);
    if (best === undefined) continue;
    for (const rule of best.leaves) leaves.add(rule);
    if (target === null || orderVersions(scheme, best.version, target.version) > 0) target = best;
  }
  return target === null ? null : { version: target.version, leaves: [...leaves] };
}

function upgrade(given: FixCase, to: string, cleared: readonly Finding[]): Fix {
  const component = given.components.find((c) => c.direct) ?? given.components[0];
  const { scheme } = ecosystem(component.ecosystem);
  const kind = component.direct ? 'upgrade-direct' : allows(given, to) ? 'refresh' : 'override';
  const distance = component.version === null ? 'unknown' : versionDistance(scheme, component.version, to);
  const [via] = given.chain;
  const through = via !== undefined && via !== component.name ? via : undefined;
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
  caveats.push(...ofInstances(given, component));
  const smaller = distance === 'major' ? smallerStep(given, cleared) : undefined;
  const snippet = fixCommand(
    kind === 'upgrade-direct' ? 'direct' : kind,
    given.root.extractor,
    component.ecosystem,
    component.name,
    to,
  );
  return {
    ...base(given, 'upgrade', cleared),
    kind,
    from: component.version,
    to,
    distance,
    action: `${verb} ${component.name} ${component.version ?? ''} → ${to}${through === undefined ? '' : ` (via ${through})`}`,
    ...(snippet === undefined ? {} : { snippet }),
    caveats,
    ...(smaller === undefined ? {} : { smaller }),
  };
}

/** What one target for several instances means: copies that stay, and steps that would be smaller one by one. */
function ofInstances(given: FixCase, changed: Component): string[] {
  const steps = new Map<string, string>();
  for (const { id, version } of given.components) {
    const own = given.options.get(id)?.at(-1)?.version;
    steps.set(version ?? 'unknown', own === undefined ? 'no fix' : own);
  }
  if (steps.size < 2) return [];
  const versions = [...steps.keys()].sort();
  const caveats = [`${given.components.length} instances: ${versions.join(', ')}.`];
  if (new Set(steps.values()).size > 1) {
    const each = versions.map((v) => `${v} → ${steps.get(v) ?? ''}`).join(', ');
    caveats.push(`One version for all may break what needs the others; one by one: ${each}.`);
  }
  const below = given.components.filter((c) => !c.direct && c.version !== changed.version);
  if (changed.direct && below.length > 0) {
    caveats.push('Copies that other packages bring along stay as they are until those are raised.');
  }
  return caveats;
}

/** The best option that is no major change, when there is one instance and it clears at least something. */
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
    caveats: [],
  };
}

function base(
  given: FixCase,
  suffix: string,
  cleared: readonly Finding[],
): Pick<Fix, 'id' | 'root' | 'package' | 'purl' | 'clears'> {
  const component = given.components.find((c) => c.direct) ?? given.components[0];
  const order = (f: Finding): string =>
    `${outcomeRank(f.decision.outcome)}${f.decision.dueDate ?? '9999'}${f.rule}`;
  return {
    id: `${given.root.id}#${component.name}#${suffix}`,
    root: given.root.id,
    package: component.name,
    purl: component.purl,
    clears: [...cleared].sort((a, b) => (order(a) < order(b) ? -1 : 1)).map((f) => f.fingerprint),
  };
}
