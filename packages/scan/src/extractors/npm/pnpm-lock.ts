/**
 * pnpm-lock.yaml, lockfile versions 5, 6 and 9. `importers` holds one project each (before workspaces: the top
 * itself), `packages` what was resolved; version 9 moves the edges to `snapshots`, one for each set of peers.
 * How a reference becomes a key differs between versions: see {@link keysOf}.
 */
import {
  type Extract,
  type ExtractContext,
  type KnownUnknown,
  type Origin,
  type Scope,
  TheriacError,
  withoutCredentials,
} from '@theriac/core';
import { mapOf, readYaml, scalarOf, YamlMap, type YamlNode } from '@theriac/read/yaml';
import { folderOf, inFolder, normalizePath } from '../../target/paths.ts';
import { aliased, type LockAsk, type LockMember, type LockNode, rootsOf } from '../shared/lock-graph.ts';
import { danglingEdges } from './dangling-edges.ts';
import { markHeld } from './holds.ts';
import { type Manifest, manifestAt } from './manifest.ts';
import { packageNode } from './package-node.ts';
import { hashesOf, originOf } from './package-source.ts';
import { pnpmFacts } from './pnpm-facts.ts';
import { heldByPnpm, pnpmSettings } from './pnpm-settings.ts';

const OLDEST_VERSION = 5;
const NEWEST_VERSION = 9;

const SECTIONS: readonly { readonly section: string; readonly scope: Scope }[] = [
  { section: 'dependencies', scope: 'production' },
  { section: 'optionalDependencies', scope: 'optional' },
  { section: 'devDependencies', scope: 'development' },
];

export const extract: Extract = async (file, context) => {
  const unknowns: KnownUnknown[] = [];
  const report = (unknown: KnownUnknown): void => void unknowns.push(unknown);
  const documents = await readYaml(file, report);
  const wrong = documents.find((document) => !(document.value instanceof YamlMap));
  if (wrong !== undefined) {
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not a pnpm-lock: no mapping at the top', {
      path: file.path,
      line: wrong.line,
    });
  }
  // pnpm 11 may write a first document that pins pnpm itself and what its configuration needs.
  const roots = documents.flatMap((document, at) => {
    const last = at === documents.length - 1;
    const prefix = last ? '' : `${file.path}#${at + 1}:`;
    return new Lockfile(mapOf(document), file.path, context, report, prefix)
      .roots()
      .filter((root) => last || root.components.length > 0);
  });
  return {
    roots: roots.length === 0 ? [{ path: file.path, ecosystem: 'npm', components: [] }] : roots,
    unknowns,
    lockfile: () => pnpmFacts(documents.map(mapOf)),
  };
};

class Lockfile {
  readonly #top: YamlMap;
  readonly #path: string;
  readonly #folder: string;
  readonly #context: ExtractContext;
  readonly #report: (unknown: KnownUnknown) => void;
  /** Before every id and root of a document that is not the last. */
  readonly #prefix: string;
  readonly #version: number;
  readonly #nodes = new Map<string, LockNode>();
  readonly #projects = new Map<string, YamlMap>();
  readonly #projectNodes = new Map<string, LockNode>();

