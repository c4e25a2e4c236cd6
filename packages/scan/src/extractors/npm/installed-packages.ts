/**
 * A `node_modules` that no lockfile speaks of, read as what it is: the packages of an artefact. For explicit checks
 * only (`sbom compare`, `sbom intake --artefact`); a scan of a project reads lockfiles.
 */
import type { Extract, ExtractContext, Hash } from '@theriac/core';
import { asObject, asString, get, type JsonObject } from '@theriac/read/json';
import { folderOf, inFolder } from '../../target/paths.ts';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';
import { type Manifest, manifestAt } from './manifest.ts';
import { hashesOf, isPackageName, originOf } from './package-source.ts';

const MODULES = 'node_modules';

/** Package files by the outermost `node_modules` that they are in, sorted; worked out once a run. */
const grouped = new WeakMap<readonly string[], ReadonlyMap<string, readonly string[]>>();

export const extract: Extract = (file, context) => {
  const top = outermost(file.path);
  let groups = grouped.get(context.matched);
  if (groups === undefined) {
    groups = Map.groupBy(context.matched, outermost);
    grouped.set(context.matched, groups);
  }
  const paths = groups.get(top) ?? [];
  // One root for the whole folder, built when its first file comes.
  return paths[0] === file.path ? new InstalledTree(top, context).read(paths) : NOTHING;
};

function outermost(path: string): string {
  const start = path.startsWith(`${MODULES}/`) ? 0 : path.indexOf(`/${MODULES}/`) + 1;
  return path.slice(0, start + MODULES.length);
}

interface Installed {
  readonly key: string;
  readonly folder: string;
  readonly manifest: Manifest;
}

class InstalledTree {
  readonly #root: RootBuilder;
  readonly #top: string;
  readonly #context: ExtractContext;
  readonly #byFolder = new Map<string, Installed>();
  readonly #byVersion = new Map<string, string>();

  constructor(top: string, context: ExtractContext) {
    this.#top = top;
    this.#context = context;
    this.#root = new RootBuilder(top, 'npm');
  }

  read(paths: readonly string[]): ReturnType<RootBuilder['build']> {
    const integrity = this.#integrity();
    for (const path of paths) this.#add(path, integrity);
    for (const one of this.#byFolder.values()) this.#link(one);
    const project = manifestAt(this.#context, inFolder(folderOf(this.#top), 'package.json'));
    if (project !== null) this.#askedBy(project);
    if (!this.#root.hasWanted) this.#root.markTopLevel(() => 'production');
    const { name, version } = project ?? {};
    return this.#root.build({
      ...(name === undefined ? {} : { name }),
      ...(version === undefined ? {} : { version }),
    });
  }

  /** By folder: what npm notes of each package that it installs. */
  #integrity(): ReadonlyMap<string, readonly Hash[]> {
    const notes = manifestAt(this.#context, `${this.#top}/.package-lock.json`);
    const packages = asObject(get(asObject(notes?.document.value), 'packages'));
    return new Map(
      Object.entries(packages).map(([folder, entry]) => [
        inFolder(folderOf(this.#top), folder),
        hashesOf(asString(get(asObject(entry), 'integrity')) ?? ''),
      ]),
    );
  }

  #add(path: string, integrity: ReadonlyMap<string, readonly Hash[]>): void {
    const folder = folderOf(path);
    const manifest = manifestAt(this.#context, path);
    const about = { path };
    if (manifest === null) {
      this.#root.unknown('unparseable', 'the package file cannot be read', undefined, true, about);
      return;
    }
    const { name, version = null, licence } = manifest;
    if (name === undefined || !isPackageName(name)) {
      this.#root.unknown('no-package-data', 'the package file names no package', undefined, true, about);
      return;
    }
    const top = asObject(manifest.document.value);
    const origin = originOf(asString(get(top, '_resolved')) ?? '');
    const hashes = integrity.get(folder) ?? hashesOf(asString(get(top, '_integrity')) ?? '');
    const line = manifest.document.line('version');
    const key = this.#root.add({
      // As in a package-lock, so that texts of licences are found in the folder.
      key: folderOf(this.#top) === '' ? folder : folder.slice(folderOf(this.#top).length + 1),
      name,
      version,
      location: line === undefined ? { path } : { path, line },
      ...(licence === undefined ? {} : { licence }),
      ...(origin === undefined ? {} : { origin }),
      ...(hashes.length === 0 ? {} : { hashes: [...hashes] }),
      ...(hasInstallScript(top) ? { installScript: true } : {}),
    });
    if (version === null)
      this.#root.unknown('unresolved-version', `${name} has no version`, undefined, false, {
        ...about,
        package: name,
      });
    this.#byFolder.set(folder, { key, folder, manifest });
    const id = `${name}@${version ?? ''}`;
    if (!this.#byVersion.has(id)) this.#byVersion.set(id, key);
  }

  #link({ key, folder, manifest }: Installed): void {
    for (const [asked, ask] of manifest.asks) {
      if (ask.section === 'devDependencies') continue;
      const found = this.#resolve(asked, folder);
      if (found !== undefined) this.#root.link(key, found, true, ask.range);
      else if (!ask.mayBeAbsent && ask.section === 'dependencies')
        this.#root.unknown(
          'dangling-edge',
          `${manifest.name} needs ${asked}, which is not installed`,
          undefined,
          true,
          {
            path: manifest.path,
            package: asked,
          },
        );
    }
  }

  #askedBy(project: Manifest): void {
    for (const [asked, ask] of project.asks) {
      const found = this.#resolve(asked, folderOf(project.path));
      if (found !== undefined) this.#root.want(found, ask.scope, ask.range, { group: ask.section });
      else if (
        !ask.mayBeAbsent &&
        ask.scope === 'production' &&
        !/^(?:workspace|link|file|portal):/.test(ask.range)
      )
        this.#root.unknown('dangling-edge', `${asked} is asked for and not installed`, undefined, true, {
          path: project.path,
          package: asked,
        });
    }
  }

  /** As Node.js looks it up: in this folder and each one above; a link is known by the name and version behind it. */
  #resolve(asked: string, from: string): string | undefined {
    for (let folder = from; ; folder = folderOf(folder)) {
      if (folder !== MODULES && !folder.endsWith(`/${MODULES}`)) {
        const place = `${inFolder(folder, MODULES)}/${asked}`;
        const own = this.#byFolder.get(place);
        if (own !== undefined) return own.key;
        const linked = this.#context.exists(`${place}/package.json`)
          ? manifestAt(this.#context, `${place}/package.json`)
          : null;
        if (linked !== null) return this.#byVersion.get(`${linked.name}@${linked.version ?? ''}`);
      }
      if (folder === folderOf(this.#top) || folder === '') return undefined;
    }
  }
}

/** What npm runs on installation (npm-scripts, "npm install"). */
function hasInstallScript(top: JsonObject): boolean {
  const scripts = asObject(get(top, 'scripts'));
  return ['preinstall', 'install', 'postinstall'].some((name) => Object.hasOwn(scripts, name));
}
