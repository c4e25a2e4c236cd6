/** The contract of one technology of configuration: which files are its, what they declare, and the rules about that. */
import type { DetectContext, FileMatcher, KnownUnknown, TargetFile } from '@theriac/core';
import type { ConfigurationRule, Resource } from '@theriac/core/configuration';

export interface ConfigurationArea {
  /** Its folder's name under `configuration/`. */
  readonly id: string;
  /** For people: `Dockerfiles`. */
  readonly title: string;
  readonly files: Omit<FileMatcher, 'maxBytes'>;
  /** Bytes; absent: {@link USUAL_BYTES}. A larger file is a known unknown. */
  readonly maxBytes?: number;
  /** Whether a file that matched is of this technology: a look in linear time, since `.yaml` and `.conf` may be anything. */
  readonly claims: (file: TargetFile) => boolean;
  /** Called when it has claimed a file, so that a scan pays for nothing it does not use. */
  readonly load: () => Promise<LoadedArea>;
}

export interface LoadedArea {
  /** May be those of another technology, whose terms its resources then are in: each is asked once. */
  readonly rules: readonly ConfigurationRule[];
  /** One run, and its day as YYYY-MM-DD where what is old matters. What it keeps between files lives in the closure. */
  readonly start: (report: Report, day?: string) => AreaReader;
}

/** Ten times what people write; more takes longer than anybody waits. */
export const USUAL_BYTES = 4 * 1024 * 1024;

/** Takes what could not be read or is not known before it runs. */
export type Report = (unknown: KnownUnknown) => void;

export interface AreaReader {
  /**
   * Each file that the area claimed, in path order, while it is open.
   * @throws TheriacError for what is not of its syntax; it becomes a known unknown
   */
  readonly inspect: (file: TargetFile) => void | Promise<void>;
  /** Everything that the files declare, once all of them were seen. Other files of the target are in reach. */
  readonly conclude: (context: DetectContext) => readonly Resource[] | Promise<readonly Resource[]>;
}

/** A technology whose files declare things each for itself. */
export function fileByFile(
  read: (file: TargetFile, report: Report) => readonly Resource[] | Promise<readonly Resource[]>,
): LoadedArea['start'] {
  return (report) => {
    const resources: Resource[][] = [];
    return {
      inspect: async (file) => {
        resources.push([...(await read(file, report))]);
      },
      conclude: () => resources.flat(),
    };
  };
}
