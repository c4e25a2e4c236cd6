/** `theriac sbom create`: the bill of materials of a target, with everything that is known of its parts. */
import { storeOf } from '@theriac/advisories';
import { type Bom, count } from '@theriac/core';
import type { ProductConfig } from '@theriac/govern';
import { scan } from '@theriac/scan';
import type { CommandContext } from '../../../command/command.ts';
import { configFor, readVex } from '../../../inputs/config-file.ts';
import { openScanTarget } from '../../../inputs/scan-target.ts';
import { asOfDay, nowOf } from '../../../inputs/time.ts';
import { defectPrinter } from '../../../run/print-defect.ts';
import { Progress } from '../../../run/progress.ts';
import { VERSION } from '../../../version.ts';
import { writeDocument } from '../documents.ts';
import { enriched } from '../enrich/enrichment.ts';
import type { CreateGiven } from './declare.ts';
import { describeProduct, partyOf } from './product.ts';

/** @returns 0; 3 when components may be missing */
export async function run(given: CreateGiven, context: CommandContext): Promise<number> {
  const { target } = given;
  const { env } = context;
  const config = await configFor(target, given);
  const vex = await readVex(target, config, given.vex);
  const progress = new Progress(given.quiet, context);
  const result = await scan({
    path: await openScanTarget(target, { env, platform: given.platform }),
    config,
    vex: vex.statements,
    warnings: vex.warnings,
    store: storeOf(env),
    asOf: asOfDay(given.asOf, env, new Date()),
    toolVersion: VERSION,
    onlyNew: false,
    prose: false,
    progress: () => progress.show('Reading package files'),
    onDefect: defectPrinter(context),
  });
  const { bomOfScan } = await import('@theriac/formats/bom');
  const lookedUp = result.coverage.find((c) => c.area === 'vulnerabilities')?.state === 'complete';
  const made = withHead(
    describeProduct(
      await bomOfScan(result, { inventoryOnly: !given.vulnerabilities }),
      result.inventory.roots,
      {
        ...config.product,
        ...productOf(given),
      },
    ),
    { ...given, author: given.author ?? authorOf({ ...config.product, ...productOf(given) }) },
    nowOf(env, given.asOf),
    given.vulnerabilities && lookedUp,
  );
  const bom = given.enrich
    ? (
        await enriched(made, {
          asOf: given.asOf,
          config: given,
          env,
          folder: result.target.kind === 'directory' ? target : undefined,
        })
      ).bom
    : made;
  progress.done();
  await writeDocument(bom, given, context);
  const gaps = result.inventory.unknowns.filter((u) => u.losesComponents).length;
  context.stderr.write(
    `${count(bom.components.length, 'component')}, ${count(result.inventory.unknowns.length, 'known unknown')}\n`,
  );
  return gaps > 0 || result.inventory.roots.length === 0 ? 3 : 0;
}

function productOf({ name, supplier, purl, productVersion: version }: CreateGiven): ProductConfig {
  return {
    ...(name === undefined ? {} : { name }),
    ...(supplier === undefined ? {} : { supplier }),
    ...(purl === undefined ? {} : { purl }),
    ...(version === undefined ? {} : { version }),
  };
}

/** Who supplies the product answers for its document where nobody else is named. */
function authorOf({ supplier, email }: ProductConfig): string | undefined {
  return supplier === undefined || email === undefined ? supplier : `${supplier} <${email}>`;
}

/** Who made the document, when, and at which stage of the product. */
function withHead(
  bom: Bom,
  { author, phase }: Pick<CreateGiven, 'author' | 'phase'>,
  created: string,
  lookedUp: boolean,
): Bom {
  return {
    ...bom,
    created,
    // Without it, a document without vulnerabilities does not tell whether anybody looked.
    properties: lookedUp
      ? [...bom.properties, { name: 'theriac:vulnerabilities', value: 'complete' }]
      : bom.properties,
    ...(author === undefined ? {} : { authors: [partyOf(author)] }),
    ...(phase === undefined ? {} : { lifecycles: [{ phase }] }),
  };
}
