import {
  count,
  describeSteps,
  type Finding,
  isOpen,
  type Location,
  type Outcome,
  type Rule,
  type ScanResult,
} from '@theriac/core';
import { copiesOf } from '../../result-copies.ts';
import {
  displayId,
  type ResultView,
  requiredGaps,
  rootPathOf,
  silencedBy,
  subjectName,
  viewOf,
} from '../../result-view.ts';
import { plain } from '../../text/plain-text.ts';
import { partOf } from '../image-text.ts';
import { wellFormed } from '../json.ts';
import { categoryOf, sarifFingerprint } from './fingerprint.ts';
import { message } from './message.ts';
import { physical, placedSteps, stepLocation } from './places.ts';
import { descriptor } from './rule.ts';

/** Limits of GitHub code scanning: what is beyond is refused or dropped there. */
const MAX_RESULTS = 25_000;
const MAX_LOCATIONS = 100;

const LEVELS: Readonly<Record<Outcome, 'error' | 'warning' | 'note'>> = {
  immediate: 'error',
  'out-of-cycle': 'error',
  scheduled: 'warning',
  defer: 'note',
};

const NOTIFICATIONS = [
  { id: 'theriac/coverage', text: 'An area was not looked at completely.' },
  { id: 'theriac/known-unknown', text: 'Something in the target could not be resolved.' },
  { id: 'theriac/warning', text: 'The configuration says something that the run could not honour.' },
  { id: 'theriac/report-limit', text: 'The report was cut at the limit of its readers.' },
] as const;
type NotificationId = (typeof NOTIFICATIONS)[number]['id'];

export function renderSarif(result: ScanResult): string {
  const view = viewOf(result);
  const shown = result.findings.slice(0, MAX_RESULTS);
  const used = new Set(shown.map((f) => f.rule));
  const rules = result.rules.filter((r) => used.has(r.id));
  const ruleIndex = new Map(rules.map((r, i) => [r.id, i]));
  const name = categoryOf(result);
  const run = {
    tool: {
      driver: {
        name: 'Theriac',
        version: result.tool.version,
        semanticVersion: result.tool.version,
        rules: rules.map(descriptor),
        notifications: NOTIFICATIONS.map(({ id, text }) => ({ id, shortDescription: { text } })),
      },
    },
    // What comes before the last slash is the category that tells several targets of one repository apart.
    automationDetails: { id: `theriac/${name}/` },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository' } } },
    invocations: [invocation(result)],
    results: shown.map((finding) => resultOf(finding, ruleIndex.get(finding.rule), result, view)),
    properties: {
      asOf: result.asOf,
      gate: result.gate.state,
      coverage: Object.fromEntries(result.coverage.map((c) => [c.area, c.state])),
    },
  };
  const document = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [run],
  };
  return `${JSON.stringify(wellFormed(document), null, 2)}\n`;
}

/** Of an image: where it came in, and with whom. */
function layerProperties(finding: Finding, { image }: ScanResult): object {
  const part = partOf(finding, image);
  return {
    ...(finding.layer === undefined ? {} : { layer: finding.layer + 1 }),
    ...(part === undefined ? {} : { part }),
  };
}

function resultOf(
  finding: Finding,
  ruleIndex: number | undefined,
  result: ScanResult,
  view: ResultView,
): object {
  const rule = view.rules.get(finding.rule);
  const fingerprint = sarifFingerprint(finding, result);
  const silenced = silencedBy(finding);
  const baseline = baselineOf(finding, result);
  const places = finding.locations.length > 0 ? finding.locations : [{ path: rootPathOf(finding, view) }];
  const steps = placedSteps(finding.trace);
  return {
    ruleId: finding.rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    kind: 'fail',
    level: isOpen(finding) && finding.uncertain !== true ? LEVELS[finding.decision.outcome] : 'note',
    message: { text: message(describe(finding, rule, view)) },
    locations: places.slice(0, MAX_LOCATIONS).map((place) => ({
      ...physical(place, result),
      ...logical(finding, place, view),
    })),
    ...(steps.length < 2
      ? {}
      : {
          codeFlows: [
            { threadFlows: [{ locations: steps.map((s) => ({ location: stepLocation(s, result) })) }] },
          ],
        }),
    relatedLocations: (finding.related ?? [])
      .map((r) => ({
        message: { text: message(plain(r.message, 300)) },
        ...physical(r.location, result),
      }))
      .slice(0, MAX_LOCATIONS)
      .map((place, i) => ({ id: i + 1, ...place })),
    partialFingerprints: {
      'theriac/v1': fingerprint,
      // What GitHub distinguishes alerts by; its own would be a hash of the line, which moves with every upgrade.
      primaryLocationLineHash: `${fingerprint}:1`,
    },
    ...(baseline === undefined ? {} : { baselineState: baseline }),
    suppressions:
      silenced === undefined ? [] : [{ kind: 'external', status: 'accepted', justification: silenced }],
    properties: {
      ...(finding.subject.purl === undefined ? {} : { purl: finding.subject.purl }),
      system: finding.subject.system,
      // That of the JSON result.
      fingerprint: finding.fingerprint,
      severity: finding.severity,
      outcome: finding.decision.outcome,
      dueDate: finding.decision.dueDate ?? 'next upgrade',
      firstSeen: finding.firstSeen,
      failsGate: view.failing.has(finding.fingerprint),
      ...layerProperties(finding, result),
    },
  };
}

