/** A Drupal site in one environment, as resources that rules are asked of and as facts for commands. */
import type { EolCycle } from '@theriac/core';
import {
  type ConfigValue,
  entry,
  inside,
  list,
  map,
  matchesGlob,
  type Resource,
  scalar,
  textOf,
} from '@theriac/core/configuration';
import type { CmsConfig } from '@theriac/govern';
import { baseName } from '../../../target/paths.ts';
import type { Report, SiteFiles } from '../files.ts';
import { accountsOf } from './accounts.ts';
import { withCertificates } from './certificates.ts';
import type { ConfigMap } from './config-store.ts';
import { type DataExport, exportsOf } from './data-exports.ts';
import { contentEntities, entityValues, type PhiEntity } from './entities.ts';
import type { FoundSite } from './find-sites.ts';
import { type DrupalForm, formsOf, formValues } from './forms.ts';
import { keyResources } from './keys.ts';
import { lockfileAbove, packagesOf } from './packages.ts';
import { concerns, type DrupalRole, isPrivileged, rolesOf } from './roles.ts';
import { configSecrets } from './secrets.ts';
import { servicesOf } from './services.ts';
import { modulesOf, siteValues } from './site-values.ts';
import type { DrupalView } from './view.ts';

export interface DrupalSite {
  readonly kind: 'drupal';
  readonly found: FoundSite;
  readonly view: DrupalView;
  /** `unknown`: forms are left out of the export. */
  readonly phi: 'yes' | 'no' | 'unknown';
  readonly roles: readonly DrupalRole[];
  /** Undefined: the module webform is not enabled. */
  readonly forms: readonly DrupalForm[] | undefined;
  readonly entities: readonly PhiEntity[];
  readonly exports: readonly DataExport[];
  readonly resources: readonly Resource[];
  /** What is not in the files, one sentence each. */
  readonly reasons: readonly string[];
  /** Headers of which only a request to the site tells. */
  readonly headers: readonly string[];
}

/** Objects of configuration that are asked one by one, under `drupal.` and their name. */
const OBJECTS: readonly string[] = [
  'user.settings',
  'user.flood',
  'tfa.settings',
  'simplesamlphp_auth.settings',
  'samlauth.authentication',
  'autologout.settings',
  'block_inactive_users.settings',
  'session_limit.settings',
  'webform.settings',
  'system.file',
  'clamav.settings',
  'encrypt.settings',
  'field_encrypt.settings',
  'system.logging',
  'seckit.settings',
  'securelogin.settings',
  'jsonapi.settings',
  'key_auth.settings',
  'update.settings',
  'dblog.settings',
  'admin_audit_trail.settings',
  'syslog.settings',
  'os2web_audit_entity.settings',
  'ai_logging.settings',
  'honeypot.settings',
  'openid_connect.settings',
  'file_mdm.settings',
  'automatic_updates.settings',
];

/** Kinds of objects of which a site has several → type of resource. */
const COLLECTIONS: Readonly<Record<string, string>> = {
  'rest.resource': 'drupal.rest',
  'filter.format': 'drupal.format',
  'contact.form': 'drupal.contact',
  'backup_migrate.backup_migrate_destination': 'drupal.backup',
};

/** Objects that hold no secret of the site, whatever their keys are called, and objects read for their own rules. */
const NO_SECRETS =
  /^(?:key\.key|encrypt\.profile|webform\.|views\.|field\.|core\.|language\.|block\.|image\.|user\.role|config_ignore|config_split|jsonapi_extras|migrate|editor\.|filter\.|metatag|pathauto|rdf|search_api\.index|taxonomy|easy_email|tour\.|workflows|entity_browser|paragraphs|node\.type|ultimate_cron)/;

