/**
 * `uv.lock`, version 1. Members of a uv workspace are first-party components; what they ask for is direct.
 * A package's extras are switched on for all when anything asks for them: the lockfile has one node per package.
 */
import type { Extract, Hash, Origin, Scope } from '@theriac/core';
import { readToml, type TomlTable } from '@theriac/read/toml';
import { beside } from '../../target/paths.ts';
import { cutRecord } from '../shared/last-record.ts';
import { distinctHashes, gitOrigin, taggedHash, withoutCredentials } from '../shared/origin.ts';
import { textAt } from '../shared/readable-text.ts';
import { type Ask, RootBuilder } from '../shared/root-builder.ts';
import { checkLists } from '../shared/toml-lists.ts';
import { uvFacts } from './lock-facts.ts';
import { normalName, scopeOfExtra, scopeOfGroup } from './python-package.ts';
import { scriptAsks } from './script-metadata.ts';

/** Versions of one name that edges lead to; real lockfiles hold two or three. */
const MAX_ALTERNATIVES = 64;

/** Lists of the lockfile's manifest → keys of `[tool.uv]`; what is last holds against the ones before. */
const HOLDING = [
  ['constraints', 'constraint-dependencies'],
  ['overrides', 'override-dependencies'],
] as const;

interface Entry {
  readonly key: string;
  readonly table: TomlTable;
  readonly name: string;
  /** Path of the member for packages of the target itself. */
  readonly member: string | null;
  readonly source: string;
}

/** `tool.py.lock` belongs to `tool.py`. */
const SCRIPT = '.py.lock';

export const extract: Extract = (file, context) => {
  const root = new RootBuilder(file.path, 'pypi');
  const document = readToml(file, root.report);
  if (document.keys().length === 0) root.emptyFile();
  const version = document.get('version');
  if (version !== undefined && version !== 1) {
    root.unknown(
      'unsupported-version',
      'only version 1 of uv.lock is known',
      document.lineOf('version'),
      true,
    );
  }
  const lock = new UvLock(root, document, file.path);
  lock.read();
  const result = { ...root.build(lock.naming), lockfile: () => uvFacts(document) };
  // A lockfile that lists nothing is compared with its script like any other.
  if (!file.path.endsWith(SCRIPT) || document.tables('package').length === 0) return result;
  const script = file.path.slice(0, -'.lock'.length);
  const asks = scriptAsks(script, textAt(script, context) ?? '');
  return { ...result, locked: { ecosystem: 'pypi', lockfile: file.path, asks } };
};

class UvLock {
  naming: { name?: string; version?: string } = {};
  readonly #root: RootBuilder;
  readonly #document: TomlTable;
  readonly #path: string;
  readonly #entries: Entry[] = [];
  readonly #byName = new Map<string, Entry[]>();
  /** The project in the lockfile's own folder: it is the root, not a component. */
  #self: Entry | undefined;

  constructor(root: RootBuilder, document: TomlTable, path: string) {
    this.#root = root;
    this.#document = document;
    this.#path = path;
  }

