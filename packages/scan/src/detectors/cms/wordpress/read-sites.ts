/** Every WordPress site of a target, as resources that rules are asked of. */
import { TheriacError } from '@theriac/core';
import { type ConfigValue, list, map, matchesGlob, type Resource, scalar } from '@theriac/core/configuration';
import type { CmsConfig } from '@theriac/govern';
import { asArray, asObject, asString, get, type JsonValue, parseJson } from '@theriac/read/json';
import { baseName, folderOf, inFolder } from '../../../target/paths.ts';
import { lockfileAbove } from '../drupal/packages.ts';
import {
  ADMIN_CAPABILITIES,
  DATA_CAPABILITIES,
  PLUGINS,
  type PluginKind,
  VISITOR_ROLES,
} from '../facts/wordpress-plugins.ts';
import type { Report, SiteFiles } from '../files.ts';
import {
  changedFilesIn,
  coreUpdateIn,
  exportOf,
  optionIn,
  pluginsIn,
  rolesIn,
  usersIn,
  type WpExport,
  type WpPlugin,
  type WpRole,
  type WpUser,
} from './exports.ts';
import { formResource, formsIn, type WpForm } from './forms.ts';
import { type WpConfig, wpConfigOf } from './wp-config.ts';

export interface WordPressSite {
  /** Folder of wp-config.php, or of what else is there. */
  readonly name: string;
  readonly phi: 'yes' | 'no' | 'unknown';
  readonly forms: readonly WpForm[];
  readonly roles: readonly WpRole[];
  readonly resources: readonly Resource[];
  readonly reasons: readonly string[];
}

interface Given {
  readonly config: CmsConfig;
  readonly declaredPhi: boolean;
}

const MAX_PLUGIN_FILES = 20_000;
/** Header comments are within the first 8 KiB. */
const HEADER = 8192;

export function readWordPressSites(files: SiteFiles, given: Given, report: Report): WordPressSite[] {
  const configs = files.matched
    .filter((path) => baseName(path) === 'wp-config.php' || path.endsWith('config/application.php'))
    .flatMap((path) => wpConfigOf(files, path, given.config.environment, report) ?? []);
  const rootOf = (config: WpConfig): string =>
    config.path.endsWith('config/application.php') ? folderOf(folderOf(config.path)) : folderOf(config.path);
  const exports = files.matched
    .filter((path) => path.endsWith('.json'))
    .flatMap((path) => exportOf(files, path, report) ?? []);
  const plugins = pluginFolders(files);
  const roots = [...new Set(configs.map(rootOf))];
  if (roots.length === 0) {
    const isWordPress = plugins.length > 0 || exports.some((one) => isKnown(one));
    if (!isWordPress) return [];
    roots.push('');
  }
  return roots.map((root) => {
    const isBelow = (path: string): boolean => root === '' || path.startsWith(`${root}/`);
    // Exports may stand beside the site.
    const near = roots.length === 1 ? exports : exports.filter(({ path }) => isBelow(path));
    return siteOf(files, {
      root,
      config: configs.find((one) => rootOf(one) === root),
      plugins: roots.length === 1 ? plugins : plugins.filter(({ at }) => isBelow(at.path)),
      exports: near,
      given,
      report,
    });
  });
}

function isKnown(one: WpExport): boolean {
  return (
    pluginsIn(one) !== undefined ||
    usersIn(one) !== undefined ||
    optionIn(one) !== undefined ||
    formsIn(one, false, false).length > 0
  );
}

/** Plugins whose files are in the target. */
function pluginFolders(files: SiteFiles): WpPlugin[] {
  const found = new Map<string, WpPlugin>();
  for (const path of files.matched.slice(0, MAX_PLUGIN_FILES)) {
    const slug = slugOf(path);
    if (slug === undefined || !path.endsWith('.php') || found.has(slug)) continue;
    const version = headerOf(files, path);
    if (version === undefined) continue;
    found.set(slug, {
      slug,
      version: version === '' ? undefined : version,
      active: path.includes('mu-plugins/') ? 'yes' : 'unknown',
      update: undefined,
      autoUpdate: undefined,
      at: { path, line: 1, column: 1 },
    });
  }
  return [...found.values()];
}

