/** Matches the inventory against advisories and ends of life. */
import type { PackageMatch } from '@theriac/advisories';
import {
  type Component,
  doubtOf,
  ecosystem,
  eolProductOf,
  type Finding,
  type FindingKind,
  identityOf,
  isOpen,
  type Location,
  type MatchEvidence,
  type Rule,
  SCOPES,
  type Scope,
} from '@theriac/core';
import type { FixCase, Subject } from '@theriac/govern';
import { Paths } from '../inventory/dependency-paths.ts';
import type { Lookup } from './advisory-lookup.ts';
import { ruleOf } from './advisory-rule.ts';
import type { Candidate } from './candidate.ts';
import { endedLine } from './end-of-life-rule.ts';
import type { FindingsInput } from './findings-input.ts';
import { FixCases } from './fix-case.ts';
import { judge } from './judge.ts';
import { type RootGroup, rootGroups } from './root-groups.ts';
import { labelOf, type Side } from './status.ts';

export interface FindingsOutput {
  readonly findings: Finding[];
  readonly rules: Rule[];
  readonly cases: FixCase[];
}

/** One rule against one package under one root, before it is judged. */
interface Hit {
  readonly rule: Rule;
  readonly kind: FindingKind;
  readonly subject: Subject['kind'];
  readonly exploit: boolean;
  readonly components: Component[];
  readonly evidence: Map<string, MatchEvidence>;
  /** A component for which the advisory says clearly that it is affected. */
  isClear: boolean;
  /** The module stream of the package is what is not clear. */
  isOfUnknownStream: boolean;
  /** Versions that fix it for subscribers alone, with what they subscribe to. */
  readonly paid: Set<string>;
}

