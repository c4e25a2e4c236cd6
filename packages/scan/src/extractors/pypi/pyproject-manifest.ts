/**
 * What a `pyproject.toml` asks for, whichever tool wrote it: PEP 621 `[project]`, PEP 735 `[dependency-groups]`,
 * PEP 518 `[build-system]`, Poetry's, PDM's and uv's own tables.
 */
import type { ExtractContext, KnownUnknown, Origin, Scope, TargetFile } from '@theriac/core';
import { readToml, type TomlArray, TomlTable, type TomlValue } from '@theriac/read/toml';
import { beside } from '../../target/paths.ts';
import { gitOrigin, withoutCredentials } from '../shared/origin.ts';
import type { Ask } from '../shared/root-builder.ts';
import { normalName, scopeOfExtra, scopeOfGroup } from './python-package.ts';
import { originOfUrl, parseRequirement, pinnedVersion } from './requirement.ts';

interface WantedPackage {
  readonly name: string;
  readonly scope: Scope;
  readonly extras: readonly string[];
  /** Dependency group, or `extra NAME` for an optional list; absent for the main list. */
  readonly group?: string;
  /** Range as written; empty when any version will do. */
  readonly requested: string;
  /** The one version that the range allows. */
  readonly pinned: string | null;
  readonly origin?: Origin;
  /** For some platforms or versions of Python only. */
  readonly conditional: boolean;
  readonly line: number;
}

/** How the manifest asks for a package, for the steps of a fix. */
export function askOf({ group, extras }: WantedPackage): Ask {
  return { ...(group === undefined ? {} : { group }), ...(extras.length === 0 ? {} : { extras }) };
}

export interface PyprojectManifest {
  readonly name?: string;
  readonly version?: string;
  readonly wanted: readonly WantedPackage[];
}

/** @throws TheriacError when the file is not TOML */
export function readPyproject(file: TargetFile, report: (unknown: KnownUnknown) => void): PyprojectManifest {
  const document = readToml(file, report);
  const reader = new Reader(file.path, document, report);
  reader.read();
  const project = document.table('project');
  const poetry = document.at('tool', 'poetry');
  const name = project?.string('name') ?? poetry?.string('name');
  const version = project?.string('version') ?? poetry?.string('version');
  return {
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
    wanted: reader.wanted,
  };
}

/** The manifest beside a lockfile; null when there is none or it cannot be read (reported). */
export function manifestBeside(
  lock: string,
  context: ExtractContext,
  report: (unknown: KnownUnknown) => void,
): PyprojectManifest | null {
  const path = beside(lock, 'pyproject.toml');
  const file = context.file(path);
  if (file === null) return null;
  try {
    return readPyproject(file, () => {});
  } catch {
    report({
      reason: 'unparseable',
      message: 'pyproject.toml beside the lockfile could not be read; direct packages and scopes are guessed',
      location: { path },
      losesComponents: false,
    });
    return null;
  }
}

class Reader {
  readonly wanted: WantedPackage[] = [];
  readonly #path: string;
  readonly #document: TomlTable;
  readonly #report: (unknown: KnownUnknown) => void;

  constructor(path: string, document: TomlTable, report: (unknown: KnownUnknown) => void) {
    this.#path = path;
    this.#document = document;
    this.#report = report;
  }

  read(): void {
    const project = this.#document.table('project');
    this.#specifiers(project?.array('dependencies'), 'production');
    for (const [extra, list] of project?.table('optional-dependencies')?.entries() ?? []) {
      this.#list(
        list,
        scopeOfExtra(extra),
        `extra ${extra}`,
        project?.table('optional-dependencies')?.lineOf(extra),
      );
    }
    for (const key of project?.strings('dynamic') ?? []) {
      if (key !== 'dependencies' && key !== 'optional-dependencies') continue;
      if (key === 'dependencies' && this.#document.at('tool', 'poetry', 'dependencies')) continue;
      this.#dynamic(`${key} are made by the build backend`, project?.lineOf('dynamic') ?? 1);
    }
    this.#groups();
    this.#specifiers(this.#document.table('build-system')?.array('requires'), 'build');
    this.#poetry();
    this.#toolLists();
  }

