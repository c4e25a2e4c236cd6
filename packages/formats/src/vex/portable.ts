/**
 * Statements as a format can say them. A product whose versions a format cannot express is left out and reported:
 * written without them, the statement would be about every version.
 */
import {
  formatPurl,
  TheriacError,
  tryParsePurl,
  type VexProduct,
  type VexStatement,
  type VexTarget,
  type VexVersions,
} from '@theriac/core';
import type { VexFormat } from './formats.ts';

export interface PortableStatements {
  readonly statements: readonly VexStatement[];
  /** What the format cannot say, one sentence each. */
  readonly losses: readonly string[];
}

/** @throws TheriacError THERIAC_VEX when nothing is left */
export function portableStatements(
  statements: readonly VexStatement[],
  format: VexFormat,
): PortableStatements {
  const losses: string[] = [];
  const kept = statements.flatMap((statement): VexStatement[] => {
    if (statement.draft === true) {
      losses.push(`${statement.source}: is a draft, and was left out`);
      return [];
    }
    const lose = (what: string): void => void losses.push(`${statement.source}: ${what}`);
    const products = statement.products.flatMap((p) => productsOf(p, format, lose));
    return products.length === 0 ? [] : [{ ...statement, products }];
  });
  const [loss] = losses;
  if (kept.length === 0 && loss !== undefined)
    throw new TheriacError('THERIAC_VEX', `nothing can be written: ${loss}`);
  return { statements: kept, losses };
}

type Lose = (what: string) => void;

function productsOf(product: VexProduct, format: VexFormat, lose: Lose): VexProduct[] {
  const { subcomponents, ...target } = product;
  const parts = subcomponents.flatMap((s) => targetsOf(s, format, lose));
  // A product of which every component was left out would be a statement about the whole of it.
  if (subcomponents.length > 0 && parts.length === 0) return [];
  return targetsOf(target, format, lose).map((t) => ({ ...t, subcomponents: parts }));
}

/** One target per version where the format names a product with each. */
function targetsOf(target: VexTarget, format: VexFormat, lose: Lose): VexTarget[] {
  const { versions, ...whole } = target;
  if (versions?.length === 0) {
    lose(`no version of ${target.id} that it is about can be named; it was left out`);
    return [];
  }
  if (format === 'cyclonedx') return [target];
  const each: readonly (VexVersions | undefined)[] = versions ?? [
    target.range === undefined ? undefined : { range: target.range },
  ];
  return each.flatMap((one): VexTarget[] => {
    if (one === undefined) return [whole.version === undefined ? whole : withVersion(whole, whole.version)];
    if ('version' in one) return [{ ...withVersion(whole, one.version), version: one.version }];
    if (format === 'csaf') return [{ ...whole, range: one.range }];
    lose(`OpenVEX cannot express the range ${one.range} of ${target.id}; it was left out`);
    return [];
  });
}

function withVersion(target: VexTarget, version: string): VexTarget {
  const { range: _, ...exact } = target;
  const versioned = (id: string): string => {
    const purl = tryParsePurl(id);
    return purl === null || purl.version !== undefined ? id : formatPurl({ ...purl, version });
  };
  return {
    ...exact,
    id: versioned(target.id),
    ...(target.identifiers === undefined ? {} : { identifiers: target.identifiers.map(versioned) }),
  };
}
