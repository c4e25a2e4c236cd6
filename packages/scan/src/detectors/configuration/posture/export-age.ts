/** How old an export is: what was right when it was taken says little about today. */
import { type ConfigValue, entry, textOf } from '@theriac/core/configuration';
import type { Report } from '../contract.ts';

/** Settings are gone through at least every quarter where access is reviewed as the law expects it. */
const OLDEST_DAYS = 90;

interface Taken {
  readonly path: string;
  /** YYYY-MM-DD of the run; absent: its age does not matter. */
  readonly day: string | undefined;
  readonly report: Report;
}

/** Tells an export that is too old, or does not say when it was taken, as a gap. */
export function noteAge(document: ConfigValue, { path, day, report }: Taken): void {
  if (day === undefined) return;
  const collected = textOf(entry(document, 'collected')) ?? '';
  const message = messageOf(collected, day);
  if (message !== undefined)
    report({ reason: 'dynamic', message, location: { path }, losesComponents: false });
}

function messageOf(collected: string, day: string): string | undefined {
  const days = /^\d{4}-\d{2}-\d{2}$/.test(collected)
    ? Math.round((Date.parse(day) - Date.parse(collected)) / 86_400_000)
    : Number.NaN;
  if (Number.isNaN(days)) return 'it does not say when it was taken; import it again';
  return days > OLDEST_DAYS
    ? `it was taken on ${collected}, ${days} days before; export and import it again`
    : undefined;
}
