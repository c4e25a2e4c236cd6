/**
 * From findings to the smallest set of changes: one change per package and root, to the lowest version that clears
 * the most. What cannot be known without a registry (whether a newer parent brings the fix) is said, not guessed.
 */
import type { Component, Finding, Fix } from '@theriac/core';
import type { FixCase } from './fix-case.ts';
import { alignFamilies } from './fix-families.ts';
import { oncePerLockfile, type PlannedFix } from './fix-per-lockfile.ts';
import { bestTarget, mitigation, removal, upgrade } from './fix-upgrade.ts';

export type { FixCase, FixOption } from './fix-case.ts';

/** A change for each group of instances that need the same step, and what stays without a fix. */
export function planFixes(given: FixCase): Fix[] {
  return stepsOf(given).fixes.map(({ fix }) => fix);
}

/**
 * All changes of a run, once per lockfile. A dependency that is upgraded anyway may bring along what is overridden
 * below it.
 * @param lockfileOf the lockfile that a root shares with others, by the id of the root
 */
export function planAllFixes(
  cases: readonly FixCase[],
  lockfileOf: (root: string) => string | undefined = () => undefined,
): Fix[] {
  const steps = alignFamilies(cases).map(stepsOf);
  const raised = new Map<string, string>();
  for (const { fixes } of steps) {
    for (const { fix } of fixes)
      if (fix.kind === 'upgrade-direct' && fix.to !== null) raised.set(`${fix.root}\n${fix.package}`, fix.to);
  }
  const planned = steps.flatMap(({ fixes, via }) =>
    fixes.map((one) => {
      const { fix } = one;
      if (fix.kind !== 'override' && fix.kind !== 'raise-parent') return one;
      const [first] = (via.get(fix.id) ?? []).flatMap((name) => {
        const to = raised.get(`${fix.root}\n${name}`);
        return to === undefined
          ? []
          : [`Upgrade ${name} to ${to} first: it may bring the fix, and then this is not needed.`];
      });
      if (first === undefined) return one;
      const others = fix.caveats.filter((caveat) => !/^(?:Raising|Whether a newer)/.test(caveat));
      return { ...one, fix: { ...fix, caveats: [first, ...others] } };
    }),
  );
  return oncePerLockfile(planned, lockfileOf);
}

interface Steps {
  readonly fixes: PlannedFix[];
  /** Fix id → packages on the way to the one that moves. */
  readonly via: ReadonlyMap<string, readonly string[]>;
}

function stepsOf(given: FixCase): Steps {
  const via = new Map<string, readonly string[]>();
  if (given.findings.some((f) => f.kind === 'malware')) return { fixes: [{ fix: removal(given) }], via };
  const groups = groupsOf(given);
  const fixes: PlannedFix[] = [];
  const cleared = new Set<Finding>();
  for (const group of groups) {
    const target = bestTarget(group);
    if (target === null) continue;
    const fixable = group.findings.filter((f) => !target.leaves.includes(f.rule));
    if (fixable.length === 0) continue;
    const planned = upgrade(group, target, fixable, groups.length > 1);
    via.set(planned.fix.id, (given.chains.get(group.components[0].id) ?? []).slice(0, -1));
    for (const finding of fixable) cleared.add(finding);
    fixes.push(planned);
  }
  const rest = given.findings.filter((f) => !cleared.has(f));
  if (rest.length > 0) fixes.push({ fix: mitigation(given, rest) });
  return { fixes, via };
}

/**
 * Instances that need the same step form one group: direct ones apart from nested ones, each release line by itself,
 * because one version for all would break what needs the others, and what a package contains apart from the rest.
 */
function groupsOf(given: FixCase): FixCase[] {
  const groups = new Map<string, [Component, ...Component[]]>();
  for (const component of given.components) {
    const to = given.options.get(component.id)?.at(-1)?.version;
    const bundledBy = given.uses?.get(component.id)?.bundledBy ?? '';
    const key = `${component.direct} ${component.origin?.kind ?? 'registry'} ${to} ${bundledBy}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [component]);
    else group.push(component);
  }
  const parts = [...groups.values()].map((components) => {
    const ids = new Set(components.map((c) => c.id));
    const rest = given.components.filter((c) => !ids.has(c.id));
    return {
      ...given,
      components,
      others: [...(given.others ?? []), ...rest],
      findings: given.findings.filter((f) => f.subject.components.some((id) => ids.has(id))),
    };
  });
  return parts.sort((a, b) => Number(b.components[0].direct) - Number(a.components[0].direct));
}
