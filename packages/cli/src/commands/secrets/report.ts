/** What `theriac secrets` shows on a terminal: the verdict, each secret with its places, and what could not be searched. */
import {
  count,
  type Finding,
  isRedactedEvidence,
  type Location,
  type Rule,
  type ScanResult,
  SECRET_SOURCES,
  type SecretSourceUse,
} from '@theriac/core';
import { silencedBy } from '@theriac/formats/result-view';
import { hanging, printable, wrap } from '@theriac/formats/terminal-text';
import { onTarget, type TargetPlace } from '../../run/target-place.ts';

interface ReportOptions {
  /** Every secret and every place. */
  readonly all: boolean;
  readonly place: TargetPlace;
}

const SECRETS_SHOWN = 20;
const PLACES_SHOWN = 5;
const TITLES = { passed: 'Gate passed', failed: 'Gate failed', incomplete: 'Gate incomplete' } as const;

export function secretLines(options: ReportOptions): (result: ScanResult, width: number) => string[] {
  return (result, width) => {
    const { gate, target, findings, coverage, warnings, asOf } = result;
    const open = findings.filter((one) => silencedBy(one) === undefined);
    const shown = options.all ? open : open.slice(0, SECRETS_SHOWN);
    const rules = new Map(result.rules.map((rule) => [rule.id, rule]));
    const verdict = gate.reasons.length > 0 ? gate.reasons.join('; ') : nothingFound(open.length);
    const left = open.length - shown.length;
    const gaps = coverage.flatMap(({ reasons }) => reasons);
    return [
      `theriac secrets · ${printable(target.name)} · ${asOf}`,
      ...wrap(`${TITLES[gate.state]}: ${verdict}`, width),
      ...shown.flatMap((one) => ['', ...findingLines(one, rules.get(one.rule), options.all, width)]),
      ...(left > 0 ? ['', `… and ${count(left, 'more secret')}; show all with --all.`] : []),
      ...silencedLines(findings, width),
      ...block('How secrets reach this system', sourceRows(result.secretSources ?? []), width),
      ...block('Not searched', gaps, width),
      ...block('Warnings', warnings, width),
      ...nextLines(shown[0], options.place),
    ];
  };
}

function nothingFound(known: number): string {
  return known === 0 ? 'no secret was found' : `${count(known, 'secret')}, none of which fails it`;
}

function findingLines(
  { rule: id, severity, locations, related = [], evidence, status }: Finding,
  rule: Rule | undefined,
  all: boolean,
  width: number,
): string[] {
  const [redacted] = evidence.filter(isRedactedEvidence);
  const places = all ? locations : locations.slice(0, PLACES_SHOWN);
  const past = all ? related : related.slice(0, PLACES_SHOWN);
  const looks = redacted === undefined ? '' : `${redacted.redacted}, ${count(redacted.length, 'character')}`;
  const known = status.state === 'known' ? ', in the baseline' : '';
  return [
    ...hanging(`${severity.padEnd(8)} `, `${rule?.title ?? id} (${id}${known})`, width),
    ...places.flatMap((place) => placeLines(placeText(place), looks, width)),
    ...moreLine(locations.length - places.length, 'more place'),
    ...past.flatMap(({ location, message }) => wrap(`${placeText(location)}: ${message}`, width, '  ')),
    ...moreLine(related.length - past.length, 'more place in the history'),
    ...wrap(rule?.remediation ?? '', width, '  '),
  ];
}

/** A path stays whole, so that it can be opened: what the secret looks like goes below a long one. */
function placeLines(place: string, looks: string, width: number): string[] {
  if (looks === '') return [`  ${place}`];
  const whole = `  ${place}  ${looks}`;
  return whole.length <= width ? [whole] : [`  ${place}`, `    ${looks}`];
}

function moreLine(left: number, noun: string): string[] {
  return left > 0 ? [`  … and ${left} ${noun}${left === 1 ? '' : 's'}`] : [];
}

function placeText({ path, line, column }: Location): string {
  const at = [line, column].filter((one) => one !== undefined).map((one) => `:${one}`);
  return `${printable(path)}${at.join('')}`;
}

function silencedLines(findings: readonly Finding[], width: number): string[] {
  const rows = findings.flatMap((one) => {
    const by = silencedBy(one);
    return by === undefined ? [] : [`${one.rule} in ${one.subject.label}: ${by}`];
  });
  return block(`Not counted: ${rows.length}`, rows, width);
}

function block(title: string, rows: readonly string[], width: number): string[] {
  return rows.length === 0 ? [] : ['', title, ...rows.flatMap((row) => wrap(row, width, '  '))];
}

const SOURCE_TITLES = {
  literal: 'written down',
  environment: 'environment',
  file: 'mounted file',
  vault: 'vault or key service',
} as const;

/** One row for each source, from the worst to the best. */
function sourceRows(uses: readonly SecretSourceUse[]): string[] {
  return SECRET_SOURCES.flatMap((source) => {
    const own = uses.filter((use) => use.source === source);
    const total = own.reduce((sum, use) => sum + use.count, 0);
    const forms = own.map((use) => `${use.form} ${use.count}`).join(', ');
    return total === 0 ? [] : [`${SOURCE_TITLES[source]}: ${total} (${forms})`];
  });
}

function nextLines(first: Finding | undefined, place: TargetPlace): string[] {
  if (first === undefined) return [];
  return ['', 'Next:', `  $ theriac ${onTarget(`explain ${first.rule}`, place)}`];
}
