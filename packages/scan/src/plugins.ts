/** Every plug-in, by hand: a test fails when a folder under `extractors/` is not here. */
import type { Extractor } from '@theriac/core';

export const EXTRACTORS: readonly Extractor[] = [];
