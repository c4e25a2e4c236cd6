/**
 * The configuration and the VEX documents of a target. Results name files as the target knows them, never as the
 * user happened to reach them, so that two people get the same bytes; errors name the path that can be opened.
 */
import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import { type CsafDocument, TheriacError, type VexStatement } from '@theriac/core';
import { type Config, DEFAULT_CONFIG, type FailOn, type OwnRule } from '@theriac/govern';
import { mayBeRoot } from '@theriac/scan/root-targets';
import { isInside, realPath } from './inside-target.ts';
import { readGiven, readNamed, textOf, unreadable } from './read-given.ts';

export const CONFIG_NAMES = ['theriac.yaml', 'theriac.yml'];

/** Options that change the configuration of one run. */
export interface ConfigOptions {
  readonly config?: string | undefined;
  readonly failOn?: FailOn | undefined;
  readonly exclude?: readonly string[];
  /** Files of own rules, as typed. */
  readonly rules?: readonly string[];
}

/** `--config`, else the file in the target's folder, else the defaults; then the options. */
export async function configFor(target: string, options: ConfigOptions): Promise<Config> {
  const folder = folderOf(target);
  const path = options.config ?? ownConfig(folder);
  const file = path === undefined ? DEFAULT_CONFIG : await readConfig(path);
  const { failOn, exclude = [], rules = [] } = options;
  return {
    ...file,
    ownRules: await readOwnRules([
      ...file.rules.map((name) => insideTarget(target, name, 'rules')),
      ...rules,
    ]),
    policy: failOn === undefined ? file.policy : { ...file.policy, failOn },
    exclude: [...file.exclude, ...exclude],
  };
}

/**
 * Rules about configuration that the user wrote.
 * @param paths files in the order in which their rules count
 * @throws TheriacError THERIAC_RULES, also for an id that stands in two files
 */
export async function readOwnRules(paths: readonly string[]): Promise<readonly OwnRule[]> {
  if (paths.length === 0) return [];
  const { parseOwnRules } = await import('@theriac/govern/own-rules');
  const rules: OwnRule[] = [];
  for (const path of paths) {
    const text = readGiven(path);
    for (const rule of await openable(path, () => parseOwnRules(text, basename(path)))) {
      const same = rules.find(({ id }) => id === rule.id);
      if (same !== undefined)
        throw new TheriacError('THERIAC_RULES', `\`${rule.id}\` stands in ${same.source} too`, { path });
      rules.push(rule);
    }
  }
  return rules;
}

/** The configuration of the target; a link to somewhere else would make errors quote what is there. */
function ownConfig(folder: string): string | undefined {
  const path = CONFIG_NAMES.map((name) => join(folder, name)).find((p) => existsSync(p));
  if (path !== undefined && !staysIn(realpathSync(folder), realPath(path)))
    throw new TheriacError(
      'THERIAC_CONFIG',
      'is a link that leads out of the target: name it with --config',
      {
        path,
      },
    );
  return path;
}

/** Statements of all documents, and which documents of a folder could not be read. */
export interface GivenVex {
  readonly statements: readonly VexStatement[];
  readonly warnings: readonly string[];
}

/**
 * A folder is every `*.json` in it: what cannot be read there is reported, and the others are applied. A document that
 * is named is read or refused.
 * @param given paths of `--vex`, as typed; documents named in the configuration are relative to the target's folder
 */
export async function readVex(target: string, config: Config, given: readonly string[]): Promise<GivenVex> {
  const named = [
    ...config.vex.map((name) => ({ name, path: insideTarget(target, name, 'vex'), read: readGiven })),
    // What the user names may be a pipe.
    ...given.map((path) => ({ name: basename(path), path, read: readText })),
  ];
  if (named.length === 0) return { statements: [], warnings: [] };
  const { readVex: readDocument } = await import('@theriac/formats/vex');
  const statements: VexStatement[] = [];
  const warnings: string[] = [];
  for (const { name, path, read } of named) {
    if (!isFolder(path)) {
      const text = read(path);
      for (const one of (await openable(path, () => readDocument(text, name))).statements)
        statements.push(one);
      continue;
    }
    for (const file of jsonFilesOf(path)) {
      const label = labelIn(name, path, file);
      try {
        const { statements: read } = await readDocument(readMember(file, path), label);
        for (const one of read) statements.push(one);
      } catch (error) {
        if (!(error instanceof TheriacError)) throw error;
        warnings.push(`${label}: not applied: ${error.message}`);
      }
    }
  }
  return { statements, warnings };
}

