/** The product tree of a CSAF document (§3.2.3): branches, loose products, relationships and groups. */
import { type CsafProduct, looseRange } from '@theriac/core';
import {
  field,
  isObject,
  type JsonObject,
  listField,
  objectField,
  textField,
} from '../text/untrusted-json.ts';

const MAX_DEPTH = 30;
const MAX_PRODUCTS = 100_000;

export interface ProductTree {
  readonly products: ReadonlyMap<string, CsafProduct>;
  /** Group id → product ids. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
}

/** What the branches down to a product say of it. */
interface Above {
  readonly vendor?: string;
  readonly name?: string;
  readonly version?: string;
  readonly range?: string;
  readonly words?: string;
}

type Refuse = (reason: string) => Error;

/** @param no makes the error for a tree that breaks the specification */
export function productTreeOf(document: JsonObject, no: Refuse): ProductTree {
  const tree = objectField(document, 'product_tree');
  const products = new Map<string, CsafProduct>();
  const add = (product: CsafProduct): void => {
    // Test 6.1.2: multiple definition of product ID.
    if (products.has(product.id)) throw no(`the product id ${product.id} is defined more than once`);
    if (products.size >= MAX_PRODUCTS) throw no(`more than ${MAX_PRODUCTS} products`);
    products.set(product.id, product);
  };
  const enter = (branch: unknown, above: Above, depth: number): void => {
    if (!isObject(branch)) throw no('a branch of the product tree is not an object');
    if (depth > MAX_DEPTH) throw no(`the product tree is deeper than ${MAX_DEPTH} branches`);
    const here = { ...above, ...saidBy(branch) };
    const product = field(branch, 'product');
    if (isObject(product)) add(productOf(product, here, no));
    for (const child of listField(branch, 'branches')) enter(child, here, depth + 1);
  };
  for (const branch of listField(tree, 'branches')) enter(branch, {}, 1);
  for (const product of listField(tree, 'full_product_names'))
    if (isObject(product)) add(productOf(product, {}, no));
  for (const relationship of listField(tree, 'relationships')) {
    if (!isObject(relationship)) throw no('a relationship of the product tree is not an object');
    const whole = objectField(relationship, 'full_product_name');
    add({
      ...productOf(whole, {}, no),
      component: textField(relationship, 'product_reference') ?? '',
      partOf: textField(relationship, 'relates_to_product_reference') ?? '',
    });
  }
  checkRelationships(products, no);
  return { products, groups: groupsOf(tree, products, no) };
}

/** What one branch says, by its category (§3.1.2.2). */
function saidBy(branch: JsonObject): Above {
  const name = textField(branch, 'name');
  if (name === undefined) return {};
  switch (field(branch, 'category')) {
    case 'vendor':
      return { vendor: name };
    case 'product_name':
      return { name };
    case 'product_version':
    case 'service_pack':
    case 'patch_level':
      return versionOf(name);
    case 'product_version_range':
      return { words: name, ...ranged(name) };
    default:
      return {};
  }
}

/** Advisories put ranges into version branches too, against §3.1.2.3.1. */
function versionOf(name: string): Above {
  if (/^[vV]?\d[\w.+-]*$/.test(name) && !/\.[xX*]$/.test(name)) return { version: name, words: name };
  return { words: name, ...ranged(name) };
}

function ranged(words: string): { range?: string } {
  const range = looseRange(words);
  return range === null ? {} : { range };
}

function productOf(product: JsonObject, above: Above, no: Refuse): CsafProduct {
  const id = textField(product, 'product_id');
  if (id === undefined) throw no('a product has no product_id');
  const helper = objectField(product, 'product_identification_helper');
  const { words, ...said } = above;
  return {
    id,
    title: textField(product, 'name') ?? id,
    ...said,
    ...(words === undefined ? {} : { versionWords: words }),
    purls: [textField(helper, 'purl'), ...listField(helper, 'purls')].filter((p) => typeof p === 'string'),
    cpes: [textField(helper, 'cpe')].filter((c) => c !== undefined),
  };
}

/** Tests 6.1.1 and 6.1.3: what relationships point to exists, and none leads back to itself. */
function checkRelationships(products: ReadonlyMap<string, CsafProduct>, no: Refuse): void {
  for (const { id, component, partOf } of products.values()) {
    for (const other of [component, partOf]) {
      if (other !== undefined && !products.has(other))
        throw no(`${id} is said to be made of ${other || 'nothing'}, which the product tree does not define`);
    }
  }
  const done = new Set<string>();
  for (const start of products.keys()) {
    const path = new Set<string>();
    const waiting = [{ id: start, leave: false }];
    for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
      if (step.leave) {
        path.delete(step.id);
        done.add(step.id);
        continue;
      }
      if (done.has(step.id)) continue;
      if (path.has(step.id)) throw no(`the product id ${step.id} is defined by way of itself`);
      path.add(step.id);
      waiting.push({ id: step.id, leave: true });
      const { component, partOf } = products.get(step.id) ?? {};
      for (const next of [component, partOf])
        if (next !== undefined) waiting.push({ id: next, leave: false });
    }
  }
}

function groupsOf(
  tree: JsonObject,
  products: ReadonlyMap<string, CsafProduct>,
  no: Refuse,
): Map<string, readonly string[]> {
  const groups = new Map<string, readonly string[]>();
  for (const group of listField(tree, 'product_groups')) {
    if (!isObject(group)) throw no('a product group is not an object');
    const id = textField(group, 'group_id');
    if (id === undefined) throw no('a product group has no group_id');
    // Test 6.1.5: multiple definition of product group ID.
    if (groups.has(id)) throw no(`the product group ${id} is defined more than once`);
    const members = listField(group, 'product_ids').filter((p) => typeof p === 'string');
    const stranger = members.find((p) => !products.has(p));
    if (stranger !== undefined)
      throw no(`the product group ${id} names ${stranger}, which the product tree does not define`);
    groups.set(id, members);
  }
  return groups;
}
