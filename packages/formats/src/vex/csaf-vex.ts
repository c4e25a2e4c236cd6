/** VEX statements of a CSAF document: one for each vulnerability, status and product. */
import {
  type CsafDocument,
  type CsafProduct,
  type CsafStatus,
  type CsafVulnerability,
  VEX_JUSTIFICATIONS,
  type VexJustification,
  type VexProduct,
  type VexStatement,
  type VexStatus,
  type VexTarget,
} from '@theriac/core';
import { reasonOf } from './unsaid.ts';

/** CSAF statuses in VEX words. `recommended` says what to move to, not what is so. */
const STATUS: Readonly<Partial<Record<CsafStatus, VexStatus>>> = {
  first_affected: 'affected',
  known_affected: 'affected',
  last_affected: 'affected',
  known_not_affected: 'not_affected',
  first_fixed: 'fixed',
  fixed: 'fixed',
  under_investigation: 'under_investigation',
};

/** @param path what `source` calls the document */
export function statementsOfCsaf(document: CsafDocument, path: string): VexStatement[] {
  const statements: VexStatement[] = [];
  for (const v of document.vulnerabilities) {
    for (const [name, ids] of Object.entries(v.status)) {
      const status = STATUS[name as CsafStatus];
      if (status === undefined) continue;
      for (const [, group] of alike(v, status, ids ?? [])) {
        statements.push(statementOf(document, v, status, group, `${path}#${statements.length + 1}`));
      }
    }
  }
  return statements;
}

/** Product ids that get the same justification, reason and advice share one statement. */
function alike(v: CsafVulnerability, status: VexStatus, ids: readonly string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const id of ids) {
    const key = JSON.stringify([
      justificationOf(v, status, id),
      impactOf(v, status, id),
      actionOf(v, status, id),
    ]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [id]);
    else group.push(id);
  }
  return groups;
}

function statementOf(
  document: CsafDocument,
  v: CsafVulnerability,
  status: VexStatus,
  ids: readonly string[],
  source: string,
): VexStatement {
  const [first = ''] = ids;
  const justification = justificationOf(v, status, first);
  const impact = impactOf(v, status, first);
  const action = actionOf(v, status, first);
  return {
    vulnerability: [v.cve, ...v.ids].filter((id) => id !== undefined),
    products: ids.flatMap((id) => {
      const product = document.products.get(id);
      return product === undefined ? [] : [vexProductOf(product, document.products)];
    }),
    status,
    ...(justification === undefined ? {} : { justification }),
    ...(impact === undefined ? {} : { impactStatement: impact }),
    ...(action === undefined ? {} : { actionStatement: action }),
    ...(document.status === 'draft' ? { draft: true } : {}),
    timestamp: document.released,
    author: document.publisher,
    source,
  };
}

function justificationOf(v: CsafVulnerability, status: VexStatus, id: string): VexJustification | undefined {
  if (status !== 'not_affected') return undefined;
  const labels = v.flags.filter((f) => f.products.includes(id)).map((f) => f.label);
  return VEX_JUSTIFICATIONS.find((j) => labels.includes(j));
}

function impactOf(v: CsafVulnerability, status: VexStatus, id: string): string | undefined {
  if (status !== 'not_affected') return undefined;
  return reasonOf(joined(v.impacts.filter((i) => i.products.includes(id)).map((i) => i.details)));
}

function actionOf(v: CsafVulnerability, status: VexStatus, id: string): string | undefined {
  if (status !== 'affected') return undefined;
  return joined(v.remediations.filter((r) => r.products.includes(id)).map((r) => r.details));
}

function joined(texts: readonly string[]): string | undefined {
  const said = [...new Set(texts.map((t) => t.trim()).filter((t) => t !== ''))];
  return said.length === 0 ? undefined : said.join('\n');
}

/** A relationship is a product with one subcomponent. */
function vexProductOf(product: CsafProduct, products: ReadonlyMap<string, CsafProduct>): VexProduct {
  const whole = product.partOf === undefined ? undefined : products.get(product.partOf);
  const part = product.component === undefined ? undefined : products.get(product.component);
  if (whole === undefined || part === undefined) return { ...targetOf(product), subcomponents: [] };
  // A chain (a component of a component of a product) ends at the outermost product.
  const outer = outermost(whole, products);
  return { ...targetOf(outer), subcomponents: [targetOf(innermost(part, products))] };
}

function outermost(product: CsafProduct, products: ReadonlyMap<string, CsafProduct>): CsafProduct {
  let at = product;
  // The reader has refused cycles.
  for (let up = products.get(at.partOf ?? ''); up !== undefined; up = products.get(at.partOf ?? '')) at = up;
  return at;
}

function innermost(product: CsafProduct, products: ReadonlyMap<string, CsafProduct>): CsafProduct {
  let at = product;
  for (let in_ = products.get(at.component ?? ''); in_ !== undefined; in_ = products.get(at.component ?? ''))
    at = in_;
  return at;
}

function targetOf(product: CsafProduct): VexTarget {
  const [first, ...others] = [...product.purls, ...product.cpes];
  return {
    id: first ?? product.title,
    ...(others.length === 0 ? {} : { identifiers: others }),
    ...(product.vendor === undefined ? {} : { vendor: product.vendor }),
    ...(product.name === undefined ? {} : { name: product.name }),
    ...(product.version === undefined ? {} : { version: product.version }),
    ...(product.range === undefined ? {} : { range: product.range }),
    // Words for versions that nobody understands are about versions all the same, and not about every one.
    ...(product.versionWords !== undefined && product.version === undefined && product.range === undefined
      ? { versions: [] }
      : {}),
  };
}
