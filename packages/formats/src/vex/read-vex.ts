/** A VEX document of any of the three forms: OpenVEX, CSAF, CycloneDX. */
import { TheriacError, type VexStatement } from '@theriac/core';
import { isCsaf, readCsaf } from '../csaf/read-csaf.ts';
import { isObject, parseJson, textField } from '../untrusted-json.ts';
import { statementsOfCsaf } from './csaf-vex.ts';
import { readOpenVex } from './openvex.ts';

export const VEX_FORMATS = ['openvex', 'csaf', 'cyclonedx'] as const;
export type VexFormat = (typeof VEX_FORMATS)[number];

export interface VexDocument {
  readonly format: VexFormat;
  readonly statements: readonly VexStatement[];
}

/**
 * @param path what messages and the statements' `source` call the document
 * @throws TheriacError THERIAC_VEX; a document is taken whole or not at all
 */
export function readVex(text: string, path: string): VexDocument {
  const document = parseJson(text, path, 'THERIAC_VEX');
  if (isObject(document) && isCsaf(document))
    return { format: 'csaf', statements: statementsOfCsaf(readCsaf(text, path), path) };
  if (isObject(document) && textField(document, 'bomFormat') === 'CycloneDX')
    throw new TheriacError('THERIAC_VEX', 'CycloneDX VEX is not read yet', { path });
  return { format: 'openvex', statements: readOpenVex(text, path) };
}
