/** What a new version of a package can do that the old one could not. */
import { CAPABILITIES, type Capability, type Evidence } from './capability.ts';
import type { PackageProfile } from './profile.ts';
import { type Concern, capabilitiesOf, concernsOf } from './verdict.ts';

interface Addition {
  readonly severity: 'high' | 'medium' | 'low';
  /** “runs a program when it is installed” */
  readonly does: string;
  readonly capability: Capability | 'dependency';
  /** What is new of it, sorted. */
  readonly subjects: readonly string[];
  readonly evidence: readonly Evidence[];
}

/** Capabilities that together make an update one to look at before it is taken, where neither was there before. */
const NEW_TOGETHER: readonly (readonly [Capability, Capability])[] = [
  ['network', 'process'],
  ['network', 'environment'],
  ['network', 'secret'],
  ['network', 'dynamic-code'],
  ['network', 'wallet'],
  ['process', 'binary'],
];

export interface Difference {
  /** Worst first. */
  readonly additions: readonly Addition[];
  /** Concerns of the new version that the old one does not give. */
  readonly concerns: readonly Concern[];
}

const SEVERITIES = ['high', 'medium', 'low'] as const;
const MOST_SUBJECTS = 12;
/** Hosts, calls and texts come and go with every release; only a capability that is wholly new counts for these. */
const WHOLE: ReadonlySet<Capability> = new Set([
  'process',
  'filesystem-write',
  'dynamic-code',
  'binary',
  'payload',
  'place',
  'environment',
  'tampering',
  'clipboard',
  'obfuscation',
  'decoded-code',
  'persistence',
  'hidden-text',
  'prompt-text',
]);

export function differenceOf(before: PackageProfile, after: PackageProfile): Difference {
  const old = capabilitiesOf(before);
  const additions: Addition[] = [];
  for (const [capability, evidence] of capabilitiesOf(after)) {
    const known = old.get(capability) ?? [];
    if (known.length > 0 && WHOLE.has(capability)) continue;
    const subjects = new Set(known.map((e) => subjectOf(e)));
    const fresh = evidence.filter((e) => !subjects.has(subjectOf(e)));
    if (fresh.length === 0) continue;
    additions.push({
      severity: severityOf(capability, fresh, known.length === 0),
      does: CAPABILITIES[capability].does,
      capability,
      subjects: [...new Set(fresh.map((e) => e.subject))].sort().slice(0, MOST_SUBJECTS),
      evidence: fresh.slice(0, MOST_SUBJECTS),
    });
  }
  raiseTogether(additions, old);
  const dependencies = after.manifest.dependencies.filter(
    (name) => !before.manifest.dependencies.includes(name),
  );
  if (dependencies.length > 0) {
    additions.push({
      severity: 'low',
      does: 'needs packages that it did not need',
      capability: 'dependency',
      subjects: dependencies,
      evidence: [],
    });
  }
  const raised = new Set(concernsOf(before).map((concern) => concern.id));
  return {
    additions: additions.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)),
    concerns: concernsOf(after).filter((concern) => !raised.has(concern.id)),
  };
}

/** Whether the update brings something dangerous: what `theriac inspect` answers with its exit code. */
export function isDangerous({ additions, concerns }: Difference): boolean {
  return concerns.some((c) => c.severity === 'high') || additions.some((a) => a.severity === 'high');
}

/**
 * A pair of capabilities that are both wholly new; and the network of all things, for a package that could do nothing
 * before but compute.
 */
function raiseTogether(additions: Addition[], old: ReadonlyMap<Capability, readonly Evidence[]>): void {
  const fresh = new Set(additions.map((a) => a.capability).filter((c) => c !== 'dependency' && !old.has(c)));
  const calls =
    additions
      .find((a) => a.capability === 'network')
      ?.evidence.some((e) => !e.subject.startsWith('host ')) === true;
  const raised = new Set<Capability>();
  for (const [one, other] of NEW_TOGETHER) {
    if (fresh.has(one) && fresh.has(other) && (one !== 'network' || calls)) raised.add(one).add(other);
  }
  if (old.size === 0 && calls) raised.add('network');
  for (const [at, addition] of additions.entries()) {
    if (addition.capability !== 'dependency' && raised.has(addition.capability))
      additions[at] = { ...addition, severity: 'high' };
  }
}

/** A command at install may change its arguments; a host is a host wherever it appears. */
function subjectOf({ capability, subject }: Evidence): string {
  return capability === 'install-script' ? (subject.split(':', 1)[0] ?? subject) : subject;
}

function severityOf(
  capability: Capability,
  fresh: readonly Evidence[],
  wholly: boolean,
): Addition['severity'] {
  const { added } = CAPABILITIES[capability];
  // Another host or network call of a package that has always used the network.
  if (capability === 'network')
    return wholly && fresh.some((e) => !e.subject.startsWith('host ')) ? 'medium' : 'low';
  if (capability === 'secret') {
    const paths = fresh.some((e) => /[/\\.]/.test(e.subject));
    return wholly && paths ? 'high' : 'medium';
  }
  if (capability === 'endpoint' || capability === 'shell') return wholly ? 'high' : 'medium';
  return added === 'high' && !wholly && !['install-script', 'dns'].includes(capability) ? 'medium' : added;
}
