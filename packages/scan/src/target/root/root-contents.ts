/** A target that is a root file system as a whole: an image, a folder, this machine. */
import type { ImageFacts, KnownUnknown, Skipped, TargetFile } from '@theriac/core';
import type { ImageConfig } from '../image/manifest.ts';

/** An earlier state of a file, from the lowest layer that had it. */
interface EarlierFile {
  readonly layer: number;
  readonly file: TargetFile;
}

export interface RootContents {
  readonly kind: 'image' | 'root' | 'host';
  readonly facts: ImageFacts;
  /** What an image says of itself; absent for the others. */
  readonly config?: ImageConfig;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly unknowns: readonly KnownUnknown[];
  readonly skipped: readonly Skipped[];
  /** Index of the layer that put a file there; undefined where nothing is, and without layers. */
  layerOf(path: string, line?: number): number | undefined;
  /** What a file was in lower layers, from the lowest on. */
  earlier(path: string): readonly EarlierFile[];
  /** Paths of all regular files, in no order that means anything. */
  files(): Iterable<string>;
  /** Where a path is once the links of its folders are followed. */
  realPath(path: string): string;
  /**
   * Whether a path stands for something that is not in the root file system: the history of the image, files that later
   * layers hide. Only secrets and patient data are looked for there.
   */
  isBeside(path: string): boolean;
  close(): void;
}
