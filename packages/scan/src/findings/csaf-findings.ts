/** Vendor advisories (CSAF) against the inventory: what device makers and suppliers say of their own products. */
import {
  aboutComponent,
  type Component,
  type CsafDocument,
  type CsafProduct,
  type CsafVulnerability,
  type RawFinding,
  type Rule,
  severityOfScore,
} from '@theriac/core';
import { type CsafMatch, matchProduct } from '@theriac/govern';
import type { Facts } from './advisory-lookup.ts';

const AFFECTED = ['known_affected', 'first_affected', 'last_affected'] as const;
const REMEDIES: readonly string[] = [
  'vendor_fix',
  'mitigation',
  'workaround',
  'no_fix_planned',
  'none_available',
];

export function csafFindings(
  documents: readonly CsafDocument[],
  components: readonly Component[],
  facts: Facts | undefined,
): RawFinding[] {
  const own = components.filter((c) => c.firstParty !== true);
  return documents.flatMap((document) =>
    document.vulnerabilities.flatMap((v) => ofVulnerability(document, v, own, facts)),
  );
}

function ofVulnerability(
  document: CsafDocument,
  v: CsafVulnerability,
  components: readonly Component[],
  facts: Facts | undefined,
): RawFinding[] {
  const products = [...new Set(AFFECTED.flatMap((s) => v.status[s] ?? []))].flatMap(
    (id) => document.products.get(id) ?? [],
  );
  const found: RawFinding[] = [];
  for (const component of components) {
    const best = bestMatch(products, component);
    if (best !== undefined) found.push(rawOf(document, v, component, best, facts));
  }
  return found;
}

interface Hit {
  readonly product: CsafProduct;
  readonly match: CsafMatch;
}

function bestMatch(products: readonly CsafProduct[], component: Component): Hit | undefined {
  const { name, version, purl, cpes, supplier } = component;
  const subject = {
    name,
    version,
    purl,
    ...(cpes === undefined ? {} : { cpes }),
    ...(supplier === undefined ? {} : { vendor: supplier }),
  };
  let best: Hit | undefined;
  for (const product of products) {
    const match = matchProduct(product, subject);
    if (match === undefined) continue;
    if (match.certainty === 'certain') return { product, match };
    best ??= { product, match };
  }
  return best;
}

function rawOf(
  document: CsafDocument,
  v: CsafVulnerability,
  component: Component,
  { product, match }: Hit,
  facts: Facts | undefined,
): RawFinding {
  const remedy = REMEDIES.flatMap((category) =>
    v.remediations.filter((r) => r.category === category && r.products.includes(product.id)),
  )[0];
  const label = `${component.name}${component.version === null ? '' : ` ${component.version}`}`;
  const advice = remedy === undefined ? 'ask the vendor for a fix' : clipped(remedy.details);
  return {
    rule: ruleOf(document, v, product, facts),
    subject: aboutComponent(component.id),
    key: document.id,
    locations: [component.location],
    evidence: [
      {
        source: `csaf/${document.id}`,
        observed: `${label} is ${match.certainty === 'certain' ? '' : 'possibly '}${product.title}`,
        expected: `none of the affected versions (${product.version ?? product.versionWords ?? 'all'})`,
      },
    ],
    action: `${label}: ${advice}`,
    notes: match.doubts.map((doubt) => `Possible match, to be checked: ${doubt}.`),
  };
}

function ruleOf(
  document: CsafDocument,
  v: CsafVulnerability,
  product: CsafProduct,
  facts: Facts | undefined,
): Rule {
  const [id = 'unnamed', ...aliases] = [v.cve, ...v.ids].filter((name) => name !== undefined);
  const cvss = v.scores.filter((s) => s.products.includes(product.id)).map((s) => s.cvss);
  const { kev, epss } = v.cve === undefined || facts === undefined ? {} : facts.cve(v.cve);
  return {
    id: `${document.id}/${id}`,
    kind: 'vulnerability',
    title: v.title ?? document.title,
    severity:
      cvss.length === 0 ? 'unknown' : severityOfScore(cvss.reduce((most, c) => Math.max(most, c.score), 0)),
    cwe: v.cwe === undefined ? [] : [v.cwe],
    aliases: [id, ...aliases],
    cvss,
    ...(kev === undefined ? {} : { kev }),
    ...(epss === undefined ? {} : { epss }),
    published: document.released,
    ...(document.url === undefined ? {} : { url: document.url }),
    ...(v.description === undefined ? {} : { rationale: v.description }),
  };
}

function clipped(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= 300 ? line : `${line.slice(0, 299)}…`;
}
