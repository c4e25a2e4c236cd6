/** OpenVEX 0.2.0 (https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md) out. */
import type { VexProduct, VexStatement, VexTarget } from '@theriac/core';
import { wellFormed } from '../reports/json.ts';
import { contentUuid } from '../text/content-id.ts';
import type { VexMeta } from './meta.ts';
import { NO_ACTION, NO_REASON, NO_TIME } from './unsaid.ts';

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
  const hasNoReason = s.status === 'not_affected' && s.justification === undefined;
  const impact = s.impactStatement ?? (hasNoReason ? NO_REASON : undefined);
  return {
    vulnerability: { name, ...(aliases.length === 0 ? {} : { aliases }) },
    // Without one, that of the document holds.
    ...(s.timestamp === NO_TIME ? {} : { timestamp: s.timestamp }),
    products: s.products.map(productOf),
    status: s.status,
    ...(s.justification === undefined ? {} : { justification: s.justification }),
    ...(impact === undefined ? {} : { impact_statement: impact }),
    ...(s.status === 'affected' ? { action_statement: s.actionStatement ?? NO_ACTION } : {}),
  };
}

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
