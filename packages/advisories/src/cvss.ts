/** CVSS 2.0, 3.0, 3.1 and 4.0 base scores, by ae-cvss-calculator; used when an index is built, not when it is read. */
import type { CvssVector } from '@theriac/core';
import calculator from 'ae-cvss-calculator';

/** One score a vector, since feeds repeat a few thousand vectors tens of thousands of times. */
const scored = new Map<string, CvssVector | undefined>();
const MAX_REMEMBERED = 20_000;

/** The vector with its score, or undefined when it is no complete CVSS vector. */
export function scoreCvss(vector: string): CvssVector | undefined {
  if (scored.has(vector)) return scored.get(vector);
  const result = score(vector.trim());
  if (scored.size < MAX_REMEMBERED) scored.set(vector, result);
  return result;
}

function score(vector: string): CvssVector | undefined {
  const version = versionOf(vector);
  if (version === undefined || !isComplete(version, vector)) return undefined;
  try {
    const scores = calculator.fromVector(vector)?.calculateScores(false);
    const value = scores?.overall;
    return typeof value === 'number' && value >= 0 && value <= 10
      ? { version, vector, score: value }
      : undefined;
  } catch {
    // A vector with unknown metrics: the record keeps its label instead.
    return undefined;
  }
}

/** Mandatory base metrics; a vector that lacks one has no score, and the calculator would answer 0. */
const MANDATORY: Readonly<Record<CvssVector['version'], readonly string[]>> = {
  '2.0': ['AV', 'AC', 'Au', 'C', 'I', 'A'],
  '3.0': ['AV', 'AC', 'PR', 'UI', 'S', 'C', 'I', 'A'],
  '3.1': ['AV', 'AC', 'PR', 'UI', 'S', 'C', 'I', 'A'],
  '4.0': ['AV', 'AC', 'AT', 'PR', 'UI', 'VC', 'VI', 'VA', 'SC', 'SI', 'SA'],
};

function isComplete(version: CvssVector['version'], vector: string): boolean {
  const given = new Set(
    vector
      .replace(/[()]/g, '')
      .split('/')
      .map((part) => part.slice(0, part.indexOf(':'))),
  );
  return MANDATORY[version].every((metric) => given.has(metric));
}

function versionOf(vector: string): CvssVector['version'] | undefined {
  if (vector.startsWith('CVSS:4.0/')) return '4.0';
  if (vector.startsWith('CVSS:3.1/')) return '3.1';
  if (vector.startsWith('CVSS:3.0/')) return '3.0';
  return /^\(?AV:[LAN]\/AC:[HML]\/Au:[MSN]\//.test(vector) ? '2.0' : undefined;
}
