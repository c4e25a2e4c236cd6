/**
 * A finding may concern several copies of a package, each with a version, a scope, a place and a change of its own:
 * what each change does by itself, and what a line about one copy says.
 */
import { type Component, type Finding, type Fix, isOpen, type Location, SCOPES } from '@theriac/core';
import { openCounts, type ResultView } from './result-view.ts';

/** One copy of what a finding is about; without a component for findings about files. */
export interface Copy {
  readonly component: Component | undefined;
  readonly place: Location | undefined;
  readonly fix: Fix | undefined;
}

/** The copies that a finding concerns, the worst-placed one first; copies that differ in nothing are one. */
export function copiesOf(finding: Finding, view: ResultView): Copy[] {
  const components = finding.subject.components
    .flatMap((id) => view.components.get(id) ?? [])
    .sort((a, b) => byExposure(a, b, finding.subject.component));
  if (components.length === 0)
    return [{ component: undefined, place: finding.locations[0], fix: view.fixOf.get(finding.fingerprint) }];
  const copies = components.map((component) => ({
    component,
    place: component.location,
    fix: fixesAt(finding, component.id, view)[0],
  }));
  const keyOf = ({ component: { version, scope }, place: { path, line }, fix }: (typeof copies)[number]) =>
    JSON.stringify([version, scope, path, line, fix?.id]);
  return [...new Map(copies.toReversed().map((copy) => [keyOf(copy), copy])).values()].reverse();
}

/** The changes that clear a finding where one copy is. */
function fixesAt(finding: Finding, component: string, view: ResultView): Fix[] {
  return (view.fixesOf.get(finding.fingerprint) ?? []).filter((fix) => covers(fix, component));
}

/** What nothing is known to fix moves no copy; a change without versions is about all of them. */
function covers({ kind, moves }: Fix, component: string): boolean {
  return moves?.includes(component) ?? kind !== 'none';
}

/** As the scan chooses the copy that speaks for a finding: what ships first, then what the project asks for itself. */
function byExposure(a: Component, b: Component, first?: string): number {
  return (
    Number(b.id === first) - Number(a.id === first) ||
    SCOPES.indexOf(a.scope) - SCOPES.indexOf(b.scope) ||
    Number(b.direct) - Number(a.direct) ||
    (a.id < b.id ? -1 : 1)
  );
}

/** The copy that a change is told about: of those that it moves, one of the version that its words name. */
export function copyOf(fix: Fix, view: ResultView): Component | undefined {
  const [first] = fix.clears.flatMap((id) => view.findings.get(id) ?? []);
  const moved = (fix.moves ?? first?.subject.components ?? []).flatMap((id) => view.components.get(id) ?? []);
  const named = moved.filter((c) => c.version === fix.from);
  const worst = fix.moves === undefined ? first?.subject.component : undefined;
  const [copy] = (named.length > 0 ? named : moved).sort((a, b) => byExposure(a, b, worst));
  return copy;
}

/** What a change does to the findings that it is about. */
export interface Clearance {
  readonly alone: readonly Finding[];
  /** Further copies are moved by other changes, which are needed as well. */
  readonly together: readonly { readonly finding: Finding; readonly others: readonly Fix[] }[];
  /** No change is known for further copies. */
  readonly stays: readonly Finding[];
}

/** @param same the same change at other places, which is taken with it */
export function clearanceOf(fix: Fix, view: ResultView, same: readonly Fix[] = []): Clearance {
  const alone: Finding[] = [];
  const together: { finding: Finding; others: Fix[] }[] = [];
  const stays: Finding[] = [];
  for (const finding of fix.clears.flatMap((id) => view.findings.get(id) ?? [])) {
    const taken = [fix, ...same];
    const missing =
      fix.kind === 'none'
        ? []
        : finding.subject.components.filter((id) => !taken.some((one) => covers(one, id)));
    const others = missing.map((id) => fixesAt(finding, id, view).slice(0, 1));
    if (missing.length === 0) alone.push(finding);
    else if (others.some((fixes) => fixes.length === 0)) stays.push(finding);
    else together.push({ finding, others: [...new Set(others.flat())] });
  }
  return { alone, together, stays };
}

/** Findings that no copy has any more once every change is made. */
export function clearedByAll(fixes: readonly Fix[], view: ResultView): Finding[] {
  const known = fixes.filter((fix) => fix.kind !== 'none');
  const findings = new Set(known.flatMap((fix) => fix.clears.flatMap((id) => view.findings.get(id) ?? [])));
  return [...findings].filter((finding) =>
    finding.subject.components.every((id) => fixesAt(finding, id, view).some((fix) => known.includes(fix))),
  );
}

/**
 * `clears 1 high; together with change 2: 2 high, 3 medium`; empty where no open finding is cleared.
 * @param numberOf what the report calls another change; undefined where it does not show it
 */
export function clearsText(
  { alone, together, stays }: Clearance,
  numberOf: (fix: Fix) => number | undefined,
): string {
  const groups = Map.groupBy(
    together.filter(({ finding }) => isOpen(finding)),
    ({ others }) => withText(others, numberOf),
  );
  const own = severitiesOf(alone);
  const rest = severitiesOf(stays);
  const parts = [
    ...(own === '' ? [] : [`clears ${own}`]),
    ...[...groups].map(
      ([others, found]) =>
        `${own === '' ? 'clears ' : ''}together with ${others}: ${severitiesOf(found.map((f) => f.finding))}`,
    ),
    ...(rest === '' ? [] : [`not in all copies: ${rest}`]),
  ];
  return parts.join('; ');
}

function withText(others: readonly Fix[], numberOf: (fix: Fix) => number | undefined): string {
  const numbers = others.map(numberOf);
  const known = [...new Set(numbers.filter((n) => n !== undefined))].sort((a, b) => a - b);
  const [last] = known.slice(-1);
  const unnamed = [...new Set(others.filter((_, i) => numbers[i] === undefined).map((f) => f.action))];
  const listed =
    last === undefined
      ? []
      : known.length === 1
        ? [`change ${last}`]
        : [`changes ${known.slice(0, -1).join(', ')} and ${last}`];
  return [...listed, ...unnamed.map((action) => `“${action}”`)].join(' and ');
}

function severitiesOf(findings: readonly Finding[]): string {
  return openCounts(findings)
    .severities.map(([severity, n]) => `${n} ${severity}`)
    .join(', ');
}
