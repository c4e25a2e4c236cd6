/** Why a finding ranks where it does: the tree, the overlay, the due day, and every input with where it comes from. */
import {
  type BodDecision,
  count,
  type DecisionInput,
  type Finding,
  isMatchEvidence,
  isRedactedEvidence,
  type ScanResult,
  TheriacError,
} from '@theriac/core';
import { sarifFingerprint } from '@theriac/formats/reports/sarif/fingerprint';
import { stepLines } from '@theriac/formats/reports/terminal';
import { displayId, subjectName, viewOf } from '@theriac/formats/result-view';
import { wrap } from '@theriac/formats/terminal-text';
import { onTarget, type TargetPlace } from '../../run/target-place.ts';

/** Fingerprints are 32 digits; the start of one is enough where it is the only one of the result. */
const FINGERPRINT = /^[0-9a-f]{6,32}$/;
const SHOWN = 5;

export function isFingerprint(id: string): boolean {
  return FINGERPRINT.test(id.toLowerCase());
}

/**
 * @param id the first digits of a fingerprint, as the result has it or as SARIF, where each target has its own
 * @throws TheriacError THERIAC_USAGE when no finding of the result, or more than one, begins with it
 */
export function findingOf(result: ScanResult, id: string): Finding {
  const start = id.toLowerCase();
  const found = result.findings.filter(
    (f) => f.fingerprint.startsWith(start) || sarifFingerprint(f, result).startsWith(start),
  );
  const [first, second] = found;
  if (first === undefined)
    throw new TheriacError(
      'THERIAC_USAGE',
      `no finding of this scan has the fingerprint ${id}; \`theriac scan --all\` shows those there are`,
    );
  if (second !== undefined) {
    const listed = found.slice(0, SHOWN).map((f) => f.fingerprint.slice(0, id.length + 4));
    throw new TheriacError(
      'THERIAC_USAGE',
      `${count(found.length, 'finding')} begin with ${id}: ${listed.join(', ')}; give more digits`,
    );
  }
  return first;
}

export function explainFinding(
  finding: Finding,
  result: ScanResult,
  width: number,
  place: TargetPlace = { at: '' },
): string[] {
  const view = viewOf(result);
  const rule = view.rules.get(finding.rule);
  const { decision } = finding;
  const fixes = view.fixesOf.get(finding.fingerprint) ?? [];
  const heading = (text: string): string[] => ['', text];
  const item = (text: string): string[] => wrap(text, width, '  ');
  return [
    ...wrap(`${displayId(finding.rule, rule)} in ${subjectName(finding, view)}: ${rule?.title ?? ''}`, width),
    `fingerprint ${finding.fingerprint}`,
    '',
    ...wrap(sentence(decision.why), width),
    ...heading('How it was decided'),
    ...treeLines(finding, item),
    ...(decision.overlay.length === 0
      ? item('The health overlay changed nothing.')
      : decision.overlay.flatMap((note) => item(`Health overlay: ${note}.`))),
    ...dueLines(finding, item),
    ...heading('From these inputs'),
    ...inputLines(decision.inputs, width),
    ...heading('Evidence'),
    ...evidenceLines(finding).flatMap(item),
    ...heading('From the file to the patient'),
    ...item(finding.trace.map((step) => step.label).join(' → ')),
    ...(finding.notes.length === 0 ? [] : [...heading('Notes'), ...finding.notes.flatMap(item)]),
    ...heading('What to do'),
    ...(fixes.length === 0 ? item(sentence(rule?.remediation ?? 'Nothing is planned')) : []),
    // Copies of one package may each need a change.
    ...fixes.flatMap((fix) => [
      ...item(sentence(fix.action)),
      ...fix.steps.flatMap((step) => stepLines(step, width, '  ', place.at)),
    ]),
    ...assumptionLines(decision.inputs, width, place),
  ];
}

