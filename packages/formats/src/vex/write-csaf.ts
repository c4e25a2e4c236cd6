/** CSAF 2.0, profile VEX (§4.5) out. */
import type { VexJustification, VexProduct, VexStatement, VexStatus, VexTarget } from '@theriac/core';
import { count, TheriacError, tryParsePurl } from '@theriac/core';
import { wellFormed } from '../reports/json.ts';
import { shortHash } from '../text/content-id.ts';
import { byVulnerability, currentOf } from './current-statements.ts';
import type { VexMeta } from './meta.ts';
import { NO_ACTION, NO_REASON, NO_TIME } from './unsaid.ts';

const STATUS: Readonly<Record<VexStatus, string>> = {
  affected: 'known_affected',
  not_affected: 'known_not_affected',
  fixed: 'fixed',
  under_investigation: 'under_investigation',
};

const CPE = /^cpe:(2\.3:|\/)/;

/** @throws TheriacError THERIAC_USAGE where there are no statements */
export function renderCsaf(statements: readonly VexStatement[], meta: VexMeta): string {
  const tree = new Tree();
  if (statements.length === 0)
    throw new TheriacError(
      'THERIAC_USAGE',
      'there are no statements, and a document of CSAF has at least one',
    );
  const vulnerabilities = byVulnerability(statements).map((group) => vulnerabilityOf(group, tree));
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

function vulnerabilityOf(group: readonly VexStatement[], tree: Tree): object {
  const ids = [...new Set(group.flatMap((s) => s.vulnerability))];
  const cve = ids.find((id) => CVE.test(id));
  const others = ids.filter((id) => id !== cve);
  const { statements, superseded } = currentOf(group, (product) => tree.idsOf(product).join(' '));
  const status = new Groups<{ readonly status: string }>();
  const flags = new Groups<{ readonly label: VexJustification; readonly date?: string }>();
  const impacts = new Groups<{
    readonly category: string;
    readonly details: string;
    readonly date?: string;
  }>();
  const remedies = new Groups<{
    readonly category: string;
    readonly details: string;
    readonly date?: string;
  }>();
  for (const { statement: s, products: about } of statements) {
    const products = about.flatMap((p) => tree.idsOf(p));
    const date = s.timestamp === NO_TIME ? {} : { date: s.timestamp };
    status.put({ status: STATUS[s.status] }, products);
    if (s.status === 'not_affected' && s.justification !== undefined)
      flags.put({ label: s.justification, ...date }, products);
    if (s.status === 'not_affected') {
      const reason = s.impactStatement ?? (s.justification === undefined ? NO_REASON : undefined);
      if (reason !== undefined) impacts.put({ category: 'impact', details: reason, ...date }, products);
    }
    if (s.status === 'affected') {
      const details = s.actionStatement ?? NO_ACTION;
      const category = details === NO_ACTION ? 'none_available' : 'mitigation';
      remedies.put({ category, details, ...date }, products);
    }
  }
  const named = others.map((text) => ({ system_name: systemOf(text), text }));
  return {
    ...(cve === undefined ? {} : { cve }),
    ...listed('flags', flags),
    ...(named.length > 0
      ? { ids: named }
      : cve === undefined
        ? { ids: [{ system_name: 'document', text: NO_ID }] }
        : {}),
    notes: [
      { category: 'summary', text: `Statements about ${ids.length === 0 ? NO_ID : ids.join(', ')}.` },
      ...(superseded === 0
        ? []
        : [
            {
              category: 'details',
              text: `Of statements that contradict each other, the latest is given for each product, and of several at one time the gravest: ${count(superseded, 'other statement')} left out.`,
            },
          ]),
    ],
    product_status: Object.fromEntries(status.list().map((one) => [one.status, one.product_ids])),
    ...listed('remediations', remedies),
    ...listed('threats', impacts),
  };
}

const CVE = /^CVE-\d{4}-\d{4,}$/;
const NO_ID = 'a vulnerability without an id';

/** Products by what is said of them, in the order in which it is first said. */
class Groups<T extends object> {
  readonly #groups = new Map<string, { readonly said: T; readonly products: Set<string> }>();

  put(said: T, products: readonly string[]): void {
    const key = JSON.stringify(said);
    const group = this.#groups.get(key) ?? { said, products: new Set() };
    this.#groups.set(key, group);
    for (const product of products) group.products.add(product);
  }

  list(): (T & { readonly product_ids: readonly string[] })[] {
    return [...this.#groups.values()].map(({ said, products }) => ({
      ...said,
      product_ids: [...products].sort(),
    }));
  }
}

function listed(name: string, groups: Groups<object>): object {
  const list = groups.list();
  return list.length === 0 ? {} : { [name]: list };
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
