/** `theriac vex add`: one more statement in an OpenVEX document, checked before it is written. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { count, TheriacError, type VexStatement } from '@theriac/core';
import { printable } from '@theriac/formats/terminal-text';
import { renderVex } from '@theriac/formats/vex';
import type { CommandContext } from '../../../command/command.ts';
import { deliver, metaOf, readVexFile } from '../documents.ts';
import type { AddGiven } from './declare.ts';

export async function run(given: AddGiven, context: CommandContext): Promise<number> {
  const { file } = given;
  const before = existsSync(file) ? await readVexFile(file, context) : undefined;
  if (before !== undefined && before.format !== 'openvex')
    throw new TheriacError('THERIAC_VEX', `is a ${before.format} document; convert it to OpenVEX first`, {
      path: file,
    });
  const meta = metaOf(given, basename(file), context);
  const statement = statementOf(given, meta.timestamp, meta.author);
  const statements = [...(before?.statements ?? []), statement];
  deliver(await renderVex(statements, 'openvex', meta), file, context);
  context.stdout.write(`${printable(file)}: ${count(statements.length, 'statement')}\n`);
  return 0;
}

function statementOf(given: AddGiven, timestamp: string, author: string): VexStatement {
  const usage = (reason: string): TheriacError => new TheriacError('THERIAC_USAGE', reason);
  const { status, justification, impact, action } = given;
  if (status === 'not_affected' && justification === undefined && impact === undefined)
    throw usage('not_affected needs --justification or --impact: a statement without a reason has no effect');
  if (status === 'affected' && action === undefined)
    throw usage('affected needs --action: what users should do');
  return {
    vulnerability: given.vulnerability,
    products: given.product.map((id) => ({
      id,
      subcomponents: given.component.map((component) => ({ id: component })),
    })),
    status,
    ...(justification === undefined ? {} : { justification }),
    ...(impact === undefined ? {} : { impactStatement: impact }),
    ...(action === undefined ? {} : { actionStatement: action }),
    timestamp,
    author,
    source: '',
  };
}
