/** A rule as code scanning shows it: how severe it is, and help as text and as Markdown. */
import type { Rule, Severity } from '@theriac/core';
import { displayId } from '../../result-view.ts';
import { safeMarkdown } from '../../text/markdown/safe-markdown.ts';
import { plain, plainLines, webAddress } from '../../text/plain-text.ts';
import { message } from './message.ts';

const MAX_TAGS = 20;
/** Characters of the rationale; services refuse files that are too large. */
const MAX_RATIONALE = 8000;
const MAX_REMEDY = 4000;

/** `security-severity` where a rule has no CVSS score; GitHub reads ≥ 9 as critical, ≥ 7 high, ≥ 4 medium. */
const SEVERITY_SCORES: Readonly<Record<Severity, number>> = {
  critical: 9.5,
  high: 8,
  medium: 5.5,
  low: 2,
  unknown: 5.5,
};

export function descriptor(rule: Rule): object {
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
  const remedy = rule.remediation ?? 'Make the change that the result names.';
  const parts = (rationale: string, change: string): string[] => [rationale, change].filter((p) => p !== '');
  return {
    text: message(
      [
        title,
        ...facts.map(([label, value]) => `${label}: ${value}`),
        ...parts(plainLines(rule.rationale ?? '', MAX_RATIONALE), plainLines(remedy, MAX_REMEDY)),
      ].join('\n'),
    ),
    markdown: [
      `## ${shownAsIs(title)}`,
      facts.map(([label, value]) => `- **${label}**: ${shownAsIs(value)}`).join('\n'),
      ...parts(
        safeMarkdown(rule.rationale ?? '', MAX_RATIONALE),
        `### What to do\n\n${safeMarkdown(remedy, MAX_REMEDY)}`,
      ),
    ].join('\n\n'),
  };
}

/** Markdown text that shows its characters as they are, except line breaks. */
function shownAsIs(text: string): string {
  return text.replace(/[&<>[\]()\\`*_{}#|~!@]/g, (char) => `&#${char.charCodeAt(0)};`);
}
