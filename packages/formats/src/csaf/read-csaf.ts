/**
 * CSAF 2.0 documents: security advisories and the VEX profile. A document that contradicts itself is refused whole,
 * with the number of the mandatory test (§6.1) that it fails: half an advisory would be believed as a whole one.
 */
import {
  CSAF_STATUSES,
  type CsafDocument,
  type CsafProduct,
  type CsafRemediation,
  type CsafStatus,
  type CsafVulnerability,
  type CvssVector,
  TheriacError,
} from '@theriac/core';
import { plain } from '../text/plain-text.ts';
import {
  field,
  isObject,
  type JsonObject,
  listField,
  objectField,
  parseJson,
  textField,
} from '../text/untrusted-json.ts';
import { type ProductTree, productTreeOf } from './products.ts';

const MAX_VULNERABILITIES = 100_000;
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

/** Statuses that exclude one another (test 6.1.6). */
const CONTRADICTING: Readonly<Partial<Record<CsafStatus, string>>> = {
  first_affected: 'affected',
  known_affected: 'affected',
  last_affected: 'affected',
  known_not_affected: 'not affected',
  first_fixed: 'fixed',
  fixed: 'fixed',
  under_investigation: 'under investigation',
};

/** Whether the object calls itself a CSAF document. */
export function isCsaf(document: JsonObject): boolean {
  return textField(objectField(document, 'document'), 'csaf_version') !== undefined;
}

/**
 * @param path what messages call the document
 * @throws TheriacError THERIAC_VEX with the reason
 */
export function readCsaf(text: string, path: string): CsafDocument {
  const document = parseJson(text, path, 'THERIAC_VEX');
  const refuse = (reason: string): TheriacError =>
    new TheriacError('THERIAC_VEX', plain(reason, 400), { path });
  if (!isObject(document) || !isCsaf(document)) throw refuse('not a CSAF document: it has no csaf_version');
  return csafOf(document, refuse);
}

function csafOf(top: JsonObject, refuse: (reason: string) => TheriacError): CsafDocument {
  const head = objectField(top, 'document');
  const version = textField(head, 'csaf_version') ?? '';
  if (version !== '2.0') throw refuse(`CSAF ${version} is not read; 2.0 is`);
  const tracking = objectField(head, 'tracking');
  const required = (owner: JsonObject, key: string, where: string): string => {
    const value = textField(owner, key);
    if (value === undefined) throw refuse(`${where}/${key} is missing`);
    return value;
  };
  const released = required(tracking, 'current_release_date', '/document/tracking');
  if (!TIMESTAMP.test(released) || Number.isNaN(Date.parse(released)))
    throw refuse('/document/tracking/current_release_date is not an RFC 3339 date and time');
  const category = required(head, 'category', '/document');
  const tree = productTreeOf(top, refuse);
  const given = field(top, 'vulnerabilities') ?? [];
  if (!Array.isArray(given)) throw refuse('/vulnerabilities is not a list');
  if (given.length > MAX_VULNERABILITIES) throw refuse(`more than ${MAX_VULNERABILITIES} vulnerabilities`);
  const vulnerabilities = given.map((v: unknown, i) => {
    const no = (reason: string): TheriacError => refuse(`/vulnerabilities/${i}: ${reason}`);
    if (!isObject(v)) throw no('is not an object');
    return vulnerabilityOf(v, tree, no);
  });
  const self = listField(head, 'references').find((r) => isObject(r) && field(r, 'category') === 'self');
  const url = isObject(self) ? textField(self, 'url') : undefined;
  const result: CsafDocument = {
    category,
    title: required(head, 'title', '/document'),
    publisher: required(objectField(head, 'publisher'), 'name', '/document/publisher'),
    id: required(tracking, 'id', '/document/tracking'),
    version: required(tracking, 'version', '/document/tracking'),
    released,
    status: required(tracking, 'status', '/document/tracking'),
    ...(url === undefined ? {} : { url }),
    products: tree.products,
    vulnerabilities,
  };
  checkProfile(top, result, refuse);
  return result;
}

type Refuse = (reason: string) => TheriacError;

function vulnerabilityOf(v: JsonObject, tree: ProductTree, no: Refuse): CsafVulnerability {
  const cve = textField(v, 'cve');
  const cwe = textField(objectField(v, 'cwe'), 'id');
  const title = textField(v, 'title');
  const description = noteOf(v);
  const status = statusOf(v, tree, no);
  checkStatus(status, no);
  const named = (item: JsonObject): string[] => productsOf(item, tree, no);
  return {
    ...(cve === undefined ? {} : { cve }),
    ids: objectsOf(v, 'ids').flatMap((id) => textField(id, 'text') ?? []),
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(cwe === undefined ? {} : { cwe }),
    status,
    flags: objectsOf(v, 'flags').map((f) => ({ label: textField(f, 'label') ?? '', products: named(f) })),
    impacts: objectsOf(v, 'threats')
      .map((t) => ({
        category: field(t, 'category'),
        details: textField(t, 'details') ?? '',
        products: named(t),
      }))
      .filter((t) => t.category === 'impact')
      .map(({ details, products }) => ({ details, products })),
    remediations: objectsOf(v, 'remediations').map((r): CsafRemediation => {
      const url = textField(r, 'url');
      return {
        category: textField(r, 'category') ?? '',
        details: textField(r, 'details') ?? '',
        ...(url === undefined ? {} : { url }),
        products: named(r),
      };
    }),
    scores: objectsOf(v, 'scores').flatMap((s) =>
      cvssOf(s).map((cvss) => ({ cvss, products: productsOf(s, tree, no, 'products') })),
    ),
  };
}

