/** Of what may be secrets at one place, the most exact. */
import type { FoundSecret } from './found-secret.ts';

export interface Candidate extends FoundSecret {
  /** Lower is more exact: the row of its kind. */
  readonly order: number;
  /** Where its text ends, which is longer than the value where that is written as something else. */
  readonly end: number;
  /** Where the container begins that holds it; absent: it stands in the text itself. */
  readonly container?: number;
}

/** The order of what a name alone promises. */
export const GENERIC_ORDER = Number.MAX_SAFE_INTEGER;

/** What says itself what it is, then what a container holds, then what a name alone promises. */
function rankOf({ order, container }: Candidate): number {
  if (container !== undefined) return 1;
  return order === GENERIC_ORDER ? 2 : 0;
}

function byExactness(a: Candidate, b: Candidate): number {
  return rankOf(a) - rankOf(b) || b.value.length - a.value.length || a.order - b.order || a.start - b.start;
}

/** Where two stand over each other the more exact one stays; those of one container stand beside each other. */
export function withoutOverlaps(candidates: readonly Candidate[]): FoundSecret[] {
  return withoutOverlapping(candidates).map(({ kind, value, start }) => ({ kind, value, start }));
}

/** The same, with what is known of each. */
export function withoutOverlapping(candidates: readonly Candidate[]): Candidate[] {
  // Candidates that touch each other follow each other by place: only within such a row one can exclude another.
  const kept: Candidate[] = [];
  let row: Candidate[] = [];
  let reach = 0;
  for (const one of candidates.toSorted((a, b) => a.start - b.start)) {
    if (one.start >= reach) {
      for (const best of bestOf(row)) kept.push(best);
      row = [];
    }
    row.push(one);
    reach = Math.max(reach, one.end);
  }
  for (const best of bestOf(row)) kept.push(best);
  return kept.toSorted((a, b) => a.start - b.start);
}

/** In one row, the most exact first; more than these overlap nowhere but in texts that are made to. */
const MOST_IN_ROW = 1000;

function bestOf(row: readonly Candidate[]): readonly Candidate[] {
  if (row.length < 2) return row;
  const kept: Candidate[] = [];
  for (const one of row.toSorted(byExactness).slice(0, MOST_IN_ROW))
    if (!kept.some((other) => excludes(other, one))) kept.push(one);
  return kept;
}

function excludes(kept: Candidate, one: Candidate): boolean {
  if (kept.container !== undefined && kept.container === one.container) return false;
  return one.start < kept.end && kept.start < one.end;
}