  read(): void {
    const members = new Set(this.#document.table('manifest')?.strings('members').map(normalName));
    const tables = this.#document.tables('package');
    // A project is in its own lockfile, so that none is empty; scripts may need nothing.
    if (tables.length === 0 && !this.#path.endsWith(SCRIPT) && this.#document.keys().length > 0)
      this.#root.unknown('no-package-data', 'the lockfile lists no packages: it was cut off', 1, true);
    const cut = cutRecord(tables.filter(isOfRegistry), hasFiles);
    if (cut !== undefined)
      this.#root.unknown('unparseable', 'its last package has no files: it was cut off', cut.line, true);
    checkLists(this.#root, tables, 'dependencies');
    for (const table of tables) this.#package(table, members);
    this.#edges();
    this.#held();
    // `uv lock` of a workspace without a project keeps its groups in the manifest.
    for (const [group, list] of this.#document.at('manifest', 'dependency-groups')?.entries() ?? []) {
      if (typeof list === 'object' && 'items' in list)
        for (const need of list.tables()) this.#want(need, scopeOfGroup(group));
    }
    for (const need of this.#document.table('manifest')?.tables('requirements') ?? [])
      this.#want(need, 'production');
    if (!this.#root.hasWanted && this.#self === undefined) this.#root.markTopLevel(() => 'production');
  }

  #package(table: TomlTable, members: ReadonlySet<string>): void {
    const name = table.string('name');
    const version = table.string('version') ?? null;
    if (name === undefined) {
      this.#root.unknown('no-package-data', 'a package has no name', table.line, true);
      return;
    }
    const source = table.table('source');
    const local = source?.string('editable') ?? source?.string('virtual') ?? source?.string('directory');
    const isMember = local !== undefined && (local === '.' || members.has(normalName(name)));
    const identity = sourceIdentity(source);
    if (isMember && local === '.' && this.#self === undefined) {
      this.#self = { key: '', table, name, member: '.', source: identity };
      this.naming = { name, ...(version === null ? {} : { version }) };
      this.#register(this.#self);
      return;
    }
    if (version === null && !isMember) this.#root.unresolved(name, '', table.line);
    const hashes = hashesOf(table);
    const key = this.#root.add({
      name,
      version,
      location: { path: this.#path, line: table.line },
      origin: isMember ? { kind: 'workspace', path: local } : originOf(source),
      ...(isMember ? { firstParty: true } : {}),
      ...(hashes.length === 0 ? {} : { hashes }),
    });
    this.#register({ key, table, name, member: isMember ? local : null, source: identity });
  }

  #register(entry: Entry): void {
    this.#entries.push(entry);
    const name = normalName(entry.name);
    const there = this.#byName.get(name);
    if (there === undefined) this.#byName.set(name, [entry]);
    else if (there.length < MAX_ALTERNATIVES) there.push(entry);
  }

  #edges(): void {
    for (const entry of this.#entries) {
      if (entry.member === null) {
        for (const need of entry.table.tables('dependencies')) this.#link(entry, need);
        continue;
      }
      const requested = requestedBy(entry.table);
      if (entry.key !== '') this.#root.want(entry.key, 'production');
      for (const need of entry.table.tables('dependencies'))
        this.#member(entry, need, 'production', undefined, requested);
      for (const [table, scopeOf, prefix] of [
        ['optional-dependencies', scopeOfExtra, 'extra '],
        ['dev-dependencies', scopeOfGroup, ''],
      ] as const) {
        for (const [group, list] of entry.table.table(table)?.entries() ?? []) {
          if (typeof list !== 'object' || !('items' in list)) continue;
          for (const need of list.tables())
            this.#member(entry, need, scopeOf(group), `${prefix}${group}`, requested);
        }
      }
    }
  }

  /** Entries of `[tool.uv]` that name one version, for the packages that have it. */
  #held(): void {
    const manifest = beside(this.#path, 'pyproject.toml');
    for (const [list, field] of HOLDING) {
      for (const held of this.#document.table('manifest')?.tables(list) ?? []) {
        const name = held.string('name') ?? '';
        for (const entry of this.#byName.get(normalName(name)) ?? []) {
          if (entry.key !== '' && held.string('specifier') === `==${entry.table.string('version')}`)
            this.#root.hold(entry.key, { manifest, path: ['tool', 'uv', field, name] });
        }
      }
    }
  }

  /** A member's own need: direct, in the scope of the list that names it. */
  #member(
    entry: Entry,
    need: TomlTable,
    scope: Scope,
    group: string | undefined,
    requested: ReadonlyMap<string, string>,
  ): void {
    if (entry.key !== '') this.#link(entry, need, scope === 'production');
    const extras = need.strings('extra');
    this.#want(need, scope, requested.get(normalName(need.string('name') ?? '')), {
      ...(group === undefined ? {} : { group }),
      ...(extras.length === 0 ? {} : { extras }),
      ...(entry.key === '' || entry.member === null
        ? {}
        : { manifest: beside(this.#path, `${entry.member}/pyproject.toml`) }),
    });
  }

  #want(need: TomlTable, scope: Scope, requested?: string, ask: Ask = {}): void {
    for (const to of this.#targets(need)) {
      if (to.key !== '' && to.member === null) this.#root.want(to.key, scope, requested, ask);
      this.#switchOn(to, need);
    }
  }

