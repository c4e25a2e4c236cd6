/** `theriac sbom compare`: a supplier's document against what is really in the artefact; what differs is a finding. */
import { basename } from 'node:path';
import type { BomRead } from '@theriac/core';
import { scanCommand } from '../../scan/run.ts';
import { openDocument } from '../documents.ts';

/** Everything that `theriac scan` can do applies: reports, gate, exceptions, baselines. */
export async function compareCommand(file: string, artefact: string, given: object): Promise<number> {
  const { bom }: BomRead = await openDocument(file);
  return scanCommand(artefact, given, { bom, path: basename(file) });
}
