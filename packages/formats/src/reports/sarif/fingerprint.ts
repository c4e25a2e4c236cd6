/** What tells the targets of one repository apart, and the same finding in two of them. */
import { hash } from 'node:crypto';
import { type Finding, type ScanResult, withoutCredentials } from '@theriac/core';
import { plain } from '../../text/plain-text.ts';

/** What tells several targets of one repository apart: the path of the target, or its name where it is the whole. */
export function categoryOf({ target }: ScanResult): string {
  const { kind, name, prefix } = target;
  if (prefix === undefined) return plain(name, 200);
  return plain(kind === 'directory' ? prefix : `${prefix}/${name}`, 200);
}

/** The same finding of two targets is two alerts. */
export function sarifFingerprint({ fingerprint }: Finding, result: ScanResult): string {
  const { prefix } = result.target;
  return prefix === undefined
    ? fingerprint
    : hash(
        'sha256',
        withoutCredentials(`${categoryOf(result)}
${fingerprint}`),
      ).slice(0, fingerprint.length);
}
