/** CSAF 2.0, profile VEX (§4.5) out. */
import type { VexJustification, VexProduct, VexStatement, VexStatus, VexTarget } from '@theriac/core';
import { tryParsePurl } from '@theriac/core';
import { wellFormed } from '../reports/json.ts';
import { shortHash } from '../text/content-id.ts';
import type { VexMeta } from './meta.ts';
import { NO_ACTION, NO_REASON } from './unsaid.ts';

const STATUS: Readonly<Record<VexStatus, string>> = {
  affected: 'known_affected',
  not_affected: 'known_not_affected',
  fixed: 'fixed',
  under_investigation: 'under_investigation',
};

const CPE = /^cpe:(2\.3:|\/)/;

export function renderCsaf(statements: readonly VexStatement[], meta: VexMeta): string {
  const tree = new Tree();
  const vulnerabilities = [...byVulnerability(statements)].map(([, group]) => vulnerabilityOf(group, tree));
  const content = {
    product_tree: tree.json(),
    vulnerabilities,
  };
  const document = {
    document: {
      category: 'csaf_vex',
      csaf_version: '2.0',
      publisher: { category: 'vendor', name: meta.author, namespace: meta.namespace },
      title: meta.title,
      tracking: {
        current_release_date: meta.timestamp,
        generator: { engine: { name: 'theriac' } },
        id: `VEX-${shortHash(JSON.stringify(wellFormed([content, meta])))}`,
        initial_release_date: meta.timestamp,
        revision_history: [{ date: meta.timestamp, number: String(meta.version), summary: 'Released.' }],
        status: 'final',
        version: String(meta.version),
      },
    },
    ...content,
  };
  return `${JSON.stringify(wellFormed(document), null, 2)}\n`;
}

function byVulnerability(statements: readonly VexStatement[]): Map<string, VexStatement[]> {
  const groups = new Map<string, VexStatement[]>();
  for (const statement of statements) {
    const [key = ''] = statement.vulnerability;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [statement]);
    else group.push(statement);
  }
  return groups;
}

function vulnerabilityOf(statements: readonly VexStatement[], tree: Tree): object {
  const ids = [...new Set(statements.flatMap((s) => s.vulnerability))];
  const cve = ids.find((id) => /^CVE-\d{4}-\d{4,}$/.test(id));
  const others = ids.filter((id) => id !== cve);
  const status = new Map<string, Set<string>>();
  const flags = new Map<VexJustification, Set<string>>();
  const impacts = new Map<string, Set<string>>();
  const remedies = new Map<string, Set<string>>();
  const put = <K>(map: Map<K, Set<string>>, key: K, products: readonly string[]): void => {
    const set = map.get(key) ?? new Set();
    for (const product of products) set.add(product);
    map.set(key, set);
  };
  for (const s of statements) {
    const products = s.products.flatMap((p) => tree.idsOf(p));
    put(status, STATUS[s.status], products);
    if (s.status === 'not_affected' && s.justification !== undefined) put(flags, s.justification, products);
    if (s.status === 'not_affected') {
      const reason = s.impactStatement ?? (s.justification === undefined ? NO_REASON : undefined);
      if (reason !== undefined) put(impacts, reason, products);
    }
    if (s.status === 'affected') put(remedies, s.actionStatement ?? NO_ACTION, products);
  }
  const lists = (map: ReadonlyMap<string, ReadonlySet<string>>): [string, string[]][] =>
    [...map].map(([key, set]) => [key, [...set].sort()]);
  return {
    ...(cve === undefined ? {} : { cve }),
    ...(flags.size === 0
      ? {}
      : { flags: lists(flags).map(([label, product_ids]) => ({ label, product_ids })) }),
    ...(others.length === 0 ? {} : { ids: others.map((text) => ({ system_name: systemOf(text), text })) }),
    notes: [{ category: 'summary', text: `Statements about ${ids.join(', ')}.` }],
    product_status: Object.fromEntries(lists(status)),
    ...(remedies.size === 0
      ? {}
      : {
          remediations: lists(remedies).map(([details, product_ids]) => ({
            category: details === NO_ACTION ? 'none_available' : 'mitigation',
            details,
            product_ids,
          })),
        }),
    ...(impacts.size === 0
      ? {}
      : {
          threats: lists(impacts).map(([details, product_ids]) => ({
            category: 'impact',
            details,
            product_ids,
          })),
        }),
  };
}

