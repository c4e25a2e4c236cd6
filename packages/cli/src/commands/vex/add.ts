/** `theriac vex add`: one more statement in an OpenVEX document, checked before it is written. */

import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { TheriacError, VEX_JUSTIFICATIONS, VEX_STATUSES, type VexStatement } from '@theriac/core';
import { renderVex } from '@theriac/formats/vex';
import { Options } from '../../options.ts';
import { count } from '../../render/text.ts';
import { writeReport } from '../../report-file.ts';
import { metaOf, readVexFile } from './documents.ts';

export async function addCommand(file: string, given: object): Promise<number> {
  const options = new Options(given);
  const before = existsSync(file) ? await readVexFile(file) : undefined;
  if (before !== undefined && before.format !== 'openvex')
    throw new TheriacError('THERIAC_VEX', `a ${before.format} document; convert it first`, { path: file });
  const meta = metaOf(options, basename(file));
  const statement = statementOf(options, meta.timestamp, meta.author);
  const statements = [...(before?.statements ?? []), statement];
  writeReport(file, await renderVex(statements, 'openvex', meta));
  process.stdout.write(`${file}: ${count(statements.length, 'statement')}\n`);
  return 0;
}

function statementOf(options: Options, timestamp: string, author: string): VexStatement {
  const usage = (reason: string): TheriacError => new TheriacError('THERIAC_USAGE', reason);
  const status = VEX_STATUSES.find((s) => s === options.text('status'));
  if (status === undefined) throw usage(`--status takes one of ${VEX_STATUSES.join(', ')}`);
  const word = options.text('justification');
  const justification = VEX_JUSTIFICATIONS.find((j) => j === word);
  if (word !== undefined && justification === undefined)
    throw usage(`--justification takes one of ${VEX_JUSTIFICATIONS.join(', ')}`);
  const [impact, action] = [options.text('impact'), options.text('action')];
  if (status === 'not_affected' && justification === undefined && impact === undefined)
    throw usage('not_affected needs --justification or --impact: without a reason it silences nothing');
  if (status === 'affected' && action === undefined)
    throw usage('affected needs --action: what users are to do');
  const components = options.list('component');
  return {
    vulnerability: options.list('vulnerability'),
    products: options
      .list('product')
      .map((id) => ({ id, subcomponents: components.map((component) => ({ id: component })) })),
    status,
    ...(justification === undefined ? {} : { justification }),
    ...(impact === undefined ? {} : { impactStatement: impact }),
    ...(action === undefined ? {} : { actionStatement: action }),
    timestamp,
    author,
    source: '',
  };
}
