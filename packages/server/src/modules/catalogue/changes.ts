/** What differs between two states of a record, for its history and the audit trail. */
import { canonicalJson, type JsonValue } from '@theriac/formats/audit';
import type { Change } from '../../audit/append.ts';

/** Fields of a record that an edit gives. */
export type Patch<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** The record with the fields that are given; one that is undefined is not given. */
export function patched<T extends object>(record: T, patch: Patch<T>): T {
  const given = Object.entries(patch).filter(([, value]) => value !== undefined);
  return { ...record, ...(Object.fromEntries(given) as Partial<T>) };
}

type Record = { readonly [field: string]: JsonValue | undefined };

/** Of fields of `before`, in their order. */
export function changesOf(before: Record, after: Record): readonly Change[] {
  return Object.keys(after).flatMap((field) => {
    const [was, is] = [before[field] ?? null, after[field] ?? null];
    return canonicalJson(was) === canonicalJson(is) ? [] : [{ field, before: was, after: is }];
  });
}
