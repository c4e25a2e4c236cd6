/**
 * `Cargo.lock`, versions 1 to 4. Packages without a source are the target's own: the crate beside the lockfile is the
 * root, others are first-party components. https://doc.rust-lang.org/cargo/guide/cargo-toml-vs-cargo-lock.html
 */
import { type Extract, type ExtractContext, type Origin, SCOPES, type Scope } from '@theriac/core';
import { readToml, type TomlTable } from '@theriac/read/toml';
import { beside, folderOf } from '../../target/paths.ts';
import { gitOrigin, hexHash, withoutCredentials } from '../shared/origin.ts';
import { type Ask, RootBuilder } from '../shared/root-builder.ts';
import { checkLists } from '../shared/toml-lists.ts';
import { type CargoManifest, readCargoManifest } from './cargo-manifest.ts';
import { cargoFacts } from './lock-facts.ts';

export const extract: Extract = (file, context) => {
  const root = new RootBuilder(file.path, 'cargo');
  const document = readToml(file, root.report);
  if (document.keys().length === 0) root.emptyFile();
  else if (document.get('package') === undefined && document.get('root') === undefined)
    root.unknown('no-package-data', 'there are no packages in the file, not even its own', 1, true);
  const version = document.get('version');
  if (version !== undefined && ![1, 2, 3, 4].includes(Number(version))) {
    root.unknown('unsupported-version', 'only versions 1 to 4 are known', document.lineOf('version'), true);
  }
  const lock = new CargoLock(root, context);
  return { ...lock.read(document), lockfile: () => cargoFacts(document) };
};

/** Versions of one crate that edges lead to; real lockfiles hold two or three. */
const MAX_ALTERNATIVES = 256;

interface Crate {
  readonly key: string;
  readonly name: string;
  readonly version: string;
  readonly source: string | undefined;
  readonly table: TomlTable;
  readonly manifest: CargoManifest | undefined;
}

class CargoLock {
  readonly #root: RootBuilder;
  readonly #context: ExtractContext;
  readonly #crates: Crate[] = [];
  readonly #byName = new Map<string, Crate[]>();

  constructor(root: RootBuilder, context: ExtractContext) {
    this.#root = root;
    this.#context = context;
  }

  read(document: TomlTable) {
    // `[root]` is how the very first lockfiles wrote the crate itself.
    const old = document.table('root');
    const tables = [...(old === undefined ? [] : [old]), ...document.tables('package')];
    const sums = document.table('metadata');
    const locals = tables.filter((t) => t.string('source') === undefined);
    const manifests = this.#manifests();
    const atRoot = manifests.find((m) => m.path === beside(this.#root.path, 'Cargo.toml'))?.name;
    const self =
      locals.find((t) => atRoot !== undefined && t.string('name') === atRoot) ??
      (atRoot === undefined && locals.length === 1 ? locals[0] : undefined);
    for (const table of tables) this.#crate(table, table === self, sums, manifests);
    for (const crate of this.#crates) this.#edges(crate);
    if (!this.#root.hasWanted && self === undefined) this.#root.markTopLevel(() => 'production');
    const name = self?.string('name');
    const version = self?.string('version');
    return this.#root.build({
      ...(name === undefined ? {} : { name }),
      ...(version === undefined ? {} : { version }),
    });
  }

  #crate(
    table: TomlTable,
    isSelf: boolean,
    sums: TomlTable | undefined,
    manifests: readonly CargoManifest[],
  ): void {
    const name = table.string('name');
    const version = table.string('version');
    if (name === undefined || version === undefined) {
      this.#root.unknown('no-package-data', 'a package has no name or no version', table.line, true);
      return;
    }
    const source = table.string('source');
    const manifest = source === undefined ? manifests.find((m) => m.name === name) : undefined;
    let key = '';
    if (!isSelf) {
      const sum = table.string('checksum') ?? sums?.string(`checksum ${name} ${version} (${source})`);
      const hash = hexHash('sha256', sum ?? '');
      key = this.#root.add({
        name,
        version,
        location: { path: this.#root.path, line: table.line },
        origin: source === undefined ? this.#localOrigin(manifest) : originOf(source),
        ...(source === undefined ? { firstParty: true } : {}),
        ...(hash === undefined ? {} : { hashes: [hash] }),
      });
    }
    const crate = { key, name, version, source, table, manifest };
    this.#crates.push(crate);
    const there = this.#byName.get(name);
    if (there === undefined) this.#byName.set(name, [crate]);
    else if (there.length < MAX_ALTERNATIVES) there.push(crate);
  }

