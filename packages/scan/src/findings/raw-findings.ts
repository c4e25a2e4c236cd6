/** What detectors reported, judged, with the change that fixes each. */
import {
  type Component,
  describeSteps,
  ecosystem,
  type Finding,
  type FindingSubject,
  type Fix,
  type Inventory,
  isOpen,
  type Location,
  type RawFinding,
  type Root,
  type Rule,
  SCOPES,
} from '@theriac/core';
import type { Subject } from '@theriac/govern';
import { Paths } from '../inventory/dependency-paths.ts';
import type { Candidate } from './candidate.ts';
import { type JudgeContext, judge } from './judge.ts';
import { rootGroups } from './root-groups.ts';
import { fingerprintOf, labelOf, type Side } from './status.ts';
import { toldOnce } from './told-once.ts';

export interface JudgedRaw {
  readonly findings: readonly Finding[];
  readonly rules: readonly Rule[];
  readonly fixes: readonly Fix[];
}

export function judgeRaw(
  raw: readonly RawFinding[],
  inventory: Inventory,
  context: JudgeContext,
  side: Omit<Side, 'notes'>,
): JudgedRaw {
  const places = new Places(inventory, context);
  const rules = new Map<string, Rule>();
  const findings = new Map<string, Finding>();
  const changes = new Map<string, Change>();
  for (const { one, candidate } of mergedCandidates(toldOnce(raw), places)) {
    const finding = judge(candidate, context, side);
    rules.set(one.rule.id, one.rule);
    findings.set(finding.fingerprint, finding);
    if (!isOpen(finding)) continue;
    const key = [one.rule.id, one.action, describeSteps(one.steps ?? []), finding.subject.root ?? ''].join(
      '\n',
    );
    const change = changes.get(key);
    if (change === undefined) changes.set(key, { raw: one, findings: [finding] });
    else change.findings.push(finding);
  }
  return {
    findings: [...findings.values()],
    rules: [...rules.values()],
    fixes: [...changes].map(([key, change]) => fixOf(key, change)),
  };
}

interface RawCandidate {
  readonly one: RawFinding;
  readonly candidate: Candidate;
}

/**
 * Two detectors that see the same thing, or one that reports it for each project of a lockfile, make one finding with
 * all its components and places.
 */
function mergedCandidates(raw: readonly RawFinding[], places: Places): RawCandidate[] {
  const merged = new Map<string, RawCandidate>();
  for (const one of raw) {
    const candidate = candidateOf(one, places);
    const key = fingerprintOf(candidate.identity);
    const known = merged.get(key);
    merged.set(
      key,
      known === undefined ? { one, candidate } : { ...known, candidate: joined(known.candidate, candidate) },
    );
  }
  return [...merged.values()];
}

function joined(a: Candidate, b: Candidate): Candidate {
  const [own] = b.components;
  const locations = [...a.locations, ...b.locations.filter((at) => !a.locations.some((l) => isSame(l, at)))];
  if (own === undefined || a.components.some((c) => c.id === own.id)) return { ...a, locations };
  const components = [...a.components, own];
  const roots = [...a.roots, ...b.roots.filter((root) => !a.roots.includes(root))];
  return {
    ...a,
    locations,
    components,
    roots,
    scope: SCOPES.find((scope) => scope === a.scope || scope === b.scope) ?? a.scope,
    subject: {
      ...a.subject,
      components: components.map((c) => c.id).sort(),
      ...(roots.length < 2 ? {} : { roots: roots.map((r) => r.id).sort() }),
    },
    related:
      roots.length < 2
        ? a.related
        : roots.map(({ path }) => ({ location: { path }, message: 'this project uses it' })),
  };
}

function isSame(a: Location, b: Location): boolean {
  return a.path === b.path && a.line === b.line;
}

interface Change {
  readonly raw: RawFinding;
  readonly findings: Finding[];
}

function fixOf(key: string, { raw, findings }: Change): Fix {
  const [first] = findings;
  const { root, purl, label } = first?.subject ?? { label: '' };
  return {
    id: `change-${fingerprintOf([key]).slice(0, 12)}`,
    kind: 'change',
    ...(root === undefined ? {} : { root }),
    package: label,
    ...(purl === undefined ? {} : { purl }),
    from: null,
    to: null,
    distance: 'unknown',
    action: raw.action,
    steps: raw.steps ?? [],
    caveats: [],
    clears: findings.map((f) => f.fingerprint),
  };
}