function systemOf(id: string): string {
  if (id.startsWith('GHSA-')) return 'GitHub Security Advisories';
  return /^https?:/.test(id) ? 'address' : 'OSV';
}

/** Products and their parts, each once, in the order in which they are first named. */
class Tree {
  readonly #names = new Map<string, { readonly id: string; readonly target: VexTarget }>();
  readonly #relations = new Map<
    string,
    { readonly id: string; readonly part: string; readonly whole: string; readonly name: string }
  >();

  /** The product itself, or one relationship a subcomponent. */
  idsOf(product: VexProduct): string[] {
    const whole = this.#id(product);
    if (product.subcomponents.length === 0) return [whole];
    return product.subcomponents.map((sub) => {
      const part = this.#id(sub);
      const key = `${whole}\n${part}`;
      const found = this.#relations.get(key);
      if (found !== undefined) return found.id;
      const id = `CSAFPID-R${String(this.#relations.size + 1).padStart(4, '0')}`;
      this.#relations.set(key, { id, part, whole, name: `${titleOf(sub)} as part of ${titleOf(product)}` });
      return id;
    });
  }

  #id(target: VexTarget): string {
    const key = JSON.stringify([
      target.id,
      target.identifiers ?? [],
      target.version ?? '',
      target.range ?? '',
    ]);
    const found = this.#names.get(key);
    if (found !== undefined) return found.id;
    const id = `CSAFPID-${String(this.#names.size + 1).padStart(4, '0')}`;
    this.#names.set(key, { id, target });
    return id;
  }

  json(): object {
    const branched = [...this.#names.values()].flatMap(({ id, target }) => {
      const names = branchNames(target);
      return names === undefined ? [] : [{ id, target: { ...target, ...names } }];
    });
    const placed = new Set(branched.map(({ id }) => id));
    const loose = [...this.#names.values()].filter(({ id }) => !placed.has(id));
    return {
      ...(branched.length === 0 ? {} : { branches: branched.map(({ id, target }) => branchOf(id, target)) }),
      ...(loose.length === 0
        ? {}
        : { full_product_names: loose.map(({ id, target }) => productJson(id, target)) }),
      ...(this.#relations.size === 0
        ? {}
        : {
            relationships: [...this.#relations.values()].map(({ id, part, whole, name }) => ({
              category: 'default_component_of',
              full_product_name: { name, product_id: id },
              product_reference: part,
              relates_to_product_reference: whole,
            })),
          }),
    };
  }
}

/**
 * Vendor and product for branches. A range can be said only there (§3.1.2.3.2), so a target that has one and no names
 * gets those of its package URL.
 */
function branchNames(target: VexTarget): { readonly vendor: string; readonly name: string } | undefined {
  const { vendor, name, range } = target;
  if (vendor !== undefined && name !== undefined) return { vendor, name };
  if (range === undefined) return undefined;
  const purl = tryParsePurl(target.id);
  return {
    vendor: vendor ?? purl?.namespace ?? purl?.type ?? 'unknown',
    name: name ?? purl?.name ?? target.id,
  };
}

/** Vendor, product, and version or range, each a branch. */
function branchOf(id: string, target: VexTarget): object {
  const product = productJson(id, target);
  const words = target.version ?? target.range;
  const last =
    words === undefined
      ? { category: 'product_name', name: target.name, product }
      : {
          category: 'product_name',
          name: target.name,
          branches: [
            {
              category: target.version === undefined ? 'product_version_range' : 'product_version',
              name: words,
              product,
            },
          ],
        };
  return { category: 'vendor', name: target.vendor, branches: [last] };
}

function productJson(id: string, target: VexTarget): object {
  const all = [target.id, ...(target.identifiers ?? [])];
  const purl = all.find((text) => tryParsePurl(text) !== null);
  const cpe = all.find((text) => CPE.test(text));
  return {
    name: titleOf(target),
    product_id: id,
    ...(purl === undefined && cpe === undefined
      ? {}
      : {
          product_identification_helper: {
            ...(cpe === undefined ? {} : { cpe }),
            ...(purl === undefined ? {} : { purl }),
          },
        }),
  };
}

function titleOf({ id, vendor, name, version, range }: VexTarget): string {
  if (name === undefined) return id;
  return [vendor, name, version ?? range].filter((part) => part !== undefined).join(' ');
}
