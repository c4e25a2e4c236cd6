/** A Compose project: its file, the override beside it, what it includes, and the services that its services extend. */
import { posix } from 'node:path';
import { type DetectContext, type TargetFile, TheriacError } from '@theriac/core';
import {
  type ConfigValue,
  entry,
  itemsOf,
  map,
  type Place,
  scalar,
  textOf,
} from '@theriac/core/configuration';
import { readYaml, type YamlNode } from '@theriac/read/yaml';
import type { Report } from '../contract.ts';
import { fromYaml } from '../shared/from-yaml.ts';
import { isSecretName, variablesIn } from './env-file.ts';
import { interpolated, type Variables } from './interpolate.ts';
import { mergedFiles, mergedService } from './merge.ts';

/** Services over services, and files in files. */
const MAX_DEPTH = 20;
/** Files of one project, each time that they are included. */
const MAX_FILES = 500;
/** Files that the projects of one target read. */
const MAX_READS = 2000;

/** The base and what is put over it when it is started. */
const OVERRIDES: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  ['compose', 'docker-compose'].flatMap((stem) =>
    ['.yml', '.yaml'].map((extension) => [
      `${stem}${extension}`,
      [`${stem}.override.yml`, `${stem}.override.yaml`],
    ]),
  ),
);

type Service = ConfigValue & { readonly kind: 'map' };

/** Files of the target, each read once; nothing outside of it. */
export class ComposeFiles {
  readonly #context: DetectContext;
  readonly #report: Report;
  readonly #nodes = new Map<string, YamlNode | undefined>();
  #left = MAX_READS;

  constructor(context: DetectContext, report: Report, known: ReadonlyMap<string, readonly YamlNode[]>) {
    this.#context = context;
    this.#report = report;
    for (const [path, nodes] of known) this.#nodes.set(path, nodes[0]);
  }

  async node(path: string): Promise<YamlNode | undefined> {
    if (this.#nodes.has(path)) return this.#nodes.get(path);
    const file = this.file(path);
    this.#nodes.set(path, undefined);
    if (file === null) return undefined;
    try {
      this.#nodes.set(path, (await readYaml(file, this.#report))[0]);
    } catch (error) {
      if (!(error instanceof TheriacError)) throw error;
      this.tell({ path, line: 1, column: 1 }, error.message);
    }
    return this.#nodes.get(path);
  }

  file(path: string): TargetFile | null {
    this.#left -= 1;
    return path.startsWith('../') || path === '..' || this.#left < 0 ? null : this.#context.file(path);
  }

  tell({ path, line }: Place, message: string): void {
    this.#report({ reason: 'dynamic', message, location: { path, line }, losesComponents: false });
  }
}

/** The override that `docker compose` takes with a file, where there is one. */
export function overrideOf(path: string, exists: (path: string) => boolean): string | undefined {
  return OVERRIDES[posix.basename(path)]
    ?.map((name) => posix.join(posix.dirname(path), name))
    .find((one) => exists(one));
}

export class Project {
  readonly #files: ComposeFiles;
  /** Files that belong to it, so that they are not taken for projects of their own. */
  readonly included = new Set<string>();
  /** Services of other files that services of it extend: `path#name`. */
  readonly extended = new Set<string>();
  readonly #tags = new Map<ConfigValue, string>();
  readonly #documents = new Map<Variables, Map<string, ConfigValue>>();
  #left = MAX_FILES;

  constructor(files: ComposeFiles) {
    this.#files = files;
  }

  /** Everything together, with services that need nothing else. */
  async document(path: string, override: string | undefined): Promise<ConfigValue | undefined> {
    const paths = override === undefined ? [path] : [path, override];
    return this.#loaded(paths, posix.dirname(path), [], []);
  }

  /** @param chain files that include this one */
  async #loaded(
    paths: readonly string[],
    folder: string,
    envFiles: readonly string[],
    chain: readonly string[],
  ): Promise<ConfigValue | undefined> {
    this.#left -= paths.length;
    if (this.#left < 0) return undefined;
    const variables = this.#variables([posix.join(folder, '.env'), ...envFiles]);
    let whole: ConfigValue | undefined;
    for (const path of paths) {
      const document = await this.#read(path, variables);
      if (document === undefined) continue;
      const complete = await this.#withInclusions(document, path, [...chain, path]);
      const services = await this.#withServices(complete, path, variables);
      whole = whole === undefined ? services : mergedFiles(whole, services, this.#tags);
    }
    return whole;
  }

  async #read(path: string, variables: Variables): Promise<ConfigValue | undefined> {
    const known = this.#documents.get(variables) ?? new Map<string, ConfigValue>();
    this.#documents.set(variables, known);
    const document = known.get(path);
    if (document !== undefined) return document;
    const node = await this.#files.node(path);
    if (node === undefined) return undefined;
    const read = this.#values(node, path, variables);
    if (read !== undefined) known.set(path, read);
    return read;
  }

  #values(node: YamlNode, path: string, variables: Variables): ConfigValue | undefined {
    try {
      return fromYaml(
        node,
        path,
        (text, at) => interpolated(text, at, variables),
        undefined,
        (value, tag) => this.#tags.set(value, tag),
      );
    } catch (error) {
      if (!(error instanceof TheriacError)) throw error;
      this.#files.tell({ path, line: error.place.line ?? 1, column: 1 }, `not read: ${error.message}`);
      return undefined;
    }
  }

