/** What can be wrong with an audit trail, and in words what each kind means. */

const AUDIT_FAULTS = {
  unreadable: 'a part of the file cannot be read',
  incomplete: 'the file is not whole',
  edited: 'the content of an event was changed',
  relinked: 'an event does not follow the one before it: one of the two was replaced',
  deleted: 'events are missing between others',
  inserted: 'an event was put in',
  reordered: 'events stand in another order',
  truncated: 'events at the end are missing',
  rewritten: 'events were replaced together with all hashes behind them',
  signature: 'a checkpoint is not signed as it should be',
} as const satisfies Readonly<Record<string, string>>;

type AuditFaultKind = keyof typeof AUDIT_FAULTS;

export interface AuditFault {
  readonly kind: AuditFaultKind;
  /** First and last event that it is about; null where it is not about events. */
  readonly from: number | null;
  readonly to: number | null;
  /** In one sentence, without content of events. */
  readonly why: string;
}

/** What is shown of a file in which everything is wrong. */
export const MAX_FAULTS = 100;
