/** `theriac sbom compare`: a supplier's document compared with the artefact itself; each difference is a finding. */
import { basename } from 'node:path';
import type { BomRead } from '@theriac/core';
import type { CommandContext } from '../../../command/command.ts';
import { scanTarget } from '../../../run/scan-target.ts';
import { openDocument } from '../documents.ts';
import { comparisonLines } from './comparison-lines.ts';
import type { CompareGiven } from './declare.ts';

/** Reports, exceptions and the gate work as in `theriac scan`; only what differs is judged. */
export async function run(given: CompareGiven, context: CommandContext): Promise<number> {
  const { bom }: BomRead = await openDocument(given.file, context);
  const path = basename(given.file);
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
    claim: { bom, path },
    terminal: comparisonLines({ bom, path, all: given.all }),
  };
  return scanTarget(request, context);
}