  /** Values that are no secrets; others stay open. */
  #variables(paths: readonly string[]): Variables {
    const found = new Map<string, string>();
    for (const path of paths) {
      const file = this.#files.file(path);
      for (const { name, value } of file === null ? [] : variablesIn(file))
        if (!isSecretName(name)) found.set(name, value);
    }
    return found;
  }

  async #withInclusions(document: ConfigValue, path: string, chain: readonly string[]): Promise<ConfigValue> {
    const include = entry(document, 'include');
    let whole = document;
    for (const one of itemsOf(include)) {
      const given = entry(one, 'path') ?? one;
      const paths = textsOf(given).map((text) => this.#local(text, path));
      const [first] = paths;
      if (paths.length === 0 || first === undefined || paths.includes(undefined)) {
        this.#files.tell(one.at, 'what `include` brings is not in the target');
        continue;
      }
      if (paths.some((own) => own !== undefined && chain.includes(own)) || chain.length > MAX_DEPTH) {
        this.#files.tell(one.at, '`include` comes back to its own file');
        continue;
      }
      const folder = textOf(entry(one, 'project_directory'));
      const envFiles = textsOf(entry(one, 'env_file')).flatMap((text) => this.#local(text, path) ?? []);
      const known = paths.flatMap((own) => own ?? []);
      const included = await this.#loaded(
        known,
        folder === undefined ? posix.dirname(first) : posix.join(posix.dirname(path), folder),
        envFiles,
        chain,
      );
      for (const own of known) this.included.add(own);
      if (included === undefined)
        this.#files.tell(
          one.at,
          this.#left < 0 ? '`include` brings too many files' : 'what `include` brings is not in the target',
        );
      else whole = mergedFiles(included, whole, this.#tags);
    }
    return whole;
  }

  /** Undefined: it is an address, or outside of the target. */
  #local(text: string, from: string): string | undefined {
    if (/^(?:[a-z][a-z0-9+.-]{0,20}:|\/|~|git@)/i.test(text) || text === '') return undefined;
    const path = posix.join(posix.dirname(from), text);
    return path.startsWith('../') || path === '..' ? undefined : path;
  }

  async #withServices(document: ConfigValue, path: string, variables: Variables): Promise<ConfigValue> {
    const services = entry(document, 'services');
    if (services?.kind !== 'map' || document.kind !== 'map') return document;
    const done: [string, ConfigValue][] = [];
    for (const [name, service] of services.entries) {
      if (service.kind !== 'map') continue;
      const whole = await this.#extended(service, document, path, variables, [`${path}#${name}`]);
      done.push([name, this.#withEnvFiles(whole)]);
    }
    return map([...document.entries, ['services', map(done, services.at)]], document.at);
  }

  async #extended(
    service: Service,
    document: ConfigValue,
    path: string,
    variables: Variables,
    chain: readonly string[],
  ): Promise<Service> {
    const given = entry(service, 'extends');
    if (given === undefined || given.kind === 'empty') return service;
    const name = textOf(entry(given, 'service')) ?? textOf(given);
    const file = textOf(entry(given, 'file'));
    const own = file === undefined ? path : this.#local(file, path);
    const refuse = (why: string): Service => {
      this.#files.tell(given.at, `what \`extends\` brings is not known: ${why}`);
      return service;
    };
    if (own === undefined) return refuse('its file is outside of the target');
    if (name === undefined) return refuse('it names no service');
    const key = `${own}#${name}`;
    if (chain.includes(key) || chain.length > MAX_DEPTH) return refuse('services extend each other');
    const other = own === path ? document : await this.#read(own, variables);
    if (other === undefined) return refuse('its file is not in the target');
    const base = entry(entry(other, 'services'), name);
    if (base?.kind !== 'map') return refuse(`there is no service ${name}`);
    if (own !== path) this.extended.add(key);
    const whole = await this.#extended(base, other, own, variables, [...chain, key]);
    const merged = mergedService(
      map(
        [...whole.entries].filter(([setting]) => setting !== 'extends'),
        whole.at,
      ),
      service,
      this.#tags,
    );
    return merged.kind === 'map' ? merged : service;
  }

  /** Variables of the files that a service names; what it says itself goes before. */
  #withEnvFiles(service: Service): Service {
    const files = entry(service, 'env_file');
    if (files === undefined) return service;
    const found: [string, ConfigValue][] = [];
    for (const one of files.kind === 'list' ? files.items : [files]) {
      const text = textOf(entry(one, 'path')) ?? textOf(one);
      const path = text === undefined ? undefined : this.#local(text, one.at.path);
      const file = path === undefined ? null : this.#files.file(path);
      for (const { name, value, line } of file === null ? [] : variablesIn(file)) {
        const at = { path: path ?? '', line, column: 1 };
        found.push([
          name,
          isSecretName(name)
            ? { kind: 'unknown', reason: `it stands in ${path}`, at, refers: [path ?? ''] }
            : scalar(value, at),
        ]);
      }
    }
    if (found.length === 0) return service;
    const below = map(found, files.at);
    const environment = entry(service, 'environment');
    const whole =
      environment === undefined ? below : mergedService(below, environment, this.#tags, 'environment');
    return map([...service.entries, ['environment', whole]], service.at);
  }
}

function textsOf(value: ConfigValue | undefined): readonly string[] {
  const text = textOf(value);
  return text === undefined ? itemsOf(value).flatMap((one) => textOf(one) ?? []) : [text];
}
