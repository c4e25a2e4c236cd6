/** Which files of a package run: when it is installed, and when it is loaded. What they name in turn runs with them. */
import type { Manifest } from './manifest.ts';
import type { PackageFile } from './package-files.ts';

export interface RunFiles {
  readonly install: ReadonlySet<string>;
  /** Reached from what others load of the package. */
  readonly loaded: ReadonlySet<string>;
}

/** Run by an interpreter or a package manager because of their names. */
const BY_NAME =
  /(?:^|\/)(?:extconf|mkrf_conf|rubygems_plugin)\.rb$|\.pth$|(?:^|\/)(?:site|user)customize\.py$/;
const GYP = /\.gypi?$/i;
const BUILDS = /gyp|prebuild|cmake-js/;
/** What stands where a module is asked for, by relative path. */
const ASKED =
  /(?:\brequire(?:\.resolve)?\s{0,20}\(|\bfrom|\bimport\s{0,20}\(?)\s{0,20}['"`](\.{1,2}(?:\/[^'"`\n]{0,200})?)['"`]/g;
/** Programs that are started name files in texts. */
const NAMED = /['"`](?:\.\/)?([\w./-]{1,200}\.(?:[cm]?[jt]s|sh|py|rb|ps1|bat|cmd))['"`]/g;
const PYTHON_IMPORT = /^[ \t]*(?:from|import)[ \t]+(\.{0,2}[\w.]{1,200})/gm;
const ENDINGS = ['', '.js', '.cjs', '.mjs', '.json', '.ts', '.py'];
const INDEXES = ['index.js', 'index.cjs', 'index.mjs', '__init__.py'];

/** RubyGems runs rake for an extension. */
function isExtensionRakefile(path: string): boolean {
  return path.endsWith('/Rakefile') && path.split('/').includes('ext');
}

export function runFiles(manifest: Manifest, files: readonly PackageFile[]): RunFiles {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const all = [manifest, ...manifest.bundled];
  const install = new Reach(byPath, true);
  const gyp = files.filter(({ path }) => GYP.test(path));
  const odd = Map.groupBy(
    files.filter(({ path }) => !/^[\w@./-]+$/.test(path)).map(({ path }) => path),
    packageOf,
  );
  const budget = { left: MAX_SEARCHED };
  for (const one of all) {
    const folder = one === manifest ? '' : folderOf(one.path);
    const commands = Object.values(one.scripts);
    if (commands.length === 0) continue;
    for (const command of commands) addCommand(install, command, folder, one);
    addNamed(install, commands.join('\n'), folder, odd.get(folder) ?? [], budget);
    if (commands.some((command) => BUILDS.test(command)))
      for (const { path } of gyp) if (path.startsWith(folder)) install.add(path);
  }
  for (const { path } of files)
    if (BY_NAME.test(path) || isExtensionRakefile(path) || path === 'build.rs') install.add(path);
  install.follow();
  const loaded = new Reach(byPath, false);
  for (const one of all) for (const path of one.entryPoints) loaded.add(path);
  loaded.follow();
  return { install: install.found, loaded: loaded.found };
}

function addCommand(reach: Reach, command: string, folder: string, manifest: Manifest): void {
  for (const word of command.split(/[\s;&|"'<>()]+/)) {
    if (word === '.' || word === './') for (const path of manifest.entryPoints) reach.add(path);
    else if (word !== '') reach.add(joined(folder, word));
  }
}

/** Names with blanks and the like are no words. When too much would be searched, all of them count as named. */
function addNamed(
  reach: Reach,
  commands: string,
  folder: string,
  odd: readonly string[],
  budget: { left: number },
): void {
  for (const path of odd) {
    budget.left -= commands.length;
    if (budget.left < 0 || commands.includes(path.slice(folder.length))) reach.add(path);
  }
}

/** The folder of the innermost package that holds a file; empty for the package itself. */
function packageOf(path: string): string {
  const place = path.lastIndexOf('node_modules/');
  if (place < 0) return '';
  const folder = /^node_modules\/(?:@[^/]+\/)?[^/]+\//.exec(path.slice(place))?.[0];
  return folder === undefined ? '' : `${path.slice(0, place)}${folder}`;
}

/** Letters of commands in which names of files are looked for. */
const MAX_SEARCHED = 200_000_000;

class Reach {
  readonly found = new Set<string>();
  readonly #byPath: ReadonlyMap<string, PackageFile>;
  readonly #waiting: string[] = [];
  /** Whether files that are only named in a text count. */
  readonly #named: boolean;

  constructor(byPath: ReadonlyMap<string, PackageFile>, named: boolean) {
    this.#byPath = byPath;
    this.#named = named;
  }

  add(path: string): void {
    const clean = joined('', path);
    const folder = clean === '' ? '' : `${clean}/`;
    const candidates = [
      ...ENDINGS.map((ending) => `${clean}${ending}`),
      ...INDEXES.map((name) => `${folder}${name}`),
    ];
    for (const candidate of candidates) {
      if (!this.#byPath.has(candidate)) continue;
      if (!this.found.has(candidate)) {
        this.found.add(candidate);
        this.#waiting.push(candidate);
      }
      return;
    }
  }

  follow(): void {
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) {
      const bytes = this.#byPath.get(next)?.bytes ?? new Uint8Array();
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
      const folder = folderOf(next);
      for (const [, target = ''] of text.matchAll(ASKED)) this.add(joined(folder, target));
      if (!this.#named) continue;
      for (const [, target = ''] of text.matchAll(NAMED)) {
        this.add(joined(folder, target));
        // Programs that are started name files from where the package stands.
        this.add(target);
      }
      if (next.endsWith('.py'))
        for (const [, module = ''] of text.matchAll(PYTHON_IMPORT))
          this.add(joined(folder, module.replace(/^\./, '').replaceAll('.', '/')));
    }
  }
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function joined(folder: string, target: string): string {
  const parts = folder.split('/').filter((part) => part !== '');
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
