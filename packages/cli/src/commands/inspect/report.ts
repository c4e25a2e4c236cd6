/** The profile of a package and the difference of two, as text. */

import { count } from '@theriac/core';
import { clip, printable, wrap } from '@theriac/formats/terminal-text';
import type { Difference, PackageProfile } from '@theriac/scan/profile';
import { CAPABILITIES, type Concern, capabilitiesOf, type Evidence } from '@theriac/scan/profile';

const WIDTH = 80;
const MOST_PLACES = 3;

export function renderProfile(profile: PackageProfile, concerns: readonly Concern[]): string {
  const lines = [`${nameOf(profile)}: ${count(profile.read, 'file')}`, ''];
  lines.push(...concernLines(concerns));
  const capabilities = capabilitiesOf(profile);
  if (capabilities.size > 0) lines.push('Capabilities:');
  for (const [capability, evidence] of capabilities) {
    lines.push(`  ${CAPABILITIES[capability].does}: ${subjects(evidence)}`);
    lines.push(...places(evidence));
  }
  if (capabilities.size === 0) lines.push('No capability that Theriac looks for was found.');
  lines.push(...unknownLines([profile]));
  return `${lines.join('\n').trimEnd()}\n`;
}

export function renderDifference(
  before: PackageProfile,
  after: PackageProfile,
  difference: Difference,
): string {
  const { additions, concerns } = difference;
  const lines = [`${nameOf(before)} → ${nameOf(after)}`, '', ...concernLines(concerns)];
  if (additions.length === 0) lines.push('This update adds no capability that Theriac looks for.');
  else lines.push('This update adds:');
  for (const addition of additions) {
    lines.push(
      `  ${addition.severity.padEnd(6)} ${addition.does}: ${clip(addition.subjects.join(', '), WIDTH)}`,
    );
    lines.push(...places(addition.evidence));
  }
  lines.push(...unknownLines([before, after]));
  return `${lines.join('\n').trimEnd()}\n`;
}

function concernLines(concerns: readonly Concern[]): string[] {
  const lines: string[] = [];
  for (const { severity, title, evidence } of concerns) {
    lines.push(...wrap(`${severity === 'high' ? 'DANGEROUS' : 'REVIEW'}: ${title}`, WIDTH));
    for (const e of evidence) {
      lines.push(`    ${place(e)}  ${CAPABILITIES[e.capability].does}: ${clip(e.subject, 60)}`);
    }
    lines.push('');
  }
  return lines;
}

function subjects(evidence: readonly Evidence[]): string {
  const named = [...new Set(evidence.map((e) => e.subject))].sort();
  const shown = named.slice(0, 6).map((subject) => clip(subject, 50));
  return `${shown.join(', ')}${named.length > shown.length ? ` and ${named.length - shown.length} more` : ''}`;
}

function places(evidence: readonly Evidence[]): string[] {
  const shown = evidence.slice(0, MOST_PLACES).map((e) => `      ${place(e)}`);
  return evidence.length > MOST_PLACES
    ? [...shown, `      and ${count(evidence.length - MOST_PLACES, 'more place')}`]
    : shown;
}

function place({ location }: Evidence): string {
  return `${printable(location.path)}:${location.line ?? 1}`;
}

function unknownLines(profiles: readonly PackageProfile[]): string[] {
  const unknowns = profiles.flatMap((profile) => profile.unknowns);
  if (unknowns.length === 0) return [];
  const shown = unknowns.slice(0, 10).map((u) => `  ${printable(u.location.path)}: ${printable(u.message)}`);
  return [
    '',
    'Could not be read:',
    ...shown,
    ...(unknowns.length > 10 ? [`  and ${unknowns.length - 10} more`] : []),
  ];
}

function nameOf({ manifest }: PackageProfile): string {
  return printable(`${manifest.name ?? 'unnamed package'} ${manifest.version ?? ''}`.trim());
}
