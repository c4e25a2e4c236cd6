// biome-ignore-all lint/suspicious/noTemplateCurlyInString: pip writes environment variables so.
/**
 * `requirements*.txt` and `requirements/*.txt`, with the files they include (`-r`) and the pins they are held to
 * (`-c`). A file that pip-compile or uv made names every package and, in `# via` comments, who needs it; any other
 * names only what was asked for, so that what is needed in turn is a known unknown.
 */
import type { Extract, ExtractContext, Scope, TargetFile } from '@theriac/core';
import { baseName, beside, folderOf } from '../../target/paths.ts';
import { distinctHashes, taggedHash } from '../shared/origin.ts';
import { type Ask, NOTHING, RootBuilder } from '../shared/root-builder.ts';
import { normalName, scopeOfGroup } from './python-package.ts';
import { identityOfFileName, originOfUrl, parseRequirement, pinnedVersion } from './requirement.ts';
import { type RequirementsLine, readRequirementsLines } from './requirements-lines.ts';

const MAX_FILES = 200;
/** One name may be there several times, for several platforms. */
const MAX_ALTERNATIVES = 64;

export const extract: Extract = (file, context) => {
  // The source of a compiled file: pip-compile writes requirements.txt from requirements.in.
  if (file.path.endsWith('.in') && context.exists(file.path.replace(/\.in$/, '.txt'))) return NOTHING;
  const root = new RootBuilder(file.path, 'pypi');
  const reader = new RequirementsReader(root, context);
  reader.read(file);
  reader.finish();
  return root.build();
};

interface Found {
  readonly file: string;
  readonly line: RequirementsLine;
  readonly name: string;
  readonly version: string | null;
  readonly range: string;
  readonly url: string | undefined;
  readonly extras: readonly string[];
}

const INCLUDES: ReadonlySet<string> = new Set(['-r', '--requirement']);
const CONSTRAINTS: ReadonlySet<string> = new Set(['-c', '--constraint']);
const EDITABLES: ReadonlySet<string> = new Set(['-e', '--editable']);
/** Options that name no package. */
const SETTINGS: ReadonlySet<string> = new Set([
  ...['-i', '--index-url', '--pypi-url', '--extra-index-url', '--no-index', '-f', '--find-links', '--pre'],
  ...[
    '--no-binary',
    '--only-binary',
    '--prefer-binary',
    '--require-hashes',
    '--trusted-host',
    '--use-feature',
  ],
  ...['--no-emit-index-url', '--process-dependency-links', '--always-unzip', '-Z', '--allow-external'],
  ...['--allow-all-external', '--allow-unverified', '--use-wheel', '--no-use-wheel', '--config-settings'],
]);

class RequirementsReader {
  readonly #root: RootBuilder;
  readonly #context: ExtractContext;
  readonly #found: Found[] = [];
  /** Name → its pin, and the file that has it. */
  readonly #constraints = new Map<string, { readonly version: string; readonly file: string }>();
  readonly #seen = new Set<string>();

  constructor(root: RootBuilder, context: ExtractContext) {
    this.#root = root;
    this.#context = context;
  }

