/**
 * SARIF 2.1.0 as code scanning services consume it
 * (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html).
 */
import {
  count,
  describeSteps,
  type Finding,
  isOpen,
  type Location,
  type Outcome,
  type Rule,
  type ScanResult,
  type Severity,
  type TraceStep,
} from '@theriac/core';
import {
  displayId,
  type ResultView,
  requiredGaps,
  rootPathOf,
  silencedBy,
  subjectName,
  viewOf,
} from '../result-view.ts';
import { pathUri, plain, plainLines, webAddress } from '../text/plain-text.ts';
import { wellFormed } from './json.ts';

/** Limits of GitHub code scanning: what is beyond is refused or dropped there. */
const MAX_RESULTS = 25_000;
const MAX_TAGS = 20;
const MAX_LOCATIONS = 100;

const LEVELS: Readonly<Record<Outcome, 'error' | 'warning' | 'note'>> = {
  immediate: 'error',
  'out-of-cycle': 'error',
  scheduled: 'warning',
  defer: 'note',
};

/** `security-severity` where a rule has no CVSS score; GitHub reads ≥ 9 as critical, ≥ 7 high, ≥ 4 medium. */
const SEVERITY_SCORES: Readonly<Record<Severity, number>> = {
  critical: 9.5,
  high: 8,
  medium: 5.5,
  low: 2,
  unknown: 5.5,
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
  const name = plain(result.target.name, 200);
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
    originalUriBaseIds: { '%SRCROOT%': { description: { text: message(`The target: ${name}`) } } },
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

function descriptor(rule: Rule): object {
  const title = plain(rule.title, 500) || rule.id;
  const helpUri = webAddress(rule.url);
  const { text, markdown } = help(rule);
  return {
    id: rule.id,
    name: displayId(rule.id, rule),
    shortDescription: { text: message(title) },
    fullDescription: { text: message(plain(rule.rationale ?? rule.title, 1000) || title) },
    ...(helpUri === undefined ? {} : { helpUri }),
    help: { text, markdown },
    defaultConfiguration: {
      level: rule.severity === 'low' ? 'note' : rule.severity === 'medium' ? 'warning' : 'error',
    },
    properties: {
      tags: tagsOf(rule),
      precision: 'high',
      'problem.severity':
        rule.severity === 'low' ? 'recommendation' : rule.severity === 'medium' ? 'warning' : 'error',
      'security-severity': scoreOf(rule).toFixed(1),
    },
  };
}

function scoreOf(rule: Rule): number {
  if (rule.kind === 'malware') return 10;
  const best = rule.cvss.reduce((most, c) => Math.max(most, c.score), 0);
  // Zero would take the rule out of the security view altogether.
  return best > 0 ? best : SEVERITY_SCORES[rule.severity];
}

function tagsOf(rule: Rule): string[] {
  const cwe = rule.cwe.flatMap((id) => {
    const number = /^CWE-(\d{1,6})$/i.exec(id)?.[1];
    return number === undefined ? [] : [`external/cwe/cwe-${number.padStart(3, '0')}`];
  });
  const exploited = rule.kev === undefined ? [] : ['known-exploited'];
  return [...new Set(['security', rule.kind, ...exploited, ...cwe])].slice(0, MAX_TAGS);
}

function help(rule: Rule): { text: string; markdown: string } {
  const facts = [
    ['Severity', rule.severity],
    ['Also known as', rule.aliases.join(', ')],
    ['Weakness', rule.cwe.join(', ')],
    ['CVSS', rule.cvss.map((c) => `${c.score} (${c.vector})`).join(', ')],
    ['Known exploited', rule.kev === undefined ? '' : `since ${rule.kev.dateAdded} (CISA KEV)`],
    ['EPSS', rule.epss === undefined ? '' : `${(rule.epss.score * 100).toFixed(1)} % within 30 days`],
  ].flatMap(([label = '', value = '']) => (value === '' ? [] : [[label, plain(value)] as const]));
  const title = plain(rule.title, 500);
  const rationale = plainLines(rule.rationale ?? '', 8000);
  const remedy = plainLines(rule.remediation ?? 'Make the change that the result names.', 4000);
  const lines = facts.map(([label, value]) => `${label}: ${value}`);
  // Advisory text is Markdown already; HTML and links of its author are shown as text.
  return {
    text: message([title, ...lines, rationale, remedy].filter((t) => t !== '').join('\n')),
    markdown: [
      `## ${markdown(title)}`,
      facts.map(([label, value]) => `- **${label}**: ${markdown(value)}`).join('\n'),
      markdown(rationale),
      `**What to do**: ${markdown(remedy)}`,
    ]
      .filter((t) => t !== '')
      .join('\n\n'),
  };
}

/** Markdown text that shows its characters as they are, except line breaks. */
function markdown(text: string): string {
  return text.replace(/[&<>[\]()\\`*_{}#|~!@]/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** Plain text of a message: brackets would begin an embedded link (§3.11.6), `{0}` a placeholder (§3.11.5). */
function message(text: string): string {
  return text.replace(/[[\]\\]/g, '\\$&').replace(/\{(\d+)\}/g, '{{$1}}');
}

function resultOf(
  finding: Finding,
  ruleIndex: number | undefined,
  result: ScanResult,
  view: ResultView,
): object {
  const rule = view.rules.get(finding.rule);
  const silenced = silencedBy(finding);
  const baseline = baselineOf(finding, result);
  const places = finding.locations.length > 0 ? finding.locations : [{ path: rootPathOf(finding, view) }];
  const steps = finding.trace;
  return {
    ruleId: finding.rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    kind: 'fail',
    level: isOpen(finding) && finding.uncertain !== true ? LEVELS[finding.decision.outcome] : 'note',
    message: { text: message(describe(finding, rule, view)) },
    locations: places.slice(0, MAX_LOCATIONS).map((place) => ({
      ...physical(place),
      ...logical(finding, view),
    })),
    ...(steps.length === 0
      ? {}
      : { codeFlows: [{ threadFlows: [{ locations: steps.map((s) => ({ location: stepLocation(s) })) }] }] }),
    relatedLocations: [
      ...(finding.related ?? []).map((r) => ({
        message: { text: message(plain(r.message, 300)) },
        ...physical(r.location),
      })),
      ...steps.filter((s) => s.location !== undefined).map(stepLocation),
    ]
      .slice(0, MAX_LOCATIONS)
      .map((place, i) => ({ id: i + 1, ...place })),
    partialFingerprints: {
      'theriac/v1': finding.fingerprint,
      // What GitHub distinguishes alerts by; its own would be a hash of the line, which moves with every upgrade.
      primaryLocationLineHash: `${finding.fingerprint}:1`,
    },
    ...(baseline === undefined ? {} : { baselineState: baseline }),
    suppressions:
      silenced === undefined ? [] : [{ kind: 'external', status: 'accepted', justification: silenced }],
    properties: {
      ...(finding.subject.purl === undefined ? {} : { purl: finding.subject.purl }),
      system: finding.subject.system,
      severity: finding.severity,
      outcome: finding.decision.outcome,
      dueDate: finding.decision.dueDate ?? 'next upgrade',
      firstSeen: finding.firstSeen,
      failsGate: view.failing.has(finding.fingerprint),
    },
  };
}

function describe(finding: Finding, rule: Rule | undefined, view: ResultView): string {
  const fix = view.fixOf.get(finding.fingerprint);
  const { dueDate, why } = finding.decision;
  return [
    `${subjectName(finding, view)}: ${plain(rule?.title ?? finding.rule, 300)} (${displayId(finding.rule, rule)}).`,
    `Decision: ${finding.decision.outcome}, due ${dueDate ?? 'with the next upgrade'}: ${plain(why, 400)}.`,
    ...(fix === undefined ? [] : [`Fix: ${plain(fix.action, 400)}.`]),
    ...(fix === undefined || fix.steps.length === 0 ? [] : [`How: ${plain(describeSteps(fix.steps), 400)}`]),
    ...finding.notes.map((note) => `Note: ${plain(note, 300)}.`),
  ].join(' ');
}

/** The package, or what in the file is concerned: a resource, a setting, a route, a layer. */
function logical(finding: Finding, view: ResultView): object {
  const { kind, purl } = finding.subject;
  if (kind === 'file' || (kind === 'component' && purl === undefined)) return {};
  const name = subjectName(finding, view);
  return {
    logicalLocations: [
      kind === 'component'
        ? { fullyQualifiedName: purl, name, kind: 'package' }
        : { fullyQualifiedName: name, name, kind },
    ],
  };
}

/** Every result of a run with a baseline needs a state (§3.27.24). */
function baselineOf(finding: Finding, result: ScanResult): 'new' | 'unchanged' | undefined {
  if (!result.gate.policy.onlyNew) return undefined;
  if (finding.status.state === 'known') return 'unchanged';
  if (finding.status.state === 'open') return 'new';
  return finding.firstSeen < result.asOf ? 'unchanged' : 'new';
}

function physical(place: Location): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: pathUri(place.path), uriBaseId: '%SRCROOT%' },
      region: regionOf(place),
    },
  };
}

/** Columns are 1-based UTF-16 units in SARIF as here (§3.30.6); the end column is the one after the last character. */
function regionOf({ line, column, endLine, endColumn }: Location): object {
  const startLine = Math.max(1, line ?? 1);
  if (line === undefined || column === undefined) return { startLine };
  return {
    startLine,
    startColumn: column,
    ...(endLine === undefined ? {} : { endLine }),
    ...(endColumn === undefined ? {} : { endColumn }),
  };
}

function stepLocation(step: TraceStep): object {
  return {
    message: { text: message(`${step.kind}: ${plain(step.label, 300)}`) },
    ...(step.location === undefined ? {} : physical(step.location)),
    ...(step.purl === undefined
      ? {}
      : {
          logicalLocations: [
            { fullyQualifiedName: step.purl, name: plain(step.label, 300), kind: 'package' },
          ],
        }),
  };
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
    notes.push(notification('theriac/known-unknown', level, unknown.message, unknown.location));
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
  place?: Location,
): object {
  const index = NOTIFICATIONS.findIndex((n) => n.id === id);
  return {
    descriptor: { id, index },
    level,
    message: { text: message(plain(text, 2000) || id) },
    ...(place === undefined ? {} : { locations: [physical(place)] }),
  };
}
