/** The facts that enrichment uses: the end-of-life index, the installed packages, and theriac.yaml. */
import { openFacts, storeOf } from '@theriac/advisories';
import type { Bom } from '@theriac/core';
import { DEFAULT_CONFIG, type ProductConfig } from '@theriac/govern';
import { type Enriched, enrichBom, enrichProduct } from '@theriac/govern/sbom';
import { packageMetadata } from '@theriac/scan';
import { type ConfigOptions, configFor } from '../../../inputs/config-file.ts';
import { asOfDay } from '../../../inputs/time.ts';
import { partyOf } from '../create/product.ts';

interface EnrichOptions {
  readonly asOf: string | undefined;
  readonly config: ConfigOptions;
  readonly env: NodeJS.ProcessEnv;
  readonly folder: string | undefined;
  /** Of the document: `Name <address>`. */
  readonly author?: string | undefined;
  /** What is given of the product; it comes before theriac.yaml. Absent: the product is left as it is. */
  readonly product?: ProductConfig;
}

/** @param folder contains the packages of the document and theriac.yaml; undefined: neither is read */
export async function enriched(
  bom: Bom,
  { asOf: day, config: options, env, folder, author, product }: EnrichOptions,
): Promise<Enriched> {
  const asOf = asOfDay(day, env, new Date());
  const config = folder === undefined ? DEFAULT_CONFIG : await configFor(folder, options);
  const index = openFacts(storeOf(env));
  try {
    const metadata = folder === undefined ? new Map() : await packageMetadata({ path: folder, config });
    const named =
      product === undefined
        ? { bom, additions: [] }
        : enrichProduct(
            bom,
            { ...config.product, ...product },
            author === undefined ? undefined : partyOf(author),
            folder === undefined ? 'options' : 'theriac.yaml and options',
          );
    const filled = enrichBom(named.bom, {
      eol: (product) => index?.eol(product) ?? [],
      metadata,
      declared: config.support,
      asOf,
      eolSource: `endoflife.date, index of ${index?.meta.builtAt.slice(0, 10) ?? 'never'}`,
    });
    return { bom: filled.bom, additions: [...named.additions, ...filled.additions] };
  } finally {
    index?.close();
  }
}
