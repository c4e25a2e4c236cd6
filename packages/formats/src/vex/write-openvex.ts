/** OpenVEX 0.2.0 (https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md) out. */
import type { VexProduct, VexStatement, VexTarget } from '@theriac/core';
import { wellFormed } from '../reports/json.ts';
import { contentUuid } from '../text/content-id.ts';
import type { VexMeta } from './meta.ts';

/** Identifiers that OpenVEX has a key for. */
const KEYS: readonly { readonly key: string; readonly start: string }[] = [
  { key: 'purl', start: 'pkg:' },
  { key: 'cpe23', start: 'cpe:2.3:' },
  { key: 'cpe22', start: 'cpe:/' },
];

/** The statements as one document, ending with a newline; its id follows from what it says. */
export function renderOpenVex(statements: readonly VexStatement[], meta: VexMeta): string {
  const body = {
    author: meta.author,
    timestamp: meta.timestamp,
    version: meta.version,
    tooling: 'theriac',
    statements: statements.map((s) => statementOf(s)),
  };
  const id = contentUuid(JSON.stringify(wellFormed(body)));
  const document = { '@context': 'https://openvex.dev/ns/v0.2.0', '@id': `urn:uuid:${id}`, ...body };
  return `${JSON.stringify(wellFormed(document), null, 2)}\n`;
}

function statementOf(s: VexStatement): object {
  const [name = '', ...aliases] = s.vulnerability;
  return {
    vulnerability: { name, ...(aliases.length === 0 ? {} : { aliases }) },
    timestamp: s.timestamp,
    products: s.products.map(productOf),
    status: s.status,
    ...(s.justification === undefined ? {} : { justification: s.justification }),
    ...(s.impactStatement === undefined ? {} : { impact_statement: s.impactStatement }),
    ...(s.status === 'affected' ? { action_statement: s.actionStatement ?? NO_ACTION } : {}),
  };
}

/** An affected product must come with advice (OpenVEX §"Status"). */
const NO_ACTION = 'No action is known yet.';

function productOf(product: VexProduct): object {
  return {
    ...named(product),
    ...(product.subcomponents.length === 0 ? {} : { subcomponents: product.subcomponents.map(named) }),
  };
}

function named(target: VexTarget): object {
  const all = [target.id, ...(target.identifiers ?? [])];
  const identifiers = KEYS.flatMap(({ key, start }) => {
    const found = all.find((id) => id.startsWith(start));
    return found === undefined ? [] : [[key, found] as const];
  });
  return {
    '@id': target.id,
    ...(identifiers.length === 0 ? {} : { identifiers: Object.fromEntries(identifiers) }),
  };
}
