/** Asks every rule of every resource that it concerns. */
import {
  count,
  edit,
  type FindingKind,
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
  type Resource,
} from '@theriac/core/configuration';

/** Reasons that are listed one by one. */
const LISTED = 20;

/** A row as reports and the reference show it. */
export function catalogued(
  row: ConfigurationRule,
  prefix: string,
  kind: FindingKind = 'misconfiguration',
): Rule {
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

export class ResourceJudge {
  readonly findings: RawFinding[] = [];
  readonly #source: string;
  readonly #prefix: string;
  readonly #kind: FindingKind;
  readonly #byType = new Map<string, ConfigurationRule[]>();
  readonly #rules = new Map<ConfigurationRule, Rule>();
  readonly #open: string[] = [];

  /**
   * @param source what observations name as their source: `detector/configuration`
   * @param prefix what the ids of its rules begin with: `THERIAC-CFG-`
   */
  constructor(source: string, prefix: string, kind: FindingKind = 'misconfiguration') {
    this.#source = source;
    this.#prefix = prefix;
    this.#kind = kind;
  }

  add(rules: readonly ConfigurationRule[]): void {
    for (const rule of rules) {
      const same = this.#byType.get(rule.on);
      if (same === undefined) this.#byType.set(rule.on, [rule]);
      else same.push(rule);
    }
  }

  look(resource: Resource): void {
    for (const rule of this.#byType.get(resource.type) ?? []) {
      const concerned = rule.when === undefined ? undefined : ask(rule.when, resource.values);
      if (concerned?.state === 'no') continue;
      const answer = ask(rule.pass, resource.values);
      if (answer.state === 'yes' || (answer.state === 'unknown' && rule.secret === true)) continue;
      if (answer.state === 'unknown') this.#leaveOpen(rule, answer);
      else if (concerned?.state === 'unknown') this.#leaveOpen(rule, concerned);
      else this.findings.push(this.#finding(rule, resource, answer));
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

  #leaveOpen({ id }: ConfigurationRule, { reason, why }: Answer & { readonly state: 'unknown' }): void {
    const { path, at } = reason;
    this.#open.push(`${at.path}:${at.line}: ${this.#prefix}${id}: \`${path}\` is not known: ${why}`);
  }

  #catalogued(row: ConfigurationRule): Rule {
    const known = this.#rules.get(row) ?? catalogued(row, this.#prefix, this.#kind);
    this.#rules.set(row, known);
    return known;
  }

  #finding(
    row: ConfigurationRule,
    { name, at: start }: Resource,
    { reason }: Answer & { readonly state: 'no' },
  ): RawFinding {
    const { path, at, observed } = reason;
    const observation: Observation = {
      source: this.#source,
      observed:
        observed === undefined
          ? `${path} is not set`
          : `${path}: ${row.secret === true ? 'a value' : observed}`,
    };
    return {
      rule: this.#catalogued(row),
      subject: { kind: 'resource', path: at.path, name },
      key: '',
      locations: [locationOf(at)],
      ...(start.line === at.line ? {} : { related: [{ location: locationOf(start), message: name }] }),
      evidence: [observation],
      scope: 'production',
      action: row.remediation,
      steps: [edit(row.after)],
    };
  }
}

function locationOf({ path, line, column }: Place): Location {
  return { path, line, column };
}