  /** Reads a file and, without recursion, all that it includes. */
  read(first: TargetFile): void {
    const open = [{ file: first, constraint: false }];
    this.#seen.add(`${first.path} false`);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { file, constraint } = next;
      for (const line of readRequirementsLines(file.text())) {
        if (line.option === undefined) {
          this.#requirement(file.path, line, constraint);
          continue;
        }
        const { name, value } = line.option;
        if (INCLUDES.has(name) || CONSTRAINTS.has(name)) {
          const included = this.#include(file.path, value, line.line, constraint || CONSTRAINTS.has(name));
          if (included !== null) open.push(included);
        } else if (EDITABLES.has(name))
          this.#requirement(file.path, { ...line, specifier: value }, constraint);
        else if (!SETTINGS.has(name)) {
          this.#root.unknown('unparseable', `the option ${name.slice(0, 60)} is not known`, line.line, true, {
            path: file.path,
          });
        }
      }
    }
  }

  #include(
    from: string,
    value: string,
    line: number,
    constraint: boolean,
  ): { file: TargetFile; constraint: boolean } | null {
    const target = /^[A-Za-z][A-Za-z0-9+.-]*:/.test(value) ? null : this.#context.file(beside(from, value));
    const what = constraint ? 'constraints file' : 'requirements file';
    if (target === null) {
      const message = `an included ${what} is not in the target`;
      this.#root.unknown('unresolved-include', message, line, !constraint, { path: from });
      return null;
    }
    const mark = `${target.path} ${constraint}`;
    if (this.#seen.has(mark)) return null;
    if (this.#seen.size >= MAX_FILES) {
      const message = `more than ${MAX_FILES} files are included`;
      this.#root.unknown('unresolved-include', message, line, true, { path: from });
      return null;
    }
    this.#seen.add(mark);
    return { file: target, constraint };
  }

  #requirement(path: string, line: RequirementsLine, constraint: boolean): void {
    const { specifier } = line;
    if (specifier.includes('${')) {
      const name = parseRequirement(specifier.split(/[=<>~!@;]/, 1)[0] ?? '')?.name;
      this.#root.unknown('dynamic', 'an environment variable decides', line.line, true, {
        path,
        ...(name === undefined ? {} : { package: name }),
      });
      return;
    }
    const requirement = parseRequirement(specifier);
    if (requirement === null) {
      if (isLocation(specifier)) this.#location(path, line);
      else {
        this.#root.unknown('unparseable', 'no valid requirement', line.line, !constraint, { path });
      }
      return;
    }
    const { name, url } = requirement;
    const named = url === undefined ? null : identityOfFileName(url);
    const version = pinnedVersion(requirement.specifier) ?? named?.version ?? null;
    if (constraint) {
      if (version !== null) this.#constraints.set(normalName(name), { version, file: path });
      return;
    }
    const { extras } = requirement;
    this.#found.push({ file: path, line, name, version, range: requirement.specifier, url, extras });
  }

  /** A path or URL without a name before it: the name is in `#egg=` or in the file name. */
  #location(path: string, line: RequirementsLine): void {
    const { specifier } = line;
    const egg = /[#&]egg=([A-Za-z0-9][A-Za-z0-9._-]*)/.exec(specifier)?.[1];
    const identity = identityOfFileName(specifier);
    const name = egg ?? identity?.name;
    if (name !== undefined) {
      this.#found.push({
        file: path,
        line,
        name,
        version: identity?.version ?? null,
        range: '',
        url: specifier,
        extras: [],
      });
      return;
    }
    const folder = specifier
      .replace(/^file:(?:\/\/)?/, '')
      .replace(/[[;#].*$/s, '')
      .trim();
    const project = ['pyproject.toml', 'setup.py', 'setup.cfg'].some((f) =>
      this.#context.exists(beside(path, `${folder}/${f}`)),
    );
    // A folder of the target has a manifest of its own, which the walk finds.
    if (project) return;
    this.#root.unknown('no-package-data', 'a path or URL without a package name', line.line, true, { path });
  }

  finish(): void {
    const compiled =
      this.#found.length > 0 &&
      (this.#found.some((f) => f.line.via !== null) || this.#found.every((f) => f.line.hashes.length > 0));
    const keys = new Map<string, string[]>();
    const added = this.#found.map((found) => {
      const key = this.#add(found);
      const name = normalName(found.name);
      const there = keys.get(name);
      if (there === undefined) keys.set(name, [key]);
      else if (there.length < MAX_ALTERNATIVES) there.push(key);
      return { key, found };
    });
    for (const { key, found } of added) {
      const parents = (found.line.via ?? []).map((via) => keys.get(normalName(parentName(via))));
      for (const parent of parents.flat()) if (parent !== undefined) this.#root.link(parent, key);
      // Asked for by a file (`-r base.in`, `app (pyproject.toml)`), or nobody says who asked.
      if (found.line.via === null || parents.includes(undefined)) {
        this.#root.want(key, scopeOfFile(found.file), undefined, this.#askOf(found));
      }
    }
    if (!compiled && this.#found.length > 0) {
      this.#root.transitivesUnknown('compile the file with `pip-compile` or `uv pip compile`');
    }
  }

  /** The file to change: that of the constraint where only that pins the version. */
  #askOf({ name, version, file, extras }: Found): Ask {
    const constraint = version === null ? this.#constraints.get(normalName(name)) : undefined;
    return { manifest: constraint?.file ?? file, ...(extras.length === 0 ? {} : { extras }) };
  }

  #add(found: Found): string {
    const { name, range, line, file } = found;
    const version = found.version ?? this.#constraints.get(normalName(name))?.version ?? null;
    if (version === null) this.#root.unresolved(name, range, line.line, file);
    const hashes = distinctHashes(line.hashes.map(taggedHash));
    return this.#root.add({
      name,
      version,
      requested: range,
      location: { path: file, line: line.line },
      origin: found.url === undefined ? { kind: 'registry' } : originOfUrl(found.url.replace(/#.*$/s, '')),
      ...(hashes.length === 0 ? {} : { hashes }),
    });
  }
}

