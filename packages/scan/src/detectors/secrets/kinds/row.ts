/** Short forms of rows: what differs from kind to kind, and nothing else. */
import type { CheckName } from '../checks.ts';
import type { SecretKind } from '../kind.ts';

type Severity = SecretKind['severity'];

/** A secret that says itself what it is. */
export function shaped(
  id: string,
  title: string,
  severity: Severity,
  revoke: string,
  shapes: readonly string[],
  check?: CheckName,
): SecretKind {
  return {
    id,
    title,
    severity,
    revoke,
    how: { by: 'shape', shapes, ...(check === undefined ? {} : { check }) },
  };
}

/** A secret that its name tells. */
export function named(
  id: string,
  title: string,
  severity: Severity,
  revoke: string,
  names: readonly string[],
  shapes: readonly string[],
  check?: CheckName,
): SecretKind {
  return {
    id,
    title,
    severity,
    revoke,
    how: { by: 'name', names, shapes, ...(check === undefined ? {} : { check }) },
  };
}

/** Names that tell the kind where its service is named shortly before them. */
export function besides(kind: SecretKind, near: RegExp, names: readonly string[]): SecretKind {
  return kind.how.by === 'name' ? { ...kind, how: { ...kind.how, besides: { near, names } } } : kind;
}

/** A secret that stands in a text of its own; `secret` is the group of the expression that holds it. */
export function patterned(
  id: string,
  title: string,
  severity: Severity,
  revoke: string,
  keywords: readonly string[],
  pattern: RegExp,
  examples: readonly string[],
  check?: CheckName,
): SecretKind {
  return {
    id,
    title,
    severity,
    revoke,
    how: { by: 'pattern', keywords, pattern, examples, ...(check === undefined ? {} : { check }) },
  };
}
