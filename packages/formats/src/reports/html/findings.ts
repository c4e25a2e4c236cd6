/** Every finding with its full decision: inputs and where they come from, evidence, and the path that leads to it. */
import {
  bodLabel,
  count,
  type Finding,
  isMatchEvidence,
  isOpen,
  isRedactedEvidence,
  type Observation,
  OUTCOMES,
  type RedactedEvidence,
  type ScanResult,
  SEVERITIES,
} from '@theriac/core';
import { copiesOf } from '../../result-copies.ts';
import {
  displayId,
  isNew,
  OUTCOME_TITLES,
  type ResultView,
  rootPathOf,
  silencedBy,
  subjectName,
} from '../../result-view.ts';
import { html, type Markup } from '../../text/html/markup.ts';
import { markdownHtml } from '../../text/markdown/to-html.ts';
import { plain, webAddress } from '../../text/plain-text.ts';
import { placeOf } from './coverage.ts';

const MAX_FINDINGS = 1000;
/** Characters of an advisory; its page has the rest. */
const MAX_RATIONALE = 3000;

export function findings(result: ScanResult, view: ResultView): Markup {
  const { findings: all } = result;
  if (all.length === 0)
    return html`<section aria-labelledby="findings"><h2 id="findings">Findings</h2><p>None.</p></section>`;
  const shown = all.slice(0, MAX_FINDINGS);
  return html`<section aria-labelledby="findings"><h2 id="findings">Findings</h2>
${filters(shown, view)}
<p id="finding-count" role="status" aria-live="polite" class="soft">${count(shown.length, 'finding')}</p>
${shown.length < all.length ? html`<p><strong>not in this page: ${count(all.length - shown.length, 'less urgent finding')}</strong>; the JSON report has all.</p>` : null}
<ol class="cards" id="finding-list">${shown.map((f) => card(f, view, result))}</ol></section>`;
}

function filters(shown: readonly Finding[], view: ResultView): Markup {
  const distinct = (key: (f: Finding) => string | readonly string[]): string[] =>
    [...new Set(shown.flatMap(key))].sort();
  const choices: readonly (readonly [name: string, label: string, values: readonly string[]])[] = [
    ['outcome', 'Decision', OUTCOMES.filter((o) => shown.some((f) => f.decision.outcome === o))],
    ['severity', 'Severity', SEVERITIES.filter((s) => shown.some((f) => f.severity === s))],
    ['kind', 'Kind', distinct((f) => f.kind)],
    ['status', 'Status', distinct((f) => f.status.state)],
    ['scope', 'Scope', distinct((f) => scopesOf(f, view))],
    ['root', 'Root', distinct((f) => rootOf(f, view))],
  ];
  return html`<form id="finding-filters" class="filters needs-script" hidden aria-label="Filter findings">
${choices.map(
  ([name, label, values]) =>
    html`<label>${label}<select name="${name}"><option value="">all</option>${values.map((v) => html`<option value="${v}">${v}</option>`)}</select></label>`,
)}
<label>Text<input type="search" name="q" autocomplete="off"></label><button type="reset">Clear</button></form>`;
}

/** Of all copies, the worst-placed one first. */
function scopesOf(finding: Finding, view: ResultView): string[] {
  const scopes = copiesOf(finding, view).flatMap(({ component }) => component?.scope ?? []);
  return scopes.length === 0 ? ['unknown'] : [...new Set(scopes)];
}
const rootOf = (finding: Finding, view: ResultView): string => plain(rootPathOf(finding, view), 200);

function stateOf(finding: Finding, { gate }: ScanResult): string {
  if (!isOpen(finding)) return 'not counted';
  if (finding.uncertain === true) return 'possible';
  if (gate.policy.onlyNew) return isNew(finding) ? 'new' : 'known';
  return 'open';
}

/** Closed it says how bad, what, where and until when. */
function card(finding: Finding, view: ResultView, result: ScanResult): Markup {
  const rule = view.rules.get(finding.rule);
  const name = displayId(finding.rule, rule);
  const title = rule?.title ?? finding.rule;
  const subject = subjectName(finding, view);
  const { decision } = finding;
  const text = plain([name, finding.rule, title, subject].join(' '), 600).toLowerCase();
  const facts = [
    name,
    subject,
    OUTCOME_TITLES[decision.outcome].toLowerCase(),
    `due ${decision.dueDate ?? 'with the next upgrade'}`,
    stateOf(finding, result),
  ];
  return html`<li class="card-item ${finding.severity}" id="f-${finding.fingerprint}" data-outcome="${decision.outcome}" data-severity="${finding.severity}" data-kind="${finding.kind}" data-status="${finding.status.state}" data-scope="${scopesOf(finding, view).join(' ')}" data-root="${rootOf(finding, view)}" data-text="${text}">
<details class="finding"><summary><span class="title">${plain(title, 300)}</span>
<span class="badges"><span class="badge ${finding.severity}">${finding.severity}</span>${rule?.kev === undefined ? null : html`<span class="badge critical">exploited</span>`}</span>
<span class="facts">${facts.join(' · ')}</span></summary>${details(finding, view)}</details></li>`;
}

