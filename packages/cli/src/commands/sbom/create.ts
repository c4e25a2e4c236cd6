/** `theriac sbom create`: the bill of materials of a target, with everything that is known of its parts. */
import { storeOf } from '@theriac/advisories';
import { BOM_PHASES, type Bom, TheriacError } from '@theriac/core';
import type { ProductConfig } from '@theriac/govern';
import { scan } from '@theriac/scan';
import { configFor, readVex } from '../../config-file.ts';
import { asOfDay, Options } from '../../options.ts';
import { Progress } from '../../progress.ts';
import { count } from '../../render/text.ts';
import { VERSION } from '../../version.ts';
import { nowOf, writeDocument } from './documents.ts';
import { enriched } from './enrichment.ts';
import { describeProduct, partyOf } from './product.ts';

/** @returns 0; 3 when components may be missing */
export async function createCommand(target: string, given: object): Promise<number> {
  const options = new Options(given);
  const config = await configFor(target, options);
  const progress = new Progress(options.flag('quiet'));
  const result = await scan({
    path: target,
    config,
    vex: await readVex(target, config, options),
    store: storeOf(process.env),
    asOf: asOfDay(options.text('asOf'), process.env, new Date()),
    toolVersion: VERSION,
    onlyNew: false,
    prose: false,
    progress: () => progress.show('Reading package files'),
  });
  const { bomOfScan } = await import('@theriac/formats/bom');
  const shown = options.flag('vulnerabilities') ? result : { ...result, findings: [], rules: [], fixes: [] };
  const made = withHead(
    describeProduct(await bomOfScan(shown), shown.inventory.roots, {
      ...config.product,
      ...flagsOf(options),
    }),
    options,
  );
  const bom = options.flag('enrich')
    ? (await enriched(made, { options, folder: result.target.kind === 'directory' ? target : undefined })).bom
    : made;
  progress.done();
  await writeDocument(bom, options);
  const gaps = result.inventory.unknowns.filter((u) => u.losesComponents).length;
  process.stderr.write(
    `${count(bom.components.length, 'component')}, ${count(result.inventory.unknowns.length, 'known unknown')}\n`,
  );
  return gaps > 0 || result.inventory.roots.length === 0 ? 3 : 0;
}

function flagsOf(options: Options): ProductConfig {
  const pairs = ['name', 'supplier', 'purl'].flatMap((key) => {
    const value = options.text(key);
    return value === undefined ? [] : [[key, value] as const];
  });
  const version = options.text('productVersion');
  return { ...Object.fromEntries(pairs), ...(version === undefined ? {} : { version }) };
}

/** Who made the document, when, and at which stage of the product. */
function withHead(bom: Bom, options: Options): Bom {
  const author = options.text('author');
  const phase = options.text('phase');
  const known = BOM_PHASES.find((p) => p === phase);
  if (phase !== undefined && known === undefined)
    throw new TheriacError('THERIAC_USAGE', `--phase ${phase}: not one of ${BOM_PHASES.join(', ')}`);
  return {
    ...bom,
    created: nowOf(process.env),
    ...(author === undefined ? {} : { authors: [partyOf(author)] }),
    ...(known === undefined ? {} : { lifecycles: [{ phase: known }] }),
  };
}