/** A file of a folder by the name that the folder was given, never by where it is on this machine. */
function labelIn(name: string, folder: string, file: string): string {
  return `${name}/${relative(folder, file).replaceAll('\\', '/')}`;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // What cannot be looked at is reported by who reads it.
    return false;
  }
}

/** Vendor advisories, and which files of a folder could not be read. */
export interface GivenAdvisories {
  readonly documents: readonly CsafDocument[];
  readonly warnings: readonly string[];
}

/** Files, or folders of `*.json`, from the configuration and from `--csaf`; as {@link readVex} takes them. */
export async function readAdvisories(
  target: string,
  config: Config,
  given: readonly string[],
): Promise<GivenAdvisories> {
  const named = [
    ...config.csaf.map((name) => ({ name, path: insideTarget(target, name, 'csaf'), read: readGiven })),
    ...given.map((path) => ({ name: basename(path), path, read: readText })),
  ];
  const documents: CsafDocument[] = [];
  const warnings: string[] = [];
  if (named.length === 0) return { documents, warnings };
  const { readCsaf } = await import('@theriac/formats/csaf');
  for (const { name, path, read } of named) {
    for (const file of jsonFilesOf(path)) {
      if (file === path) {
        documents.push(await openable(path, () => readCsaf(read(path), basename(path))));
        continue;
      }
      try {
        documents.push(readCsaf(readMember(file, path), basename(file)));
      } catch (error) {
        if (!(error instanceof TheriacError)) throw error;
        warnings.push(`${labelIn(name, path, file)}: not applied: ${error.message}`);
      }
    }
  }
  return { documents, warnings };
}

function jsonFilesOf(path: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => join(path, name));
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

async function readConfig(path: string): Promise<Config> {
  const text = readGiven(path);
  const [{ parseConfig }, { KNOWN_AREAS }] = await Promise.all([
    import('@theriac/govern/config-schema'),
    import('@theriac/scan/plugins'),
  ]);
  return openable(path, () => parseConfig(text, basename(path), { areas: KNOWN_AREAS }));
}

/** Runs a reader that knows the file by its name, and lets its error name the path. */
async function openable<T>(path: string, reader: () => T | Promise<T>): Promise<T> {
  try {
    return await reader();
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    throw new TheriacError(error.code, error.message, { ...error.place, path }, { cause: error });
  }
}

function readText(path: string): string {
  return textOf(readNamed(path), path);
}

/** A file that was found in a folder: it may be a link, but not one that leads out of the folder, nor a pipe. */
function readMember(file: string, folder: string): string {
  if (!staysIn(realpathSync(folder), realPath(file)))
    throw new TheriacError('THERIAC_FILE', 'is a link that leads out of the folder', { path: file });
  return readGiven(file);
}

/**
 * Where a document is that the configuration names. The configuration may be that of a stranger, and is read before
 * anything is decided: it opens nothing outside the target.
 * @throws TheriacError THERIAC_CONFIG
 */
function insideTarget(target: string, name: string, key: string): string {
  const folder = folderOf(target);
  const path = join(folder, name);
  const refuse = (why: string): TheriacError =>
    new TheriacError(
      'THERIAC_CONFIG',
      `\`${key}\` names a document outside the target (${why}): give it with --${key} instead`,
      { path: name },
    );
  if (isAbsolute(name) || /^[A-Za-z]:|^\\\\/.test(name)) throw refuse('an absolute path');
  if (!isInside(folder, path)) throw refuse('`..`');
  if (!staysIn(realpathSync(folder), realPath(path))) throw refuse('a link leads there');
  return path;
}

/** What does not exist leads nowhere: whoever opens it reports it. */
function staysIn(folder: string, real: string | undefined): boolean {
  return real === undefined || isInside(folder, real);
}

/** The folder of a target, which may be a file in it; of an image or a host the current one, where its settings are. */
export function folderOf(target: string): string {
  if (mayBeRoot(target)) return '.';
  try {
    return statSync(target).isDirectory() ? target : dirname(target);
  } catch {
    // A target that is not there is reported by the scan itself.
    return target;
  }
}