function isLocation(specifier: string): boolean {
  return (
    /^(?:[A-Za-z][A-Za-z0-9+.-]*:|\.{0,2}\/|\.$|\.\.$|\.\[)/.test(specifier) ||
    /^[^\s=<>~!;]+\.(?:whl|zip|tar\.gz|tar\.bz2|tgz)$/.test(specifier) ||
    /^[A-Za-z0-9._-]+\/[^\s=<>]*$/.test(specifier)
  );
}

/** `flask[async]` → `flask`. What no package is called (`-r base.in`, `app (pyproject.toml)`) stays as it is. */
function parentName(via: string): string {
  return via.replace(/\[[^\]]*\]$/, '').trim();
}

/** `requirements-dev.txt`, `dev-requirements.txt`, `requirements/dev.txt` → the scope of the group `dev`. */
export function scopeOfFile(path: string): Scope {
  const stem = baseName(path)
    .replace(/\.(?:txt|in|pip)$/, '')
    .toLowerCase()
    // `requirementsDev`, `requirements2`.
    .replace(/^(requirements|requirement(?!s))(?=[a-z0-9])/, '$1-');
  const inFolder = /(?:^|[-_])requirements$/.test(baseName(folderOf(path)).toLowerCase());
  const words = stem
    .split(/[-_.]+/)
    .filter((w) => w !== 'requirements' && w !== 'requirement' && w !== 'constraints');
  if (words.length === 0 || (!inFolder && words.length === stem.split(/[-_.]+/).length)) return 'production';
  const scopes = words.map((w) => (SHIPPED_WORDS.test(w) ? 'production' : scopeOfWord(w)));
  return scopes.find((s) => s !== 'production') ?? 'production';
}

const SHIPPED_WORDS =
  /^(?:base|main|prod|production|common|core|app|lock|locked|frozen|all|full|in|txt|py\d*|\d+)$/;
const DEVELOPMENT_WORDS =
  /^(?:dev|develop|development|local|lint|linting|docs?|typing|types|mypy|format|ci|tools|debug|style)$/;

/** Words that are neither known for developing nor testing are taken for shipped. */
function scopeOfWord(word: string): Scope {
  if (word === 'build') return 'build';
  if (word === 'optional' || word === 'extras' || word === 'extra') return 'optional';
  const scope = scopeOfGroup(word);
  return scope === 'development' && !DEVELOPMENT_WORDS.test(word) ? 'production' : scope;
}
