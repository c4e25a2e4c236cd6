/** What is made of one file of the target, with all that is packed in it. */
import type { Gap, Readout } from '../record.ts';

/** A text or a binary part. */
export interface Part {
  /** The path of the file; for an entry of an archive with its name: `export.zip!/patients.csv`. Never reported. */
  readonly path: string;
  /** What marks of synthetic data are looked for in; empty for binary parts. */
  readonly text: string;
  readonly readout: Readout;
}

/** Collects what is found in one file, and what may still be spent on it. */
export class Content {
  readonly parts: Part[] = [];
  readonly gaps: Gap[] = [];
  /** Kinds of files that are not read, each as often as it occurs. */
  readonly unread: string[] = [];
  /** Bytes that may still come out of what is packed. */
  bytes = 128 * 1024 * 1024;
  /** Entries of archives that may still be looked at. */
  entries = 20_000;

  add(path: string, text: string, readout: Readout): void {
    if (readout.readings.length > 0) this.parts.push({ path, text, readout });
    for (const gap of readout.gaps) this.gap(gap.reason, gap.message);
  }

  /** Each message once: an archive may hold the same fault thousands of times. */
  gap(reason: Gap['reason'], message: string): void {
    if (!this.gaps.some((one) => one.message === message)) this.gaps.push({ reason, message });
  }
}
