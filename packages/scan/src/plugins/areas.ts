/** The areas that coverage speaks of and policies can require. */
import { type Area, PIPELINE_AREAS } from '@theriac/core';
import { areasOf } from './detections.ts';
import { DETECTORS } from './list.ts';

/** Those of the pipeline, then those that detectors declare. */
export const KNOWN_AREAS: readonly Area[] = [...new Set([...PIPELINE_AREAS, ...areasOf(DETECTORS)])];
