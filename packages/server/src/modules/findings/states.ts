/** Which state a finding may be moved to by a person; what only a scan can say is not among them. */
import type { FindingState } from '@theriac/contract';

interface StateRow {
  /** Whether it counts. */
  readonly isOpen: boolean;
  readonly next: readonly FindingState[];
}

const DECISIONS = [
  'in-progress',
  'false-positive',
  'vex-not-affected',
] as const satisfies readonly FindingState[];

export const STATES: Readonly<Record<FindingState, StateRow>> = {
  new: { isOpen: true, next: ['triaged', ...DECISIONS] },
  triaged: { isOpen: true, next: DECISIONS },
  'in-progress': { isOpen: true, next: ['triaged', 'false-positive', 'vex-not-affected'] },
  // Entered and left by an exception and a mitigation, which are records of their own.
  'exception-active': { isOpen: false, next: [] },
  mitigated: { isOpen: true, next: ['in-progress'] },
  'vex-not-affected': { isOpen: false, next: ['reopened'] },
  'false-positive': { isOpen: false, next: ['reopened'] },
  fixed: { isOpen: false, next: ['verified', 'reopened'] },
  verified: { isOpen: false, next: ['closed', 'reopened'] },
  closed: { isOpen: false, next: ['reopened'] },
  reopened: { isOpen: true, next: ['triaged', ...DECISIONS] },
};

/** Decisions that make a finding count no more: of a critical one a second person decides. */
export const DECIDES_AWAY: ReadonlySet<FindingState> = new Set(['false-positive', 'vex-not-affected']);
