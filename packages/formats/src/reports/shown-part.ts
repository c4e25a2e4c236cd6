/** The part of a result that somebody asked to see. The verdict stays that of the whole, and the part says that it is one. */
import { type Finding, type Fix, isOpen, type ScanResult, type Scope, type Severity } from '@theriac/core';
import { type ResultView, viewOf } from '../result-view.ts';

/** What a finding must be to be shown; each that is absent lets everything through. */
export interface Filter {
  readonly severities?: readonly Severity[];
  /** A finding is shown when one of its copies has the scope. Findings about files have none and are always shown. */
  readonly scopes?: readonly Scope[];
  /** Only what a change clears. */
  readonly fixable?: boolean;
}

/** @returns the result itself where the filter asks for everything */
export function shownPart(result: ScanResult, filter: Filter): ScanResult {
  const filters = writtenFilter(filter);
  if (filters.length === 0) return result;
  const view = viewOf(result);
  const findings = result.findings.filter((finding) => passes(finding, filter, view));
  const kept = new Set(findings.map((f) => f.fingerprint));
  const rules = new Set(findings.map((f) => f.rule));
  return {
    ...result,
    shown: {
      filters,
      hidden: result.findings.length - findings.length,
      ...(filter.scopes === undefined || filter.scopes.length === 0 ? {} : { scopes: filter.scopes }),
      hiddenOpen: result.findings.filter((f) => isOpen(f) && !kept.has(f.fingerprint)).length,
    },
    findings,
    rules: result.rules.filter((rule) => rules.has(rule.id)),
    fixes: result.fixes.flatMap((fix) => {
      const clears = fix.clears.filter((id) => kept.has(id));
      if (clears.length === 0 || !movesShown(fix, filter, view)) return [];
      if (clears.length === fix.clears.length) return [fix];
      // The smaller step counts findings that are not shown.
      const { smaller: _, ...rest } = fix;
      return [{ ...rest, clears }];
    }),
  };
}

/** A change to copies of other scopes only is left out. */
function movesShown({ moves }: Fix, { scopes = [] }: Filter, view: ResultView): boolean {
  const moved = (moves ?? []).flatMap((id) => view.components.get(id)?.scope ?? []);
  return scopes.length === 0 || moved.length === 0 || moved.some((scope) => scopes.includes(scope));
}

/** As on the command line. */
function writtenFilter({ severities = [], scopes = [], fixable = false }: Filter): string[] {
  return [
    ...(severities.length === 0 ? [] : [`--severity ${severities.join(',')}`]),
    ...(scopes.length === 0 ? [] : [`--scope ${scopes.join(',')}`]),
    ...(fixable ? ['--fixable'] : []),
  ];
}

function passes(
  finding: Finding,
  { severities = [], scopes = [], fixable = false }: Filter,
  view: ResultView,
) {
  const found = finding.subject.components.flatMap((id) => view.components.get(id)?.scope ?? []);
  return (
    (severities.length === 0 || severities.includes(finding.severity)) &&
    (scopes.length === 0 || found.length === 0 || found.some((scope) => scopes.includes(scope))) &&
    (!fixable || finding.remediation.kind !== 'none')
  );
}
