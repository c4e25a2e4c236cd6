/** A VEX document of any of the three forms: OpenVEX, CSAF, CycloneDX (JSON and XML). */
import { TheriacError } from '@theriac/core';
import { isCsaf, readCsaf } from '../csaf/read-csaf.ts';
import { isObject, parseJson, textField } from '../text/untrusted-json.ts';
import { statementsOfCsaf } from './csaf-vex.ts';
import { statementsOfBom } from './cyclonedx-vex.ts';
import type { VexDocument } from './formats.ts';
import { readOpenVex } from './openvex.ts';

/**
 * @param path what messages and the statements' `source` call the document
 * @throws TheriacError THERIAC_VEX; a document is taken whole or not at all
 */
export async function readVex(text: string, path: string): Promise<VexDocument> {
  if (/^\s*</.test(text)) return readBomVex(text, path);
  const document = parseJson(text, path, 'THERIAC_VEX');
  if (isObject(document) && isCsaf(document))
    return { format: 'csaf', statements: statementsOfCsaf(readCsaf(text, path), path) };
  if (isObject(document) && textField(document, 'bomFormat') === 'CycloneDX') return readBomVex(text, path);
  return { format: 'openvex', statements: readOpenVex(text, path) };
}

async function readBomVex(text: string, path: string): Promise<VexDocument> {
  const { readBom } = await import('../bom/read.ts');
  const read = await readBom(text, path).catch((error: unknown) => {
    if (!(error instanceof TheriacError)) throw error;
    throw new TheriacError('THERIAC_VEX', error.message, error.place, { cause: error });
  });
  if (read === null) throw new TheriacError('THERIAC_VEX', 'not a VEX document', { path });
  const broken = read.problems.find((p) => p.severity === 'error');
  if (broken !== undefined)
    throw new TheriacError('THERIAC_VEX', `${broken.pointer}: ${broken.what}`, {
      path,
      ...(broken.line === undefined ? {} : { line: broken.line }),
    });
  const statements = statementsOfBom(read.bom, path);
  if (statements.length === 0)
    throw new TheriacError('THERIAC_VEX', 'the document analyses no vulnerability', { path });
  return { format: 'cyclonedx', statements };
}
