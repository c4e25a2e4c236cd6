/** Finds the Drupal sites of a target: their settings, their configuration exports, what `settings.php` says of them. */
import { TheriacError } from '@theriac/core';
import { baseName, folderOf, inFolder, normalizePath } from '../../../target/paths.ts';
import type { Report, SiteFiles } from '../files.ts';
import { TARGET } from '../php/expression.ts';
import { type PhpFacts, runPhp } from '../php/run.ts';
import { type PhpValue, textOfPhp } from '../php/value.ts';

export interface FoundSite {
  /** For people: `default`, the folder below `sites/`, or the folder of the export. */
  readonly name: string;
  /** Folder that the web server serves; undefined where there is no `settings.php`. */
  readonly docroot: string | undefined;
  readonly settingsPath: string | undefined;
  readonly settings: PhpFacts | undefined;
  /** Folder of the configuration export; undefined where there is none in the target. */
  readonly sync: string | undefined;
  /** Why there is none. */
  readonly withoutSync: string | undefined;
}

const EXTENSION = 'core.extension.yml';
/** Exports that are no site: what modules, profiles and recipes install, and tests. */
const BELOW_CODE = /(?:^|\/)(?:modules|profiles|themes|recipes|vendor|node_modules|core|tests?)\//;
const SETTINGS = /(?:^|\/)sites\/([^/]+)\/settings\.php$/;

export function findSites(files: SiteFiles, environment: string | undefined, report: Report): FoundSite[] {
  const exports = files.matched.filter((path) => baseName(path) === EXTENSION && !BELOW_CODE.test(path));
  const free = new Set(exports.map(folderOf));
  const sites: FoundSite[] = [];
  const waiting: (Omit<FoundSite, 'sync'> & { readonly docroot: string })[] = [];
  for (const path of files.matched) {
    const name = SETTINGS.exec(path)?.[1];
    if (name === undefined || BELOW_CODE.test(path)) continue;
    const docroot = folderOf(folderOf(folderOf(path)));
    const settings = settingsOf(files, path, docroot, environment, report);
    if (settings === undefined) continue;
    const found = { name, docroot, settingsPath: path, settings };
    const given = syncOf(settings, docroot);
    if (given.folder !== undefined && files.exists(inFolder(given.folder, EXTENSION))) {
      free.delete(given.folder);
      sites.push({ ...found, sync: given.folder, withoutSync: undefined });
    } else waiting.push({ ...found, withoutSync: given.why });
  }
  for (const site of waiting) {
    // An export that no other site names, of the same project.
    const project = projectOf(site.docroot);
    const near = [...free].filter((folder) => isBelow(folder, project));
    const own = near.filter(
      (folder) => folder.includes(`/${site.name}/`) || folder.endsWith(`/${site.name}`),
    );
    const [only, other] = own.length > 0 ? own : waiting.length === 1 ? near : [];
    const sync = other === undefined ? only : undefined;
    if (sync !== undefined) free.delete(sync);
    sites.push({ ...site, sync, withoutSync: sync === undefined ? site.withoutSync : undefined });
  }
  for (const sync of [...free].sort())
    sites.push({
      name: sync === '' ? 'export' : sync,
      docroot: undefined,
      settingsPath: undefined,
      settings: undefined,
      sync,
      withoutSync: undefined,
    });
  return sites;
}

/** `web` and `docroot` are folders of the project. */
function projectOf(docroot: string): string {
  return docroot === '' ? '' : folderOf(docroot);
}

function isBelow(folder: string, parent: string): boolean {
  return parent === '' || folder === parent || folder.startsWith(`${parent}/`);
}

function settingsOf(
  files: SiteFiles,
  path: string,
  docroot: string,
  environment: string | undefined,
  report: Report,
): PhpFacts | undefined {
  const root = docroot === '' ? TARGET : `${TARGET}/${docroot}`;
  try {
    return runPhp(files, path, {
      variables: {
        app_root: root,
        site_path: path.slice(docroot === '' ? 0 : docroot.length + 1, -'/settings.php'.length),
      },
      constants: { DRUPAL_ROOT: root },
      environment,
    });
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    report({ reason: 'unparseable', message: error.message, location: { path }, losesComponents: false });
    return undefined;
  }
}

/** Where `settings.php` says that the export is. */
function syncOf(settings: PhpFacts, docroot: string): { readonly folder?: string; readonly why: string } {
  const value = entryOf(settings.variables.get('settings'), 'config_sync_directory');
  const old = entryOf(
    entryOf(settings.variables.get('settings'), 'config_directories') ??
      settings.variables.get('config_directories'),
    'sync',
  );
  const named = value ?? old;
  const text = textOfPhp(named);
  if (named === undefined) return { why: 'settings.php names no `config_sync_directory`' };
  if (text === undefined)
    return {
      why: `settings.php takes \`config_sync_directory\` from elsewhere: ${named.kind === 'unknown' ? named.reason : 'it is no text'}`,
    };
  const inside = insideTarget(text, docroot);
  return inside === undefined
    ? { why: 'the configuration export is outside of the target' }
    : { folder: inside, why: `the configuration export \`${inside}\` is not in the target` };
}

/** A path of Drupal's settings: absolute, or relative to the docroot. */
export function insideTarget(path: string, docroot: string): string | undefined {
  if (path === TARGET || path.startsWith(`${TARGET}/`))
    return normalizePath(path.slice(TARGET.length + 1)) ?? undefined;
  if (path.startsWith('/')) return undefined;
  return normalizePath(inFolder(docroot, path)) ?? undefined;
}

export function entryOf(value: PhpValue | undefined, key: string): PhpValue | undefined {
  return value?.kind === 'array' ? value.entries.get(key) : undefined;
}