  constructor(
    top: YamlMap,
    path: string,
    context: ExtractContext,
    report: (unknown: KnownUnknown) => void,
    prefix: string,
  ) {
    this.#top = top;
    this.#path = path;
    this.#folder = folderOf(path);
    this.#context = context;
    this.#report = report;
    this.#prefix = prefix;
    this.#version = Number.parseInt(scalarOf(top.get('lockfileVersion')) ?? '', 10);
    if (!(this.#version >= OLDEST_VERSION && this.#version <= NEWEST_VERSION)) {
      report({
        reason: 'unsupported-version',
        message: `the lockfile version is not one of ${OLDEST_VERSION} to ${NEWEST_VERSION}; it was read as the nearest of them`,
        location: { path, line: top.get('lockfileVersion')?.line ?? 1 },
        losesComponents: true,
      });
      this.#version = this.#version < OLDEST_VERSION ? OLDEST_VERSION : NEWEST_VERSION;
    }
    for (const name of ['importers', 'packages', 'snapshots']) {
      const node = top.get(name);
      if (node !== undefined && node.value !== null && !(node.value instanceof YamlMap)) {
        report({
          reason: 'unparseable',
          message: `"${name}" is not a mapping`,
          location: { path, line: node.line },
          losesComponents: true,
        });
      }
    }
  }

  /** Sections of which only the key is left, and a file without projects: what is written last was cut off. */
  #cut(): void {
    const told = (name: string, line: number): void =>
      this.#report({
        reason: 'no-package-data',
        message: `${withoutCredentials(name).slice(0, 120)} has no value: the file was cut off`,
        location: { path: this.#path, line },
        losesComponents: true,
      });
    const importers = this.#top.get('importers');
    for (const name of ['importers', 'packages', 'snapshots']) {
      const node = this.#top.get(name);
      if (node !== undefined && node.value === null) told(name, node.line);
    }
    for (const [folder, { value, line }] of mapOf(importers).entries) if (value === null) told(folder, line);
    for (const project of this.#projects.values()) {
      for (const { section } of SECTIONS) {
        const node = project.get(section);
        if (node !== undefined && node.value === null) told(section, node.line);
        for (const [name, { value, line }] of mapOf(node).entries) if (value === null) told(name, line);
      }
    }
    const isBare = ['importers', 'packages', 'specifiers', ...SECTIONS.map((s) => s.section)].every(
      (name) => this.#top.get(name) === undefined,
    );
    // Before version 9 a project without packages is a file without any section.
    if (isBare && (this.#version >= 9 || !this.#context.exists(inFolder(this.#folder, 'package.json'))))
      told('importers', 1);
  }

  roots() {
    const importers = mapOf(this.#top.get('importers')).entries;
    if (importers.size === 0) this.#projects.set('', this.#top);
    for (const [folder, node] of importers) this.#projects.set(folder === '.' ? '' : folder, mapOf(node));
    if (this.#prefix === '') this.#cut();
    const dangling = danglingEdges(this.#report);
    const packages = mapOf(this.#top.get('packages'));
    const snapshots = mapOf(this.#top.get('snapshots'));
    const needs: [LockNode, YamlMap][] = [];
    const add = (key: string, facts: YamlNode, edges: YamlNode): void => {
      const node = this.#package(key, facts, edges);
      if (node === null) return;
      this.#nodes.set(key, node);
      needs.push([node, mapOf(edges)]);
    };
    const described = new Set<string>();
    for (const [key, edges] of snapshots.entries) {
      const base = packages.get(key) === undefined ? withoutPeers(key) : key;
      described.add(base);
      add(key, packages.get(base) ?? edges, edges);
    }
    for (const [key, facts] of packages.entries) if (!described.has(key)) add(key, facts, facts);
    for (const folder of this.#projects.keys()) this.#project(folder);
    for (const [node, fields] of needs) {
      for (const { section } of SECTIONS.slice(0, 2)) {
        const needed = fields.get(section);
        if (needed !== undefined && needed.value !== null && !(needed.value instanceof YamlMap))
          this.#report({
            reason: 'unparseable',
            message: `"${section}" of ${node.draft.name} is not a mapping`,
            location: { path: this.#path, line: needed.line },
            losesComponents: true,
          });
        for (const [name, value] of mapOf(needed).entries) {
          const to = this.#find(name, scalarOf(value) ?? '', '');
          const optional = section === 'optionalDependencies';
          if (to !== undefined) node.edges.push({ to, optional, ...aliased(name, to) });
          else if (!optional)
            dangling.add(node.draft.name, name, scalarOf(value) ?? '', {
              path: this.#path,
              line: value.line,
            });
        }
      }
    }
    dangling.finish();
    const members = [...this.#projects.keys()].sort().map((folder) => this.#member(folder));
    const nodes = [...this.#nodes.values(), ...this.#projectNodes.values()];
    const settings = pnpmSettings(this.#folder, this.#context);
    markHeld(nodes, heldByPnpm(this.#top, settings));
    const roots = rootsOf('npm', members, nodes, this.#path, this.#report);
    const { variant } = settings;
    return variant === undefined ? roots : roots.map((root) => ({ ...root, variant }));
  }

  #package(key: string, facts: YamlNode, edges: YamlNode): LockNode | null {
    const fields = mapOf(facts);
    const location = { path: this.#path, line: facts.line };
    const parsed = keysOf(this.#version).parse(key);
    const resolution = mapOf(fields.get('resolution'));
    const name = scalarOf(fields.get('name')) ?? parsed?.name;
    if (name === undefined) {
      this.#report({
        reason: 'unparseable',
        message: `${JSON.stringify(withoutCredentials(key).slice(0, 120))} has no package name`,
        location,
        losesComponents: true,
      });
      return null;
    }
    const flag = (field: string): boolean =>
      scalarOf(mapOf(edges).get(field) ?? fields.get(field)) === 'true';
    return packageNode(
      {
        id: this.#prefix + withoutCredentials(key),
        name,
        version: scalarOf(fields.get('version')) ?? parsed?.version,
        location,
        origin: originOfResolution(resolution, parsed?.reference ?? ''),
        hashes: hashesOf(scalarOf(resolution.get('integrity')) ?? ''),
        installScript: flag('requiresBuild'),
        unreachedScope:
          flag('dev') || this.#prefix !== '' ? 'development' : flag('optional') ? 'optional' : 'production',
      },
      this.#report,
    );
  }

  /** The project in `folder` as a component of those that link to it. */
  #project(folder: string): LockNode | null {
    const known = this.#projectNodes.get(folder);
    if (known !== undefined) return known;
    const manifest = manifestAt(this.#context, inFolder(this.#folder, inFolder(folder, 'package.json')));
    const line = mapOf(this.#top.get('importers')).get(folder === '' ? '.' : folder)?.line;
    const node = packageNode(
      {
        id: `${this.#prefix}link:${folder}`,
        name: manifest?.name ?? (folder === '' ? '.root' : folder.slice(folder.lastIndexOf('/') + 1)),
        version: manifest?.version,
        location: line === undefined ? { path: this.#path } : { path: this.#path, line },
        origin: { kind: 'workspace', path: folder },
        firstParty: true,
      },
      this.#report,
    );
    if (node !== null) this.#projectNodes.set(folder, node);
    return node;
  }

  /** What package.json asks for and the importer lacks: the lockfile is older, or was cut off. */
  #drift(manifest: Manifest | null, importer: YamlMap): void {
    const listed = new Set(
      SECTIONS.flatMap(({ section }) => [...mapOf(importer.get(section)).entries.keys()]),
    );
    for (const [name, ask] of manifest?.asks ?? []) {
      // Optional packages may be left out by platform, and links by a setting.
      if (manifest === null || listed.has(name) || ask.mayBeAbsent || /^(?:link|workspace):/.test(ask.range))
        continue;
      const line = manifest.document.line(ask.section, name);
      this.#report({
        reason: 'dangling-edge',
        message: `${name} is required but missing from the lockfile; run \`pnpm install --lockfile-only\``,
        location: line === undefined ? { path: manifest.path } : { path: manifest.path, line },
        package: name,
        range: withoutCredentials(ask.range),
        losesComponents: true,
      });
    }
  }

  #member(folder: string): LockMember {
    const fields = this.#projects.get(folder) ?? this.#top;
    const asks: LockAsk[] = [];
    const own = this.#projectNodes.get(folder);
    const specifiers = mapOf(fields.get('specifiers'));
    for (const { section, scope } of SECTIONS) {
      for (const [name, value] of mapOf(fields.get(section)).entries) {
        const reference = scalarOf(value) ?? scalarOf(mapOf(value).get('version')) ?? '';
        const specifier = scalarOf(mapOf(value).get('specifier')) ?? scalarOf(specifiers.get(name));
        const requested =
          specifier === undefined ? undefined : withoutCredentials(this.#catalog(name, specifier));
        const to = this.#find(name, reference, folder);
        if (to === undefined) {
          if (scope === 'optional') continue;
          this.#report({
            reason: 'dangling-edge',
            message: `${name} is required but missing from the lockfile`,
            location: { path: this.#path, line: value.line },
            package: name,
            ...(requested === undefined ? {} : { range: requested }),
            losesComponents: true,
          });
          continue;
        }
        asks.push({
          to,
          scope,
          group: section,
          ...(requested === undefined ? {} : { requested }),
          ...aliased(name, to),
        });
        if (scope !== 'development')
          own?.edges.push({ to, optional: scope === 'optional', ...aliased(name, to) });
      }
    }
    const manifestPath = inFolder(this.#folder, inFolder(folder, 'package.json'));
    const manifest = manifestAt(this.#context, manifestPath);
    if (this.#prefix === '') this.#drift(manifest, fields);
    return {
      path: this.#prefix + (folder === '' && manifest === null ? this.#path : manifestPath),
      ...(manifest?.name === undefined ? {} : { name: manifest.name }),
      ...(manifest?.version === undefined ? {} : { version: manifest.version }),
      asks,
    };
  }

  /** `catalog:` and `catalog:name` stand for the range that the workspace keeps for all. */
  #catalog(name: string, specifier: string): string {
    if (!specifier.startsWith('catalog:')) return specifier;
    const catalog = specifier.slice('catalog:'.length) || 'default';
    const entry = mapOf(mapOf(this.#top.get('catalogs')).get(catalog)).get(name);
    return scalarOf(mapOf(entry).get('specifier')) ?? specifier;
  }

  /** @param from folder of the project that asks; links are relative to it */
  #find(name: string, reference: string, from: string): LockNode | undefined {
    if (reference.startsWith('link:')) {
      const folder = normalizePath(inFolder(from, reference.slice('link:'.length)));
      if (folder !== null && this.#projects.has(folder)) return this.#projectNodes.get(folder);
      const id = `${this.#prefix}${reference}@${from}`;
      const known = this.#nodes.get(id);
      if (known !== undefined) return known;
      const node = packageNode(
        {
          id,
          name,
          version: undefined,
          location: { path: this.#path },
          origin: { kind: 'path', path: reference.slice('link:'.length) },
        },
        this.#report,
      );
      if (node !== null) this.#nodes.set(id, node);
      return node ?? undefined;
    }
    return this.#nodes.get(reference) ?? this.#nodes.get(keysOf(this.#version).key(name, reference));
  }
}

interface ParsedKey {
  readonly name: string;
  readonly version: string | undefined;
  /** What is where the version would, for packages that do not come from a registry. */
  readonly reference: string;
}

interface Keys {
  key(name: string, reference: string): string;
  /** Null for keys that hold no name (git, tarballs, folders before version 9): the entry itself does. */
  parse(key: string): ParsedKey | null;
}

/** 5: `/name/1.0.0_peers` · 6: `/name@1.0.0(peers)` · 9: `name@1.0.0(peers)`. */
function keysOf(version: number): Keys {
  if (version >= 9) return { key: (name, reference) => `${name}@${reference}`, parse: parseAt };
  if (version >= 6) {
    return {
      key: (name, reference) => `/${name}@${reference}`,
      parse: (key) => (key.startsWith('/') ? parseAt(key.slice(1)) : afterHost(key, parseAt)),
    };
  }
  return {
    key: (name, reference) => `/${name}/${reference}`,
    parse: (key) => (key.startsWith('/') ? parseSlash(key.slice(1)) : afterHost(key, parseSlash)),
  };
}

function parseAt(key: string): ParsedKey | null {
  const at = key.indexOf('@', 1);
  if (at < 0) return null;
  const reference = withoutPeers(key).slice(at + 1);
  return {
    name: key.slice(0, at),
    version: /^[a-z+]+:|\//.test(reference) ? undefined : reference,
    reference,
  };
}

function parseSlash(key: string): ParsedKey | null {
  const slash = key.lastIndexOf('/');
  if (slash <= 0) return null;
  const reference = key.slice(slash + 1);
  const peers = reference.indexOf('_');
  return { name: key.slice(0, slash), version: peers < 0 ? reference : reference.slice(0, peers), reference };
}

/** `registry.example/name/1.0.0`: packages of other registries carry its host. */
function afterHost(key: string, parse: (key: string) => ParsedKey | null): ParsedKey | null {
  if (!/^[\w-]+(?:\.[\w-]+)+(?::\d+)?\//.test(key)) return null;
  const parsed = parse(key.slice(key.indexOf('/') + 1));
  // `github.com/owner/repository/commit` has a commit where a version would stand.
  return parsed?.version !== undefined && /^\d+\.\d+\.\d+/.test(parsed.version) ? parsed : null;
}

/** `a@1.0.0(b@2.0.0)(c@3.0.0)` → `a@1.0.0`. */
function withoutPeers(key: string): string {
  const peers = key.indexOf('(');
  return peers < 0 ? key : key.slice(0, peers);
}

function originOfResolution(resolution: YamlMap, reference: string): Origin {
  const repository = scalarOf(resolution.get('repo'));
  const commit = scalarOf(resolution.get('commit'));
  if (repository !== undefined) {
    const url = originOf(/^git[+@:]|^ssh:/.test(repository) ? repository : `git+${repository}`);
    if (url?.kind === 'git') return { ...url, ...(commit === undefined ? {} : { commit }) };
  }
  const directory = scalarOf(resolution.get('directory'));
  if (directory !== undefined) return { kind: 'path', path: directory };
  const tarball = scalarOf(resolution.get('tarball'));
  return (tarball === undefined ? originOf(reference) : originOf(tarball)) ?? { kind: 'registry' };
}