export async function readDrupalSite(
  files: SiteFiles,
  view: DrupalView,
  given: {
    readonly config: CmsConfig;
    /** What theriac.yaml says of the data of the system. */
    readonly declaredPhi: boolean;
    /** Entities of custom modules, the same in every environment. */
    readonly codeEntities: readonly PhiEntity[];
    readonly endOfLife?: ((product: string) => readonly EolCycle[]) | undefined;
    readonly asOf: string;
  },
  report: Report,
): Promise<DrupalSite> {
  const { site: found } = view;
  const declared = given.config.phi ?? given.declaredPhi;
  const extension = await view.get('core.extension');
  const at = extension?.at ?? { path: view.pathOf('core.extension'), line: 1, column: 1 };
  const modules = modulesOf(extension);
  const names: ReadonlySet<string> = new Set(modules.keys());
  const hasForms = names.has('webform');
  const forms = hasForms ? await formsOf(view, declared, report) : undefined;
  const entities = [...given.codeEntities, ...(await contentEntities(view, declared))];
  const roles = await rolesOf(view);
  const exports = await exportsOf(view);
  const collects = (forms ?? []).some(({ isPhi, isTemplate }) => isPhi && !isTemplate) || entities.length > 0;
  const formsHidden = hasForms && view.isIgnored('webform.webform.any');
  const phi =
    given.config.phi === false ? 'no' : collects || declared ? 'yes' : formsHidden ? 'unknown' : 'no';
  const site = await siteMap(
    view,
    modules,
    forms ?? [],
    { phi, profile: given.config.profile ?? 'both' },
    at,
  );
  const accounts = await accountsOf(view, roles, entities, names, at);
  const asked = (type: string, name: string, values: ConfigMap): Resource => ({
    type,
    name,
    at: values.at,
    values: map([...values.entries, ['site', site]], values.at),
  });
  const administrators = roles.filter(({ isAdmin }) => isAdmin);
  const mail = textOf(entry(await view.get('system.site'), 'mail')) ?? '';
  const mailDomain = mail.slice(mail.lastIndexOf('@') + 1).toLowerCase();
  const lockfile = lockfileAbove(files, found.docroot ?? found.sync ?? '');
  const packages = lockfile === undefined ? undefined : packagesOf(files, lockfile, names, report);
  const formats = await unfilteredFormats(view);
  const resources: Resource[] = [
    asked(
      'drupal.site',
      `site ${found.name}`,
      map(
        [
          ...site.entries,
          ['site', site],
          ['accounts', accounts.values],
          [
            'adminRoles',
            list(
              administrators.map(({ id }) => scalar(id, at)),
              administrators[0]?.config.at ?? at,
            ),
          ],
        ],
        at,
      ),
    ),
    ...accounts.policies.map(({ name, values }) =>
      asked('drupal.password-policy', `password policy ${name}`, values),
    ),
    ...roles.map((role) => asked('drupal.role', `role ${role.id}`, roleValues(role, entities, formats))),
    ...(forms ?? []).map((form) =>
      asked('drupal.form', `form ${form.id}`, formValues(form, mailDomain, given.config.retentionDays)),
    ),
    ...entities.map((entity) => asked('drupal.entity', `entity ${entity.id}`, withEditors(entity, roles))),
    ...(await keyResources(view)).map((one) => asked(one.type, one.name, one.values)),
    ...(packages?.resources ?? []).map((one) => asked(one.type, one.name, map(one.values.entries, one.at))),
    ...(await objectResources(files, view, given.asOf, report)).map((one) =>
      asked(one.type, one.name, one.values),
    ),
    ...(await secretResources(view)),
  ];
  const core = coreResource(packages?.core, lockfile, given);
  if (core !== undefined) resources.push(core);
  return {
    kind: 'drupal',
    found,
    view,
    phi,
    roles,
    forms,
    entities,
    exports,
    resources: resources.filter(({ type, at: { path } }) => KEPT.has(type) || !isIgnoredPath(view, path)),
    reasons: reasonsOf(view, hasForms, formsHidden),
    headers: headerReasons(await view.get('seckit.settings')),
  };
}

/** What stands in the files matters whatever the site uses instead. */
const KEPT: ReadonlySet<string> = new Set([
  'drupal.secrets',
  'drupal.key',
  'drupal.site',
  'drupal.package',
  'drupal.core',
]);

function isIgnoredPath(view: DrupalView, path: string): boolean {
  const name = baseName(path);
  return name.endsWith('.yml') && view.isIgnored(name.slice(0, -'.yml'.length));
}

function reasonsOf(view: DrupalView, hasForms: boolean, formsHidden: boolean): string[] {
  const { sync } = view.site;
  const reasons = view.unread.map(
    (id) =>
      `${sync}: the files of the config split ${id} are not in the target: what it changes is not known`,
  );
  if (hasForms && formsHidden)
    reasons.push(
      `${sync}: config_ignore leaves webforms out of the export: what they ask for is not known; add the output of \`drush config:get webform.webform.ID\``,
    );
  const others = view.ignored.filter((pattern) => !pattern.startsWith('webform.webform'));
  if (others.length > 0) {
    const shown = others.slice(0, 8).join(', ');
    const more = others.length > 8 ? ` and ${others.length - 8} more` : '';
    reasons.push(`${sync}: config_ignore leaves out of the export: ${shown}${more}`);
  }
  return reasons;
}