function describe(finding: Finding, rule: Rule | undefined, view: ResultView): string {
  const fixes = view.fixesOf.get(finding.fingerprint) ?? [];
  const steps = fixes.flatMap((fix) => fix.steps);
  return [
    `${subjectName(finding, view)}: ${plain(rule?.title ?? finding.rule, 300)} (${displayId(finding.rule, rule)}).`,
    `Decision: ${plain(finding.decision.why, 400)}.`,
    ...(fixes.length === 0 ? [] : [`Fix: ${fixes.map((fix) => plain(fix.action, 400)).join('; and ')}.`]),
    ...(steps.length === 0 ? [] : [`How: ${plain(describeSteps(steps), 400)}`]),
    ...finding.notes.map((note) => `Note: ${plain(note, 300)}.`),
  ].join(' ');
}

/** The package, or what in the file is concerned: a resource, a setting, a route, a layer. */
function logical(finding: Finding, place: Location, view: ResultView): object {
  const { kind } = finding.subject;
  const copy = copiesOf(finding, view).find((c) => isSamePlace(c.place, place))?.component;
  const purl = copy?.purl ?? finding.subject.purl;
  if (kind === 'file' || (kind === 'component' && purl === undefined)) return {};
  const version = copy === undefined || copy.version === null ? '' : ` ${copy.version}`;
  const name = copy === undefined ? subjectName(finding, view) : plain(`${copy.name}${version}`, 300);
  return {
    logicalLocations: [
      kind === 'component'
        ? { fullyQualifiedName: purl, name, kind: 'package' }
        : { fullyQualifiedName: name, name, kind },
    ],
  };
}

function isSamePlace(a: Location | undefined, b: Location): boolean {
  return a?.path === b.path && a.line === b.line;
}

/** Every result of a run with a baseline needs a state (§3.27.24). */
function baselineOf(finding: Finding, result: ScanResult): 'new' | 'unchanged' | undefined {
  if (!result.gate.policy.onlyNew) return undefined;
  if (finding.status.state === 'known') return 'unchanged';
  if (finding.status.state === 'open') return 'new';
  return finding.firstSeen < result.asOf ? 'unchanged' : 'new';
}

function invocation(result: ScanResult): object {
  const gaps = requiredGaps(result);
  const notes: object[] = gaps.map((gap) => notification('theriac/coverage', 'error', gap.text));
  for (const { area, state, reasons } of result.coverage) {
    if (state === 'complete' || state === 'skipped' || gaps.some((g) => g.area === area)) continue;
    notes.push(notification('theriac/coverage', 'warning', `${area} ${state}: ${reasons.join('; ')}`));
  }
  for (const unknown of result.inventory.unknowns) {
    const level = unknown.losesComponents ? 'error' : 'warning';
    notes.push(
      notification('theriac/known-unknown', level, unknown.message, [physical(unknown.location, result)]),
    );
  }
  for (const warning of result.warnings) notes.push(notification('theriac/warning', 'warning', warning));
  if (result.findings.length > MAX_RESULTS) {
    const left = result.findings.length - MAX_RESULTS;
    notes.push(
      notification('theriac/report-limit', 'error', `left out: ${count(left, 'less urgent result')}`),
    );
  }
  return {
    executionSuccessful: gaps.length === 0,
    exitCode: result.gate.exitCode,
    toolExecutionNotifications: notes,
  };
}

function notification(
  id: NotificationId,
  level: 'error' | 'warning',
  text: string,
  locations: readonly object[] = [],
): object {
  const index = NOTIFICATIONS.findIndex((n) => n.id === id);
  return {
    descriptor: { id, index },
    level,
    message: { text: message(plain(text, 2000) || id) },
    ...(locations.length === 0 ? {} : { locations }),
  };
}
