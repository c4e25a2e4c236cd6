/** What the maker says of the product itself and of the document, where the document leaves it out. */
import type { Bom, BomComponent, BomParty } from '@theriac/core';
import type { ProductConfig } from '../product-config.ts';
import { hasIdentifier, saidText, supplierOf } from './bom-facts.ts';
import type { Addition, Enriched } from './enrich.ts';

/** @param author who answers for the document; undefined: the supplier of the product, where the document names nobody */
export function enrichProduct(
  bom: Bom,
  product: ProductConfig,
  author: BomParty | undefined,
  source: string,
): Enriched {
  const additions: Addition[] = [];
  const [ref, ...others] = new Set(bom.subjects);
  const components = bom.components.map((component) => {
    if (component.ref !== ref || others.length > 0) return component;
    const filled = filledProduct(component, product);
    for (const { field, value } of filled.added)
      additions.push({ ref: component.ref, field, value, how: source });
    return filled.component;
  });
  const isNamed = [...bom.authors, bom.manufacturer, bom.supplier].some(
    (p) => saidText(p?.name) !== undefined,
  );
  const party = author ?? (isNamed ? undefined : partyOf(product));
  if (party !== undefined)
    additions.push({ ref: '', field: 'author', value: party.name ?? party.email ?? '', how: source });
  return {
    bom: { ...bom, components, ...(party === undefined ? {} : { authors: [party] }) },
    additions,
  };
}

interface Filled {
  readonly component: BomComponent;
  readonly added: readonly { readonly field: Addition['field']; readonly value: string }[];
}

function filledProduct(component: BomComponent, product: ProductConfig): Filled {
  const { version, purl, cpe, supportLevel, endOfSupport } = product;
  const supplier = supplierOf(component)?.name === undefined ? partyOf(product) : undefined;
  const lacksVersion = saidText(component.version) === undefined && version !== undefined;
  const lacksName = !hasIdentifier(component);
  const support =
    component.support === undefined && (supportLevel !== undefined || endOfSupport !== undefined)
      ? {
          levels: supportLevel === undefined ? [] : [supportLevel],
          ...(endOfSupport === undefined ? {} : { endOfSupport }),
          saidBy: 'theriac.yaml',
        }
      : undefined;
  return {
    component: {
      ...component,
      ...(supplier === undefined ? {} : { supplier }),
      ...(lacksVersion ? { version } : {}),
      ...(lacksName && purl !== undefined ? { purl } : {}),
      ...(lacksName && cpe !== undefined ? { cpes: [cpe] } : {}),
      ...(support === undefined ? {} : { support }),
    },
    added: [
      ...(supplier?.name === undefined ? [] : [{ field: 'supplier' as const, value: supplier.name }]),
      ...(lacksVersion ? [{ field: 'version' as const, value: version }] : []),
      ...(lacksName ? [purl, cpe] : []).flatMap((value) =>
        value === undefined ? [] : [{ field: 'identifier' as const, value }],
      ),
      ...(support === undefined
        ? []
        : [{ field: 'support' as const, value: [...support.levels, endOfSupport ?? ''].join(' ').trim() }]),
    ],
  };
}

function partyOf({ supplier, email, url }: ProductConfig): BomParty | undefined {
  if (supplier === undefined) return undefined;
  return {
    kind: 'organization',
    name: supplier,
    ...(email === undefined ? {} : { email }),
    urls: url === undefined ? [] : [url],
    contacts: email === undefined ? [] : [{ email }],
  };
}
