/** What a package says of itself, and which of its files run when it is installed. */
import { asObject, asString, get, type JsonValue } from '@theriac/read/json';
import type { Notebook } from './capability.ts';
import type { PackageFile } from './package-files.ts';
import { noteText } from './text.ts';

export interface Manifest {
  /** package.json, setup.py, …; empty when none is there. */
  readonly path: string;
  readonly name: string | null;
  readonly version: string | null;
  /** Event → command: what runs at install. */
  readonly scripts: Readonly<Record<string, string>>;
  /** Names of what it needs at run time, sorted. */
  readonly dependencies: readonly string[];
  readonly repository: string | null;
}

/** https://docs.npmjs.com/cli/using-npm/scripts: what npm runs when somebody installs the package from a registry. */
const AT_INSTALL = ['preinstall', 'install', 'postinstall'] as const;
const EMPTY: Manifest = {
  path: '',
  name: null,
  version: null,
  scripts: {},
  dependencies: [],
  repository: null,
};
const MAX_FOLLOWED = 200;

export function manifestOf(files: readonly PackageFile[]): Manifest {
  const by = (name: string): PackageFile | undefined => files.find((file) => file.path === name);
  const npm = by('package.json');
  if (npm !== undefined) {
    const manifest = npmManifest(npm, by('binding.gyp') !== undefined);
    if (manifest !== null) return manifest;
  }
  const metadata = files.find((file) =>
    /^(?:[^/]+\.dist-info\/METADATA|PKG-INFO|[^/]+\.egg-info\/PKG-INFO)$/.test(file.path),
  );
  const setup = by('setup.py');
  const fields =
    metadata === undefined
      ? new Map<string, string[]>()
      : headersOf(Buffer.from(metadata.bytes).toString('utf8'));
  if (metadata === undefined && setup === undefined) return EMPTY;
  return {
    path: setup?.path ?? metadata?.path ?? '',
    name: fields.get('name')?.[0] ?? null,
    version: fields.get('version')?.[0] ?? null,
    scripts: setup === undefined ? {} : { 'setup.py': 'python setup.py' },
    dependencies: [
      ...new Set(
        (fields.get('requires-dist') ?? []).map((row) => (/^[\w.-]+/.exec(row)?.[0] ?? '').toLowerCase()),
      ),
    ].sort(),
    repository: fields.get('home-page')?.[0] ?? null,
  };
}

function npmManifest(file: PackageFile, builds: boolean): Manifest | null {
  let top: JsonValue;
  try {
    top = JSON.parse(Buffer.from(file.bytes).toString('utf8')) as JsonValue;
  } catch {
    // A package without a readable manifest cannot be installed; its files are still looked at.
    return null;
  }
  const manifest = asObject(top);
  const declared = asObject(get(manifest, 'scripts'));
  const scripts: Record<string, string> = {};
  for (const event of AT_INSTALL) {
    const command = asString(get(declared, event));
    if (command !== undefined && command.trim() !== '') scripts[event] = command;
  }
  // npm builds a package with binding.gyp and no install script of its own.
  if (builds && scripts.install === undefined && scripts.preinstall === undefined)
    scripts.install = 'node-gyp rebuild';
  const repository = get(manifest, 'repository');
  const dependencies = ['dependencies', 'optionalDependencies'].flatMap((section) =>
    Object.keys(asObject(get(manifest, section))),
  );
  return {
    path: file.path,
    name: asString(get(manifest, 'name')) ?? null,
    version: asString(get(manifest, 'version')) ?? null,
    scripts,
    dependencies: [...new Set(dependencies)].sort(),
    repository: asString(repository) ?? asString(get(asObject(repository), 'url')) ?? null,
  };
}

/** Headers of core metadata, by lower-case name. */
function headersOf(text: string): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  for (const line of text.split(/\n\n/, 1)[0]?.split('\n') ?? []) {
    const match = /^([A-Za-z-]+):\s*(.*)$/s.exec(line);
    if (match === null) continue;
    const key = (match[1] ?? '').toLowerCase();
    const list = headers.get(key);
    if (list === undefined) headers.set(key, [match[2] ?? '']);
    else list.push(match[2] ?? '');
  }
  return headers;
}

/** Commands that do nothing by themselves, or only build and fetch what the package is for. */
const QUIET =
  /^(?:node-gyp(?:-build)?(?:\s+rebuild)?|prebuild-install(?:\s.*)?|node-pre-gyp\s.*|husky(?:\s+install)?|exit 0|true|:|echo\s[^|;&$`]*|napi-postinstall\s.*|opencollective(?:-postinstall)?(?:\s\|\|\s.*)?)$/;

export function noteManifest(manifest: Manifest, notes: Notebook): void {
  for (const [event, command] of Object.entries(manifest.scripts)) {
    if (event !== 'setup.py' && !QUIET.test(command.trim()))
      notes.note('install-script', `${event}: ${command}`, 1);
    noteText(command, 1, notes);
    if (/\bnode\s+(?:-e|--eval)\b/.test(command) && /http|eval|Buffer|child_process/.test(command))
      notes.note('shell', 'node -e', 1);
  }
}

/** Files that an install script runs, and what those pull in by relative path; of Python setup.py. */
export function installFiles(manifest: Manifest, files: readonly PackageFile[]): ReadonlySet<string> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const found = new Set<string>();
  const waiting: string[] = [];
  const add = (path: string): void => {
    const clean = path.replace(/^\.\//, '');
    for (const candidate of [clean, `${clean}.js`, `${clean}.cjs`, `${clean}.mjs`, `${clean}/index.js`]) {
      if (byPath.has(candidate) && !found.has(candidate) && found.size < MAX_FOLLOWED) {
        found.add(candidate);
        waiting.push(candidate);
        return;
      }
    }
  };
  for (const command of Object.values(manifest.scripts)) {
    for (const word of command.split(/[\s;&|"']+/)) if (/^[\w@./-]+$/.test(word)) add(word);
  }
  for (const path of ['extconf.rb', 'build.rs']) if (byPath.has(path)) add(path);
  for (const file of files) if (/(?:^|\/)extconf\.rb$|\.pth$/.test(file.path)) add(file.path);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const text = Buffer.from(byPath.get(next)?.bytes.subarray(0, 1024 * 1024) ?? []).toString('utf8');
    const folder = next.slice(0, next.lastIndexOf('/') + 1);
    for (const [, target = ''] of text.matchAll(
      /(?:require\(|from\s|import\(|import\s)\s*['"](\.{1,2}\/[^'"\n]{1,200})['"]/g,
    )) {
      add(joined(folder, target));
    }
    for (const [, target = ''] of text.matchAll(/['"](?:\.\/)?([\w./-]{1,200}\.(?:[cm]?js|sh|py))['"]/g)) {
      add(joined(folder, target));
      // Programs that are started name files from where the package stands.
      add(joined('', target));
    }
  }
  return found;
}

function joined(folder: string, target: string): string {
  const parts = folder.split('/').filter((part) => part !== '');
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