export function matchAdvisories(input: FindingsInput, side: Omit<Side, 'notes'>): FindingsOutput {
  const rules = new Map<string, Rule>();
  const findings: Finding[] = [];
  const cases: FixCase[] = [];
  const byRoot = Map.groupBy(input.inventory.components, (c) => c.root);
  const planned = new FixCases(input, byRoot);
  for (const group of rootGroups(input.inventory.roots, input.systems, input.suppressions)) {
    const components = group.roots.flatMap((root) => byRoot.get(root.id) ?? []);
    let paths: Paths | undefined;
    for (const copies of packagesOf(components, input.lookup)) {
      const hits = hitsOf(copies, input, rules);
      if (hits.length === 0) continue;
      paths ??= new Paths(components);
      const reach = paths;
      const own = hits.map((hit) => judge(candidateOf(hit, group, reach), input, side));
      for (const one of own) findings.push(one);
      const open = own.filter(isOpen);
      if (open.length === 0) continue;
      const concerned = copies.filter((c) => hits.some((h) => h.components.includes(c))).sort(byExposure);
      const byProject = Map.groupBy(concerned, (c) => c.root);
      for (const root of group.roots) {
        const [first, ...others] = byProject.get(root.id) ?? [];
        if (first === undefined) continue;
        const ids = new Set([first, ...others].map((c) => c.id));
        const here = open.filter((f) => f.subject.components.some((id) => ids.has(id)));
        if (here.length > 0) cases.push(planned.of(root, [first, ...others], here, reach));
      }
    }
  }
  return {
    findings,
    rules: [...rules.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    cases,
  };
}

function hitsOf(group: readonly Component[], input: FindingsInput, rules: Map<string, Rule>): Hit[] {
  const hits = new Map<string, Hit>();
  const add = (
    component: Component,
    rule: Rule,
    kind: FindingKind,
    subject: Subject['kind'],
    exploit: boolean,
    evidence: readonly MatchEvidence[],
    isClear: boolean,
    match?: PackageMatch,
  ): void => {
    let hit = hits.get(rule.id);
    if (hit === undefined) {
      hit = {
        rule,
        kind,
        subject,
        exploit,
        components: [],
        evidence: new Map(),
        isClear: false,
        isOfUnknownStream: false,
        paid: new Set(),
      };
      hits.set(rule.id, hit);
    }
    hit.components.push(component);
    if (isClear) hit.isClear = true;
    if (match?.unknownStream === true) hit.isOfUnknownStream = true;
    for (const one of paidOnly(match)) hit.paid.add(one);
    for (const e of evidence) hit.evidence.set(`${e.record}\n${e.range}`, e);
  };
  for (const component of group) {
    for (const match of input.lookup.verdict(component).matches) {
      const { kind, subject } = kindOf(match);
      // A record of malware is about what the registry delivered under that name, and nothing else.
      if (kind === 'malware' && identityOf(component) !== 'certain') continue;
      add(
        component,
        ruleFor(match, component, kind, input, rules),
        kind,
        subject,
        match.exploit,
        match.evidence,
        match.uncertain !== true,
        match,
      );
    }
    const ended = endOfLife(component, input);
    if (ended !== undefined) {
      rules.set(ended.rule.id, ended.rule);
      add(component, ended.rule, 'lifecycle', 'lifecycle', false, [ended.evidence], true);
    }
  }
  return [...hits.values()].sort((a, b) => (a.rule.id < b.rule.id ? -1 : 1));
}

function kindOf(match: PackageMatch): { kind: FindingKind; subject: Subject['kind'] } {
  switch (match.advisory.kind) {
    case 'malicious':
      return { kind: 'malware', subject: 'malicious' };
    case 'unmaintained':
    case 'notice':
      return { kind: 'lifecycle', subject: 'lifecycle' };
    default:
      return { kind: 'vulnerability', subject: 'vulnerability' };
  }
}

function ruleFor(
  match: PackageMatch,
  component: Component,
  kind: FindingKind,
  input: FindingsInput,
  rules: Map<string, Rule>,
): Rule {
  const known = rules.get(match.advisory.id);
  if (known !== undefined) return known;
  const facts = input.lookup.facts();
  const [record] = match.records;
  const prose = input.prose && record !== undefined ? input.lookup.prose(component, record) : undefined;
  const rule = ruleOf(
    match.advisory,
    kind,
    facts,
    prose,
    match.records.find((r) => r.kev !== undefined)?.kev,
  );
  rules.set(rule.id, rule);
  return rule;
}

function endOfLife(
  component: Component,
  input: FindingsInput,
): { rule: Rule; evidence: MatchEvidence } | undefined {
  const index = input.lookup.facts();
  if (index === undefined || component.version === null) return undefined;
  const product = eolProductOf(
    component.ecosystem,
    ecosystem(component.ecosystem).normalizeName(component.name),
  );
  if (product === undefined) return undefined;
  const ended = endedLine(product, index.eol(product), component.version, input.asOf);
  if (ended === undefined) return undefined;
  return {
    rule: ended.rule,
    evidence: { record: `endoflife.date/${product}`, source: 'eol', range: ended.cycle.cycle },
  };
}

const LEFT_OVER = 'Nothing depends on it: regenerate the lockfile, and it may disappear.';

/** Of several instances, the one that stands for all: what ships first, then what the root itself asks for. */
function byExposure(a: Component, b: Component): number {
  return (
    SCOPES.indexOf(a.scope) - SCOPES.indexOf(b.scope) ||
    Number(b.direct) - Number(a.direct) ||
    (a.id < b.id ? -1 : 1)
  );
}

function candidateOf(hit: Hit, { roots, anchor }: RootGroup, paths: Paths): Candidate {
  const [worst] = [...hit.components].sort(byExposure);
  if (worst === undefined) throw new RangeError('a hit has at least one component');
  const name = ecosystem(worst.ecosystem).normalizeName(worst.name);
  const path = paths.to(worst);
  const using = new Set(hit.components.map((c) => c.root));
  const places = roots.filter((r) => using.has(r.id));
  const root = places.find((r) => r.id === worst.root) ?? roots[0];
  return {
    rule: hit.rule,
    kind: hit.kind,
    decidedAs: hit.subject,
    exploit: hit.exploit,
    scope: worstScope(hit.components),
    scopeSource: 'lockfile',
    identity: [hit.kind, hit.rule.id, worst.ecosystem, name, anchor],
    subject: {
      kind: 'component',
      label: labelOf(worst),
      component: worst.id,
      components: hit.components.map((c) => c.id).sort(),
      purl: worst.purl,
      root: root.id,
      ...(places.length === 1 ? {} : { roots: places.map((r) => r.id).sort() }),
    },
    components: hit.components,
    root,
    roots: places,
    names: [worst.name],
    path: root.path,
    locations: distinctPlaces(hit.components),
    related:
      places.length === 1
        ? []
        : places.map(({ path }) => ({ location: { path }, message: 'this project uses it' })),
    evidence: [...hit.evidence.keys()].sort().flatMap((key) => hit.evidence.get(key) ?? []),
    file: { kind: 'file', label: root.path, location: path[0]?.location ?? { path: root.path } },
    flow: [],
    dependencyPath: path,
    ...doubted(hit, worst),
    notes: [...(hit.components.every((c) => paths.leftOver(c)) ? [LEFT_OVER] : []), ...[...hit.paid].sort()],
  };
}

/** Copies under several projects are one entry of the lockfile. */
function distinctPlaces(components: readonly Component[]): Location[] {
  const places = new Map(components.map(({ location: at }) => [`${at.path}\n${at.line}\n${at.column}`, at]));
  return [...places.values()];
}

/** Where nothing but a fix for subscribers is known: it is no upgrade that everybody can make. */
function paidOnly(match: PackageMatch | undefined): readonly string[] {
  if (match === undefined || match.fixedIn !== undefined) return [];
  return match.evidence.flatMap(({ fixedIn, subscription }) =>
    fixedIn === undefined || subscription === undefined
      ? []
      : [`Fixed in ${fixedIn}, which only systems with ${subscription} get.`],
  );
}

function doubted(
  { rule, components, isClear, isOfUnknownStream }: Hit,
  worst: Component,
): { readonly doubt?: string } {
  if (components.every((c) => identityOf(c) === 'possible')) return { doubt: doubtOf(worst) };
  if (!isClear && isOfUnknownStream)
    return {
      doubt: `${rule.id} is about one stream of a module, and of which stream ${labelOf(worst)} is, nothing says.`,
    };
  return isClear
    ? {}
    : {
        doubt: `The end of the affected versions in ${rule.id} cannot be read: ${labelOf(worst)} may be free of it.`,
      };
}

function worstScope(components: readonly Component[]): Scope {
  return SCOPES.find((scope) => components.some((c) => c.scope === scope)) ?? 'production';
}

/**
 * Instances of one package under one root, in order of first appearance. First-party code has no advisories, and
 * neither have most packages: those are left out before anything is put together for them.
 */
function packagesOf(components: readonly Component[], lookup: Lookup): Iterable<Component[]> {
  return Map.groupBy(
    components.filter((c) => identityOf(c) !== 'other' && (lookup.concerns(c) || hasReleaseLines(c))),
    (c) => `${c.ecosystem}\n${c.name}`,
  ).values();
}

function hasReleaseLines({ ecosystem: id, name }: Component): boolean {
  return eolProductOf(id, ecosystem(id).normalizeName(name)) !== undefined;
}
