/** What a package says of itself, and which commands run when it is installed. */
import { asArray, asObject, asString, get, type JsonObject, type JsonValue } from '@theriac/read/json';
import type { Notebook } from './capability.ts';
import { commandsAtInstall } from './npm-scripts.ts';
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
  /** Files of the package that are what others load of it: `main`, `exports`, `bin`. */
  readonly entryPoints: readonly string[];
  /** Packages that come along in its `node_modules`: their scripts run as well. */
  readonly bundled: readonly Manifest[];
  /** Manifests that cannot be read, and why. */
  readonly unread: readonly { readonly path: string; readonly message: string }[];
}

const EMPTY: Manifest = {
  path: '',
  name: null,
  version: null,
  scripts: {},
  dependencies: [],
  repository: null,
  entryPoints: [],
  bundled: [],
  unread: [],
};
/** A package in a `node_modules` of the package, itself or one below it. */
const BUNDLED = /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/i;

export function manifestOf(files: readonly PackageFile[]): Manifest {
  // Where case does not count, `Package.json` is the manifest.
  const byFolded = new Map(files.map((file) => [file.path.toLowerCase(), file]));
  const by = (name: string): PackageFile | undefined =>
    files.find((file) => file.path === name) ?? byFolded.get(name);
  const gyp = foldersWithGyp(files);
  const unread: { path: string; message: string }[] = [];
  const npm = (file: PackageFile, folder: string): Manifest | null => {
    const read = npmManifest(file, folder, gyp.has(folder));
    if (typeof read !== 'string') return read;
    unread.push({ path: file.path, message: read });
    return null;
  };
  const own = by('package.json');
  const manifest = own === undefined ? null : npm(own, '');
  const bundled = files.flatMap((file) => {
    if (!BUNDLED.test(file.path)) return [];
    const found = npm(file, file.path.slice(0, file.path.lastIndexOf('/') + 1));
    return found === null ? [] : [found];
  });
  const python = pythonManifest(files, by('setup.py'), by('pyproject.toml'));
  const php = composerManifest(by('composer.json'), files);
  const main = manifest ?? (python.path === '' ? php : python);
  const scripts = { ...php.scripts, ...python.scripts, ...manifest?.scripts };
  return { ...main, scripts, bundled, unread };
}

/** Folders with a file for node-gyp, each with its slash; empty for the top. */
function foldersWithGyp(files: readonly PackageFile[]): ReadonlySet<string> {
  const found = files.filter(({ path }) => /\.gyp$/i.test(path));
  return new Set(found.map(({ path }) => path.slice(0, path.lastIndexOf('/') + 1)));
}

function pythonManifest(
  files: readonly PackageFile[],
  setup: PackageFile | undefined,
  project: PackageFile | undefined,
): Manifest {
  const metadata = files.find((file) =>
    /^(?:[^/]+\.dist-info\/METADATA|PKG-INFO|[^/]+\.egg-info\/PKG-INFO)$/.test(file.path),
  );
  const backend = project === undefined ? undefined : ownBackend(textOf(project));
  const main = setup ?? metadata ?? (backend === undefined ? undefined : project);
  if (main === undefined) return EMPTY;
  const fields = metadata === undefined ? new Map<string, string[]>() : headersOf(textOf(metadata));
  return {
    ...EMPTY,
    path: main.path,
    name: fields.get('name')?.[0] ?? null,
    version: fields.get('version')?.[0] ?? null,
    scripts: {
      ...(setup === undefined ? {} : { 'setup.py': `python ${setup.path}` }),
      ...(backend === undefined ? {} : { 'build-backend': backend }),
    },
    dependencies: [
      ...new Set(
        (fields.get('requires-dist') ?? []).map((row) => (/^[\w.-]+/.exec(row)?.[0] ?? '').toLowerCase()),
      ),
    ].sort(),
    repository: fields.get('home-page')?.[0] ?? null,
  };
}

