/** CVSS 2.0, 3.0, 3.1 and 4.0 base scores, by ae-cvss-calculator; used when an index is built, not when it is read. */
import type { CvssVector } from '@theriac/core';
import calculator from 'ae-cvss-calculator';

/** One score a vector, since feeds repeat a few thousand vectors tens of thousands of times. */
const scored = new Map<string, CvssVector | undefined>();
const MAX_REMEMBERED = 20_000;

/** The vector with its score, or undefined when it is not a complete CVSS vector. */
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
    if (scores === undefined) return undefined;
    // A 4.0 vector has one score, threat metrics included; before that the base score is what databases publish.
    const value = version === '4.0' ? scores.overall : 'base' in scores ? scores.base : undefined;
    if (typeof value !== 'number' || !(value >= 0 && value <= 10)) return undefined;
    // The calculator answers -0 where there is no impact.
    return { version, vector, score: value === 0 ? 0 : value };
  } catch {
    // A vector with unknown metrics: the record keeps its label instead.
    return undefined;
  }
}

const V3 = { AV: 'NALP', AC: 'LH', PR: 'NLH', UI: 'NR', S: 'UC', C: 'HLN', I: 'HLN', A: 'HLN' };

/** Mandatory base metrics and their values: where one is missing or unknown the calculator would answer 0. */
const MANDATORY: Readonly<Record<CvssVector['version'], Readonly<Record<string, string>>>> = {
  '2.0': { AV: 'LAN', AC: 'HML', Au: 'MSN', C: 'NPC', I: 'NPC', A: 'NPC' },
  '3.0': V3,
  '3.1': V3,
  '4.0': {
    AV: 'NALP',
    AC: 'LH',
    AT: 'NP',
    PR: 'NLH',
    UI: 'NPA',
    VC: 'HLN',
    VI: 'HLN',
    VA: 'HLN',
    SC: 'HLN',
    SI: 'HLN',
    SA: 'HLN',
  },
};

function isComplete(version: CvssVector['version'], vector: string): boolean {
  const given = new Map<string, string>();
  for (const part of vector.replace(/[()]/g, '').split('/')) {
    const colon = part.indexOf(':');
    given.set(part.slice(0, colon), part.slice(colon + 1));
  }
  return Object.entries(MANDATORY[version]).every(([metric, values]) => {
    const value = given.get(metric);
    return value?.length === 1 && values.includes(value);
  });
}

function versionOf(vector: string): CvssVector['version'] | undefined {
  if (vector.startsWith('CVSS:4.0/')) return '4.0';
  if (vector.startsWith('CVSS:3.1/')) return '3.1';
  if (vector.startsWith('CVSS:3.0/')) return '3.0';
  return /^\(?AV:[LAN]\/AC:[HML]\/Au:[MSN]\//.test(vector) ? '2.0' : undefined;
}
