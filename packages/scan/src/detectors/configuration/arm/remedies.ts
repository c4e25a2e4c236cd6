/** Fixes of findings as ARM templates and as Bicep: the table of types, read from settings to properties. */
import type { RemedyLanguage } from '../remedies/language.ts';
import type { Tree } from '../remedies/tree.ts';
import type { Vocabulary } from '../remedies/vocabulary.ts';
import { JOINS } from '../terraform/join-tables/all.ts';
import { ARM_NAMES, ARM_TYPES } from './types/all.ts';
import type { Row } from './types/row.ts';

/** Written types, by those of Terraform; the first of several. */
const WRITTEN_AS = new Map(
  [...ARM_TYPES]
    .flatMap(([type, { to }]) => (typeof to === 'string' ? [[to, ARM_NAMES.get(type) ?? type] as const] : []))
    .toReversed(),
);

const known = new WeakMap<Row, Vocabulary>();

function vocabularyOf(type: string): Vocabulary | undefined {
  const row = ARM_TYPES.get(type.toLowerCase());
  if (row === undefined) return undefined;
  const found = known.get(row) ?? vocabularyOfRow(row);
  known.set(row, found);
  return found;
}

function vocabularyOfRow({ settings = {}, said = {}, parent = [], scope }: Row): Vocabulary {
  const table: Record<string, NonNullable<Vocabulary['said']>[string]> = {};
  for (const key of parent) table[key] = { property: 'parent', isBeside: true };
  if (scope !== undefined) table[scope] = { property: 'scope', isBeside: true };
  for (const [key, setting] of Object.entries(settings)) {
    const { from, ...rest } = typeof setting === 'string' ? { from: setting } : setting;
    const off = 'false' in rest ? [rest.false].flat()[0] : undefined;
    const on = 'true' in rest ? rest.true : undefined;
    const values =
      on === undefined && off === undefined ? undefined : { true: on ?? 'Enabled', false: off ?? 'Disabled' };
    const isProperty = from.startsWith('properties.');
    table[key] = {
      property: isProperty ? from.slice('properties.'.length) : from,
      ...(isProperty ? {} : { isBeside: true }),
      ...(values === undefined ? {} : { values }),
    };
  }
  return { said: { ...table, ...said }, within: 'properties' };
}

/** `default_action`: `defaultAction`. */
const camelCase = (setting: string): string =>
  setting.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const LISTS = new Set(['ipConfigurations', 'permissions', 'securityRules', 'privateLinkServiceConnections']);

const SHARED: Omit<RemedyLanguage, 'secret' | 'reference' | 'setting' | 'written'> = {
  vocabularyOf,
  propertyNamed: camelCase,
  isList: (property) => LISTS.has(property),
  besides: (type, key) => {
    const to = ARM_TYPES.get(type.toLowerCase())?.to;
    const join = JOINS.find(
      (one) => one.as === key && typeof to === 'string' && one.to.includes(to) && WRITTEN_AS.has(one.type),
    );
    const other = join === undefined ? undefined : WRITTEN_AS.get(join.type);
    return join === undefined || other === undefined ? undefined : { type: other, by: join.by };
  },
  something: () => '<value>',
};

/** Names with a type behind them are of resources that are declared beside. */
const nameOf = (name: string): string => (name.includes('Microsoft.') ? '<name>' : name);

export const ARM_REMEDIES: RemedyLanguage = {
  ...SHARED,
  secret: "[parameters('password')]",
  reference: (name) => `[resourceId('<type>', '${name}')]`,
  setting: (property, value) => `"${property}": ${JSON.stringify(plain(value))}`,
  written: ({ type, name, properties, attributes }) => {
    const { parent, ...beside } = record(attributes);
    const shown = parent === undefined ? nameOf(name) : '<parent>/<name>';
    return JSON.stringify({ type, name: shown, ...beside, ...record(properties) }, null, 2);
  },
};

export const BICEP_REMEDIES: RemedyLanguage = {
  ...SHARED,
  // Behind `=` stands what is no text.
  secret: '=password',
  reference: (name) => `=${name}`,
  setting: (property, value) => `${property}: ${bicepScalar(plain(value))}`,
  written: ({ type, name, properties, attributes }) =>
    `resource ${/^\w+$/.test(name) ? name : 'other'} '${type}@<version>' = ${asBicep({ ...record(attributes), ...record(properties) }, '')}`,
};

function plain(value: string): string | number | boolean {
  if (value === 'true' || value === 'false') return value === 'true';
  return /^\d{1,9}$/.test(value) ? Number(value) : value;
}

const record = (tree: Tree): { readonly [key: string]: Tree } =>
  typeof tree === 'object' && !isList(tree) ? tree : {};

const isList = (tree: Tree): tree is readonly Tree[] => Array.isArray(tree);

function asBicep(tree: Tree, indent: string): string {
  const inner = `${indent}  `;
  if (isList(tree)) return `[\n${tree.map((one) => `${inner}${asBicep(one, inner)}\n`).join('')}${indent}]`;
  if (typeof tree !== 'object') return bicepScalar(tree);
  const entries = Object.entries(tree).map(([key, one]) => {
    const id = key.endsWith('Id') && typeof one === 'string' && one.startsWith('=') ? '.id' : '';
    return `${inner}${key}: ${asBicep(one, inner)}${id}\n`;
  });
  return `{\n${entries.join('')}${indent}}`;
}

function bicepScalar(value: Tree): string {
  if (typeof value !== 'string') return String(value);
  return value.startsWith('=') ? value.slice(1) : `'${value.replaceAll("'", "\\'")}'`;
}
