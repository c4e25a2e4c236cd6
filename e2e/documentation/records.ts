/** The files of patients that the documentation speaks of, made when they are needed: none is written down. */
import { pairs } from '../../packages/scan/src/detectors/phi-files/corpus/pairs.ts';
import { below, type Files } from './projects.ts';

const LEAKING = ['HL7 v2 message, synthetic', 'CSV, synthetic', 'fixture, synthetic'];
const MADE_UP = 'FHIR resource, synthetic';

/** A message, a table and a fixture that leak, and a resource that was made up. */
export const RECORDS: Files = below(
  'records',
  Object.fromEntries(
    pairs().flatMap(({ id, path, leaking, clean }) => {
      if (LEAKING.includes(id)) return [[path, leaking]];
      return id === MADE_UP ? [[path, clean]] : [];
    }),
  ),
);
