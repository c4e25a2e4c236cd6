/** Severity words and what they are worth. */

export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'unknown'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** 0 is the worst; `unknown` sorts after `low` but is never treated as harmless by a gate. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** Qualitative rating of a CVSS score (0–10) per CVSS 3.1 §5 and 4.0 §6; 0.0 (“none”) counts as low. */
export function severityOfScore(score: number): Severity {
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return 'low';
}

/** A label as feeds write it (`MODERATE`, `Important`, `CRITICAL`) or unknown. */
export function severityOfLabel(label: string): Severity {
  switch (label.trim().toLowerCase()) {
    case 'critical':
      return 'critical';
    case 'high':
    case 'important':
      return 'high';
    case 'medium':
    case 'moderate':
      return 'medium';
    case 'low':
    case 'minor':
    case 'negligible':
      return 'low';
    default:
      return 'unknown';
  }
}