/** Headers that seckit leaves out may be sent by what stands before Drupal. */
function headerReasons(seckit: ConfigMap | undefined): string[] {
  if (seckit === undefined) return [];
  const { path, line } = seckit.at;
  return [
    ['Strict-Transport-Security', inside(seckit, 'seckit_ssl', 'hsts')] as const,
    ['Content-Security-Policy', inside(seckit, 'seckit_xss', 'csp', 'checkbox')] as const,
  ].flatMap(([header, value]) =>
    textOf(value) === 'true'
      ? []
      : [
          `${path}:${value?.at.line ?? line}: Drupal does not send ${header}; whether the web server or a proxy does is not known without a request to the site`,
        ],
  );
}

/** The folder of the project where the export names no docroot. */
export function docrootOf(files: SiteFiles, { sync = '' }: FoundSite): string {
  const project = sync.split('/').slice(0, -2).join('/');
  const below = (name: string): string => (project === '' ? name : `${project}/${name}`);
  return (
    ['web', 'docroot', 'html', 'public'].map(below).find((folder) => files.list(folder).length > 0) ?? project
  );
}

async function siteMap(
  view: DrupalView,
  modules: ReadonlyMap<string, ConfigValue>,
  forms: readonly DrupalForm[],
  { phi, profile }: { readonly phi: string; readonly profile: string },
  at: ConfigValue['at'],
): Promise<ConfigMap> {
  return map(
    [
      ['phi', scalar(phi, at)],
      ['profile', scalar(profile, at)],
      ['modules', map(modules, at)],
      ...(await siteValues(view, modules, forms, at)),
    ],
    at,
  );
}

/** Names of text formats that let through what they are given. */
async function unfilteredFormats(view: DrupalView): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for (const name of view.under('filter.format')) {
    const config = await view.get(name);
    const filters = entry(config, 'filters');
    if (
      config !== undefined &&
      textOf(entry(config, 'status')) !== 'false' &&
      !isFiltered(filters) &&
      name !== OF_WEBFORM
    )
      names.add(name.slice('filter.format.'.length));
  }
  return names;
}

/** The module webform hides this format from every field but its own, whose markup it filters itself. */
const OF_WEBFORM = 'filter.format.webform_default';
/** Filters that remove scripts, or everything (`filter_null`); others name the tags that they let through. */
const FILTERS =
  /^(?:filter_html(?:_escape|_improved|_plus)?|filter_xss|filter_allowed|filter_null|.*purifier.*|markdown.*)$/;

function isFiltered(filters: ConfigValue | undefined): boolean {
  if (filters?.kind !== 'map') return false;
  return [...filters.entries].some(
    ([name, filter]) =>
      textOf(entry(filter, 'status')) === 'true' &&
      (FILTERS.test(name) || (textOf(inside(filter, 'settings', 'allowed_html')) ?? '') !== ''),
  );
}

/** Accounts of programs. */
const SERVICE =
  /(?:^|_)(?:api|rest|next_?js|headless|consumer|service|integration|machine|oauth|client)(?:_|$)/;
/** Permissions that only people use. */
const OF_PEOPLE: readonly string[] = [
  'access administration pages',
  'access toolbar',
  'view the administration theme',
  'administer *',
  'access contextual links',
];

function roleValues(
  role: DrupalRole,
  entities: readonly PhiEntity[],
  formats: ReadonlySet<string>,
): ConfigMap {
  const { config, permissions } = role;
  const items = config.entries.get('permissions');
  const place = items?.at ?? config.at;
  const chosen = (isChosen: (permission: string) => boolean): ConfigValue => {
    const found =
      items?.kind === 'list'
        ? items.items.filter((item) => item.kind === 'scalar' && isChosen(item.text))
        : [];
    return list(found, found[0]?.at ?? place);
  };
  return map(
    [
      ...config.entries,
      [
        'unfiltered',
        chosen(
          (one) => one.startsWith('use text format ') && formats.has(one.slice('use text format '.length)),
        ),
      ],
      ['patients', chosen((one) => entities.some((entity) => concerns(one, entity) !== undefined))],
      ['service', scalar(SERVICE.test(role.id) ? 'yes' : 'no', config.at)],
      ['ofPeople', chosen((one) => OF_PEOPLE.some((pattern) => matchesGlob(one, pattern)))],
      ['privileged', scalar(isPrivileged(role, entities) ? 'yes' : 'no', config.at)],
      ['permissions', items ?? list([], config.at)],
      ['granted', scalar(String(permissions.length), place)],
    ],
    config.at,
  );
}