  /** PEP 735: groups may include one another. */
  #groups(): void {
    const groups = this.#document.table('dependency-groups');
    if (groups === undefined) return;
    const byName = new Map(groups.keys().map((key) => [normalName(key), key]));
    for (const group of groups.keys()) {
      const seen = new Set<string>();
      const open = [group];
      for (let name = open.pop(); name !== undefined; name = open.pop()) {
        if (seen.has(name)) continue;
        seen.add(name);
        const array = groups.array(name);
        if (array === undefined) {
          this.#dynamic(`the dependency group ${name} is not a list`, groups.lineOf(name));
          continue;
        }
        this.#specifiers(array, scopeOfGroup(group), group, (item, line) => {
          const included = item instanceof TomlTable ? item.string('include-group') : undefined;
          const target = included === undefined ? undefined : byName.get(normalName(included));
          if (target !== undefined) open.push(target);
          else this.#dynamic(`the dependency group ${name} includes one that is not there`, line);
        });
      }
    }
  }

  #poetry(): void {
    const poetry = this.#document.at('tool', 'poetry');
    if (poetry === undefined) return;
    this.#poetryTable(poetry.table('dependencies'), 'production');
    this.#poetryTable(poetry.table('dev-dependencies'), 'development', 'dev');
    for (const [group, table] of poetry.table('group')?.entries() ?? []) {
      if (table instanceof TomlTable)
        this.#poetryTable(table.table('dependencies'), scopeOfGroup(group), group);
    }
  }

  /** Where PDM and uv kept development packages before PEP 735. */
  #toolLists(): void {
    for (const [group, list] of this.#document.at('tool', 'pdm', 'dev-dependencies')?.entries() ?? []) {
      this.#list(
        list,
        scopeOfGroup(group),
        group,
        this.#document.at('tool', 'pdm', 'dev-dependencies')?.lineOf(group),
      );
    }
    this.#specifiers(this.#document.at('tool', 'uv')?.array('dev-dependencies'), 'development', 'dev');
  }

  #list(list: TomlValue, scope: Scope, group: string, line = 1): void {
    if (typeof list === 'object' && 'items' in list) this.#specifiers(list, scope, group);
    else this.#dynamic('a list of dependencies is not a list', line);
  }

  #specifiers(
    array: TomlArray | undefined,
    scope: Scope,
    group?: string,
    other: (item: TomlValue, line: number) => void = (_, line) =>
      this.#dynamic('a dependency is not a string', line),
  ): void {
    for (const [index, item] of (array?.items ?? []).entries()) {
      const line = array?.lines[index] ?? 1;
      if (typeof item !== 'string') {
        other(item, line);
        continue;
      }
      // `-e file:///…` is PDM's way to name an editable folder.
      const found = parseRequirement(item.replace(/^-e\s+/, ''));
      if (found === null) {
        this.#report({
          reason: 'unparseable',
          message: 'a dependency is not a valid specifier (PEP 508)',
          location: { path: this.#path, line },
          losesComponents: true,
        });
        continue;
      }
      this.wanted.push({
        name: found.name,
        scope,
        extras: found.extras,
        ...(group === undefined ? {} : { group }),
        requested: found.specifier,
        pinned: pinnedVersion(found.specifier),
        ...(found.url === undefined ? {} : { origin: originOfUrl(found.url) }),
        conditional: item.includes(';'),
        line,
      });
    }
  }

  #poetryTable(table: TomlTable | undefined, scope: Scope, group?: string): void {
    for (const [name, value] of table?.entries() ?? []) {
      if (normalName(name) === 'python') continue;
      const line = table?.lineOf(name) ?? 1;
      // One package may have several constraints for several platforms.
      const alternatives = typeof value === 'object' && 'items' in value ? value.items : [value];
      for (const one of alternatives) this.#poetryOne(name, one, scope, group, line);
    }
  }

  #poetryOne(name: string, value: TomlValue, scope: Scope, group: string | undefined, line: number): void {
    const grouped = group === undefined ? {} : { group };
    if (typeof value === 'string') {
      this.wanted.push({
        name,
        scope,
        extras: [],
        ...grouped,
        ...poetryRange(value),
        conditional: false,
        line,
      });
      return;
    }
    if (!(value instanceof TomlTable)) {
      this.#dynamic(`the constraint of ${name} is neither a string nor a table`, line);
      return;
    }
    const origin = poetryOrigin(value);
    this.wanted.push({
      name,
      scope: scope === 'production' && value.boolean('optional') === true ? 'optional' : scope,
      extras: value.strings('extras'),
      ...grouped,
      ...poetryRange(value.string('version') ?? ''),
      ...(origin === undefined ? {} : { origin }),
      conditional: CONDITIONS.some((key) => value.get(key) !== undefined),
      line,
    });
  }

  #dynamic(message: string, line: number): void {
    this.#report({ reason: 'dynamic', message, location: { path: this.#path, line }, losesComponents: true });
  }
}

/** What Poetry calls the conditions under which a dependency is installed. */
const CONDITIONS = ['python', 'platform', 'markers'];

/** Poetry writes a pin as `1.2.3` or `==1.2.3`, and `*` for any version. */
function poetryRange(range: string): { requested: string; pinned: string | null } {
  const text = range.trim();
  if (text === '*') return { requested: '', pinned: null };
  const bare = /^={0,3}\s*(\d[A-Za-z0-9.+!-]*)$/.exec(text)?.[1];
  return { requested: text, pinned: bare ?? null };
}

function poetryOrigin(table: TomlTable): Origin | undefined {
  const git = table.string('git');
  if (git !== undefined)
    return gitOrigin(git, table.string('rev') ?? table.string('tag') ?? table.string('branch'));
  const url = table.string('url');
  if (url !== undefined) return { kind: 'url', url: withoutCredentials(url) };
  const path = table.string('path') ?? table.string('file');
  return path === undefined ? undefined : { kind: 'path', path };
}
