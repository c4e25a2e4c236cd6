/** Where indexes and downloads live on this machine: the XDG folders, created on first write. */
import { accessSync, constants, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type AdvisorySet, advisorySet, INDEX_IDS, type IndexId, TheriacError } from '@theriac/core';
import { AdvisoryIndex } from './advisory-index.ts';
import { FactsIndex } from './facts.ts';
import { FlatFile } from './flat-file.ts';
import { systemReason } from './system-reason.ts';

export interface Store {
  /** Index files: `<ecosystem>.idx`, `facts.idx`. */
  readonly indexes: string;
  /** Downloaded feeds; may be deleted at any time. */
  readonly downloads: string;
}

/**
 * `$XDG_DATA_HOME/theriac/index` and `$XDG_CACHE_HOME/theriac/feeds`; `THERIAC_DATA` names one folder for both.
 * @param env the process environment
 */
export function storeOf(env: NodeJS.ProcessEnv): Store {
  const own = env.THERIAC_DATA;
  if (own !== undefined && own !== '') return { indexes: join(own, 'index'), downloads: join(own, 'feeds') };
  const xdg = (name: string, fallback: string): string => {
    const value = env[name];
    // The XDG specification: relative values are invalid and ignored.
    return value?.startsWith('/') ? value : join(homedir(), fallback);
  };
  return {
    indexes: join(xdg('XDG_DATA_HOME', '.local/share'), 'theriac', 'index'),
    downloads: join(xdg('XDG_CACHE_HOME', '.cache'), 'theriac', 'feeds'),
  };
}

export function indexPath(store: Store, id: IndexId): string {
  return join(store.indexes, `${id}.idx`);
}

/** @throws TheriacError THERIAC_STORE when the folder cannot be made or written */
export function ensureFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK);
  } catch (cause) {
    throw new TheriacError(
      'THERIAC_STORE',
      `cannot write the folder: ${systemReason(cause)}`,
      { path },
      { cause },
    );
  }
}

/** The index of an ecosystem or a distribution, or undefined when there is none; a damaged one throws. */
export function openAdvisories(store: Store, of: AdvisorySet): AdvisoryIndex | undefined {
  const path = indexPath(store, of.id);
  return existsSync(path) ? new AdvisoryIndex(FlatFile.open(path), of) : undefined;
}

export function openFacts(store: Store): FactsIndex | undefined {
  const path = indexPath(store, 'facts');
  return existsSync(path) ? new FactsIndex(FlatFile.open(path)) : undefined;
}

/** What is installed, in table order, facts last. */
export function installedIndexes(store: Store): IndexId[] {
  let names: string[];
  try {
    names = readdirSync(store.indexes);
  } catch {
    // No folder yet: nothing is installed.
    return [];
  }
  return INDEX_IDS.filter(
    (id) => names.includes(`${id}.idx`) && (id === 'facts' || advisorySet(id).osv !== null),
  );
}
