/** Files of Bicep of one target, each parsed once, and the other files that they load. */
import { TheriacError } from '@theriac/core';
import type { ConfigValue } from '@theriac/core/configuration';
import { type BicepFile, parseBicep } from '@theriac/read/bicep';
import { pathBeside, type ReadText } from '../arm/deployment.ts';
import { templateJson } from '../arm/json-value.ts';

export class BicepProject {
  readonly #files = new Map<string, BicepFile | undefined>();
  readonly #templates = new Map<string, ConfigValue | undefined>();
  readonly readText: ReadText;

  /** @param files that were parsed already, by path */
  constructor(files: ReadonlyMap<string, BicepFile>, readText: ReadText) {
    for (const [path, file] of files) this.#files.set(path, file);
    this.readText = readText;
  }

  /** Undefined: it is not there, or cannot be read. */
  file(path: string): BicepFile | undefined {
    if (this.#files.has(path)) return this.#files.get(path);
    const text = this.readText(path);
    const file = text === undefined ? undefined : readable(() => parseBicep(text, path));
    this.#files.set(path, file);
    return file;
  }

  /** A template in JSON that is used as a module. */
  template(path: string): ConfigValue | undefined {
    if (this.#templates.has(path)) return this.#templates.get(path);
    const text = this.readText(path);
    const template = text === undefined ? undefined : readable(() => templateJson(text, path));
    this.#templates.set(path, template);
    return template;
  }
}

/** The path of a module of the target; undefined: it is in a registry, a template spec, or outside. */
export function modulePath(from: string, source: string | undefined): string | undefined {
  return source === undefined ? undefined : pathBeside(from, source);
}

function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    return undefined;
  }
}
