/**
 * Every regular expression of the packages: literals, and what `new RegExp(…)` made while the modules were loaded.
 *
 *   node tools/regexes/collect.ts     prints them as JSON
 *
 * Modules are loaded in a process of its own, with a `RegExp` that takes note of where it was called.
 */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Programs that start when they are loaded; they make no expression of their own. */
const STARTS = /\/(?:main|main-executable|start)\.ts$/;

export interface Found {
  readonly source: string;
  readonly flags: string;
  /** `packages/core/src/purl/purl.ts:12` */
  readonly at: string;
}

export interface Collected {
  readonly found: readonly Found[];
  /** `new RegExp(…)` that no module ran while it was loaded: it depends on the arguments of a function. */
  readonly notRun: readonly string[];
}

/** Files whose code is shipped. */
export function sources(): string[] {
  return globSync('packages/*/src/**/*.ts', { cwd: ROOT })
    .filter((path) => !path.endsWith('.test.ts') && !path.startsWith('packages/testing/'))
    .sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(JSON.stringify(await collect()));
}

async function collect(): Promise<Collected> {
  const found: Found[] = [];
  const calls = new Set<string>();
  for (const path of sources()) readSource(path, found, calls);
  const made = await loadAll();
  for (const one of made) calls.delete(one.at);
  return { found: [...found, ...made], notRun: [...calls].sort() };
}

function readSource(path: string, found: Found[], calls: Set<string>): void {
  const text = readFileSync(`${ROOT}${path}`, 'utf8');
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length;
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new SyntaxError(`${path} cannot be parsed`);
  const built = (callee: { type: string; start: number }, start: number) => {
    if (callee.type === 'Identifier' && text.startsWith('RegExp', callee.start))
      calls.add(`${path}:${lineOf(start)}`);
  };
  new Visitor({
    Literal: (node) => {
      if ('regex' in node)
        found.push({
          source: node.regex.pattern,
          flags: node.regex.flags,
          at: `${path}:${lineOf(node.start)}`,
        });
    },
    NewExpression: (node) => built(node.callee, node.start),
    CallExpression: (node) => built(node.callee, node.start),
  }).visit(program);
}

/** The module's own frame is the nearest one of the stack; type stripping keeps lines. */
async function loadAll(): Promise<Found[]> {
  const made: Found[] = [];
  const Original = RegExp;
  const note = (expression: RegExp) => {
    const at = (new Error().stack ?? '').split('\n').find((line) => line.includes('/packages/'));
    const place = at === undefined ? null : /packages\/[^:]+:\d+/.exec(at)?.[0];
    if (place != null) made.push({ source: expression.source, flags: expression.flags, at: place });
    return expression;
  };
  globalThis.RegExp = new Proxy(Original, {
    construct: (target, args) => note(Reflect.construct(target, args) as RegExp),
    apply: (target, self, args) => note(Reflect.apply(target, self, args) as RegExp),
  });
  try {
    for (const path of sources()) if (!STARTS.test(path)) await import(`${ROOT}${path}`);
  } finally {
    globalThis.RegExp = Original;
  }
  return made;
}
