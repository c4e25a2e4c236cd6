/**
 * Dependencies that a build script writes down literally, in Groovy or Kotlin. A script is a program, and it is not
 * run: what is computed is handed back as such.
 */
import type { ExtractContext } from '@theriac/core';
import { beside, nearestAbove } from '../../target/paths.ts';
import { type Token, tokenize } from './gradle-tokens.ts';
import { aliasOf, type Catalog, catalogAbove } from './version-catalog.ts';

type ScriptDependency = {
  /** `implementation`, `testImplementation`, … */
  readonly configuration: string;
  readonly line: number;
} & (
  | { readonly kind: 'module'; readonly notation: string; readonly catalog?: CatalogPlace }
  /** `project(':core')`. */
  | { readonly kind: 'project'; readonly path: string }
  /** Something that only running the script would tell. */
  | { readonly kind: 'computed'; readonly what: string }
);

/** Where a version catalog keeps the version. */
interface CatalogPlace {
  readonly path: string;
  /** Key of `[versions]`. */
  readonly reference?: string;
}

export interface GradleScript {
  readonly dependencies: readonly ScriptDependency[];
  /** `group:artifact` → version of `constraints { }`. */
  readonly constraints: ReadonlyMap<string, string>;
}

export function readGradleScript(path: string, text: string, context: ExtractContext): GradleScript {
  const tokens = tokenize(text);
  const values = literals(tokens);
  for (const [name, value] of gradleProperties(path, context)) if (!values.has(name)) values.set(name, value);
  return new ScriptReader(tokens, values, catalogAbove(path, context)).read();
}

/** `group:artifact` of what the script in `folder` asks for; null when there is no script or it computes some. */
export function directNames(folder: string, context: ExtractContext): Set<string> | null {
  for (const name of ['build.gradle', 'build.gradle.kts']) {
    const path = folder === '' ? name : `${folder}/${name}`;
    const file = context.file(path);
    if (file === null) continue;
    try {
      const { dependencies } = readGradleScript(path, file.text(), context);
      if (dependencies.length === 0 || dependencies.some((d) => d.kind === 'computed')) return null;
      return new Set(
        dependencies.flatMap((d) => (d.kind === 'module' ? d.notation.split(':').slice(0, 2).join(':') : [])),
      );
    } catch {
      return null;
    }
  }
  return null;
}

/** `def x = '1'`, `val x = "1"`, `ext.x = '1'`, `x = '1'` (in `ext { }`), `extra["x"] = "1"`, `val x by extra("1")`. */
function literals(tokens: readonly Token[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'string' || token.text.includes('$')) continue;
    const [before, second, third, fourth] = [1, 2, 3, 4].map((back) => tokens[at - back]);
    if (before?.text === '=' && second?.kind === 'word' && third?.text !== ',')
      values.set(second.text, token.text);
    else if (before?.text === '=' && second?.text === ']' && third?.kind === 'string') {
      values.set(third.text, token.text);
    } else if (
      before?.text === '(' &&
      second?.text === 'extra' &&
      third?.text === 'by' &&
      fourth?.kind === 'word'
    ) {
      values.set(fourth.text, token.text);
    }
  }
  return values;
}

/** `gradle.properties` beside the script and at the top of the build. */
export function gradleProperties(path: string, context: ExtractContext): Map<string, string> {
  const values = new Map<string, string>();
  const paths = [
    beside(path, 'gradle.properties'),
    nearestAbove(path, 'gradle.properties', context),
    'gradle.properties',
  ];
  for (const one of new Set(paths)) {
    const file = one === undefined ? null : context.file(one);
    if (file === null) continue;
    let text: string;
    try {
      text = file.text();
    } catch {
      continue;
    }
    for (const line of text.split('\n')) {
      const found = /^\s*([A-Za-z0-9_.-]{1,200})\s*[=:]\s*(.*)$/s.exec(line);
      if (found?.[1] !== undefined && !values.has(found[1])) values.set(found[1], (found[2] ?? '').trim());
    }
  }
  return values;
}

