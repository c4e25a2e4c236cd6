/** `theriac sbom compare`: a supplier's document compared with the artefact itself; each difference is a finding. */
import { basename } from 'node:path';
import type { BomRead } from '@theriac/core';
import type { CommandContext } from '../../../command/command.ts';
import { scanTarget } from '../../../run/scan-target.ts';
import { openDocument } from '../documents.ts';
import type { CompareGiven } from './declare.ts';

/** Reports, exceptions and the gate work as in `theriac scan`. */
export async function run(given: CompareGiven, context: CommandContext): Promise<number> {
  const { bom }: BomRead = await openDocument(given.file, context);
  const request = {
    ...given,
    target: given.artefact,
    output: [],
    online: false,
    baseline: undefined,
    vex: [],
    csaf: [],
    exclude: [],
    feeds: undefined,
    claim: { bom, path: basename(given.file) },
  };
  return scanTarget(request, context);
}
