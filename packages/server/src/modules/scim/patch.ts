/** PATCH of RFC 7644, section 3.5.2: each operation applied to the attributes that the server keeps. */
import type { ScimPatch } from '@theriac/contract';
import { ApiFailure } from '../../errors.ts';

type Operation = ScimPatch['Operations'][number];
export type Attributes = Record<string, unknown>;

/** @param known attributes, as they are spelled; names are compared without regard to case */
export function patched(before: Attributes, { Operations }: ScimPatch, known: readonly string[]): Attributes {
  const after = { ...before };
  const spelled = (name: string): string | undefined =>
    known.find((one) => one.toLowerCase() === name.toLowerCase());
  for (const { op, path, value } of Operations) {
    if (path === undefined) {
      if (op === 'remove' || value === null || typeof value !== 'object' || Array.isArray(value))
        throw new ApiFailure('INVALID', 'noTarget: the operation has neither a path nor attributes.');
      for (const [name, one] of Object.entries(value)) {
        const attribute = spelled(name);
        if (attribute !== undefined) after[attribute] = one;
      }
      continue;
    }
    if (/^members\b/i.test(path)) {
      after.members = membersAfter(after.members, op, path, value);
      continue;
    }
    const attribute = spelled(path);
    // An attribute that is not kept: nothing to do.
    if (attribute === undefined) continue;
    if (op === 'remove') delete after[attribute];
    else after[attribute] = value;
  }
  return after;
}

interface Value {
  readonly value: unknown;
}

const ONE_MEMBER = /^members\[ *value +eq +"([^"]{1,100})" *\]$/i;

function membersAfter(before: unknown, op: Operation['op'], path: string, value: unknown): readonly Value[] {
  const had = Array.isArray(before) ? (before as readonly Value[]) : [];
  const given = (Array.isArray(value) ? value : value === undefined ? [] : [value]) as readonly Value[];
  const one = ONE_MEMBER.exec(path)?.[1];
  if (one !== undefined) {
    if (op !== 'remove') throw new ApiFailure('INVALID', 'invalidPath: a single member is only removed.');
    return had.filter((member) => member.value !== one);
  }
  if (path.toLowerCase() !== 'members')
    throw new ApiFailure('INVALID', 'invalidPath: members or members[value eq "…"].');
  if (op === 'replace') return given;
  const ids = new Set(given.map((member) => member.value));
  const others = had.filter((member) => !ids.has(member.value));
  if (op === 'add') return others.concat(given);
  return value === undefined ? [] : others;
}
