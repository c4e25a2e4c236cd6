/** Runs the extractors over what the walk found and joins their drafts into one inventory. */
import {
  type Component,
  type ComponentDraft,
  type ExtractContext,
  type Extractor,
  type ExtractResult,
  ecosystem,
  type Inventory,
  isPlaceable,
  type KnownUnknown,
  purlOf,
  type Root,
  type RootDraft,
  type Skipped,
  type TargetFile,
  TheriacError,
} from '@theriac/core';
import type { FileTree } from '../target/file-tree.ts';
import { baseName } from '../target/paths.ts';
import type { WantedFile } from '../target/walk.ts';

export interface InventoryOptions {
  readonly tree: FileTree;
  readonly files: readonly WantedFile[];
  readonly skipped: readonly Skipped[];
  /** What the walk could not read. */
  readonly unknowns: readonly KnownUnknown[];
  readonly progress?: (done: number, total: number) => void;
}

const CONFLICT_MARKER = '<<<<<<< ';
/** Even without a single dependency these have a header; the other lockfiles are judged by their extractors. */
const NEVER_EMPTY: ReadonlySet<string> = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'composer.lock',
  'Gemfile.lock',
  'gems.locked',
  'gradle.lockfile',
  'buildscript-gradle.lockfile',
  'settings-gradle.lockfile',
  'go.mod',
  'go.work',
]);
/** Larger files are not asked whether they are blank. */
const BLANK_BYTES = 64;
/** A zero byte this early says that a file is no text. */
const TEXT_PROBE = 1024;

export async function takeInventory(options: InventoryOptions): Promise<Inventory> {
  const { tree, files } = options;
  const builder = new InventoryBuilder();
  const contexts = contextsFor(options);
  let done = 0;
  for (const wanted of files) {
    done += 1;
    options.progress?.(done, files.length);
    for (const extractor of wanted.extractors) {
      builder.add(extractor.id, await extract(extractor, wanted, tree, contexts(extractor.id)));
    }
  }
  return builder.finish(options.unknowns, options.skipped);
}

/** One context for all files of an extractor, so that what it learns of the target (all poms, say) is learnt once. */
function contextsFor({ tree, files }: InventoryOptions): (id: string) => ExtractContext {
  const paths = pathsByExtractor(files);
  const named = pathsByName(files);
  const contexts = new Map<string, ExtractContext>();
  return (id) => {
    let context = contexts.get(id);
    if (context === undefined) {
      context = {
        file: (path) => tree.file(path),
        exists: (path) => tree.exists(path),
        matched: paths.get(id) ?? [],
        named: (name) => named.get(name) ?? [],
      };
      contexts.set(id, context);
    }
    return context;
  };
}

/** Drafts that did not come from files of a walk (an SBOM). */
export function inventoryOf(source: string, result: ExtractResult): Inventory {
  const builder = new InventoryBuilder();
  builder.add(source, result);
  return builder.finish([], []);
}

async function extract(
  extractor: Extractor,
  wanted: WantedFile,
  tree: FileTree,
  context: ExtractContext,
): Promise<ExtractResult> {
  const { path, size } = wanted;
  if (size > extractor.files.maxBytes) {
    const limit = `${Math.round(extractor.files.maxBytes / 1024 / 1024)} MiB`;
    return failure('too-large', path, `larger than ${limit}; see docs/reference/limits.md`);
  }
  const file = tree.file(path, extractor.files.maxBytes);
  if (file === null) return failure('unreadable', path, 'the file cannot be read');
  try {
    const line = conflictLine(file);
    if (line !== undefined) return failure('merge-conflict', path, 'unresolved merge conflict', line);
    if (isEmptied(file)) return failure('no-package-data', path, 'the file is empty');
    const run = await extractor.load();
    return await run(file, context);
  } catch (error) {
    if (error instanceof TheriacError) {
      const at = error.place.path === undefined || error.place.path === path ? error.place.line : undefined;
      return failure(
        error.code === 'THERIAC_INPUT_LIMIT' ? 'too-deep' : 'unparseable',
        path,
        error.message,
        at,
      );
    }
    // A defect in an extractor must not end the run, nor hide that this file was not understood.
    return failure(
      'unparseable',
      path,
      `${extractor.id} failed on this file: a defect in Theriac, please report it`,
    );
  }
}

/** Whether nothing is left of a file that its tool never writes empty. */
function isEmptied(file: TargetFile): boolean {
  if (file.size > BLANK_BYTES || !NEVER_EMPTY.has(baseName(file.path))) return false;
  return /^(\s*|\s*\{\s*\}\s*)$/.test(file.text());
}

/** Line of the first conflict marker that opens a line, or undefined. */
function conflictLine(file: TargetFile): number | undefined {
  const bytes = file.bytes();
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Executables and archives may contain such a line (git itself does); only text can be in conflict.
  if (buffer.subarray(0, TEXT_PROBE).includes(0)) return undefined;
  for (let at = buffer.indexOf(CONFLICT_MARKER); at >= 0; at = buffer.indexOf(CONFLICT_MARKER, at + 1)) {
    if (at > 0 && buffer[at - 1] !== 0x0a) continue;
    let line = 1;
    for (let i = buffer.indexOf(0x0a); i >= 0 && i < at; i = buffer.indexOf(0x0a, i + 1)) line += 1;
    return line;
  }
  return undefined;
}

