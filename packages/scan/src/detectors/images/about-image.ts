/** Findings about the configuration of an image. */
import type { RawFinding, Rule } from '@theriac/core';

/** The history of an image as a Dockerfile, beside its files. */
export const HISTORY = 'image!/Dockerfile';

/** A setting of the image's configuration. */
export function aboutImage(rule: Rule, name: string, observed: string, expected?: string): RawFinding {
  return {
    rule,
    subject: { kind: 'setting', path: HISTORY, name },
    key: '',
    locations: [{ path: HISTORY }],
    evidence: [{ source: 'detector/images', observed, ...(expected === undefined ? {} : { expected }) }],
    scope: 'production',
    action: rule.remediation ?? '',
  };
}
