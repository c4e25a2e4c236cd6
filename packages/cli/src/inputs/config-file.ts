/**
 * The configuration and the VEX documents of a target. Results name files as the target knows them, never as the
 * user happened to reach them, so that two people get the same bytes; errors name the path that can be opened.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type CsafDocument, TheriacError, type VexStatement } from '@theriac/core';
import { type Config, DEFAULT_CONFIG, type FailOn } from '@theriac/govern';
import { readGiven, readNamed, unreadable } from './read-given.ts';

const CONFIG_NAMES = ['theriac.yaml', 'theriac.yml'];

/** Options that change the configuration of one run. */
export interface ConfigOptions {
  readonly config?: string | undefined;
  readonly failOn?: FailOn | undefined;
  readonly exclude?: readonly string[];
}

/** `--config`, else the file in the target's folder, else the defaults; then the options. */
export async function configFor(target: string, options: ConfigOptions): Promise<Config> {
  const folder = folderOf(target);
  const path = options.config ?? CONFIG_NAMES.map((name) => join(folder, name)).find((p) => existsSync(p));
  const file = path === undefined ? DEFAULT_CONFIG : await readConfig(path);
  const { failOn, exclude = [] } = options;
  return {
    ...file,
    policy: failOn === undefined ? file.policy : { ...file.policy, failOn },
    exclude: [...file.exclude, ...exclude],
  };
}

/**
 * @param given paths of `--vex`, as typed; documents named in the configuration are relative to the target's folder
 */
export async function readVex(
  target: string,
  config: Config,
  given: readonly string[],
): Promise<VexStatement[]> {
  const documents = [
    ...config.vex.map((name) => ({ name, path: join(folderOf(target), name), read: readGiven })),
    // What the user names may be a pipe.
    ...given.map((path) => ({ name: basename(path), path, read: readText })),
  ];
  if (documents.length === 0) return [];
  const { readVex: readDocument } = await import('@theriac/formats/vex');
  const statements: VexStatement[] = [];
  for (const { name, path, read } of documents) {
    const text = read(path);
    statements.push(...(await openable(path, () => readDocument(text, name))).statements);
  }
  return statements;
}

/** Vendor advisories: files or folders of `*.json`, from the configuration and from `--csaf`. */
export async function readAdvisories(
  target: string,
  config: Config,
  given: readonly string[],
): Promise<CsafDocument[]> {
  const named = [...config.csaf.map((name) => join(folderOf(target), name)), ...given];
  if (named.length === 0) return [];
  const { readCsaf } = await import('@theriac/formats/csaf');
  const paths = named.flatMap(jsonFilesOf);
  return Promise.all(paths.map((path) => openable(path, () => readCsaf(readText(path), basename(path)))));
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
  return readNamed(path).toString('utf8');
}

function folderOf(target: string): string {
  try {
    return statSync(target).isDirectory() ? target : dirname(target);
  } catch {
    // A target that is not there is reported by the scan itself.
    return target;
  }
}
