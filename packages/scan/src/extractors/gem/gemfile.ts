/**
 * Gemfile and *.gemspec, read without running Ruby: literal `gem` lines, groups that are blocks or options, and the
 * literal fields of a specification. What only Ruby could work out is a known unknown.
 */
import {
  type KnownUnknown,
  type Location,
  type Origin,
  type Scope,
  type TargetFile,
  TheriacError,
} from '@theriac/core';

export interface GemAsk {
  readonly name: string;
  /** As written, several joined by a comma; empty when any version will do. */
  readonly range: string;
  readonly scope: Scope;
  readonly origin: Origin;
  /** Where it is asked for; empty: everywhere. The empty string stands for what only Ruby could work out. */
  readonly platforms: readonly string[];
  /** In a branch that only Ruby could follow. */
  readonly conditional: boolean;
  readonly location: Location;
}

/** An open block: the names of a `group` or of `platforms`. */
interface Block {
  readonly groups: readonly string[];
  readonly platforms: readonly string[];
  /** `if`, a loop, a method: anything but `group`, `platforms` and `source`. */
  readonly conditional: boolean;
}

/** What is further right is not read. */
const MAX_LINE = 1024;
const MAX_BLOCKS = 100;
const GEM_NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;
const EXACT = /^=?\s*(\d[0-9A-Za-z]*(?:\.[0-9A-Za-z]+)*)$/;

/** `1.2.3` and `= 1.2.3` are exact in Ruby; null for all else. */
export function exactGemVersion(range: string): string | null {
  return range.length > 128 ? null : (EXACT.exec(range.trim())?.[1] ?? null);
}

export function isGemName(name: string): boolean {
  return name.length <= 128 && GEM_NAME.test(name);
}

/** Bundler's groups; a gem in several counts in the one that is present most. */
function scopeOfGroups(groups: readonly string[]): Scope {
  if (groups.length === 0) return 'production';
  if (groups.every((g) => g === 'test')) return 'test';
  return groups.every((g) => g === 'test' || g === 'development' || g === 'dev')
    ? 'development'
    : 'production';
}