/** PEP 517: a build backend that the source distribution brings itself runs when it is installed. */
function ownBackend(text: string): string | undefined {
  const folders = /^[ \t]*backend-path[ \t]*=[ \t]*\[([^\]]{0,400})\]/m.exec(text)?.[1];
  const module = /^[ \t]*build-backend[ \t]*=[ \t]*["']([\w.:]{1,200})["']/m.exec(text)?.[1];
  if (folders === undefined || module === undefined) return undefined;
  const file = `${(module.split(':', 1)[0] ?? '').replaceAll('.', '/')}`;
  return [...folders.matchAll(/["']([^"'\n]{1,200})["']/g)]
    .map(([, folder = '']) => `${folder === '.' ? '' : `${folder.replace(/\/$/, '')}/`}${file}.py`)
    .join(' ');
}

/** Composer runs the class of a plug-in when it installs it. */
function composerManifest(file: PackageFile | undefined, files: readonly PackageFile[]): Manifest {
  const manifest = file === undefined ? null : jsonOf(file);
  if (file === undefined || typeof manifest === 'string' || manifest === null) return EMPTY;
  const classes = textsIn(get(asObject(get(manifest, 'extra')), 'class'));
  const names = new Set(classes.map((name) => `${name.slice(name.lastIndexOf('\\') + 1)}.php`));
  const run = files.filter(({ path }) => names.has(path.slice(path.lastIndexOf('/') + 1)));
  const isPlugin = asString(get(manifest, 'type')) === 'composer-plugin';
  return {
    ...EMPTY,
    path: file.path,
    name: asString(get(manifest, 'name')) ?? null,
    version: asString(get(manifest, 'version')) ?? null,
    scripts: isPlugin ? { 'composer plug-in': run.map(({ path }) => path).join(' ') } : {},
  };
}

/** npm takes a byte-order mark off, and of two keys with one name the last. */
function npmManifest(file: PackageFile, folder: string, builds: boolean): Manifest | string {
  const manifest = jsonOf(file);
  if (typeof manifest === 'string') return manifest;
  const declared = asObject(get(manifest, 'scripts'));
  const scripts = commandsAtInstall(declared, builds && get(manifest, 'gypfile') !== false);
  const repository = get(manifest, 'repository');
  const dependencies = ['dependencies', 'optionalDependencies'].flatMap((section) =>
    Object.keys(asObject(get(manifest, section))),
  );
  return {
    ...EMPTY,
    path: file.path,
    name: asString(get(manifest, 'name')) ?? null,
    version: asString(get(manifest, 'version')) ?? null,
    scripts,
    dependencies: [...new Set(dependencies)].sort(),
    repository: asString(repository) ?? asString(get(asObject(repository), 'url')) ?? null,
    entryPoints: entryPoints(manifest).map((path) => `${folder}${path}`),
  };
}

function jsonOf(file: PackageFile): JsonObject | string {
  try {
    const top = JSON.parse(textOf(file).replace(/^\ufeff/, '')) as JsonValue;
    if (typeof top === 'object' && top !== null && !Array.isArray(top)) return asObject(top);
  } catch {
    return 'not JSON, so it is not known what runs at install';
  }
  return 'not an object, so it is not known what runs at install';
}

function entryPoints(manifest: JsonObject): string[] {
  const named = ['main', 'module', 'browser', 'bin', 'exports', 'imports'].flatMap((key) =>
    textsIn(get(manifest, key)),
  );
  return ['index.js', ...named];
}

function textsIn(top: JsonValue | undefined): string[] {
  const texts: string[] = [];
  const waiting = [top];
  while (waiting.length > 0) {
    const next = waiting.pop();
    const text = asString(next);
    if (text !== undefined) texts.push(text);
    for (const value of [...Object.values(asObject(next)), ...asArray(next)]) waiting.push(value);
  }
  return texts;
}

function textOf({ bytes }: PackageFile): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
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
/** Python runs these whenever it installs from source. */
const PYTHON = /^(?:setup\.py|build-backend)$/;

export function noteManifest(manifest: Manifest, notes: Notebook): void {
  for (const [event, command] of Object.entries(manifest.scripts)) {
    if (!PYTHON.test(event) && !QUIET.test(command.trim()))
      notes.note('install-script', `${event}: ${command}`, 1);
    noteText(command, 1, notes);
    if (/\bnode\s+(?:-e|--eval)\b/.test(command) && /http|eval|Buffer|child_process/.test(command))
      notes.note('shell', 'node -e', 1);
  }
}
