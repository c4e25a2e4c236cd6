/** The facts that enrichment rests on: the index of end-of-life data, the packages at hand, and theriac.yaml. */
import { openFacts, storeOf } from '@theriac/advisories';
import type { Bom } from '@theriac/core';
import { DEFAULT_CONFIG } from '@theriac/govern';
import { type Enriched, enrichBom } from '@theriac/govern/sbom/index';
import { packageMetadata } from '@theriac/scan';
import { configFor } from '../../../inputs/config-file.ts';
import { asOfDay, type Options } from '../../../inputs/options.ts';

/** @param folder where the packages of the document lie and theriac.yaml stands; undefined: neither is asked */
export async function enriched(
  bom: Bom,
  { options, folder }: { options: Options; folder: string | undefined },
): Promise<Enriched> {
  const asOf = asOfDay(options.text('asOf'), process.env, new Date());
  const config = folder === undefined ? DEFAULT_CONFIG : await configFor(folder, options);
  const index = openFacts(storeOf(process.env));
  try {
    const metadata = folder === undefined ? new Map() : await packageMetadata({ path: folder, config });
    return enrichBom(bom, {
      eol: (product) => index?.eol(product) ?? [],
      metadata,
      declared: config.support,
      asOf,
      eolSource: `endoflife.date, index of ${index?.meta.builtAt.slice(0, 10) ?? 'never'}`,
    });
  } finally {
    index?.close();
  }
}