  #link(from: Entry, need: TomlTable, carriesScope = true): void {
    const targets = this.#targets(need);
    for (const to of targets) {
      if (to.key !== '') this.#root.link(from.key, to.key, carriesScope);
      this.#switchOn(to, need);
    }
    if (targets.length > 0) return;
    const name = need.string('name') ?? '';
    this.#root.unknown(
      'dangling-edge',
      `${name} is required but missing from the lockfile`,
      need.line,
      true,
      {
        package: name,
      },
    );
  }

  readonly #switched = new Set<string>();

  /** Adds the edges of the extras that `need` asks for; each extra of a package once, so cycles end. */
  #switchOn(entry: Entry, need: TomlTable): void {
    const open = need.strings('extra').map((extra) => ({ entry, extra }));
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const mark = `${next.entry.key}\u0000${next.extra}`;
      if (next.entry.member !== null || this.#switched.has(mark)) continue;
      this.#switched.add(mark);
      for (const inner of next.entry.table.table('optional-dependencies')?.tables(next.extra) ?? []) {
        for (const to of this.#targets(inner)) {
          if (to.key !== '') this.#root.link(next.entry.key, to.key);
          for (const extra of inner.strings('extra')) open.push({ entry: to, extra });
        }
      }
    }
  }

  /** The entry that a dependency names; version and source are there only when the name alone is ambiguous. */
  #targets(need: TomlTable): readonly Entry[] {
    const all = this.#byName.get(normalName(need.string('name') ?? '')) ?? [];
    if (all.length < 2) return all;
    const version = need.string('version');
    const source = need.table('source');
    const exact = all.filter(
      (e) =>
        (version === undefined || e.table.string('version') === version) &&
        (source === undefined || e.source === sourceIdentity(source)),
    );
    return exact.length > 0 ? exact : all;
  }
}

/** Ranges of `[package.metadata]`, which uv copies from the member's manifest. */
function requestedBy(table: TomlTable): Map<string, string> {
  const requested = new Map<string, string>();
  const metadata = table.table('metadata');
  const lists = [metadata?.array('requires-dist'), ...groupLists(metadata?.table('requires-dev'))];
  for (const list of lists) {
    for (const need of list?.tables() ?? []) {
      const name = need.string('name');
      const range = need.string('specifier');
      if (name !== undefined && range !== undefined) requested.set(normalName(name), range);
    }
  }
  return requested;
}

function groupLists(groups: TomlTable | undefined) {
  return (groups?.keys() ?? []).map((key) => groups?.array(key));
}

function sourceIdentity(source: TomlTable | undefined): string {
  return (source?.entries() ?? []).map(([key, value]) => `${key}=${String(value)}`).join(' ');
}

function originOf(source: TomlTable | undefined): Origin {
  const git = source?.string('git');
  if (git !== undefined) {
    const hash = git.indexOf('#');
    const query = git.indexOf('?');
    const end = query >= 0 ? query : hash >= 0 ? hash : git.length;
    return gitOrigin(git.slice(0, end), hash < 0 ? undefined : git.slice(hash + 1));
  }
  const url = source?.string('url');
  if (url !== undefined) return { kind: 'url', url: withoutCredentials(url) };
  const path =
    source?.string('path') ??
    source?.string('editable') ??
    source?.string('directory') ??
    source?.string('virtual');
  return path === undefined ? { kind: 'registry' } : { kind: 'path', path };
}

/** Or one that does not say where it comes from. */
function isOfRegistry(table: TomlTable): boolean {
  const source = table.table('source');
  return source === undefined || source.string('registry') !== undefined;
}

function hasFiles(table: TomlTable): boolean {
  return table.get('sdist') !== undefined || table.get('wheels') !== undefined;
}

function hashesOf(table: TomlTable): Hash[] {
  const files = [table.table('sdist'), ...table.tables('wheels')];
  return distinctHashes(files.map((f) => taggedHash(f?.string('hash') ?? '')));
}
