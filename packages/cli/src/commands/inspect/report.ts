/** The profile of a package and the difference of two, as text. */

import { count } from '@theriac/core';
import { clip, hanging, printable, wrap } from '@theriac/formats/terminal-text';
import type { Difference, PackageProfile } from '@theriac/scan/profile';
import { CAPABILITIES, type Concern, capabilitiesOf, type Evidence } from '@theriac/scan/profile';

const MOST_PLACES = 3;

export function renderProfile(profile: PackageProfile, concerns: readonly Concern[], width: number): string {
  const lines = [`${nameOf(profile)}: ${count(profile.read, 'file')}`, ''];
  for (const one of concernLines(concerns, width)) lines.push(one);
  const capabilities = capabilitiesOf(profile);
  if (capabilities.size > 0) lines.push('Capabilities:');
  for (const [capability, evidence] of capabilities) {
    for (const one of wrap(`${CAPABILITIES[capability].does}: ${subjects(evidence)}`, width, '  '))
      lines.push(one);
    for (const one of places(evidence)) lines.push(one);
  }
  if (capabilities.size === 0) lines.push('No capability that Theriac looks for was found.');
  for (const one of unknownLines([profile], width)) lines.push(one);
  return `${lines.join('\n').trimEnd()}\n`;
}

export function renderDifference(
  before: PackageProfile,
  after: PackageProfile,
  difference: Difference,
  width: number,
): string {
  const { additions, concerns } = difference;
  const lines = [`${nameOf(before)} → ${nameOf(after)}`, '', ...concernLines(concerns, width)];
  if (additions.length === 0) lines.push('This update adds no capability that Theriac looks for.');
  else lines.push('This update adds:');
  for (const addition of additions) {
    lines.push(
      ...hanging(
        `  ${addition.severity.padEnd(6)} `,
        `${addition.does}: ${listed(addition.subjects)}`,
        width,
      ),
    );
    for (const one of places(addition.evidence)) lines.push(one);
  }
  for (const one of unknownLines([before, after], width)) lines.push(one);
  return `${lines.join('\n').trimEnd()}\n`;
}

function concernLines(concerns: readonly Concern[], width: number): string[] {
  const lines: string[] = [];
  for (const { severity, title, evidence } of concerns) {
    for (const one of wrap(`${severity === 'high' ? 'DANGEROUS' : 'REVIEW'}: ${title}`, width))
      lines.push(one);
    for (const e of evidence) {
      lines.push(
        ...wrap(`${place(e)}  ${CAPABILITIES[e.capability].does}: ${clip(e.subject, 60)}`, width, '    '),
      );
    }
    lines.push('');
  }
  return lines;
}

function subjects(evidence: readonly Evidence[]): string {
  return listed([...new Set(evidence.map((e) => e.subject))].sort());
}

function listed(named: readonly string[]): string {
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

function unknownLines(profiles: readonly PackageProfile[], width: number): string[] {
  const unknowns = profiles.flatMap((profile) => profile.unknowns);
  if (unknowns.length === 0) return [];
  const shown = unknowns.slice(0, 10).flatMap((u) => wrap(`${u.location.path}: ${u.message}`, width, '  '));
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
