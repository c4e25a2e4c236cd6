/** Cases for the plan of fixes: one package `lib` under one npm root. */
import type { Component, Finding, Fix, Outcome, Root } from '@theriac/core';
import type { FixCase, FixOption } from '@theriac/govern';

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
    components,
    // A finding concerns every instance unless it says otherwise.
    findings: findings.map((f) => ('subject' in f ? f : withSubject(f, ids))),
    options: new Map(ids.map((id) => [id, options])),
    chains: new Map(ids.map((id) => [id, chain])),
  };
}

export const one = (fixes: readonly Fix[]): Fix => {
  const [fix, ...rest] = fixes;
  if (fix === undefined || rest.length > 0) throw new RangeError(`${fixes.length} fixes`);
  return fix;
};
export const to = (version: string, ...leaves: string[]): FixOption[] => [{ version, leaves }];
export const DIRECT = { direct: true };