/** Whether nearly everybody who may read records may change all of them. */
function withEditors(entity: PhiEntity, roles: readonly DrupalRole[]): ConfigMap {
  const values = entityValues(entity);
  const people = roles.filter(({ isAdmin, id }) => !isAdmin && id !== 'anonymous' && id !== 'authenticated');
  const may = (role: DrupalRole, action: 'view' | 'edit'): boolean =>
    role.permissions.some((permission) => {
      const found = concerns(permission, entity);
      return found !== undefined && !found.own && found.actions.includes(action);
    });
  const readers = people.filter((role) => may(role, 'view'));
  const editors = people.filter((role) => may(role, 'edit'));
  const fewOnlyRead = readers.filter((role) => !may(role, 'edit')).length < readers.length / 4;
  const all = editors.length > 2 && fewOnlyRead;
  const at = editors[0]?.config.entries.get('permissions')?.at ?? values.at;
  return map(
    [
      ...values.entries,
      [
        'editors',
        list(
          editors.map(({ id }) => scalar(id, at)),
          at,
        ),
      ],
      ['everyReaderEdits', scalar(all ? 'yes' : 'no', at)],
    ],
    values.at,
  );
}

async function objectResources(
  files: SiteFiles,
  view: DrupalView,
  asOf: string,
  report: Report,
): Promise<Resource[]> {
  const resources: Resource[] = [];
  for (const name of OBJECTS) {
    const given = await view.get(name);
    if (given === undefined) continue;
    const values = withCertificates(given, asOf);
    resources.push({ type: `drupal.${name}`, name, at: values.at, values });
  }
  const services =
    view.site.settingsPath === undefined
      ? undefined
      : await servicesOf(files, view.site.settingsPath, report);
  if (services !== undefined)
    resources.push({ type: 'drupal.services', name: 'services.yml', at: services.at, values: services });
  for (const [prefix, type] of Object.entries(COLLECTIONS))
    for (const name of view.under(prefix)) {
      const values = await view.get(name);
      if (values !== undefined) resources.push({ type, name, at: values.at, values });
    }
  return resources;
}

/** Secrets in objects of configuration, of which keys of `key.key` have rules of their own. */
async function secretResources(view: DrupalView): Promise<Resource[]> {
  const resources: Resource[] = [];
  for (const name of view.names) {
    if (NO_SECRETS.test(name) || !MAY_HOLD.test(view.text(name) ?? '')) continue;
    const config = await view.get(name);
    if (config === undefined) continue;
    const secrets = configSecrets(config);
    if (secrets.entries.size > 0)
      resources.push({
        type: 'drupal.secrets',
        name,
        at: config.at,
        values: map([['secrets', secrets]], config.at),
      });
  }
  return resources;
}

const MAY_HOLD = /(?:pass|secret|key|token|webhook|PRIVATE KEY)/i;

function coreResource(
  version: string | undefined,
  path: string | undefined,
  {
    endOfLife,
    asOf,
  }: { readonly endOfLife?: ((product: string) => readonly EolCycle[]) | undefined; readonly asOf: string },
): Resource | undefined {
  const cycles = endOfLife?.('drupal') ?? [];
  if (version === undefined || path === undefined || cycles.length === 0) return undefined;
  const at = { path, line: 1, column: 1 };
  const numbers = /^v?(\d+)(?:\.(\d+))?/.exec(version);
  const [, major, minor] = numbers ?? [];
  const cycle =
    cycles.find((one) => one.cycle === `${major}.${minor}`) ?? cycles.find((one) => one.cycle === major);
  const ended =
    cycle === undefined ? undefined : typeof cycle.eol === 'string' ? cycle.eol <= asOf : cycle.eol;
  return {
    type: 'drupal.core',
    name: 'drupal/core',
    at,
    values: map(
      [
        ['version', scalar(version, at)],
        [
          'supported',
          ended === undefined
            ? { kind: 'unknown', reason: 'the release line is not in the facts', at }
            : scalar(ended ? 'no' : 'yes', at),
        ],
      ],
      at,
    ),
  };
}