/** Calls around a notation that do not change which module is meant. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'platform',
  'enforcedPlatform',
  'testFixtures',
  'create',
  'variantOf',
]);
/** Calls that bring no package of a repository. */
const OWN: ReadonlySet<string> = new Set(['gradleApi', 'localGroovy', 'gradleTestKit', 'gradleKotlinDsl']);
/** Words that may open a line of a dependencies block without being a configuration. */
const NO_CONFIGURATION: ReadonlySet<string> = new Set(
  'if else for while def val var return try catch finally when modules components exclude because attributes transitive artifact version import println logger'.split(
    ' ',
  ),
);
const MAX_NESTING = 64;

class ScriptReader {
  readonly #tokens: readonly Token[];
  readonly #values: ReadonlyMap<string, string>;
  readonly #catalog: Catalog | null;
  readonly #dependencies: ScriptDependency[] = [];
  readonly #constraints = new Map<string, string>();

  constructor(tokens: readonly Token[], values: ReadonlyMap<string, string>, catalog: Catalog | null) {
    this.#tokens = tokens;
    this.#values = values;
    this.#catalog = catalog;
  }

  read(): GradleScript {
    for (let at = 0; at < this.#tokens.length; at += 1) {
      if (this.#tokens[at]?.text !== 'dependencies' || this.#text(at + 1) !== '{') continue;
      at = this.#block(at + 2, false);
    }
    return { dependencies: this.#dependencies, constraints: this.#constraints };
  }

  #text(at: number): string {
    const token = this.#tokens[at];
    return token?.kind === 'string' ? '' : (token?.text ?? '');
  }

  /** Reads statements up to the closing brace and returns its index. */
  #block(start: number, constraints: boolean): number {
    let depth = 1;
    let constraintDepth = constraints ? 1 : Number.POSITIVE_INFINITY;
    let opening = true;
    let at = start;
    for (; at < this.#tokens.length && depth > 0; at += 1) {
      const token = this.#tokens[at];
      const text = this.#text(at);
      if (text === '{') depth += 1;
      else if (text === '}') {
        depth -= 1;
        if (depth < constraintDepth) constraintDepth = Number.POSITIVE_INFINITY;
      }
      if (text === '\n' || text === ';' || text === '{' || text === '}') opening = true;
      else if (opening) {
        opening = false;
        if (text === 'constraints' && this.#text(at + 1) === '{') {
          constraintDepth = Math.min(constraintDepth, depth + 1);
        } else if (this.#isConfiguration(at)) {
          at = this.#statement(at, token?.line ?? 1, depth >= constraintDepth) - 1;
        }
      }
      if (depth > MAX_NESTING) break;
    }
    return at - 1;
  }

