/**
 * What failed the gate of a scan and rests on files: no document carries the files, so that whoever scans the document
 * cannot find it again. The document says that it was there, and its own gate is then not green.
 */
import type { BomProperty, Finding, ScanResult } from '@theriac/core';
import { plain } from '../../text/plain-text.ts';

const UNCARRIED = 'theriac:uncarried';
const LISTED = 100;

/** Rules about components that look at files: what was changed in a licence is in its text. */
const ON_FILES: ReadonlySet<string> = new Set(['THERIAC-LIC-MODIFIED']);

/** Whether a finding cannot be made again from a bill of materials. */
export function restsOnFiles({ rule, subject }: Pick<Finding, 'rule' | 'subject'>): boolean {
  return subject.components.length === 0 || ON_FILES.has(rule);
}

/** One property a rule, sorted. */
export function uncarriedFindings({ findings, gate }: ScanResult): BomProperty[] {
  const failing = new Set(gate.failing);
  const rules = findings
    .filter((f) => failing.has(f.fingerprint) && restsOnFiles(f))
    .map((f) => `${f.rule} (${f.decision.outcome})`);
  return [...new Set(rules)]
    .sort()
    .slice(0, LISTED)
    .map((rule) => ({ name: UNCARRIED, value: plain(rule) }));
}

/** What a document says was found in files that it does not carry. */
export function uncarriedIn(properties: readonly BomProperty[]): string[] {
  return properties.filter(({ name }) => name === UNCARRIED).map(({ value }) => plain(value, 120));
}