/** The folder of a plugin, or the name of a plugin of one file. */
function slugOf(path: string): string | undefined {
  const parts = path.split('/');
  const at = parts.findLastIndex((part) => part === 'plugins' || part === 'mu-plugins');
  const slug = at < 0 ? undefined : parts[at + 1];
  return slug?.endsWith('.php') === true ? slug.slice(0, -'.php'.length) : slug;
}

/** The version of a plugin; the empty string where it states none; undefined where the file is not its main one. */
function headerOf(files: SiteFiles, path: string): string | undefined {
  try {
    const text = files.file(path)?.text().slice(0, HEADER) ?? '';
    if (!/^[ \t/*#@]{0,20}Plugin Name:/m.test(text)) return undefined;
    return /^[ \t/*#@]{0,20}Version:[ \t]{0,20}([\w.+-]{1,40})/m.exec(text)?.[1] ?? '';
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    return undefined;
  }
}

/** Plugins that Composer installs. */
function lockedPlugins(files: SiteFiles, root: string): WpPlugin[] {
  const path = lockfileAbove(files, root);
  const file = path === undefined ? null : files.file(path);
  if (path === undefined || file === null) return [];
  try {
    const document = parseJson(file.text(), path);
    return asArray(get(asObject(document.value), 'packages')).flatMap((item, i): WpPlugin[] => {
      const entry = asObject(item);
      const name = asString(get(entry, 'name')) ?? '';
      if (!/^wp(?:ackagist-(?:mu)?plugin|-plugin|-mu-plugin)\//.test(name)) return [];
      const at = { path, line: document.line('packages', i) ?? 1, column: 1 };
      return [
        {
          slug: name.slice(name.indexOf('/') + 1),
          version: asString(get(entry, 'version')),
          active: 'unknown',
          update: undefined,
          autoUpdate: undefined,
          at,
        },
      ];
    });
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    // The inventory reports a lockfile that cannot be read.
    return [];
  }
}

interface Parts {
  readonly root: string;
  readonly config: WpConfig | undefined;
  readonly plugins: readonly WpPlugin[];
  readonly exports: readonly WpExport[];
  readonly given: Given;
  readonly report: Report;
}

function siteOf(files: SiteFiles, { root, config, plugins: folders, exports, given }: Parts): WordPressSite {
  const listed = exports.flatMap((one) => pluginsIn(one) ?? []);
  const inFiles = [...folders, ...lockedPlugins(files, root)];
  const plugins = listed.length > 0 ? listed : inFiles;
  const used = plugins.filter(({ active }) => active !== 'no');
  const at = config?.resource.at ?? plugins[0]?.at ?? { path: exports[0]?.path ?? root, line: 1, column: 1 };
  const of = (kind: PluginKind): ConfigValue => {
    if (plugins.length === 0)
      return {
        kind: 'unknown',
        reason: 'no plugin is in the target; add `wp plugin list --format=json` as wp-cli/plugins.json',
        at,
      };
    const found = used.filter(({ slug }) => PLUGINS[kind].some((pattern) => matchesGlob(slug, pattern)));
    return list(
      found.map((one) => scalar(one.slug, one.at)),
      found[0]?.at ?? at,
    );
  };
  const uses = (kind: PluginKind): boolean =>
    used.some(({ slug }) => PLUGINS[kind].some((pattern) => matchesGlob(slug, pattern)));
  const declared = given.config.phi ?? given.declaredPhi;
  const forms = exports.flatMap((one) => formsIn(one, declared, uses('keepsMailedForms')));
  const isHidden =
    forms.length === 0 && used.some(({ slug }) => FORM_PLUGINS.some((pattern) => matchesGlob(slug, pattern)));
  const phi =
    given.config.phi === false
      ? 'no'
      : declared || forms.some(({ isPhi }) => isPhi)
        ? 'yes'
        : isHidden
          ? 'unknown'
          : 'no';
  const roles = exports.flatMap((one) => rolesIn(one) ?? []);
  const users = exports.flatMap((one) => usersIn(one) ?? []);
  const options = new Map<string, { readonly value: JsonValue; readonly at: ConfigValue['at'] }>();
  for (const one of exports) {
    const option = optionIn(one);
    if (option !== undefined) options.set(option[0], { value: option[1], at: one.at() });
  }
  const site = map([['phi', scalar(phi, at)]], at);
  const asked = ({ type, name, at: place, values }: Resource): Resource => ({
    type,
    name,
    at: place,
    values: map([...values.entries, ['site', site]], place),
  });
  const resources: Resource[] = [
    ...(config === undefined ? [] : [config.resource]),
    {
      type: 'wordpress.site',
      name: root === '' ? 'site' : `site ${root}`,
      at,
      values: map(
        [
          ...KINDS.map((kind) => [kind, of(kind)] as const),
          ['usersCanRegister', optionValue(options, 'users_can_register')],
          ['defaultRole', optionValue(options, 'default_role')],
          ['administrators', users.length === 0 ? undefined : list(administratorsOf(users), at)],
          [
            'logins',
            users.length === 0
              ? undefined
              : list(
                  users.map(({ login, at: place }) => scalar(login, place)),
                  at,
                ),
          ],
          ['coreUpdate', coreValue(exports)],
          [
            'changedFiles',
            placed(
              exports
                .flatMap((one) => changedFilesIn(one) ?? [])
                .map(({ file, at: place }) => scalar(file, place)),
              at,
            ),
          ],
          ['served', placed(servedFiles(files, root, at), at)],
        ],
        at,
      ),
    },
    ...listed.map((one) => pluginResource(one)),
    ...roles.map((one) => roleResource(one)),
    ...forms.map((one) => formResource(one, uses('encryption'), given.config.retentionDays)),
    ...formSettings(options),
  ];
  return {
    name: root === '' ? 'site' : root,
    phi,
    forms,
    roles,
    resources: resources.map(asked),
    reasons: reasonsOf(root, {
      plugins: listed.length > 0,
      users: users.length > 0,
      used,
      isHidden,
      config,
      backup: uses('backup'),
    }),
  };
}

/** A list, placed where its first item is. */
function placed(items: readonly ConfigValue[], at: ConfigValue['at']): ConfigValue {
  return list(items, items[0]?.at ?? at);
}

const KINDS = Object.keys(PLUGINS).filter((kind): kind is PluginKind => kind in PLUGINS);
const FORM_PLUGINS: readonly string[] = [...PLUGINS.otherForms, 'gravityforms', 'wpforms*', 'contact-form-7'];

function administratorsOf(users: readonly WpUser[]): ConfigValue[] {
  return users
    .filter(({ roles }) => roles.includes('administrator'))
    .map(({ login, at }) => scalar(login, at));
}

function optionValue(
  options: ReadonlyMap<string, { readonly value: JsonValue; readonly at: ConfigValue['at'] }>,
  name: string,
): ConfigValue | undefined {
  const option = options.get(name);
  return option === undefined || typeof option.value === 'object'
    ? undefined
    : scalar(String(option.value), option.at);
}

function coreValue(exports: readonly WpExport[]): ConfigValue | undefined {
  const found = exports.find((one) => coreUpdateIn(one) !== undefined);
  return found === undefined ? undefined : scalar(coreUpdateIn(found) ?? '', found.at());
}

/** Dumps and logs beside what the web server serves. */
function servedFiles(files: SiteFiles, root: string, at: ConfigValue['at']): ConfigValue[] {
  return ['', 'wp-content', 'web', 'public']
    .flatMap((folder) =>
      files
        .list(inFolder(root, folder))
        .map(({ name, kind }) => ({ path: inFolder(inFolder(root, folder), name), kind })),
    )
    .filter(
      ({ path, kind }) =>
        kind === 'file' && /(?:\.sql(?:\.(?:gz|zip))?|\/debug\.log|\.wpress)$/i.test(`/${path}`),
    )
    .map(({ path }) => scalar(path, { ...at, path }));
}

function pluginResource(plugin: WpPlugin): Resource {
  const { slug, version, active, update, autoUpdate, at } = plugin;
  return {
    type: 'wordpress.plugin',
    name: slug,
    at,
    values: map(
      [
        ['slug', scalar(slug, at)],
        ['version', version === undefined ? undefined : scalar(version, at)],
        ['active', scalar(active, at)],
        ['update', update === undefined ? undefined : scalar(update, at)],
        ['autoUpdate', autoUpdate === undefined ? undefined : scalar(autoUpdate, at)],
      ],
      at,
    ),
  };
}

function roleResource({ id, capabilities, at }: WpRole): Resource {
  const among = (patterns: readonly string[]): ConfigValue =>
    list(
      capabilities
        .filter((one) => patterns.some((pattern) => matchesGlob(one, pattern)))
        .map((one) => scalar(one, at)),
      at,
    );
  return {
    type: 'wordpress.role',
    name: `role ${id}`,
    at,
    values: map(
      [
        ['id', scalar(id, at)],
        ['visitor', scalar(VISITOR_ROLES.includes(id) ? 'yes' : 'no', at)],
        ['power', among(ADMIN_CAPABILITIES)],
        ['data', among(DATA_CAPABILITIES)],
      ],
      at,
    ),
  };
}

function formSettings(
  options: ReadonlyMap<string, { readonly value: JsonValue; readonly at: ConfigValue['at'] }>,
): Resource[] {
  const option = options.get('wpforms_settings');
  if (option === undefined) return [];
  const settings = asObject(option.value);
  const { at } = option;
  const isOn = (key: string): ConfigValue =>
    scalar(
      get(settings, key) === true || get(settings, key) === '1' || get(settings, key) === 1 ? 'yes' : 'no',
      at,
    );
  return [
    {
      type: 'wordpress.wpforms',
      name: 'settings of WPForms',
      at,
      values: map(
        ['gdpr', 'gdpr-disable-uuid', 'gdpr-disable-details'].map((key) => [key, isOn(key)] as const),
        at,
      ),
    },
  ];
}

function reasonsOf(
  root: string,
  known: {
    readonly plugins: boolean;
    readonly users: boolean;
    readonly used: readonly WpPlugin[];
    readonly isHidden: boolean;
    readonly config: WpConfig | undefined;
    readonly backup: boolean;
  },
): string[] {
  const where = root === '' ? 'WordPress' : root;
  const reasons: string[] = [];
  if (!known.plugins)
    reasons.push(
      `${where}: which plugins are active and up to date is not known; add \`wp plugin list --format=json\` as wp-cli/plugins.json`,
    );
  if (!known.users)
    reasons.push(
      `${where}: accounts and their roles are not known; add \`wp user list --fields=ID,user_login,roles --format=json\` as wp-cli/users.json`,
    );
  if (known.isHidden)
    reasons.push(`${where}: what forms ask for is in the database; export the forms as JSON`);
  const others = known.used
    .filter(({ slug }) => PLUGINS.otherForms.some((pattern) => matchesGlob(slug, pattern)))
    .map(({ slug }) => slug);
  if (others.length > 0)
    reasons.push(
      `${where}: how long ${others.join(', ')} keeps entries is not in the files; keep a statement`,
    );
  if (known.used.some(({ slug }) => PLUGINS.secondFactor.some((pattern) => matchesGlob(slug, pattern))))
    reasons.push(
      `${where}: whether the second factor is required of every account is an option of the plugin; keep a statement`,
    );
  if (known.backup)
    reasons.push(
      `${where}: where backups go and whether they are encrypted is an option of the plugin; keep a statement`,
    );
  const cron = known.config?.facts.constants.get('DISABLE_WP_CRON');
  if (cron?.kind === 'scalar' && cron.value === true)
    reasons.push(
      `${cron.at.path}:${cron.at.line}: \`DISABLE_WP_CRON\` is set: that a real cron deletes and updates what is due is not in the files`,
    );
  for (const { what, at, outside } of known.config?.facts.missing ?? [])
    if (!/wp-settings\.php$/.test(what))
      reasons.push(
        `${at.path}:${at.line}: ${what} is ${outside === true ? 'outside of' : 'included and is not in'} the target: what it sets is not known`,
      );
  return reasons;
}
