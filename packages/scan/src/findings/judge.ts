/** From what detectors said to findings: decided, traced, judged by exceptions, with the change that mends each. */
import {
  type Component,
  ecosystem,
  type Finding,
  type FindingSubject,
  type Fix,
  type Inventory,
  type Location,
  type RawFinding,
  type Root,
  type Rule,
  type Scope,
  type System,
  type TraceStep,
} from '@theriac/core';
import { decide, type Subject, systemFor } from '@theriac/govern';
import { Paths } from '../inventory/dependency-paths.ts';
import { fingerprintOf, type JudgedBy, labelOf, productsOf, statusOf, traceOf } from './status.ts';

export interface RawInput extends JudgedBy {
  readonly inventory: Inventory;
  readonly systems: readonly System[];
  readonly raw: readonly RawFinding[];
  /** Whether KEV was there to be asked. */
  readonly exploitationKnown: boolean;
}

export interface RawOutput {
  readonly findings: readonly Finding[];
  readonly rules: readonly Rule[];
  readonly fixes: readonly Fix[];
  readonly warnings: readonly string[];
}

export function judgeRaw(input: RawInput): RawOutput {
  const place = new Places(input.inventory);
  const rules = new Map<string, Rule>();
  const warnings = new Set<string>();
  const findings = new Map<string, Finding>();
  const changes = new Map<string, Change>();
  for (const raw of input.raw) {
    const finding = judge(raw, place.of(raw), input, warnings);
    // Two detectors that see the same thing, or one that says it twice, make one finding.
    if (findings.has(finding.fingerprint)) continue;
    rules.set(raw.rule.id, raw.rule);
    findings.set(finding.fingerprint, finding);
    if (finding.status.state !== 'open' && finding.status.state !== 'known') continue;
    const key = [raw.rule.id, raw.action, raw.snippet ?? '', finding.subject.root ?? ''].join('\n');
    const change = changes.get(key);
    if (change === undefined) changes.set(key, { raw, findings: [finding] });
    else change.findings.push(finding);
  }
  return {
    findings: [...findings.values()],
    rules: [...rules.values()],
    fixes: [...changes].map(([key, change]) => fixOf(key, change)),
    warnings: [...warnings].sort(),
  };
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
    ...(raw.snippet === undefined ? {} : { snippet: raw.snippet }),
    caveats: [],
    clears: findings.map((f) => f.fingerprint),
  };
}

/** Where a raw finding stands in the inventory. */
interface Place {
  readonly component: Component | undefined;
  readonly root: Root | undefined;
  /** From the direct dependency to the component. */
  readonly path: readonly Component[];
  /** Root or file: what systems and exceptions know it by. */
  readonly file: string;
}

class Places {
  readonly #components: ReadonlyMap<string, Component>;
  readonly #roots: ReadonlyMap<string, Root>;
  readonly #paths = new Map<string, Paths>();
  readonly #inventory: Inventory;

  constructor(inventory: Inventory) {
    this.#inventory = inventory;
    this.#components = new Map(inventory.components.map((c) => [c.id, c]));
    this.#roots = new Map(inventory.roots.map((r) => [r.id, r]));
  }

  of({ subject }: RawFinding): Place {
    if ('path' in subject) return { component: undefined, root: undefined, path: [], file: subject.path };
    const component = this.#components.get(subject.component);
    if (component === undefined) throw new RangeError(`no component ${subject.component} in the inventory`);
    const root = this.#roots.get(component.root);
    let paths = this.#paths.get(component.root);
    if (paths === undefined) {
      paths = new Paths(this.#inventory.components.filter((c) => c.root === component.root));
      this.#paths.set(component.root, paths);
    }
    return { component, root, path: paths.to(component), file: root?.path ?? component.location.path };
  }
}

function judge(raw: RawFinding, place: Place, input: RawInput, warnings: Set<string>): Finding {
  const { rule } = raw;
  const { component, root } = place;
  const system = systemFor(input.systems, place.file);
  const fingerprint = fingerprintOf([rule.kind, rule.id, ...identityOf(place), raw.key]);
  const firstSeen = input.baseline?.get(fingerprint) ?? input.asOf;
  const scope: Scope = component?.scope ?? raw.scope ?? 'build';
  const decision = decide(
    {
      kind: subjectKind(rule),
      severity: rule.severity,
      cvss: rule.cvss,
      ...(rule.kev === undefined ? {} : { kev: rule.kev }),
      ...(rule.epss === undefined ? {} : { epss: rule.epss }),
      exploit: false,
      exploitationKnown: input.exploitationKnown,
      scope,
    },
    system,
    { detected: firstSeen, profiles: input.config.policy.profiles },
  );
  const notes = [...(raw.notes ?? [])];
  const status = statusOf(
    {
      rule,
      kind: rule.kind,
      system,
      decision,
      fingerprint,
      components: component === undefined ? [] : [component],
      products: productsOf(system, root),
      name: component?.name ?? place.file,
      path: place.file,
    },
    input,
    notes,
    warnings,
  );
  return {
    fingerprint,
    kind: rule.kind,
    rule: rule.id,
    subject: subjectOf(place, system),
    locations: raw.locations,
    severity: rule.severity,
    evidence: raw.evidence,
    trace: traceOf(place.path, fileStep(place, raw.locations), system),
    decision,
    status,
    remediation: { kind: 'none', text: raw.action },
    firstSeen,
    notes,
  };
}

function subjectKind(rule: Rule): Subject['kind'] {
  if (rule.kind === 'malware') return 'malicious';
  if (rule.kind === 'lifecycle') return 'lifecycle';
  return rule.kind === 'vulnerability' ? 'vulnerability' : 'check';
}

/** What stays the same when versions and lines move. */
function identityOf({ component, root, file }: Place): string[] {
  if (component === undefined) return ['file', file];
  return [component.ecosystem, ecosystem(component.ecosystem).normalizeName(component.name), root?.id ?? ''];
}

function subjectOf({ component, root, file }: Place, system: System): FindingSubject {
  if (component === undefined) return { label: file, components: [], system: system.name };
  return {
    label: labelOf(component),
    component: component.id,
    components: [component.id],
    purl: component.purl,
    ...(root === undefined ? {} : { root: root.id }),
    system: system.name,
  };
}

function fileStep({ path, file }: Place, locations: readonly Location[]): TraceStep {
  return { kind: 'file', label: file, location: path[0]?.location ?? locations[0] ?? { path: file } };
}
