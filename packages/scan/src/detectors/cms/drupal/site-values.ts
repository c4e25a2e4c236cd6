/** What rules can ask of a site as a whole. */
import {
  type ConfigValue,
  entry,
  inside,
  list,
  matchesGlob,
  scalar,
  textOf,
} from '@theriac/core/configuration';
import {
  AUDIT_MODULES,
  BUILDER_MODULES,
  DEVELOPER_MODULES,
  LOG_MODULES,
  SPAM_MODULES,
  TRACKERS,
} from '../facts/drupal-modules.ts';
import type { ConfigMap } from './config-store.ts';
import type { DrupalForm } from './forms.ts';
import type { DrupalView } from './view.ts';

/** Names of enabled modules with the place of each. */
export function modulesOf(extension: ConfigMap | undefined): ReadonlyMap<string, ConfigValue> {
  const modules = entry(extension, 'module');
  return modules?.kind === 'map' ? modules.entries : new Map();
}

export async function siteValues(
  view: DrupalView,
  modules: ReadonlyMap<string, ConfigValue>,
  forms: readonly DrupalForm[],
  at: ConfigValue['at'],
): Promise<(readonly [string, ConfigValue])[]> {
  const among = (patterns: readonly string[]): ConfigValue => {
    const found = [...modules].filter(([name]) => patterns.some((pattern) => matchesGlob(name, pattern)));
    return list(
      found.map(([name, value]) => scalar(name, value.at)),
      found[0]?.[1].at ?? at,
    );
  };
  const { always, restricted } = await trackersOf(view, modules, at);
  return [
    ['audit', among(AUDIT_MODULES)],
    ['logs', among(LOG_MODULES)],
    ['developer', among(DEVELOPER_MODULES)],
    ['builder', among(BUILDER_MODULES)],
    ['spam', among(SPAM_MODULES)],
    ['sentry', among(['raven', 'rollbar', 'sentry'])],
    ['trackers', list(always, always[0]?.at ?? at)],
    ['restrictedTrackers', list(restricted, restricted[0]?.at ?? at)],
    ['cron', await cronOf(view, modules, at)],
    ['openForms', scalar(String(forms.filter(({ isOpen }) => isOpen).length), at)],
  ];
}

/** Pages on which accounts, forms or patient pages are. */
const PATIENT_PAGES = ['/user', '/form', '/webform', '/portal', '/patient', '/appointment', '/my'];

async function trackersOf(
  view: DrupalView,
  modules: ReadonlyMap<string, ConfigValue>,
  at: ConfigValue['at'],
): Promise<{ readonly always: readonly ConfigValue[]; readonly restricted: readonly ConfigValue[] }> {
  const always: ConfigValue[] = [];
  const restricted: ConfigValue[] = [];
  const seen = new Set<string>();
  for (const row of TRACKERS) {
    if (!modules.has(row.module)) continue;
    const names = view.has(row.config) ? [row.config] : view.under(row.config);
    for (const name of names) {
      const config = await view.get(name);
      const account = inside(config, ...row.account);
      const isOn =
        textOf(entry(config, 'status')) !== 'false' &&
        account !== undefined &&
        account.kind !== 'empty' &&
        textOf(account) !== '' &&
        !(account.kind === 'list' && account.items.length === 0);
      if (!isOn || seen.has(row.title)) continue;
      seen.add(row.title);
      const isLimited = row.pages !== undefined && leavesOutPatients(config, row.pages);
      (isLimited ? restricted : always).push(scalar(row.title, account.at ?? at));
    }
  }
  return { always, restricted };
}

function leavesOutPatients(
  config: ConfigMap | undefined,
  { list: where, mode, only }: NonNullable<(typeof TRACKERS)[number]['pages']>,
): boolean {
  const pages = (textOf(inside(config, ...where)) ?? '').split(/\s+/).filter((page) => page !== '');
  const isPatients = (page: string): boolean => PATIENT_PAGES.some((one) => page.startsWith(one));
  if (only.includes(textOf(inside(config, ...mode)) ?? '0'))
    return pages.length > 0 && !pages.some((page) => isPatients(page) || page === '*' || page === '/*');
  // All pages but these: accounts and forms have to be among them.
  return ['/user', '/form'].every((one) => pages.some((page) => page.startsWith(one) && page.endsWith('*')));
}

/** Whether submissions that are due are deleted at all. */
async function cronOf(
  view: DrupalView,
  modules: ReadonlyMap<string, ConfigValue>,
  at: ConfigValue['at'],
): Promise<ConfigValue> {
  if (modules.has('ultimate_cron')) {
    const job = await view.get('ultimate_cron.job.webform_cron');
    return scalar(textOf(entry(job, 'status')) === 'false' ? 'off' : 'on', entry(job, 'status')?.at ?? at);
  }
  const automated = await view.get('automated_cron.settings');
  const interval = entry(automated, 'interval');
  if (modules.has('automated_cron') && textOf(interval) !== undefined)
    return scalar(textOf(interval) === '0' ? 'off' : 'on', interval?.at ?? at);
  return { kind: 'unknown', reason: 'cron is run from outside of Drupal, or not at all', at };
}