function treeLines(
  { decision: { inputs, tree, outcome } }: Finding,
  item: (text: string) => string[],
): string[] {
  const value = new Map(inputs.map((i) => [i.name, i.value]));
  const severity = value.get('severity');
  const by =
    severity === undefined
      ? `The SSVC tree: exploitation ${value.get('exploitation')}, exposure ${value.get('exposure')}, automatable ${value.get('automatable')}, human impact ${value.get('human impact')}`
      : `The severity of the rule: ${severity}`;
  return item(`${by} → ${tree}${tree === outcome ? '' : `, in the end ${outcome}`}.`);
}

function dueLines({ decision, firstSeen }: Finding, item: (text: string) => string[]): string[] {
  const { bod, dueDate, dueDays, outcome } = decision;
  const due =
    dueDays === null
      ? `Due with the next upgrade: that is what ${outcome} means for this system.`
      : `Due ${dueDate}: ${count(dueDays, 'day')} after it was first seen on ${firstSeen}.`;
  return [...item(due), ...(bod === null ? [] : item(`Row of CISA BOD 26-04: ${bodRow(bod)}.`))];
}

function bodRow({ automatable, days, exposed, kev, technicalImpact }: BodDecision): string {
  const facts = [
    kev ? 'exploited (KEV)' : 'not in KEV',
    exposed ? 'exposed' : 'not exposed',
    automatable ? 'can be automated' : 'cannot be automated',
    `${technicalImpact} impact`,
  ];
  return `${facts.join(', ')} → ${days === null ? 'with the next upgrade' : count(days, 'day')}`;
}

/** Name, value and origin below each other; narrow terminals get a line for each. */
function inputLines(inputs: readonly DecisionInput[], width: number): string[] {
  const widest = (of: (input: DecisionInput) => string): number =>
    inputs.reduce((most, input) => Math.max(most, of(input).length), 0);
  const names = widest((i) => i.name);
  const values = Math.min(
    widest((i) => i.value),
    24,
  );
  return inputs.flatMap((input) => {
    const lead = `  ${input.name.padEnd(names)}  ${input.value.padEnd(values)}  `;
    const origin = ORIGINS[input.origin] + (input.source === '' ? '' : `: ${input.source}`);
    return lead.length + origin.length <= width
      ? [lead + origin]
      : [lead.trimEnd(), ...wrap(origin, width, '      ')];
  });
}

const ORIGINS: Readonly<Record<DecisionInput['origin'], string>> = {
  observed: 'observed',
  declared: 'declared',
  derived: 'derived',
  default: 'assumed',
};

function evidenceLines({ evidence }: Finding): string[] {
  return evidence.map((e) => {
    if (isMatchEvidence(e))
      return `${e.record} (${e.source}): affected ${e.range}, ${e.fixedIn === undefined ? 'no fixed version is known' : `fixed in ${e.fixedIn}${e.subscription === undefined ? '' : ` (${e.subscription})`}`}`;
    if (isRedactedEvidence(e)) return `${e.source}: ${e.found} ${e.redacted}`;
    return `${e.source}: ${e.observed}${e.expected === undefined ? '' : `, expected ${e.expected}`}`;
  });
}

function assumptionLines(inputs: readonly DecisionInput[], width: number, { at }: TargetPlace): string[] {
  const assumed = inputs.filter((i) => i.origin === 'default' && SYSTEM_FACTS.has(i.name)).map((i) => i.name);
  if (assumed.length === 0) return [];
  const text = `Not declared and so assumed at its worst: ${assumed.join(', ')}. \`${onTarget('theriac init', at === '' ? { at } : { at, target: at })}\` asks for it; the rank may fall.`;
  return ['', ...wrap(text, width)];
}

/** What theriac.yaml can declare. */
const SYSTEM_FACTS = new Set([
  'exposure',
  'publicly exposed',
  'data',
  'patient-facing',
  'safety impact',
  'mission impact',
]);

/** With a capital and a full stop. */
function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.:!?]$/.test(text) ? '' : '.'}`;
}
