/** What was not read, in the words of coverage: a sentence for each file that is broken, one for all kinds not read. */
import { count, type KnownUnknown } from '@theriac/core';
import type { Gap } from './record.ts';

/** Files that are told by their paths; of more there is the number. */
const MOST_FILES = 50;
const MOST_UNKNOWNS = 1000;
/** Paths in the sentence about kinds that are not read; all are among the known unknowns. */
const NAMED = 3;

export class Unread {
  readonly unknowns: KnownUnknown[] = [];
  readonly #broken: string[] = [];
  readonly #kinds = new Map<string, number>();
  readonly #files: string[] = [];

  /** @param kinds of files in it, or of itself, that are not read */
  add(path: string, gaps: readonly Gap[], kinds: readonly string[]): void {
    for (const { reason, message } of gaps) {
      this.#unknown(path, reason, message);
      this.#broken.push(`${path}: ${message}`);
    }
    if (kinds.length === 0) return;
    this.#files.push(path);
    for (const kind of kinds) this.#kinds.set(kind, (this.#kinds.get(kind) ?? 0) + 1);
    this.#unknown(path, 'not-read', `${[...new Set(kinds)].join(', ')}: not looked into for patients`);
  }

  /** Empty when everything was read. */
  reasons(): string[] {
    const told = this.#broken.slice(0, MOST_FILES);
    const more = this.#broken.length - told.length;
    if (more > 0) told.push(`${count(more, 'more file')} read in part`);
    if (this.#files.length === 0) return told;
    const files = [...this.#kinds.values()].reduce((sum, n) => sum + n, 0);
    const kinds = [...this.#kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, n]) => `${kind}: ${n}`);
    const rest = this.#files.length - NAMED;
    const where = `${this.#files.slice(0, NAMED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
    return [
      ...told,
      `${count(files, 'file')} of kinds that are not read (${kinds.join(', ')}): ${where}; look into them, then exclude them`,
    ];
  }

  #unknown(path: string, reason: KnownUnknown['reason'], message: string): void {
    if (this.unknowns.length < MOST_UNKNOWNS)
      this.unknowns.push({ reason, message, location: { path }, losesComponents: false });
  }
}
