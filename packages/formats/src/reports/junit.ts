/** JUnit XML as CI servers read it: a suite for each root, a case for each change to make, one suite for coverage. */
import { describeSteps, type Finding, type Fix, isOpen, type ScanResult } from '@theriac/core';
import { copyOf } from '../result-copies.ts';
import {
  displayId,
  dueOf,
  outcomeOf,
  type ResultView,
  requiredGaps,
  silencedBy,
  subjectName,
  viewOf,
} from '../result-view.ts';
import { plain } from '../text/plain-text.ts';

type Verdict =
  | { readonly kind: 'passed' }
  | { readonly kind: 'failure' | 'error'; readonly message: string; readonly body: string }
  | { readonly kind: 'skipped'; readonly message: string };

interface Case {
  readonly name: string;
  readonly verdict: Verdict;
}

export function renderJUnit(result: ScanResult): string {
  const view = viewOf(result);
  const suites = [
    ...result.inventory.roots.map((root) => ({
      name: plain(root.path) || root.id,
      cases: casesOf(root.id, result, view),
    })),
    ...(result.findings.some((f) => f.subject.root === undefined)
      ? [{ name: 'files', cases: casesOf(undefined, result, view) }]
      : []),
    { name: 'coverage', cases: coverageCases(result) },
  ];
  const all = suites.flatMap((s) => s.cases);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="theriac" ${counts(all)}>`,
    ...suites.flatMap((suite) => [
      `  <testsuite name="${xml(suite.name)}" ${counts(suite.cases)} timestamp="${xml(result.asOf)}T00:00:00">`,
      ...suite.cases.flatMap((c) => caseLines(c, suite.name)),
      '  </testsuite>',
    ]),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

/**
 * One case a fix, then one a finding that has none; a root without findings passes with one case.
 * @param root undefined: what is under no root
 */
function casesOf(root: string | undefined, result: ScanResult, view: ResultView): Case[] {
  const cases: Case[] = result.fixes
    .filter((fix) => fix.root === root)
    .map((fix) => ({ name: plain(fix.action, 300), verdict: verdictOf(fix, view) }));
  for (const finding of result.findings) {
    if (finding.subject.root !== root || view.fixOf.has(finding.fingerprint)) continue;
    const name = `${displayId(finding.rule, view.rules.get(finding.rule))} in ${subjectName(finding, view)}`;
    cases.push({ name, verdict: loneVerdict(finding, view) });
  }
  return cases.length > 0 ? cases : [{ name: 'no findings', verdict: { kind: 'passed' } }];
}

function verdictOf(fix: Fix, view: ResultView): Verdict {
  const findings = fix.clears.flatMap((id) => view.findings.get(id) ?? []);
  const failing = findings.filter((f) => view.failing.has(f.fingerprint));
  if (failing.length === 0) return { kind: 'passed' };
  const due = dueOf(fix, view) ?? 'with the next upgrade';
  return {
    kind: 'failure',
    message: `${outcomeOf(fix, view)}, due ${due}: ${plain(fix.action, 300)}`,
    body: [
      ...findings.map((f) => line(f, view, copyOf(fix, view)?.location)),
      ...(fix.steps.length === 0 ? [] : [`How: ${plain(describeSteps(fix.steps), 500)}`]),
      ...fix.caveats.map((c) => `Note: ${plain(c, 500)}`),
    ].join('\n'),
  };
}

function loneVerdict(finding: Finding, view: ResultView): Verdict {
  if (!isOpen(finding)) return { kind: 'skipped', message: silencedBy(finding) ?? '' };
  if (!view.failing.has(finding.fingerprint)) return { kind: 'passed' };
  return { kind: 'failure', message: plain(finding.decision.why, 500), body: line(finding, view) };
}

/** @param place of the copy that a change moves; absent: the first of the finding */
function line(finding: Finding, view: ResultView, place = finding.locations[0]): string {
  const rule = view.rules.get(finding.rule);
  const where =
    place === undefined ? '' : ` (${plain(place.path)}${place.line === undefined ? '' : `:${place.line}`})`;
  return `${displayId(finding.rule, rule)} ${finding.severity}: ${plain(rule?.title ?? '', 300)}${where}. ${plain(finding.decision.why, 500)}`;
}

/** A required area that is not complete is an error, not a failure: it is unknown. */
function coverageCases(result: ScanResult): Case[] {
  const gaps = new Map(requiredGaps(result).map((g) => [g.area, g.text]));
  const areas = [...new Set([...result.coverage.map((c) => String(c.area)), ...gaps.keys()])];
  return areas.map((area) => {
    const gap = gaps.get(area);
    const found = result.coverage.find((c) => c.area === area);
    const reasons = plain((found?.reasons ?? []).join('; '), 2000);
    if (gap !== undefined) return { name: area, verdict: { kind: 'error', message: gap, body: reasons } };
    if (found?.state === 'complete') return { name: area, verdict: { kind: 'passed' } };
    return { name: area, verdict: { kind: 'skipped', message: `${found?.state ?? 'not run'}: ${reasons}` } };
  });
}

function counts(cases: readonly Case[]): string {
  const of = (kind: Verdict['kind']): number => cases.filter((c) => c.verdict.kind === kind).length;
  return `tests="${cases.length}" failures="${of('failure')}" errors="${of('error')}" skipped="${of('skipped')}" time="0"`;
}

function caseLines({ name, verdict }: Case, suite: string): string[] {
  const head = `    <testcase classname="${xml(suite)}" name="${xml(name)}" time="0"`;
  if (verdict.kind === 'passed') return [`${head}/>`];
  const inner =
    verdict.kind === 'skipped'
      ? `      <skipped message="${xml(verdict.message)}"/>`
      : `      <${verdict.kind} type="${verdict.kind === 'error' ? 'incomplete' : 'gate'}" message="${xml(verdict.message)}">${xml(verdict.body)}</${verdict.kind}>`;
  return [`${head}>`, inner, '    </testcase>'];
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Characters of XML 1.0 (§2.2) only; everything with a meaning as an entity. */
function xml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ' ')
    .replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