function failure(
  reason: KnownUnknown['reason'],
  path: string,
  message: string,
  line?: number,
): ExtractResult {
  const location = line === undefined ? { path } : { path, line };
  return { roots: [], unknowns: [{ reason, message, location, losesComponents: true }] };
}

class InventoryBuilder {
  readonly #roots: Root[] = [];
  readonly #components: Component[] = [];
  readonly #unknowns: KnownUnknown[] = [];
  readonly #rootIds = new Set<string>();

  add(source: string, result: ExtractResult): void {
    for (const draft of result.roots) this.#addRoot(source, draft);
    this.#unknowns.push(...result.unknowns);
  }

  finish(unknowns: readonly KnownUnknown[], skipped: readonly Skipped[]): Inventory {
    return {
      roots: this.#roots.sort(byId),
      components: this.#components.sort(byId),
      unknowns: [...this.#unknowns, ...unknowns].sort(byPlace),
      skipped,
    };
  }

  #addRoot(source: string, draft: RootDraft): void {
    const id = this.#freeId(`${source}:${draft.path}`);
    const keys = new Set(draft.components.map((c) => c.key));
    const seen = new Set<string>();
    for (const component of draft.components) {
      if (seen.has(component.key)) continue;
      seen.add(component.key);
      const { dependsOn = [] } = component;
      const known = dependsOn.every((k) => keys.has(k)) ? dependsOn : dependsOn.filter((k) => keys.has(k));
      if (known.length < dependsOn.length) {
        this.#unknowns.push({
          reason: 'dangling-edge',
          message: `${component.name} depends on ${dependsOn.length - known.length} package(s) that the file does not list`,
          location: component.location,
          package: component.name,
          losesComponents: true,
        });
      }
      if (!isMatchable(component)) {
        this.#unknowns.push({
          reason: 'invalid-version',
          message: `${component.name} has a version that ${ecosystem(component.ecosystem).title} cannot order`,
          location: component.location,
          package: component.name,
          losesComponents: false,
        });
      }
      this.#components.push(listed(component, id, known));
    }
    this.#roots.push({
      id,
      path: draft.path,
      extractor: source,
      ecosystem: draft.ecosystem,
      ...(draft.name === undefined ? {} : { name: draft.name }),
      ...(draft.version === undefined ? {} : { version: draft.version }),
    });
  }

  /** Two extractors may report one path (a jar in a jar); the second gets a number. */
  #freeId(wanted: string): string {
    let id = wanted;
    for (let n = 2; this.#rootIds.has(id); n += 1) id = `${wanted}~${n}`;
    this.#rootIds.add(id);
    return id;
  }
}

/**
 * Whether the version has a place in its scheme, so that ranges can be asked; a component without a version or an
 * ecosystem without advisories has nothing to be asked.
 */
export function isMatchable(
  component: Pick<ComponentDraft, 'ecosystem' | 'version' | 'firstParty'>,
): boolean {
  const { scheme, osv } = ecosystem(component.ecosystem);
  if (component.version === null || component.firstParty === true || osv === null) return true;
  return isPlaceable(scheme, component.version);
}

/** Writable while it is put together, field by field: a hundred thousand spreads would be felt. */
type Draft<T> = { -readonly [K in keyof T]: T[K] };

function listed(from: ComponentDraft, root: string, dependsOn: readonly string[]): Component {
  const component: Draft<Component> = {
    id: `${root}#${from.key}`,
    root,
    purl: purlOf(from),
    ecosystem: from.ecosystem,
    name: from.name,
    version: from.version,
    scope: from.scope,
    direct: from.direct,
    location: from.location,
    dependsOn: dependsOn.length === 0 ? [] : [...new Set(dependsOn)].sort().map((k) => `${root}#${k}`),
  };
  if (from.origin !== undefined) component.origin = from.origin;
  if (from.hashes !== undefined) component.hashes = from.hashes;
  if (from.licence !== undefined) component.licence = from.licence;
  if (from.supplier !== undefined) component.supplier = from.supplier;
  if (from.cpes !== undefined) component.cpes = from.cpes;
  if (from.qualifiers !== undefined) component.qualifiers = from.qualifiers;
  if (from.requested !== undefined) component.requested = from.requested;
  if (from.requestedBy !== undefined) component.requestedBy = from.requestedBy;
  if (from.installScript !== undefined) component.installScript = from.installScript;
  if (from.firstParty !== undefined) component.firstParty = from.firstParty;
  return component;
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function byPlace(a: KnownUnknown, b: KnownUnknown): number {
  const key = (u: KnownUnknown): string =>
    `${u.location.path}\n${String(u.location.line ?? 0).padStart(9, '0')}\n${u.reason}\n${u.message}`;
  const [ka, kb] = [key(a), key(b)];
  return ka < kb ? -1 : ka > kb ? 1 : 0;
}

function pathsByExtractor(files: readonly WantedFile[]): Map<string, string[]> {
  const paths = new Map<string, string[]>();
  for (const file of files) {
    for (const { id } of file.extractors) {
      const list = paths.get(id);
      if (list === undefined) paths.set(id, [file.path]);
      else list.push(file.path);
    }
  }
  return paths;
}

function pathsByName(files: readonly WantedFile[]): Map<string, string[]> {
  const paths = new Map<string, string[]>();
  for (const { path } of files) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const list = paths.get(name);
    if (list === undefined) paths.set(name, [path]);
    else list.push(path);
  }
  return paths;
}
