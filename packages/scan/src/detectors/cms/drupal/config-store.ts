/** The files of one folder of a configuration export, each read when it is asked for. */
import { type KnownUnknown, TheriacError } from '@theriac/core';
import { type ConfigValue, map } from '@theriac/core/configuration';
import { readYaml } from '@theriac/read/yaml';
import { inFolder } from '../../../target/paths.ts';
import { fromYaml } from '../../configuration/shared/from-yaml.ts';
import type { Report, SiteFiles } from '../files.ts';

export type ConfigMap = ConfigValue & { readonly kind: 'map' };

/** A site has some thousands; what comes after that many is not looked at. */
const MAX_ENTRIES = 100_000;

export class ConfigStore {
  readonly folder: string;
  /** Names of configuration objects, sorted: `user.role.editor`. Folders of translations are not among them. */
  readonly names: readonly string[];
  readonly #files: SiteFiles;
  readonly #report: Report;
  readonly #read = new Map<string, Promise<ConfigMap | undefined>>();
  readonly #names: ReadonlySet<string>;

  constructor(files: SiteFiles, folder: string, report: Report) {
    this.folder = folder;
    this.#files = files;
    this.#report = report;
    this.names = files
      .list(folder)
      .slice(0, MAX_ENTRIES)
      .flatMap(({ name, kind }) => (kind !== 'folder' && name.endsWith('.yml') ? name.slice(0, -4) : []));
    this.#names = new Set(this.names);
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  pathOf(name: string): string {
    return inFolder(this.folder, `${name}.yml`);
  }

  /** The text of a file; undefined where there is none that can be read. */
  text(name: string): string | undefined {
    if (!this.has(name)) return undefined;
    try {
      return this.#files.file(this.pathOf(name))?.text();
    } catch (error) {
      if (!(error instanceof TheriacError)) throw error;
      return undefined;
    }
  }

  /** Undefined where there is none, or none that can be read, which is reported once. */
  get(name: string): Promise<ConfigMap | undefined> {
    if (!this.has(name)) return Promise.resolve(undefined);
    let known = this.#read.get(name);
    if (known === undefined) {
      known = this.#load(name);
      this.#read.set(name, known);
    }
    return known;
  }

  async #load(name: string): Promise<ConfigMap | undefined> {
    const path = this.pathOf(name);
    const file = this.#files.file(path);
    if (file === null) {
      this.#report(notRead(path, 'the file cannot be read'));
      return undefined;
    }
    try {
      const [document] = await readYaml(file, (unknown) =>
        this.#report({ ...unknown, losesComponents: false }),
      );
      if (document === undefined) return map([], { path, line: 1, column: 1 });
      const value = fromYaml(document, path);
      return value.kind === 'map' ? value : undefined;
    } catch (error) {
      if (!(error instanceof TheriacError)) throw error;
      this.#report(notRead(path, error.message, error.place.line));
      return undefined;
    }
  }
}

function notRead(path: string, message: string, line?: number): KnownUnknown {
  return {
    reason: 'unparseable',
    message,
    location: line === undefined ? { path } : { path, line },
    losesComponents: false,
  };
}