/** The literal `gem` lines of a Gemfile, in order. */
export function readGemfile(file: TargetFile, report: (unknown: KnownUnknown) => void): GemAsk[] {
  const asks: GemAsk[] = [];
  const blocks: Block[] = [];
  for (const { code, line } of statements(file.text())) {
    const location: Location = { path: file.path, line };
    if (/^end\b/.test(code)) blocks.pop();
    if (/^gem[\s(]/.test(code)) {
      const groups = blocks.flatMap((block) => block.groups);
      const literals = literalsOf(code);
      const [name] = literals;
      if (name === undefined || !/^gem[\s(]+(?:["']|%q)/.test(code)) {
        report({
          reason: 'dynamic',
          message: 'the name of a gem is computed at runtime',
          location,
          losesComponents: true,
        });
      } else if (!isGemName(name)) {
        report({
          reason: 'unparseable',
          message: `${JSON.stringify(name.slice(0, 120))} cannot be the name of a gem`,
          location,
          losesComponents: true,
        });
      } else {
        asks.push({
          name,
          range: positional(code).slice(1).join(', '),
          scope: scopeOfGroups([...groups, ...groupsOf(/\bgroups?:|:groups?\s*=>/.exec(code), code)]),
          origin: originOf(code),
          conditional:
            blocks.some((block) => block.conditional) || /\)?\s(?:if|unless)\s|\binstall_if\b/.test(code),
          platforms: [
            ...blocks.flatMap((block) => block.platforms),
            ...platformsOf(/\bplatforms?:(?=\s)|:platforms?\s*=>/.exec(code), code),
          ],
          location,
        });
      }
    } else if (/^eval_gemfile\b/.test(code)) {
      report({
        reason: 'unresolved-include',
        message: 'another Gemfile is evaluated at runtime',
        location,
        losesComponents: true,
      });
    }
    if (
      /\bdo\b(?:\s*\|[^|]*\|)?$/.test(code) ||
      /^(?:if|unless|case|begin|while|until|def|class|module)\b/.test(code)
    ) {
      if (blocks.length >= MAX_BLOCKS) {
        throw new TheriacError('THERIAC_INPUT_LIMIT', `more than ${MAX_BLOCKS} blocks inside each other`, {
          path: file.path,
          line,
        });
      }
      blocks.push({
        groups: groupsOf(/^group\b/.exec(code), code),
        platforms: platformsOf(/^platforms?\b/.exec(code), code),
        conditional: !/^(?:group|platforms?|source|git|github|path)\b/.test(code),
      });
    }
  }
  return asks;
}

export interface Gemspec {
  readonly name?: string;
  readonly version?: string;
  readonly versionLine?: number;
  readonly licence?: string;
  readonly asks: readonly GemAsk[];
  /** Files that may define the version constant, as the text names them. */
  readonly versionFiles: readonly string[];
}

/** The literal fields and dependencies of a specification. */
export function readGemspec(file: TargetFile, report: (unknown: KnownUnknown) => void): Gemspec {
  const fields: { name?: string; version?: string; versionLine?: number; licence?: string } = {};
  const asks: GemAsk[] = [];
  const versionFiles: string[] = [];
  for (const { code, line } of statements(file.text())) {
    const location: Location = { path: file.path, line };
    const assigned = /^\w+\.(name|version|licenses?)\s*=\s*/.exec(code);
    const [first] = literalsOf(code);
    if (assigned !== null) {
      const value = code.slice(assigned[0].length);
      const literal = /^(?:["'[]|%q)/.test(value) ? first : undefined;
      if (assigned[1] === 'version') fields.versionLine = line;
      if (literal === undefined) continue;
      if (assigned[1] === 'name') fields.name ??= literal;
      else if (assigned[1] === 'version') fields.version ??= literal;
      else {
        const all = literalsOf(value);
        fields.licence ??= all.length > 1 ? `(${all.join(' OR ')})` : literal;
      }
      continue;
    }
    const added = /^\w+\.add_(runtime_|development_)?dependency[\s(]+/.exec(code);
    if (added !== null) {
      if (first === undefined || !isGemName(first)) {
        report({
          reason: 'dynamic',
          message: 'the name of a dependency is computed at runtime',
          location,
          losesComponents: true,
        });
        continue;
      }
      // Generated specifications list all once more for RubyGems of old.
      if (asks.some((ask) => ask.name === first)) continue;
      asks.push({
        name: first,
        range: literalsOf(code).slice(1).join(', '),
        scope: added[1] === 'development_' ? 'development' : 'production',
        origin: { kind: 'registry' },
        platforms: [],
        conditional: false,
        location,
      });
      continue;
    }
    if (/^(?:require|require_relative|load)\b/.test(code) && code.includes('version')) {
      const parts = literalsOf(code);
      const joined = parts.join('/');
      versionFiles.push(joined.startsWith('/') ? joined.slice(1) : joined);
    }
  }
  return { ...fields, asks, versionFiles };
}

/** Statements without comments; lines that end in a comma or an open bracket go on. */
function* statements(text: string): Iterable<{ code: string; line: number }> {
  let open = '';
  let start = 0;
  let inComment = false;
  const lines = text.split('\n');
  for (const [at, raw] of lines.entries()) {
    if (raw.startsWith('=begin')) inComment = true;
    if (inComment) {
      if (raw.startsWith('=end')) inComment = false;
      continue;
    }
    if (/^__END__\s*$/.test(raw)) break;
    const code = withoutComment(raw.slice(0, MAX_LINE)).trim();
    if (code === '') continue;
    if (open === '') start = at + 1;
    const whole = open === '' ? code : `${open} ${code}`;
    if (/(?:,|\(|\\|\[)$/.test(code) && whole.length < MAX_LINE) {
      open = whole.replace(/\\$/, '');
      continue;
    }
    open = '';
    yield { code: whole, line: start };
  }
  if (open !== '') yield { code: open, line: start };
}

function withoutComment(line: string): string {
  let quote = '';
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? '';
    if (quote !== '') {
      if (character === '\\') at += 1;
      else if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '#') return line.slice(0, at);
  }
  return line;
}

/** String literals in order: `'a'`, `"a"`, `%q<a>`. Those with interpolation are left out. */
function literalsOf(code: string): string[] {
  const literals: string[] = [];
  for (const match of code.matchAll(/'([^']*)'|"([^"]*)"|%q<([^<>]*)>/g)) {
    const text = match[1] ?? match[2] ?? match[3] ?? '';
    if (!(match[2] !== undefined && text.includes('#{'))) literals.push(text);
  }
  return literals;
}

/** Literals before the first option: the name and the ranges. */
function positional(code: string): string[] {
  const option = /(?:\b\w+:\s|:\w+\s*=>|\[)/.exec(
    code.replace(/'[^']*'|"[^"]*"/g, (s) => '_'.repeat(s.length)),
  );
  const bracket = option?.[0] === '[';
  return literalsOf(option === null || bracket ? code : code.slice(0, option.index));
}

/** `:test`, `'test'` after the word that opens a group or a group option. */
function groupsOf(found: RegExpExecArray | null, code: string): string[] {
  if (found === null) return [];
  const rest = code.slice(found.index + found[0].length);
  const words = /^\s*(?:\(\s*)?%[iw]\[([^\]]*)\]/.exec(rest)?.[1];
  if (words !== undefined) return words.split(/\s+/).filter((word) => word !== '');
  const list =
    /^\s*(?:\(\s*)?\[([^\]]*)\]/.exec(rest)?.[1] ??
    (found.index === 0 ? rest : (/^\s*(:\w+|"\w+"|'\w+')/.exec(rest)?.[1] ?? ''));
  return [...list.matchAll(/:(\w+)|["'](\w+)["']/g)].map((match) => match[1] ?? match[2] ?? '');
}

function platformsOf(found: RegExpExecArray | null, code: string): string[] {
  const names = groupsOf(found, code);
  return found !== null && names.length === 0 ? [''] : names;
}

function originOf(code: string): Origin {
  const option = (name: string): string | undefined =>
    new RegExp(`(?:\\b${name}:|:${name}\\s*=>)\\s*["']([^"']+)["']`).exec(code)?.[1];
  const path = option('path');
  if (path !== undefined) return { kind: 'path', path };
  const github = option('github');
  const git =
    github === undefined
      ? option('git')
      : `https://github.com/${github.includes('/') ? github : `${github}/${github}`}`;
  if (git === undefined) return { kind: 'registry' };
  const ref = option('ref') ?? option('tag') ?? option('branch');
  return {
    kind: 'git',
    url: git.replace(/\/\/[^/@\s]*@/, '//'),
    ...(ref === undefined ? {} : { commit: ref }),
  };
}
