/** JSON that WP-CLI and form plugins write: lists of plugins, accounts, roles, options, and forms. */
import { TheriacError } from '@theriac/core';
import type { ConfigValue } from '@theriac/core/configuration';
import {
  asArray,
  asObject,
  asString,
  get,
  type JsonObject,
  type JsonValue,
  parseJson,
} from '@theriac/read/json';
import { baseName } from '../../../target/paths.ts';
import type { Report, SiteFiles } from '../files.ts';

export interface WpExport {
  readonly path: string;
  /** Base name without `.json`. */
  readonly name: string;
  readonly value: JsonValue;
  readonly at: (...path: (string | number)[]) => ConfigValue['at'];
}

/** PHP prints notices before the JSON: what counts begins with the first bracket at the start of a line. */
const START = /^[[{"\d]|^(?:true|false|null)\s*$/m;
/** Keys that have places: a form, its list of fields, a field. */
const LEVELS = 4;

export function exportOf(files: SiteFiles, path: string, report: Report): WpExport | undefined {
  const file = files.file(path);
  if (file === null) return undefined;
  try {
    const text = file.text();
    const start = Math.max(0, text.search(START));
    const before = text.slice(0, start).split('\n').length - 1;
    const document = parseJson(text.slice(start), path, { levels: LEVELS });
    return {
      path,
      name: baseName(path).slice(0, -'.json'.length),
      value: document.value,
      at: (...keys) => ({ path, line: before + (document.line(...keys) ?? 1), column: 1 }),
    };
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    report({ reason: 'unparseable', message: error.message, location: { path }, losesComponents: false });
    return undefined;
  }
}

export interface WpPlugin {
  readonly slug: string;
  readonly version: string | undefined;
  /** `unknown`: its files are there, and nobody says whether it is switched on. */
  readonly active: 'yes' | 'no' | 'unknown';
  readonly update: string | undefined;
  readonly autoUpdate: string | undefined;
  readonly at: ConfigValue['at'];
}

/** Rows of `wp plugin list --format=json`. */
export function pluginsIn(given: WpExport): WpPlugin[] | undefined {
  const rows = asArray(given.value).map(asObject);
  const isList =
    rows.length > 0 && rows.every((row) => has(row, 'name', 'status', 'version') && has(row, 'update'));
  if (!isList || /theme/.test(given.name)) return undefined;
  return rows.map((row, i) => ({
    slug: asString(get(row, 'name')) ?? '',
    version: asString(get(row, 'version')),
    active: /^(?:active|active-network|must-use|dropin)$/.test(asString(get(row, 'status')) ?? '')
      ? 'yes'
      : 'no',
    update: asString(get(row, 'update')),
    autoUpdate: asString(get(row, 'auto_update')),
    at: given.at(i),
  }));
}

export interface WpUser {
  readonly login: string;
  readonly roles: readonly string[];
  readonly at: ConfigValue['at'];
}

/** Rows of `wp user list --fields=ID,user_login,roles --format=json`. */
export function usersIn(given: WpExport): WpUser[] | undefined {
  const rows = asArray(given.value).map(asObject);
  if (rows.length === 0 || !rows.every((row) => has(row, 'user_login', 'roles'))) return undefined;
  return rows.map((row, i) => ({
    login: asString(get(row, 'user_login')) ?? '',
    roles: (asString(get(row, 'roles')) ?? '').split(',').map((role) => role.trim()),
    at: given.at(i),
  }));
}

export interface WpRole {
  readonly id: string;
  readonly capabilities: readonly string[];
  readonly at: ConfigValue['at'];
}

/** `wp cap list ROLE --format=json` as `wp-cap-ROLE.json`; the option `wp_user_roles`, which has all of them. */
export function rolesIn(given: WpExport): WpRole[] | undefined {
  const id = /cap(?:-list)?-([a-z\d_]{1,60})$/.exec(given.name)?.[1];
  if (id !== undefined) {
    const capabilities = asArray(given.value).map(
      (row) => asString(row) ?? asString(get(asObject(row), 'name')) ?? '',
    );
    return [{ id, capabilities, at: given.at() }];
  }
  const roles = Object.entries(asObject(given.value));
  if (roles.length === 0 || !roles.every(([, role]) => has(asObject(role), 'name', 'capabilities')))
    return undefined;
  return roles.map(([name, role]) => ({
    id: name,
    capabilities: Object.entries(asObject(get(asObject(role), 'capabilities'))).flatMap(
      ([capability, value]) => (value === true || value === 1 || value === '1' ? [capability] : []),
    ),
    at: given.at(name),
  }));
}

/** `wp option get NAME --format=json` as `wp-option-NAME.json`. */
export function optionIn(given: WpExport): readonly [name: string, value: JsonValue] | undefined {
  const name = /option(?:-get)?-([a-z\d_-]{1,100})$/i.exec(given.name)?.[1];
  return name === undefined ? undefined : [name, given.value];
}

/** Releases that `wp core check-update --format=json` offers. */
export function coreUpdateIn(given: WpExport): string | undefined {
  const [first] = asArray(given.value).map(asObject);
  return first !== undefined && has(first, 'version', 'update_type')
    ? asString(get(first, 'version'))
    : undefined;
}

/** Files that `wp … verify-checksums --format=json` says were changed. */
export function changedFilesIn(
  given: WpExport,
): { readonly file: string; readonly at: ConfigValue['at'] }[] | undefined {
  const rows = asArray(given.value).map(asObject);
  if (rows.length === 0 || !rows.every((row) => has(row, 'file', 'message'))) return undefined;
  return rows.map((row, i) => ({ file: asString(get(row, 'file')) ?? '', at: given.at(i) }));
}

export function has(row: JsonObject, ...keys: readonly string[]): boolean {
  return keys.every((key) => Object.hasOwn(row, key));
}
