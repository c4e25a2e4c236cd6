/** What a repository held before: every version of its files, each content once. */
import type { KnownUnknown } from '../inventory/component.ts';
import type { TargetFile } from './tree.ts';

/** A content that a commit brought. */
export interface PastFile {
  /** At the path that it had then, relative to the target. */
  readonly file: TargetFile;
  /** The first commit that has it; the whole id. */
  readonly commit: string;
  /** YYYY-MM-DD, as its author wrote; absent where the commit says no day. */
  readonly day?: string;
  /** Whether the newest commit still holds this very content, at whatever path. */
  readonly isCurrent: boolean;
}

export interface History {
  /** Oldest first, one content at a time. Read once. */
  readonly files: AsyncIterable<PastFile>;
  /** What could not be read; complete when `files` has ended. */
  readonly gaps: () => readonly KnownUnknown[];
  /** What was left out on purpose, one sentence each; complete when `files` has ended. */
  readonly notes: () => readonly string[];
}