function objectsOf(owner: JsonObject, key: string): JsonObject[] {
  return listField(owner, key).filter((item) => isObject(item));
}

/** Description before summary before the rest. */
function noteOf(v: JsonObject): string | undefined {
  const notes = objectsOf(v, 'notes');
  const best = ['description', 'summary', 'details'].flatMap((c) =>
    notes.filter((n) => field(n, 'category') === c),
  );
  return best.length === 0 ? undefined : textField(best[0] ?? {}, 'text');
}

function statusOf(v: JsonObject, tree: ProductTree, no: Refuse): CsafVulnerability['status'] {
  const given = objectField(v, 'product_status');
  const status: Partial<Record<CsafStatus, readonly string[]>> = {};
  for (const name of CSAF_STATUSES) {
    const ids = listField(given, name).filter((id) => typeof id === 'string');
    if (ids.length > 0) status[name] = known(ids, tree.products, no);
  }
  return status;
}

/** Test 6.1.6: contradicting product status. */
function checkStatus(status: CsafVulnerability['status'], no: Refuse): void {
  const said = new Map<string, string>();
  for (const name of CSAF_STATUSES) {
    const group = CONTRADICTING[name];
    if (group === undefined) continue;
    for (const id of status[name] ?? []) {
      const before = said.get(id);
      if (before !== undefined && before !== group)
        throw no(`${id} is said to be both ${before} and ${group} (test 6.1.6)`);
      said.set(id, group);
    }
  }
}

/** Product ids that an item names, groups included (tests 6.1.1 and 6.1.4). */
function productsOf(item: JsonObject, tree: ProductTree, no: Refuse, key = 'product_ids'): string[] {
  const ids = listField(item, key).filter((id) => typeof id === 'string');
  const groups = listField(item, 'group_ids').filter((id) => typeof id === 'string');
  const members = groups.flatMap((group) => {
    const found = tree.groups.get(group);
    if (found === undefined) throw no(`the product group ${group} is not defined (test 6.1.4)`);
    return found;
  });
  return [...new Set([...known(ids, tree.products, no), ...members])];
}

function known(ids: readonly string[], products: ReadonlyMap<string, CsafProduct>, no: Refuse): string[] {
  const stranger = ids.find((id) => !products.has(id));
  if (stranger !== undefined) throw no(`the product id ${stranger} is not defined (test 6.1.1)`);
  return [...new Set(ids)];
}

function cvssOf(score: JsonObject): CvssVector[] {
  return (['cvss_v3', 'cvss_v2'] as const).flatMap((key): CvssVector[] => {
    const cvss = objectField(score, key);
    const [vector, base] = [textField(cvss, 'vectorString'), field(cvss, 'baseScore')];
    const version = textField(cvss, 'version');
    if (vector === undefined || typeof base !== 'number' || base < 0 || base > 10) return [];
    const known = (['2.0', '3.0', '3.1'] as const).find((v) => v === version);
    return known === undefined ? [] : [{ version: known, vector, score: base }];
  });
}

/** Profiles whose documents speak of vulnerabilities in products (§4.4, §4.5). */
const ABOUT_PRODUCTS: readonly string[] = ['csaf_security_advisory', 'csaf_vex'];

/** Tests 6.1.27.4, .5 and .11 for both of these profiles; .7 to .10 for VEX. */
function checkProfile(top: JsonObject, document: CsafDocument, refuse: Refuse): void {
  if (!ABOUT_PRODUCTS.includes(document.category)) return;
  if (field(top, 'product_tree') === undefined) throw refuse('there is no product tree (test 6.1.27.4)');
  if (document.vulnerabilities.length === 0) throw refuse('it speaks of no vulnerability (test 6.1.27.11)');
  for (const [i, v] of document.vulnerabilities.entries()) {
    const no = (reason: string): TheriacError => refuse(`/vulnerabilities/${i}: ${reason}`);
    if (objectsOf(objectAt(top, i), 'notes').length === 0) throw no('it has no notes (test 6.1.27.5)');
    if (document.category === 'csaf_vex') checkVex(v, no);
  }
}

function checkVex(v: CsafVulnerability, no: Refuse): void {
  const { known_affected, known_not_affected, fixed, under_investigation } = v.status;
  if ([known_affected, known_not_affected, fixed, under_investigation].every((s) => s === undefined))
    throw no('it gives no product one of the four VEX statuses (test 6.1.27.7)');
  if (v.cve === undefined && v.ids.length === 0)
    throw no('it has neither a CVE nor another id (test 6.1.27.8)');
  const explained = new Set([...v.impacts, ...v.flags].flatMap((item) => item.products));
  const silent = (known_not_affected ?? []).find((id) => !explained.has(id));
  if (silent !== undefined) throw no(`it does not say why ${silent} is not affected (test 6.1.27.9)`);
  const helped = new Set(v.remediations.flatMap((r) => r.products));
  const left = (known_affected ?? []).find((id) => !helped.has(id));
  if (left !== undefined) throw no(`it does not say what to do about ${left} (test 6.1.27.10)`);
}

function objectAt(top: JsonObject, i: number): JsonObject {
  const found = listField(top, 'vulnerabilities')[i];
  return isObject(found) ? found : {};
}