function details(finding: Finding, view: ResultView): Markup {
  const rule = view.rules.get(finding.rule);
  const { decision } = finding;
  const page = webAddress(rule?.url);
  const silenced = silencedBy(finding);
  return html`<div class="decision"><div>
<h4>Why</h4><p class="prose">${decision.why}</p>
${list('What the health overlay changed', decision.overlay)}
${list('Notes', finding.notes)}
${silenced === undefined ? null : list('Not counted', [silenced])}
<h4>What to do</h4>${changes(finding, view)}
<h4>Path</h4><ol class="chain">${finding.trace.map((step) => html`<li>${step.label}</li>`)}</ol>
<h4>Where</h4><ul class="plain">${where(finding, view)
    .slice(0, 20)
    .map((line) => html`<li>${line}</li>`)}</ul>
${page === undefined ? null : html`<p><a href="${page}" rel="noreferrer">${displayId(finding.rule, rule)} in full</a></p>`}
${rule?.rationale === undefined ? null : html`<h4>About it</h4><div class="advisory">${markdownHtml(rule.rationale, MAX_RATIONALE)}</div>`}
</div><div>
<div class="wrap"><table><caption>Decision ${decision.outcome} (SSVC tree: ${decision.tree}${decision.bod === null ? '' : `; BOD 26-04 row ${bodLabel(decision.bod)}`}); first seen ${finding.firstSeen}</caption>
<thead><tr><th scope="col">Input</th><th scope="col">Value</th><th scope="col">Origin</th></tr></thead>
<tbody>${decision.inputs.map((i) => html`<tr><th scope="row">${i.name}</th><td>${i.value}</td><td>${i.origin}${i.source === '' ? '' : `: ${i.source}`}</td></tr>`)}</tbody></table></div>
${evidenceTables(finding)}
<p class="facts">${identity(finding, view)}</p>
</div></div>`;
}

function changes(finding: Finding, view: ResultView): Markup {
  const fixes = view.fixesOf.get(finding.fingerprint) ?? [];
  return fixes.length === 0
    ? html`<p class="prose">Nothing is planned.</p>`
    : html`${fixes.map((fix) => html`<p class="prose">${fix.action}</p>`)}`;
}

/** Of several copies also which one is where. */
function where(finding: Finding, view: ResultView): string[] {
  const copies = copiesOf(finding, view);
  if (copies.length < 2) return finding.locations.map(placeOf);
  return copies.flatMap(({ component, place }) =>
    component === undefined || place === undefined
      ? []
      : [`${placeOf(place)}: ${component.version ?? 'version unknown'}, ${component.scope}`],
  );
}

function evidenceTables(finding: Finding): readonly Markup[] {
  const matches = finding.evidence.filter((e) => isMatchEvidence(e));
  const seen = finding.evidence.flatMap((e) => (isMatchEvidence(e) ? [] : [e]));
  return [
    ...(matches.length === 0
      ? []
      : [
          html`<table><caption>Evidence</caption><thead><tr><th scope="col">Record</th><th scope="col">Affected</th><th scope="col">Fixed in</th></tr></thead>
<tbody>${matches.map((e) => html`<tr><th scope="row">${e.record} <span class="soft">(${e.source})</span></th><td>${e.range}</td><td>${e.fixedIn ?? 'not known'}${e.subscription === undefined ? '' : ` (${e.subscription})`}</td></tr>`)}</tbody></table>`,
        ]),
    ...(seen.length === 0
      ? []
      : [
          html`<table><caption>Evidence</caption><thead><tr><th scope="col">Seen by</th><th scope="col">Observed</th><th scope="col">Expected</th></tr></thead>
<tbody>${seen.map((e) => html`<tr><th scope="row">${e.source}</th><td>${observedIn(e)}</td><td>${isRedactedEvidence(e) ? '' : (e.expected ?? '')}</td></tr>`)}</tbody></table>`,
        ]),
  ];
}

/** What a check saw; of a secret only what it is and how it begins. */
function observedIn(evidence: Observation | RedactedEvidence): string {
  if (!isRedactedEvidence(evidence)) return evidence.observed;
  return `${evidence.found}: ${evidence.redacted} (${count(evidence.length, 'character')})`;
}

function identity(finding: Finding, view: ResultView): string {
  const rule = view.rules.get(finding.rule);
  return [
    finding.rule,
    ...(rule?.aliases ?? []),
    ...(rule?.cwe ?? []),
    ...(rule?.cvss.map((c) => `CVSS ${c.version} ${c.score} ${c.vector}`) ?? []),
    ...(rule?.kev === undefined ? [] : [`in CISA KEV since ${rule.kev.dateAdded}`]),
    ...(rule?.epss === undefined ? [] : [`EPSS ${(rule.epss.score * 100).toFixed(1)} %`]),
    finding.subject.purl ?? finding.subject.label,
    `fingerprint ${finding.fingerprint}`,
  ].join(' · ');
}

function list(title: string, items: readonly string[]): Markup | null {
  if (items.length === 0) return null;
  return html`<h4>${title}</h4><ul class="plain">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}
