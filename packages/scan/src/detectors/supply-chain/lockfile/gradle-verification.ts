/** gradle/verification-metadata.xml: what weakens it. Format: Gradle's documentation of dependency verification. */
import { aboutFile, type RawFinding } from '@theriac/core';
import { LineIndex } from '@theriac/read/text';
import { LOCK_RULES } from './lock-rules.ts';

export function checkGradleVerification(text: string, path: string): RawFinding[] {
  const findings: RawFinding[] = [];
  const lines = new LineIndex(text);
  const add = (
    rule: RawFinding['rule'],
    key: string,
    offset: number,
    observed: string,
    action: string,
  ): void => {
    findings.push({
      rule,
      subject: aboutFile(path),
      key,
      locations: [{ path, line: lines.line(offset) }],
      evidence: [{ source: 'detector/lockfile', observed }],
      scope: 'build',
      action,
    });
  };
  const strong = /<(?:sha256|sha512|pgp)\b/.test(text);
  const weak = /<(?:sha1|md5)\b/.exec(text);
  if (weak !== null && !strong) {
    add(
      LOCK_RULES['LOCK-WEAK-HASH'],
      '',
      weak.index,
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
        match.index,
        'every artifact that matches any group is trusted without a hash',
        'Trust named groups only',
      );
    }
  }
  return findings;
}
