/** Data of patients that stand in files: fixtures, exports, messages, documents, logs, images. */
import type { Detector } from '@theriac/core';
import type { Config } from '@theriac/govern';
import { BINARY_EXTENSIONS, BINARY_HEAD } from './binary-files.ts';

export const phiFiles: Detector<Config> = {
  id: 'phi-files',
  title:
    'identifiers of patients beside health data in files: HL7, FHIR, C-CDA, X12, DICOM, spreadsheets, documents, databases, archives, tables, logs, texts',
  area: 'phi-files',
  // The extensions are of binary formats, which are no texts.
  files: {
    every: 'text',
    extensions: BINARY_EXTENSIONS,
    binaryHead: BINARY_HEAD,
    maxBytes: 32 * 1024 * 1024,
  },
  seesCredentials: true,
  requires: [],
  concerns: (_, matched) => matched > 0,
  rules: () => import('./rules.ts').then((m) => m.PHI_RULES),
  load: () => import('./detect.ts').then((m) => m.start),
};
