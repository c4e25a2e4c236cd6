/** `theriac vex create`: a VEX document of what a scan knows, to be completed by people. */
import { storeOf } from '@theriac/advisories';
import { renderVex, statementsOfResult } from '@theriac/formats/vex';
import { scan } from '@theriac/scan';
import { configFor, readAdvisories, readVex } from '../../config-file.ts';
import { asOfDay, Options } from '../../options.ts';
import { Progress } from '../../progress.ts';
import { count } from '../../render/text.ts';
import { VERSION } from '../../version.ts';
import { deliver, metaOf } from './documents.ts';
import { formatOf } from './format.ts';

export async function createCommand(target: string, given: object): Promise<number> {
  const options = new Options(given);
  const config = await configFor(target, options);
  const progress = new Progress(false);
  const result = await scan({
    path: target,
    config,
    store: storeOf(process.env),
    asOf: asOfDay(options.text('asOf'), process.env, new Date()),
    toolVersion: VERSION,
    vex: await readVex(target, config, options),
    csaf: await readAdvisories(target, config, options),
    onlyNew: false,
    prose: false,
    progress: () => progress.show('Scanning'),
  });
  progress.done();
  const meta = metaOf(options, result.target.name);
  const statements = await statementsOfResult(result, meta.timestamp, meta.author);
  deliver(await renderVex(statements, formatOf(options), meta), options.text('output'));
  const open = statements.filter((s) => s.status === 'under_investigation').length;
  process.stderr.write(
    `${count(statements.length, 'statement')}, ${open} under investigation: \`theriac vex add\` says more\n`,
  );
  return 0;
}
