/** Asks every rule of every resource that it concerns. */
import {
  count,
  edit,
  type KnownUnknown,
  type Location,
  type Observation,
  type RawFinding,
  type Rule,
  type StartDetector,
} from '@theriac/core';
import {
  type Answer,
  ask,
  type ConfigurationRule,
  type Place,
  type Resource,
} from '@theriac/core/configuration';
import type { Config } from '@theriac/govern';
import { resourcesOf } from './read/resources.ts';
import { CONFIGURATION_RULES, catalogued } from './rules/all.ts';

/** Reasons that are listed one by one. */
const LISTED = 20;

export const start: StartDetector<Config> = () => {
  const judge = new Judge(CONFIGURATION_RULES);
  const unknowns: KnownUnknown[] = [];
  return {
    inspect: async (file) => {
      const resources = await resourcesOf(file, (unknown) => unknowns.push(unknown));
      for (const resource of resources) judge.look(resource);
    },
    conclude: () => ({ findings: judge.findings, unknowns, reasons: judge.reasons() }),
  };
};

export class Judge {
  readonly findings: RawFinding[] = [];
  readonly #byType: ReadonlyMap<string, readonly ConfigurationRule[]>;
  readonly #rules = new Map<ConfigurationRule, Rule>();
  readonly #open: string[] = [];

  constructor(rules: readonly ConfigurationRule[]) {
    this.#byType = Map.groupBy(rules, ({ on }) => on);
  }

  look(resource: Resource): void {
    for (const rule of this.#byType.get(resource.type) ?? []) {
      const concerned = rule.when === undefined ? undefined : ask(rule.when, resource.values);
      if (concerned?.state === 'no') continue;
      const answer = ask(rule.pass, resource.values);
      if (answer.state === 'yes' || (answer.state === 'unknown' && rule.secret === true)) continue;
      if (answer.state === 'unknown') this.#leaveOpen(rule, answer);
      else if (concerned?.state === 'unknown') this.#leaveOpen(rule, concerned);
      else this.findings.push(findingOf(rule, this.#catalogued(rule), resource, answer));
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
    this.#open.push(`${at.path}:${at.line}: THERIAC-CFG-${id}: \`${path}\` is not known: ${why}`);
  }

  #catalogued(row: ConfigurationRule): Rule {
    const known = this.#rules.get(row) ?? catalogued(row);
    this.#rules.set(row, known);
    return known;
  }
}

function findingOf(
  row: ConfigurationRule,
  rule: Rule,
  { name, at: start }: Resource,
  { reason }: Answer & { readonly state: 'no' },
): RawFinding {
  const { path, at, observed } = reason;
  const observation: Observation = {
    source: 'detector/configuration',
    observed:
      observed === undefined
        ? `${path} is not set`
        : `${path}: ${row.secret === true ? 'a value' : observed}`,
  };
  return {
    rule,
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

function locationOf({ path, line, column }: Place): Location {
  return { path, line, column };
}
