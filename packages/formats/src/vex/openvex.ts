/**
 * OpenVEX 0.0.1 and 0.2.0 (https://github.com/openvex/spec): statements in one shape. Whether a statement is good
 * enough to silence a finding is judged where findings are, not here.
 */
import {
  TheriacError,
  VEX_JUSTIFICATIONS,
  VEX_STATUSES,
  type VexProduct,
  type VexStatement,
  type VexTarget,
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
import { reasonOf } from './unsaid.ts';

const CONTEXT = 'https://openvex.dev/ns';
const VERSIONS: readonly string[] = ['', '/', '/v0.0.1', '/v0.2.0'];
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

/**
 * @param text the document
 * @param path what messages and `source` call it
 * @throws TheriacError THERIAC_VEX with the place and the reason; a document is taken whole or not at all
 */
export function readOpenVex(text: string, path: string): VexStatement[] {
  const refuse = (reason: string): TheriacError => new TheriacError('THERIAC_VEX', reason, { path });
  const document = parseJson(text, path, 'THERIAC_VEX');
  if (!isObject(document)) throw refuse('not an OpenVEX document: no object at the top');
  const context = contextOf(document);
  if (context === undefined)
    throw refuse(`not an OpenVEX document: its @context does not begin with ${CONTEXT}`);
  if (!VERSIONS.includes(context.slice(CONTEXT.length)))
    throw refuse(`OpenVEX ${plain(context.slice(CONTEXT.length), 40)} is not read; 0.0.1 and 0.2.0 are`);
  const statements = field(document, 'statements');
  if (!Array.isArray(statements)) throw refuse('`statements` is not a list');
  return statements.map((statement: unknown, i) => {
    const no = (reason: string): TheriacError => refuse(`statement ${i + 1}: ${reason}`);
    if (!isObject(statement)) throw no('is not an object');
    return statementOf(statement, document, `${path}#${i + 1}`, no);
  });
}

/** JSON-LD allows a list of contexts. */
function contextOf(document: JsonObject): string | undefined {
  const given = field(document, '@context');
  const all: readonly unknown[] = Array.isArray(given) ? given : [given];
  return all.find((c): c is string => typeof c === 'string' && c.startsWith(CONTEXT));
}

type Refuse = (reason: string) => TheriacError;

function statementOf(statement: JsonObject, document: JsonObject, source: string, no: Refuse): VexStatement {
  const status = VEX_STATUSES.find((s) => s === field(statement, 'status'));
  if (status === undefined)
    throw no(`status ${shown(field(statement, 'status'))} is none of ${VEX_STATUSES.join(', ')}`);
  const given = field(statement, 'justification');
  const justification = VEX_JUSTIFICATIONS.find((j) => j === given);
  if (justification === undefined && given !== undefined && given !== '')
    throw no(`justification ${shown(given)} is none of ${VEX_JUSTIFICATIONS.join(', ')}`);
  const timestamp = textField(statement, 'timestamp') ?? textField(document, 'timestamp');
  if (timestamp === undefined) throw no('neither the statement nor the document has a timestamp');
  if (!TIMESTAMP.test(timestamp) || Number.isNaN(Date.parse(timestamp)))
    throw no(`timestamp ${shown(timestamp)} is not an RFC 3339 date and time`);
  const impact = reasonOf(textField(statement, 'impact_statement'));
  const action = textField(statement, 'action_statement');
  return {
    vulnerability: vulnerabilityOf(statement, no),
    products: productsOf(statement, document, no),
    status,
    ...(justification === undefined ? {} : { justification }),
    ...(impact === undefined ? {} : { impactStatement: impact }),
    ...(action === undefined ? {} : { actionStatement: action }),
    timestamp,
    author: textField(statement, 'author') ?? textField(document, 'author') ?? '',
    source,
  };
}

/** 0.0.1: an id. 0.2.0: an object with name and aliases, whose `@id` may be the address of the flaw. */
function vulnerabilityOf(statement: JsonObject, no: Refuse): string[] {
  const given = field(statement, 'vulnerability');
  if (typeof given === 'string' && given.trim() !== '') return [given.trim()];
  if (!isObject(given)) throw no('names no vulnerability');
  const aliases = listField(given, 'aliases').filter((a) => typeof a === 'string');
  const ids = [textField(given, 'name'), ...aliases, textField(given, '@id')].flatMap((id) => {
    const trimmed = id?.trim() ?? '';
    return trimmed === '' ? [] : [trimmed];
  });
  if (ids.length === 0) throw no('its vulnerability has neither a name nor an alias');
  return [...new Set(ids.flatMap((id) => [id, ...idInAddress(id)]))];
}

/** The id that the address of a flaw ends in: `https://…/CVE-2021-44906`. */
function idInAddress(address: string): string[] {
  const last = /^https?:\/\/\S{1,2000}\/((?:CVE-\d{4}-\d{4,})|(?:GHSA(?:-[0-9a-z]{4}){3}))$/i.exec(
    address,
  )?.[1];
  return last === undefined ? [] : [last];
}

/** Products of the statement, else of the document. 0.0.1 keeps subcomponents beside the products. */
function productsOf(statement: JsonObject, document: JsonObject, no: Refuse): VexProduct[] {
  const own = field(statement, 'products') ?? field(document, 'products') ?? [];
  if (!Array.isArray(own)) throw no('`products` is not a list');
  const shared = subcomponentsOf(statement, no);
  return own.map((product: unknown) => {
    const nested = isObject(product) ? subcomponentsOf(product, no) : [];
    return { ...targetOf(product, 'product', no), subcomponents: [...nested, ...shared] };
  });
}

function subcomponentsOf(owner: JsonObject, no: Refuse): VexTarget[] {
  const list = field(owner, 'subcomponents') ?? [];
  if (!Array.isArray(list)) throw no('`subcomponents` is not a list');
  return list.map((item: unknown) => targetOf(item, 'subcomponent', no));
}

/** Every name of a product or subcomponent. One that nothing names would turn the statement into one about less. */
function targetOf(value: unknown, what: string, no: Refuse): VexTarget {
  if (typeof value === 'string' && value.trim() !== '') return { id: value.trim() };
  if (!isObject(value)) throw no(`a ${what} is neither text nor an object`);
  const named = objectField(value, 'identifiers');
  const ids = [
    textField(value, '@id'),
    textField(named, 'purl'),
    textField(named, 'cpe23'),
    textField(named, 'cpe22'),
  ].flatMap((id) => id?.trim() ?? []);
  const [id, ...identifiers] = new Set(ids);
  if (id === undefined) throw no(`a ${what} has neither an @id nor an identifier`);
  return identifiers.length === 0 ? { id } : { id, identifiers };
}

function shown(value: unknown): string {
  return plain(JSON.stringify(value) ?? 'undefined', 80);
}
