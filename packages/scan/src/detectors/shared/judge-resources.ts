/** Asks every rule of every resource that it concerns. */
import {
  count,
  edit,
  type FindingKind,
  type FixStep,
  type Location,
  type Observation,
  type RawFinding,
  type Rule,
} from '@theriac/core';
import {
  type Answer,
  ask,
  type ConfigurationRule,
  type Place,
  type Reason,
  type Resource,
} from '@theriac/core/configuration';
import { scopeOf } from './deployed.ts';

/** Reasons that are listed one by one. */
const LISTED = 20;

/** A row of a table, or what a user wrote. */
export type JudgedRule = Omit<ConfigurationRule, 'after' | 'examples'> & { readonly after?: string };

/** A row as reports and the reference show it. */
export function catalogued(row: JudgedRule, prefix: string, kind: FindingKind = 'misconfiguration'): Rule {
  const { id, title, severity, cwe, controls, rationale, remediation } = row;
  return {
    id: `${prefix}${id}`,
    kind,
    title,
    severity,
    cwe,
    aliases: [],
    cvss: [],
    rationale,
    remediation,
    controls,
  };
}

type RemedyFor = (
  row: JudgedRule,
  resource: Resource,
  reason: Reason,
) =>
  | {
      readonly action: string;
      readonly steps: readonly FixStep[];
      /** What was observed, in the words of the file. */
      readonly said?: (reason: Reason) => Reason | undefined;
    }
  | undefined;

export class ResourceJudge {
  readonly findings: RawFinding[] = [];
  readonly #source: string;
  readonly #byType = new Map<string, { readonly row: JudgedRule; readonly rule: Rule }[]>();
  readonly #open: string[] = [];
  readonly #remedyFor: RemedyFor;

  /**
   * @param source what observations name as their source: `detector/configuration`
   * @param remedyFor the fix in the language of the resource; undefined: as the rule has it
   */
  constructor(source: string, remedyFor: RemedyFor = () => undefined) {
    this.#source = source;
    this.#remedyFor = remedyFor;
  }

  /** @param prefix what the ids of these rules begin with: `THERIAC-CFG-` */
  add(rules: readonly JudgedRule[], prefix: string, kind?: FindingKind): void {
    for (const row of rules) {
      const entry = { row, rule: catalogued(row, prefix, kind) };
      const same = this.#byType.get(row.on);
      if (same === undefined) this.#byType.set(row.on, [entry]);
      else same.push(entry);
    }
  }

  look(resource: Resource): void {
    for (const { row, rule } of this.#byType.get(resource.type) ?? []) {
      const concerned = row.when === undefined ? undefined : ask(row.when, resource.values);
      if (concerned?.state === 'no') continue;
      const answer = ask(row.pass, resource.values);
      if (answer.state === 'yes' || (answer.state === 'unknown' && row.secret === true)) continue;
      if (answer.state === 'unknown') this.#leaveOpen(rule, answer);
      else if (concerned?.state === 'unknown') this.#leaveOpen(rule, concerned);
      else this.findings.push(this.#finding(row, rule, resource, answer));
    }
  }

  /** What could not be judged, one sentence each. */
  reasons(): string[] {
    const distinct = [...new Set(this.#open)].sort();
    const more = distinct.length - LISTED;
    return more > 0
      ? [...distinct.slice(0, LISTED), `${count(more, 'more rule')} could not be judged`]
      : distinct;
  }

  #leaveOpen({ id }: Rule, { reason, why }: Answer & { readonly state: 'unknown' }): void {
    const { path, at } = reason;
    this.#open.push(`${at.path}:${at.line}: ${id}: \`${named(path)}\` is not known: ${why}`);
  }

  #finding(
    row: JudgedRule,
    rule: Rule,
    resource: Resource,
    { reason, alike = [] }: Answer & { readonly state: 'no' },
  ): RawFinding {
    const { name, at: start } = resource;
    const { at } = reason;
    const remedy = this.#remedyFor(row, resource, reason);
    const observe = ({ path, observed }: Reason): Observation => ({
      source: this.#source,
      observed:
        observed === undefined
          ? absent(path)
          : `${path === '' ? '' : `${named(path)}: `}${row.secret === true ? 'a value' : observed}`,
    });
    return {
      rule,
      subject: { kind: 'resource', path: at.path, name },
      key: '',
      locations: linesOf([reason, ...alike]),
      ...(start.line === at.line ? {} : { related: [{ location: locationOf(start), message: name }] }),
      evidence: [reason, ...alike].map((one) => observe(remedy?.said?.(one) ?? one)),
      scope: scopeOf(at.path),
      action: remedy?.action ?? row.remediation,
      ...(remedy !== undefined
        ? { steps: remedy.steps }
        : row.after === undefined
          ? {}
          : { steps: [edit(row.after)] }),
    };
  }
}

/** A setting as people call it: `@network_rules` stands for resources that configure this one. */
function named(path: string): string {
  if (!path.includes('@')) return path;
  return path
    .split('.')
    .map((step) => (step.startsWith('@') ? step.slice(1).replaceAll('_', ' ') : step))
    .join('.');
}

function absent(path: string): string {
  return path.startsWith('@') ? `no ${named(path)} declared for it` : `${named(path)} is not set`;
}

/** Where the reasons are, each line once. */
function linesOf(reasons: readonly Reason[]): Location[] {
  const places = reasons.map(({ at }) => locationOf(at));
  return places.filter(
    ({ path, line }, i) => places.findIndex((one) => one.path === path && one.line === line) === i,
  );
}

function locationOf({ path, line, column }: Place): Location {
  return { path, line, column };
}
