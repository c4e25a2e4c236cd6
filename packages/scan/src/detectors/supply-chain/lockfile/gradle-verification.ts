/** gradle/verification-metadata.xml: what weakens it. Format: Gradle's documentation of dependency verification. */
import { aboutFile, type RawFinding } from '@theriac/core';
import { LOCK_RULES } from './lock-rules.ts';

export function checkGradleVerification(text: string, path: string): RawFinding[] {
  const findings: RawFinding[] = [];
  const add = (
    rule: RawFinding['rule'],
    key: string,
    piece: string,
    observed: string,
    action: string,
  ): void => {
    findings.push({
      rule,
      subject: aboutFile(path),
      key,
      locations: [{ path, line: lineOf(text, piece) }],
      evidence: [{ source: 'detector/lockfile', observed }],
      scope: 'build',
      action,
    });
  };
  const strong = /<(?:sha256|sha512|pgp)\b/.test(text);
  const weak = /<(?:sha1|md5)\b/.exec(text)?.[0];
  if (weak !== undefined && !strong) {
    add(
      LOCK_RULES['LOCK-WEAK-HASH'],
      '',
      weak,
      'only MD5 or SHA-1 sums',
      'Regenerate it with --write-verification-metadata sha256',
    );
  }
  for (const match of text.matchAll(/<trust\s[^>]{0,500}>/g)) {
    const group = /\bgroup="([^"]*)"/.exec(match[0])?.[1] ?? '.*';
    const regex = /\bregex="true"/.test(match[0]);
    if (regex && /^\(?\.[*+]/.test(group)) {
      add(
        LOCK_RULES['LOCK-NO-HASH'],
        match[0].slice(0, 120),
        match[0],
        'every artifact that matches any group is trusted without a hash',
        'Trust named groups only',
      );
    }
  }
  return findings;
}

/** Line of the first occurrence of a piece of text. */
function lineOf(text: string, piece: string): number {
  return text.slice(0, Math.max(text.indexOf(piece), 0)).split('\n').length;
}