  /** A word (or, in Kotlin, a string) that is followed by what looks like an argument. */
  #isConfiguration(at: number): boolean {
    const token = this.#tokens[at];
    if (token === undefined || token.kind === 'mark' || NO_CONFIGURATION.has(token.text)) return false;
    const next = this.#tokens[at + 1];
    return next !== undefined && (next.text === '(' || (token.kind === 'word' && next.kind !== 'mark'));
  }

  /** Reads one statement and returns the index after it. */
  #statement(start: number, line: number, constraint: boolean): number {
    let configuration = this.#tokens[start]?.text ?? '';
    const words: Token[] = [];
    let depth = 0;
    let strict: string | undefined;
    let at = start + 1;
    for (; at < this.#tokens.length; at += 1) {
      const token = this.#tokens[at];
      const text = this.#text(at);
      if (text === '{' && depth === 0) {
        const end = this.#closing(at);
        strict = this.#strictVersion(at, end);
        at = end + 1;
        break;
      }
      if (depth === 0 && (text === '}' || text === ';')) break;
      // A line goes on after a comma and before a bracket is closed.
      if (depth === 0 && text === '\n' && words.at(-1)?.text !== ',') break;
      if (text === '(' || text === '[') depth += 1;
      if (text === ')' || text === ']') depth -= 1;
      if (depth < 0) break;
      if (text !== '\n' && token !== undefined) words.push(token);
    }
    let args = unwrapped(words);
    if (configuration === 'add' && args[0]?.kind === 'string' && args[1]?.text === ',') {
      configuration = args[0].text;
      args = args.slice(2);
    }
    this.#arguments(configuration, line, args, strict, constraint, 0);
    return at;
  }

  #closing(open: number): number {
    let depth = 0;
    for (let at = open; at < this.#tokens.length; at += 1) {
      if (this.#text(at) === '{') depth += 1;
      else if (this.#text(at) === '}') depth -= 1;
      if (depth === 0) return at;
    }
    return this.#tokens.length - 1;
  }

  #strictVersion(from: number, to: number): string | undefined {
    for (let at = from; at < to; at += 1) {
      if (!['strictly', 'require', 'prefer'].includes(this.#text(at))) continue;
      const token = this.#text(at + 1) === '(' ? this.#tokens[at + 2] : this.#tokens[at + 1];
      if (token?.kind === 'string') return this.#interpolate(token) ?? undefined;
    }
    return undefined;
  }

  #arguments(
    configuration: string,
    line: number,
    args: readonly Token[],
    strict: string | undefined,
    constraint: boolean,
    nesting: number,
  ): void {
    const emit = (
      dependency:
        | { kind: 'module'; notation: string; catalog?: CatalogPlace }
        | { kind: 'project'; path: string },
    ): void => {
      if (!constraint) this.#dependencies.push({ configuration, line, ...dependency });
      else if (dependency.kind === 'module') {
        const [group, artifact, version] = dependency.notation.split(':');
        const exact = strict ?? version;
        if (exact) this.#constraints.set(`${group}:${artifact}`, exact);
      }
    };
    const computed = (what: string): void => {
      if (!constraint) this.#dependencies.push({ configuration, line, kind: 'computed', what });
    };
    const [first] = args;
    if (first === undefined || nesting > 4) {
      if (nesting > 4) computed('a nested call');
      return;
    }
    const map = mapOf(args);
    if (map !== null) {
      const parts = ['group', 'name', 'version', 'classifier'].map((key) => {
        const token = map.get(key);
        return token === undefined ? '' : this.#valueOf(token);
      });
      const [group, name, version, classifier] = parts;
      if (name && group === '' && map.has('path') === false) computed('a module without a group');
      else if (parts.includes(null)) {
        if (group && name) emit({ kind: 'module', notation: `${group}:${name}:${strict ?? '$'}` });
        else computed('a module whose name is computed');
      } else if (group && name) {
        const tail = classifier ? `:${version}:${classifier}` : `:${strict ?? version ?? ''}`;
        emit({ kind: 'module', notation: `${group}:${name}${tail}` });
      } else computed('a map without group and name');
      return;
    }
    for (const one of split(args)) {
      const [head] = one;
      if (head === undefined) continue;
      if (head.kind === 'string' && one.length === 1) {
        const notation = this.#interpolate(head);
        if (notation !== null) emit({ kind: 'module', notation: withVersion(notation, strict) });
        else {
          // The name may be there although the version is computed.
          const known = /^([A-Za-z0-9_.-]+:[A-Za-z0-9_.-]+):/.exec(head.text)?.[1];
          if (known === undefined) computed('a module whose name is computed');
          else emit({ kind: 'module', notation: `${known}:${strict ?? '$'}` });
        }
      } else if (head.text === 'project') {
        const path = one.find((t) => t.kind === 'string')?.text;
        if (path === undefined) computed('a project');
        else emit({ kind: 'project', path });
      } else if (OWN.has(head.text)) continue;
      else if (head.text === 'kotlin' && one[1]?.text === '(' && one[2]?.kind === 'string') {
        const version = one[4]?.kind === 'string' ? (this.#interpolate(one[4]) ?? '$') : '';
        emit({ kind: 'module', notation: `org.jetbrains.kotlin:kotlin-${one[2].text}:${strict ?? version}` });
      } else if (WRAPPERS.has(lastWordBeforeCall(one))) {
        const open = one.findIndex((t) => t.text === '(');
        this.#arguments(configuration, line, unwrapped(one.slice(open)), strict, constraint, nesting + 1);
      } else if (head.kind === 'word' && head.text.toLowerCase().endsWith('libs')) {
        this.#alias(one, strict, emit, computed);
      } else computed(head.text === 'files' || head.text === 'fileTree' ? 'files on disk' : 'an expression');
    }
  }

  /** `libs.commons.lang3` or `libs.bundles.web`. */
  #alias(
    words: readonly Token[],
    strict: string | undefined,
    emit: (dependency: { kind: 'module'; notation: string; catalog?: CatalogPlace }) => void,
    computed: (what: string) => void,
  ): void {
    const path = words
      .filter((t) => t.kind === 'word')
      .map((t) => t.text)
      .slice(1)
      .filter((w, index, all) => !(w === 'get' && index === all.length - 1));
    const bundle =
      path[0] === 'bundles' ? this.#catalog?.bundles.get(aliasOf(path.slice(1).join('.'))) : undefined;
    const aliases = bundle ?? [aliasOf(path.join('.'))];
    for (const alias of aliases) {
      const library = words[0]?.text === 'libs' ? this.#catalog?.libraries.get(alias) : undefined;
      if (library === undefined) computed('an alias of a version catalog that is not in the target');
      else
        emit({
          kind: 'module',
          notation: `${library.name}:${strict ?? library.range}`,
          catalog: {
            path: this.#catalog?.path ?? '',
            ...(library.reference === undefined ? {} : { reference: library.reference }),
          },
        });
    }
  }

  #valueOf(token: Token): string | null {
    if (token.kind === 'string') return this.#interpolate(token);
    return this.#values.get(token.text) ?? null;
  }

  /** Replaces `$name` and `${name}`; null when a value is not a literal of the script. */
  #interpolate(token: Token): string | null {
    if (!token.template || !token.text.includes('$')) return token.text;
    let missing = false;
    const text = token.text.replace(
      /\$(?:\{([^{}]{1,200})\}|([A-Za-z_][A-Za-z0-9_.]{0,200}))/g,
      (_, braced?: string, plain?: string) => {
        const name = (braced ?? plain ?? '').trim();
        const quoted = /["']([^"']{1,200})["']/.exec(name)?.[1];
        const value =
          this.#values.get(name) ?? this.#values.get(quoted ?? name.slice(name.lastIndexOf('.') + 1));
        if (value === undefined) missing = true;
        return value ?? '';
      },
    );
    return missing || text.length > 1000 ? null : text;
  }
}

