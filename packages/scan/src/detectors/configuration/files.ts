/** The files of every technology together. */
import type { FileMatcher } from '@theriac/core';
import { CONFIGURATION_AREAS } from './areas.ts';

/** Larger ones become known unknowns. */
export const MAX_BYTES = 64 * 1024 * 1024;

const each = <T>(key: (files: Omit<FileMatcher, 'maxBytes'>) => readonly T[] | undefined): readonly T[] => [
  ...new Set(CONFIGURATION_AREAS.flatMap(({ files }) => key(files) ?? [])),
];

export const CONFIGURATION_FILES: FileMatcher = {
  names: each(({ names }) => names),
  stems: each(({ stems }) => stems),
  extensions: each(({ extensions }) => extensions),
  patterns: each(({ patterns }) => patterns),
  heads: each(({ heads }) => heads),
  maxBytes: MAX_BYTES,
};
