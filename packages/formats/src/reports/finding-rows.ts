/** Findings as rows: the one table of columns for every format that has a line per finding. */
import { type Component, type Finding, isOpen, type ScanResult } from '@theriac/core';
import { type Copy, copiesOf } from '../result-copies.ts';
import { displayId, isNew, type ResultView } from '../result-view.ts';
import { plain } from '../text/plain-text.ts';
import { partOf } from './image-text.ts';

export interface Column {
  readonly title: string;
  readonly of: (finding: Finding, view: ResultView, result: ScanResult, copy: Copy) => string;
}

/** As `path:line`. */
function placeOf({ place }: Copy): string {
  if (place === undefined) return '';
  return `${place.path}${place.line === undefined ? '' : `:${place.line}`}`;
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
  package: { title: 'Package', of: (f, _, __, { component }) => component?.name ?? f.subject.label },
  version: { title: 'Version', of: (_, __, ___, { component }) => component?.version ?? '' },
  fixedIn: { title: 'Fixed in', of: (_, __, ___, { fix }) => fix?.to ?? '' },
  scope: { title: 'Scope', of: (_, __, ___, { component }) => component?.scope ?? '' },
  place: { title: 'Place', of: (_, __, ___, copy) => placeOf(copy) },
  layer: { title: 'Layer', of: (f) => (f.layer === undefined ? '' : String(f.layer + 1)) },
  part: { title: 'Part', of: (f, _, result) => partOf(f, result.image) ?? '' },
  kind: { title: 'Kind', of: (f) => f.kind },
  title: { title: 'Title', of: (f, view) => view.rules.get(f.rule)?.title ?? f.rule },
  action: { title: 'Change', of: (_, __, ___, { fix }) => fix?.action ?? '' },
  purl: { title: 'Purl', of: (f, _, __, { component }) => component?.purl ?? f.subject.purl ?? '' },
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

/** A row for each copy that differs in one of the columns, with one line of text per cell; a filter of scopes applies. */
export function rowsOf(
  finding: Finding,
  columns: readonly Column[],
  view: ResultView,
  result: ScanResult,
): string[][] {
  const rows = copiesOf(finding, view)
    .filter(({ component }) => component === undefined || isShown(component, result))
    .map((copy) => columns.map((column) => plain(column.of(finding, view, result, copy), MAX_CELL)));
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
}

function isShown({ scope }: Component, { shown }: ScanResult): boolean {
  return shown?.scopes?.includes(scope) ?? true;
}
