/** Reads the advisory index of one ecosystem or distribution. */
import { type AdvisoryProse, type AdvisorySet, TheriacError } from '@theriac/core';
import type { AdvisoryIndexMeta } from './build-advisories.ts';
import type { FlatFile } from './flat-file.ts';
import { isIndexInfo } from './index-info.ts';
import { adviceKey, artifactKey, idKey, keepsReleasesApart, packageKey } from './index-keys.ts';
import { adviceOf, decodeRecord, joinRecord, type PackageRecord } from './records.ts';

/** What matching asks: an index file, or the embedded set. */
export interface AdvisorySource {
  readonly meta: AdvisoryIndexMeta;
  /**
   * Records of a package, sorted by id; empty when there are none.
   * @param releases of a distribution, where only these are wanted; others may be among the answer
   */
  lookup(name: string, releases?: readonly string[]): readonly PackageRecord[];
  /** Text of a record. */
  prose(record: PackageRecord): AdvisoryProse;
  /** Names of packages that have an artifact id, whatever their group, sorted; for ecosystems whose names have groups. */
  namesOf(artifact: string): readonly string[];
  /** Names of the packages that an id or alias concerns, sorted. */
  packagesOf(id: string): readonly string[];
  close(): void;
}

export class AdvisoryIndex implements AdvisorySource {
  readonly meta: AdvisoryIndexMeta;
  readonly #file: FlatFile;
  readonly #set: AdvisorySet;

  constructor(file: FlatFile, set: AdvisorySet) {
    const { meta } = file;
    if (!isIndexInfo(meta, 'advisories', set.id)) {
      throw new TheriacError('THERIAC_INDEX_CORRUPT', `not an index of ${set.title}`, {
        path: file.path,
      });
    }
    const { refused = {}, releases } = meta as Partial<AdvisoryIndexMeta>;
    if (!Array.isArray(releases)) {
      throw new TheriacError('THERIAC_INDEX_VERSION', `an index of ${set.title} from an older version`, {
        path: file.path,
      });
    }
    this.meta = { ...meta, format: 'advisories', refused, releases };
    this.#file = file;
    this.#set = set;
  }

  lookup(name: string, releases?: readonly string[]): readonly PackageRecord[] {
    const normalized = this.#set.normalizeName(name);
    if (!keepsReleasesApart(this.#set.id)) return this.#records(packageKey(normalized), normalized);
    return (releases ?? ['', ...this.meta.releases])
      .flatMap((release) => this.#records(packageKey(normalized, release), normalized))
      .sort((a, b) => (a.advisory.id < b.advisory.id ? -1 : a.advisory.id > b.advisory.id ? 1 : 0));
  }

  #records(key: string, normalized: string): readonly PackageRecord[] {
    const stored = this.#file.get(key);
    if (stored === undefined) return [];
    if (!Array.isArray(stored))
      throw new TheriacError('THERIAC_INDEX_CORRUPT', 'a package has no list of records', {
        path: this.#file.path,
      });
    return stored.map((entry) =>
      decodeRecord(this.#whole(entry), normalized, this.meta.feeds, this.#file.path),
    );
  }

  /** A record that is stored in two parts, put together. */
  #whole(entry: unknown): unknown {
    const number = adviceOf(entry);
    return number === undefined ? entry : joinRecord(this.#file.get(adviceKey(number)), entry);
  }

  prose(record: PackageRecord): AdvisoryProse {
    if (record.prose === undefined) return { details: '', references: [] };
    const stored = this.#block(record.prose.block)[record.prose.index];
    const [details, references] = Array.isArray(stored) ? stored : [];
    return {
      details: typeof details === 'string' ? details : '',
      references: (Array.isArray(references) ? references : []).flatMap((reference: unknown) => {
        const [type, url] = Array.isArray(reference) ? (reference as unknown[]) : [];
        return typeof type === 'string' && typeof url === 'string' ? [{ type, url }] : [];
      }),
    };
  }

  #block(number: number): unknown[] {
    try {
      const block = JSON.parse(this.#file.block(number)) as unknown;
      if (Array.isArray(block)) return block;
    } catch (error) {
      if (error instanceof TheriacError) throw error;
    }
    throw new TheriacError('THERIAC_INDEX_CORRUPT', 'a block of texts is damaged', { path: this.#file.path });
  }

  namesOf(artifact: string): readonly string[] {
    return this.#texts(artifactKey(artifact));
  }

  #texts(key: string): readonly string[] {
    const stored = this.#file.get(key);
    return Array.isArray(stored) ? stored.filter((n): n is string => typeof n === 'string') : [];
  }

  packagesOf(id: string): readonly string[] {
    return this.#texts(idKey(id));
  }

  close(): void {
    this.#file.close();
  }
}
