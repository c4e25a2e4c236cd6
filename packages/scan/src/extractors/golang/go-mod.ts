/**
 * `go.mod`: from Go 1.17 on it names every module that the build needs. Older files name only what was asked for; the
 * rest is taken from `vendor/modules.txt` or `go.sum`. The standard library is a component of its own, because most
 * advisories for Go are about it.
 */
import type { Extract, ExtractContext, Origin } from '@theriac/core';
import { beside, folderOf, nearestAbove, normalizePath } from '../../target/paths.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { GO_VENDOR } from './fix-recipes.ts';
import { compareGo, type GoSum, greatest, readGoSum } from './go-sum.ts';
import {
  goRelease,
  type ModLine,
  minorOf,
  type Replacement,
  readModLines,
  replacementOf,
} from './mod-lines.ts';
import { readVendored } from './vendored.ts';

/** Go 1.17 began to write down indirect requirements. */
const COMPLETE_SINCE = 17;

/** Sums are kept for tests of other modules as well, but not for so many more than are required. */
const MOST_TIMES = 3;
const MOST_MORE = 15;

export const extract: Extract = (file, context) => {
  const reader = new GoMod(new RootBuilder(file.path, 'golang'), context);
  reader.read(readModLines(file.text()));
  return reader.result();
};

interface Requirement {
  readonly path: string;
  readonly version: string;
  readonly indirect: boolean;
  readonly line: number;
}

class GoMod {
  readonly #root: RootBuilder;
  readonly #context: ExtractContext;
  readonly #requirements: Requirement[] = [];
  /** By `path` and by `path@version`; the first that is said holds. */
  readonly #replacements = new Map<string, Replacement>();
  readonly #excluded = new Set<string>();
  /** Packages of tools and every path above them: one of those is the module. */
  readonly #tools = new Set<string>();
  #module: string | undefined;
  #go: { release: string; line: number } | undefined;
  #toolchain: { release: string; line: number } | undefined;

  constructor(root: RootBuilder, context: ExtractContext) {
    this.#root = root;
    this.#context = context;
  }

  read(lines: readonly ModLine[]): void {
    for (const line of lines) {
      if (!this.#directive(line)) {
        this.#root.unknown('unparseable', 'no valid go.mod directive', line.line, true);
      }
    }
  }