/** Where a raw finding is in the inventory. */
interface Place {
  readonly component: Component | undefined;
  readonly root: Root | undefined;
  /** What fingerprints call the root. */
  readonly anchor: string;
  /** From the direct dependency to the component. */
  readonly path: readonly Component[];
  /** Root or file: what systems and suppressions know it by. */
  readonly file: string;
}

class Places {
  readonly #components: ReadonlyMap<string, Component>;
  readonly #roots: ReadonlyMap<string, Root>;
  readonly #paths = new Map<string, Paths>();
  readonly #inventory: Inventory;
  /** What fingerprints call a root, by its id. */
  readonly #anchors: ReadonlyMap<string, string>;

  constructor(inventory: Inventory, { systems, suppressions }: JudgeContext) {
    this.#inventory = inventory;
    this.#anchors = new Map(
      rootGroups(inventory.roots, systems, suppressions).flatMap(({ roots, anchor }) =>
        roots.map((root) => [root.id, anchor] as const),
      ),
    );
    this.#components = new Map(inventory.components.map((c) => [c.id, c]));
    this.#roots = new Map(inventory.roots.map((r) => [r.id, r]));
  }

  of({ subject }: RawFinding): Place {
    if (subject.kind !== 'component')
      return { component: undefined, root: undefined, anchor: '', path: [], file: subject.path };
    const component = this.#components.get(subject.component);
    if (component === undefined) throw new RangeError(`no component ${subject.component} in the inventory`);
    const root = this.#roots.get(component.root);
    let paths = this.#paths.get(component.root);
    if (paths === undefined) {
      paths = new Paths(this.#inventory.components.filter((c) => c.root === component.root));
      this.#paths.set(component.root, paths);
    }
    const anchor = this.#anchors.get(component.root) ?? component.root;
    return {
      component,
      root,
      anchor,
      path: paths.to(component),
      file: root?.path ?? component.location.path,
    };
  }
}

function candidateOf(raw: RawFinding, places: Places): Candidate {
  const { rule } = raw;
  const place = places.of(raw);
  const { component, root, file, path } = place;
  return {
    rule,
    kind: rule.kind,
    decidedAs: decidedAs(rule),
    exploit: false,
    scope: component?.scope ?? raw.scope ?? 'production',
    scopeSource: component === undefined ? 'detector' : 'lockfile',
    identity: [rule.kind, rule.id, ...identityOf(raw, place), raw.key],
    subject: subjectOf(raw, place),
    components: component === undefined ? [] : [component],
    root,
    roots: root === undefined ? [] : [root],
    names: component === undefined ? [nameIn(raw.key)] : [component.name],
    path: file,
    locations: raw.locations,
    related: raw.related ?? [],
    evidence: raw.evidence,
    file: { kind: 'file', label: file, location: path[0]?.location ?? raw.locations[0] ?? { path: file } },
    flow: raw.flow ?? [],
    dependencyPath: path,
    notes: raw.notes ?? [],
  };
}

function decidedAs(rule: Rule): Subject['kind'] {
  if (rule.kind === 'malware') return 'malicious';
  if (rule.kind === 'lifecycle') return 'lifecycle';
  return rule.kind === 'vulnerability' ? 'vulnerability' : 'check';
}

/** Findings about files name the package in their key: `name` or `name@version`. */
function nameIn(key: string): string {
  return key.replace(/(?<=.)@[^@/]*$/, '');
}

/** What stays the same when versions and lines move. */
function identityOf({ subject }: RawFinding, { component, anchor, file }: Place): string[] {
  if (component !== undefined)
    return [component.ecosystem, ecosystem(component.ecosystem).normalizeName(component.name), anchor];
  return 'name' in subject ? [subject.kind, file, subject.name] : ['file', file];
}

function subjectOf(
  { subject }: RawFinding,
  { component, root, file }: Place,
): Omit<FindingSubject, 'system'> {
  if (component === undefined)
    return {
      kind: subject.kind,
      label: 'name' in subject ? subject.name : file,
      components: [],
      path: file,
    };
  return {
    kind: 'component',
    label: labelOf(component),
    component: component.id,
    components: [component.id],
    purl: component.purl,
    ...(root === undefined ? {} : { root: root.id }),
  };
}