  /** What a manifest of the target asks for and the lockfile lacks: the lockfile is older, or was cut off. */
  #drift(crate: Crate): void {
    if (crate.source !== undefined) return;
    const seen = new Set<string>();
    for (const { name } of crate.manifest?.wanted ?? []) {
      if (this.#byName.has(name) || seen.has(name)) continue;
      seen.add(name);
      const message = `${name} is required by ${crate.name} but missing from the lockfile; run \`cargo update --workspace\``;
      this.#root.unknown('dangling-edge', message, crate.table.line, true, { package: name });
    }
  }

  #edges(crate: Crate): void {
    this.#drift(crate);
    checkLists(this.#root, [crate.table], 'dependencies');
    const array = crate.table.array('dependencies');
    const isLocal = crate.source === undefined;
    if (isLocal && crate.key !== '') this.#root.want(crate.key, 'production');
    for (const [index, item] of (array?.items ?? []).entries()) {
      const line = array?.lines[index] ?? crate.table.line;
      const to = typeof item === 'string' ? this.#target(item) : undefined;
      if (to === undefined) {
        const name = typeof item === 'string' ? (item.split(' ')[0] ?? '') : '';
        this.#root.unknown('dangling-edge', 'a dependency is not in the lockfile', line, true, {
          ...(name === '' ? {} : { package: name }),
        });
        continue;
      }
      if (to.key === '') continue;
      if (!isLocal) {
        this.#root.link(crate.key, to.key);
        continue;
      }
      // What a crate of the target needs is direct, each in the scope that its manifest gives it.
      const wanted = wantedOf(crate.manifest, to.name);
      this.#root.link(
        crate.key,
        to.key,
        wanted.some(({ scope }) => scope === 'production'),
      );
      if (to.source === undefined) continue;
      for (const { scope, requested, ask } of wanted) this.#root.want(to.key, scope, requested, ask);
    }
  }

  /** `name`, `name version` or `name version (source)`. */
  #target(text: string): Crate | undefined {
    const [name = '', version, ...rest] = text.split(' ');
    const source = rest.join(' ').replace(/^\(|\)$/g, '');
    const all = this.#byName.get(name) ?? [];
    return (
      all.find(
        (c) => (version === undefined || c.version === version) && (source === '' || c.source === source),
      ) ?? all.find((c) => version === undefined || c.version === version)
    );
  }

  /** Manifests in the lockfile's folder and below. */
  #manifests(): CargoManifest[] {
    const folder = folderOf(this.#root.path);
    const found: CargoManifest[] = [];
    const paths = new Set([beside(this.#root.path, 'Cargo.toml'), ...this.#context.named('Cargo.toml')]);
    for (const path of paths) {
      if (folder !== '' && !path.startsWith(`${folder}/`)) continue;
      const file = this.#context.file(path);
      if (file === null) continue;
      try {
        found.push(readCargoManifest(file, this.#context, () => {}));
      } catch {
        this.#root.unknown(
          'unparseable',
          'a Cargo.toml could not be read; scopes are guessed',
          undefined,
          false,
          {
            path,
          },
        );
      }
    }
    return found;
  }

  #localOrigin(manifest: CargoManifest | undefined): Origin {
    const folder = folderOf(manifest?.path ?? this.#root.path);
    return { kind: 'workspace', path: folder === '' ? '.' : folder };
  }
}

/** The scopes in which a manifest asks for a crate, strongest first; production when no manifest says. */
function wantedOf(
  manifest: CargoManifest | undefined,
  name: string,
): readonly { readonly scope: Scope; readonly requested?: string; readonly ask?: Ask }[] {
  const wanted = manifest?.wanted.filter((w) => w.name === name) ?? [];
  if (wanted.length === 0) return [{ scope: 'production' }];
  return [...wanted]
    .sort((a, b) => SCOPES.indexOf(a.scope) - SCOPES.indexOf(b.scope))
    .map(({ scope, requested, declared: { table, key, path } }) => ({
      scope,
      requested,
      ask: { group: table, manifest: path, ...(key === name ? {} : { as: key }) },
    }));
}

function originOf(source: string): Origin {
  if (!source.startsWith('git+')) {
    return /^(?:registry|sparse)\+/.test(source)
      ? { kind: 'registry' }
      : { kind: 'url', url: withoutCredentials(source) };
  }
  const hash = source.indexOf('#');
  const address = source.slice(0, hash < 0 ? source.length : hash).replace(/\?.*$/s, '');
  return gitOrigin(address, hash < 0 ? undefined : source.slice(hash + 1));
}
