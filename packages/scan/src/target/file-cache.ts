/** Files of a tree after their first use, so that all plug-ins share one reading and one decoding. */
import type { TargetFile } from '@theriac/core';

/**
 * Bytes of files kept. Every file that plug-ins share (manifests, settings) is far smaller than a lockfile; a large
 * lockfile is used at once by all that want it and may then go.
 */
const KEPT_BYTES = 16 * 1024 * 1024;
/** A larger file is let go once it was read by all that the walk gave it to. */
const SMALL_BYTES = 1024 * 1024;
/** Entries kept, absent files included. */
const KEPT_ENTRIES = 20_000;

export class FileCache {
  readonly #files = new Map<string, TargetFile | null>();
  #bytes = 0;

  /** @param open called when the file is not kept; null: there is none */
  get(path: string, open: () => TargetFile | null): TargetFile | null {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const file = open();
    this.#files.set(path, file);
    this.#bytes += file?.size ?? 0;
    for (const oldest of this.#files.keys()) {
      if (oldest === path || (this.#bytes <= KEPT_BYTES && this.#files.size <= KEPT_ENTRIES)) break;
      this.#bytes -= this.#files.get(oldest)?.size ?? 0;
      this.#files.delete(oldest);
    }
    return file;
  }

  /** Every plug-in that the walk gave the file to has read it. */
  release(path: string): void {
    const file = this.#files.get(path);
    if (file === null || file === undefined || file.size <= SMALL_BYTES) return;
    this.#bytes -= file.size;
    this.#files.delete(path);
  }
}