  /** Returns false for a line that says nothing valid. */
  #directive({ verb, words, line, comment }: ModLine): boolean {
    const [first, second] = words;
    switch (verb) {
      case 'module':
        this.#module = first;
        return first !== undefined;
      case 'go':
      case 'toolchain': {
        if (verb === 'toolchain' && (first === 'default' || first === 'local')) return true;
        const release = goRelease(first ?? '');
        if (release === null) return false;
        if (verb === 'go') this.#go = { release, line };
        else this.#toolchain = { release, line };
        return true;
      }
      case 'require':
        if (first === undefined || second === undefined || words.length !== 2) return false;
        if (!/^v\d/.test(second)) return false;
        this.#requirements.push({
          path: first,
          version: second,
          indirect: /(?:^|;)\s*indirect(?:\s*;|$)/.test(comment),
          line,
        });
        return true;
      case 'replace': {
        const replacement = replacementOf(words);
        if (replacement !== null) this.#replace(replacement);
        return replacement !== null;
      }
      case 'exclude':
        if (first === undefined || second === undefined) return false;
        this.#excluded.add(`${first}@${second}`);
        return true;
      case 'tool':
        for (let path = first?.slice(0, 1000) ?? ''; path !== ''; path = folderOf(path))
          this.#tools.add(path);
        return first !== undefined;
      // Words about this module's own releases and its runtime settings.
      case 'retract':
      case 'godebug':
      case 'ignore':
        return true;
      default:
        return false;
    }
  }

  result() {
    const path = this.#root.path;
    const complete = minorOf(this.#go?.release) >= COMPLETE_SINCE;
    const sum = readGoSum(path, this.#context);
    for (const replacement of workspaceReplacements(path, this.#context)) this.#replace(replacement, true);
    this.#standardLibrary();
    const named = new Set(this.#requirements.map((r) => r.path));
    for (const requirement of this.#requirements) this.#require(requirement, complete ? null : sum, sum);
    if (this.#requirements.length === 0 && (sum?.modules.size ?? 0) > 0)
      this.#root.unknown('dangling-edge', 'go.sum has modules and go.mod requires none: tidy it', 1, true);
    const downloaded = sum?.modules.size ?? 0;
    if (
      complete &&
      this.#requirements.length > 0 &&
      downloaded > MOST_TIMES * named.size &&
      downloaded > named.size + MOST_MORE
    )
      this.#root.unknown(
        'dangling-edge',
        `go.sum has ${downloaded} modules and go.mod requires ${named.size}: it was cut off, or is to be tidied`,
        1,
        true,
      );
    if (!complete && this.#requirements.length > 0) this.#older(named, sum);
    const result = this.#root.build(this.#module === undefined ? {} : { name: this.#module });
    const vendors = this.#context.exists(beside(path, 'vendor/modules.txt'));
    return vendors
      ? { ...result, roots: result.roots.map((draft) => ({ ...draft, variant: GO_VENDOR })) }
      : result;
  }

  #require(requirement: Requirement, selected: GoSum | null, sum: GoSum | null): void {
    const { path, line } = requirement;
    let version = requirement.version;
    // An older go.mod may ask for less than what its requirements ask for in turn.
    const chosen = greatest(selected?.modules.get(path) ?? []);
    if (chosen !== undefined && compareGo(chosen.version, version) > 0) version = chosen.version;
    if (this.#excluded.has(`${path}@${version}`)) {
      this.#root.unresolved(path, `>${version}`, line);
      return;
    }
    const tool = requirement.indirect && this.#tools.has(path);
    this.#component(path, version, line, {
      direct: !requirement.indirect || tool,
      scope: tool ? 'build' : 'production',
      sum,
      ...(version === requirement.version ? {} : { requested: requirement.version }),
    });
  }

  #component(
    path: string,
    version: string,
    line: number,
    more: {
      readonly direct: boolean;
      readonly scope: 'build' | 'production';
      readonly sum: GoSum | null;
      readonly requested?: string;
      readonly file?: string;
    },
  ): void {
    const { sum, file = this.#root.path, ...rest } = more;
    const replaced = this.#replacementFor(path, version);
    const common = { ...rest, location: { path: file, line } };
    if (replaced !== undefined && replaced.byVersion === null) {
      const origin = this.#folder(replaced.by);
      const own = origin.kind === 'workspace';
      if (!own) {
        const message = `${path} is replaced by a folder outside of the target`;
        this.#root.unknown('unresolved-version', message, line, false, { package: path, path: file });
      }
      this.#root.add({ ...common, name: path, version: null, origin, ...(own ? { firstParty: true } : {}) });
      return;
    }
    const name = replaced?.by ?? path;
    const exact = replaced?.byVersion ?? version;
    const hash = sum?.modules.get(name)?.find((e) => e.version === exact)?.hash;
    const key = this.#root.add({
      ...common,
      name,
      version: exact,
      origin: { kind: 'registry' },
      ...(hash === undefined ? {} : { hashes: [hash] }),
    });
    if (replaced !== undefined) {
      const from = replaced.version === null ? replaced.path : `${replaced.path}@${replaced.version}`;
      this.#root.hold(key, { manifest: this.#root.path, path: ['replace', from] });
    }
  }

  /** A replacement of this very version goes before one of all versions; `go.work` goes before `go.mod`. */
  #replacementFor(path: string, version: string): Replacement | undefined {
    return this.#replacements.get(`${path}@${version}`) ?? this.#replacements.get(path);
  }

  #replace(replacement: Replacement, before = false): void {
    const { path, version } = replacement;
    const key = version === null ? path : `${path}@${version}`;
    if (before || !this.#replacements.has(key)) this.#replacements.set(key, replacement);
  }

  #folder(path: string): Origin {
    const inside = normalizePath(beside(this.#root.path, path));
    const isModule = inside !== null && this.#context.exists(inside === '' ? 'go.mod' : `${inside}/go.mod`);
    return isModule ? { kind: 'workspace', path: inside || '.' } : { kind: 'path', path };
  }

  /** What an older go.mod leaves out. */
  #older(named: ReadonlySet<string>, sum: GoSum | null): void {
    const vendored = readVendored(beside(this.#root.path, 'vendor/modules.txt'), this.#context);
    const rest = { direct: false, scope: 'production', sum } as const;
    if (vendored !== null) {
      for (const module of vendored.modules) {
        if (named.has(module.path)) continue;
        this.#component(module.path, module.version, module.line, { ...rest, file: vendored.path });
      }
    } else if (sum !== null) {
      for (const [path, entries] of sum.modules) {
        const chosen = greatest(entries);
        if (named.has(path) || chosen === undefined) continue;
        this.#component(path, chosen.version, chosen.line, { ...rest, file: sum.path });
      }
    } else
      this.#root.transitivesUnknown('run `go mod tidy` with Go 1.17 or newer and commit go.mod and go.sum');
  }

  /** `toolchain` names the release; `go` only the least that will do. */
  #standardLibrary(): void {
    const chosen = this.#toolchain ?? this.#go;
    if (chosen === undefined) return;
    this.#root.add({
      name: 'stdlib',
      version: chosen.release,
      scope: 'production',
      direct: true,
      location: { path: this.#root.path, line: chosen.line },
      ...(this.#toolchain === undefined
        ? { requested: `>=${chosen.release}`, minimum: 'The go line of go.mod' }
        : {}),
    });
  }
}

/** Replacements of the `go.work` above that uses this module. */
function workspaceReplacements(path: string, context: ExtractContext): Replacement[] {
  const above = nearestAbove(path, 'go.work', context);
  const file = above === undefined ? null : context.file(above);
  if (file === null || above === undefined) return [];
  let lines: ModLine[];
  try {
    lines = readModLines(file.text());
  } catch {
    return [];
  }
  const folders = lines
    .filter((l) => l.verb === 'use')
    .map((l) => normalizePath(beside(above, l.words[0] ?? '')));
  if (!folders.includes(folderOf(path))) return [];
  return lines.filter((l) => l.verb === 'replace').flatMap((l) => replacementOf(l.words) ?? []);
}
