/** The facts that enrichment uses: the end-of-life index, the installed packages, and theriac.yaml. */
import { openFacts, storeOf } from '@theriac/advisories';
import type { Bom } from '@theriac/core';
import { DEFAULT_CONFIG } from '@theriac/govern';
import { type Enriched, enrichBom } from '@theriac/govern/sbom';
import { packageMetadata } from '@theriac/scan';
import { type ConfigOptions, configFor } from '../../../inputs/config-file.ts';
import { asOfDay } from '../../../inputs/time.ts';

interface EnrichOptions {
  readonly asOf: string | undefined;
  readonly config: ConfigOptions;
  readonly env: NodeJS.ProcessEnv;
  readonly folder: string | undefined;
}

/** @param folder contains the packages of the document and theriac.yaml; undefined: neither is read */
export async function enriched(
  bom: Bom,
  { asOf: day, config: options, env, folder }: EnrichOptions,
): Promise<Enriched> {
  const asOf = asOfDay(day, env, new Date());
  const config = folder === undefined ? DEFAULT_CONFIG : await configFor(folder, options);
  const index = openFacts(storeOf(env));
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
