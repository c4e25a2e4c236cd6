/** `theriac sbom verify`: who signed it, whether the signature is valid, and at which SLSA level it was built. */
import type { Verification } from '@theriac/formats/attest';
import { printable, wrap } from '@theriac/formats/terminal-text';
import type { CommandContext } from '../../../command/command.ts';
import type { VerifyGiven } from './declare.ts';
import { verifyFiles } from './verify-files.ts';

/** @returns 0 verified, 1 refused */
export async function run(given: VerifyGiven, context: CommandContext): Promise<number> {
  const verdict = await verifyFiles(given, context);
  if (given.json) context.stdout.write(`${JSON.stringify(verdict, null, 2)}\n`, 'json');
  else context.stdout.write(`${verdictLines(given.file, verdict, context.width).join('\n')}\n`);
  return verdict.verified ? 0 : 1;
}

function verdictLines(file: string, verdict: Verification, width: number): string[] {
  if (!verdict.verified)
    return [`${printable(file)}: REFUSED (${verdict.refusal})`, ...wrap(verdict.reason, width, '  ')];
  const lines = [`${printable(file)}: verified, signed by ${printable(verdict.signer)}`];
  const { statement, provenance, validUntil } = verdict;
  if (statement !== undefined) {
    lines.push(`  statement: ${printable(statement.predicateType)}`);
    for (const subject of statement.subjects.slice(0, 20)) lines.push(`  about: ${printable(subject.name)}`);
  }
  if (validUntil !== undefined) lines.push(`  valid until: ${validUntil}`);
  if (provenance !== undefined) {
    for (const one of wrap(`SLSA build level ${provenance.level}: ${provenance.why}`, width, '  '))
      lines.push(one);
    lines.push(`  builder: ${printable(provenance.builder)}`);
    if (provenance.source !== null)
      lines.push(
        `  source: ${printable(provenance.source)}${provenance.commit === null ? '' : ` at ${printable(provenance.commit)}`}`,
      );
  }
  return lines;
}