/** Without one pair of brackets around everything. */
function unwrapped(words: readonly Token[]): readonly Token[] {
  if (words[0]?.text !== '(' || words[0].kind === 'string') return words;
  let depth = 0;
  for (const [at, token] of words.entries()) {
    if (token.kind === 'mark' && token.text === '(') depth += 1;
    if (token.kind === 'mark' && token.text === ')') depth -= 1;
    if (depth === 0) return at === words.length - 1 ? words.slice(1, -1) : words;
  }
  return words.slice(1);
}

/** At the commas that are outside of brackets. */
function split(words: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of words) {
    if (token.kind === 'mark' && (token.text === '(' || token.text === '[')) depth += 1;
    if (token.kind === 'mark' && (token.text === ')' || token.text === ']')) depth -= 1;
    if (token.kind === 'mark' && token.text === ',' && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** `group: 'a', name: 'b'` (Groovy) or `group = "a", name = "b"` (Kotlin); null when it is neither. */
function mapOf(words: readonly Token[]): Map<string, Token> | null {
  const [key, mark] = words;
  if (key?.kind !== 'word' || (mark?.text !== ':' && mark?.text !== '=')) return null;
  const map = new Map<string, Token>();
  for (const [name, separator, value] of split(words)) {
    if (name !== undefined && value !== undefined && (separator?.text === ':' || separator?.text === '=')) {
      map.set(name.text, value);
    }
  }
  return map;
}

/** `dependencies.platform(` → `platform`. */
function lastWordBeforeCall(words: readonly Token[]): string {
  const open = words.findIndex((t) => t.kind === 'mark' && t.text === '(');
  return words[open - 1]?.text ?? '';
}

function withVersion(notation: string, strict: string | undefined): string {
  const [group, artifact, ...rest] = notation.split(':');
  return strict === undefined || rest.length > 0 ? notation : `${group}:${artifact}:${strict}`;
}
