/** Findings as rows: the one table of columns for every format that has a line per finding. */
import { type Finding, isOpen, type ScanResult } from '@theriac/core';
import { componentOf, displayId, isNew, type ResultView } from '../result-view.ts';
import { plain } from '../text/plain-text.ts';

export interface Column {
  readonly title: string;
  readonly of: (finding: Finding, view: ResultView, result: ScanResult) => string;
}

const component = (finding: Finding, view: ResultView) => componentOf(finding, view);

/** Where the finding is: the first place, as `path:line`. */
function placeOf(finding: Finding, view: ResultView): string {
  const at = finding.locations[0] ?? component(finding, view)?.location;
  if (at === undefined) return '';
  return `${at.path}${at.line === undefined ? '' : `:${at.line}`}`;
}

/** `new` and `known` only where there is a baseline to compare with. */
function statusOf(finding: Finding, { gate }: ScanResult): string {
  if (!isOpen(finding)) return finding.status.state === 'vex' ? `VEX ${finding.status.status}` : 'suppressed';
  if (finding.uncertain === true) return 'possible';
  if (!gate.policy.onlyNew) return 'open';
  return isNew(finding) ? 'new' : 'known';
}

/** Columns by name, in the order of a whole row. */
export const COLUMNS = {
  severity: { title: 'Severity', of: (f) => f.severity },
  outcome: { title: 'Outcome', of: (f) => f.decision.outcome },
  due: { title: 'Due', of: (f) => f.decision.dueDate ?? 'next upgrade' },
  status: { title: 'Status', of: (f, _, result) => statusOf(f, result) },
  id: { title: 'Id', of: (f, view) => displayId(f.rule, view.rules.get(f.rule)) },
  package: { title: 'Package', of: (f, view) => component(f, view)?.name ?? f.subject.label },
  version: { title: 'Version', of: (f, view) => component(f, view)?.version ?? '' },
  fixedIn: { title: 'Fixed in', of: (f, view) => view.fixOf.get(f.fingerprint)?.to ?? '' },
  scope: { title: 'Scope', of: (f, view) => component(f, view)?.scope ?? '' },
  place: { title: 'Place', of: placeOf },
  kind: { title: 'Kind', of: (f) => f.kind },
  title: { title: 'Title', of: (f, view) => view.rules.get(f.rule)?.title ?? f.rule },
  action: { title: 'Change', of: (f, view) => view.fixOf.get(f.fingerprint)?.action ?? '' },
  purl: { title: 'Purl', of: (f) => f.subject.purl ?? '' },
  system: { title: 'System', of: (f) => f.subject.system },
  exploited: {
    title: 'Known exploited',
    of: (f, view) => (view.rules.get(f.rule)?.kev === undefined ? 'no' : 'yes'),
  },
  firstSeen: { title: 'First seen', of: (f) => f.firstSeen },
  failsGate: { title: 'Fails gate', of: (f, view) => (view.failing.has(f.fingerprint) ? 'yes' : 'no') },
  fingerprint: { title: 'Fingerprint', of: (f) => f.fingerprint },
} as const satisfies Readonly<Record<string, Column>>;

const MAX_CELL = 500;

/** One line of text per cell. */
export function rowOf(
  finding: Finding,
  columns: readonly Column[],
  view: ResultView,
  result: ScanResult,
): string[] {
  return columns.map((column) => plain(column.of(finding, view, result), MAX_CELL));
}
