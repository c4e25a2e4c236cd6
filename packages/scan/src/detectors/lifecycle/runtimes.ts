/** Files in which a project says what it runs on: language runtimes and SDKs, and the release line that each names. */
import { asObject, asString, get, type JsonValue } from '@theriac/read/json';
import { LineIndex } from '@theriac/read/text';

export interface Runtime {
  /** At endoflife.date. */
  readonly product: 'nodejs' | 'python' | 'ruby' | 'php' | 'go' | 'dotnet' | 'eclipse-temurin';
  readonly version: string;
  /** 1-based. */
  readonly line: number;
}

type Read = (text: string) => Runtime[];

const VERSION = /^\s*[vV]?(\d+(?:\.\d+){0,3})/;

/** A file that holds a version and nothing else. */
const alone =
  (product: Runtime['product'], prefix: RegExp = /^/): Read =>
  (text) => {
    for (const [at, line] of text.split('\n').entries()) {
      if (/^\s*(?:#|$)/.test(line)) continue;
      const version = VERSION.exec(line.replace(prefix, ''))?.[1];
      return version === undefined ? [] : [{ product, version, line: at + 1 }];
    }
    return [];
  };

/** Names of asdf and mise plugins, SDKMAN candidates. */
const TOOLS: Readonly<Record<string, Runtime['product']>> = {
  nodejs: 'nodejs',
  node: 'nodejs',
  python: 'python',
  ruby: 'ruby',
  php: 'php',
  golang: 'go',
  go: 'go',
  dotnet: 'dotnet',
  'dotnet-core': 'dotnet',
  java: 'eclipse-temurin',
};

const toolVersions: Read = (text) =>
  text.split('\n').flatMap((line, at) => {
    const match = /^\s*([\w-]+)[\s=]+(?:[a-z]+-)?["']?(\d[\w.]*)/.exec(line);
    const product = match === null ? undefined : lookUp(TOOLS, match[1] ?? '');
    const version = VERSION.exec(match?.[2] ?? '')?.[1];
    return product === undefined || version === undefined ? [] : [{ product, version, line: at + 1 }];
  });

/** `engines.node` where no maintained line can satisfy it: an exact line, or an upper bound. */
const packageJson: Read = (text) => {
  const manifest = parsed(text);
  const range = asString(get(asObject(get(manifest, 'engines')), 'node'));
  const volta = asString(get(asObject(get(manifest, 'volta')), 'node'));
  const version = volta ?? (range === undefined ? undefined : newestOf(range));
  return version === undefined ? [] : [{ product: 'nodejs', version, line: lineOf(text, /"node"\s*:/) }];
};

const composerJson: Read = (text) => {
  const manifest = parsed(text);
  const platform = asString(get(asObject(get(asObject(get(manifest, 'config')), 'platform')), 'php'));
  const range = asString(get(asObject(get(manifest, 'require')), 'php'));
  const version = platform ?? (range === undefined ? undefined : newestOf(range));
  return version === undefined ? [] : [{ product: 'php', version, line: lineOf(text, /"php"\s*:/) }];
};

const globalJson: Read = (text) => {
  const version = asString(get(asObject(get(parsed(text), 'sdk')), 'version'));
  return version === undefined
    ? []
    : [
        {
          product: 'dotnet',
          version: version.replace(/^([5-9]|\d\d)\..*$/, '$1'),
          line: lineOf(text, /"version"/),
        },
      ];
};

const pyproject: Read = (text) => {
  const range = /^[ \t]*requires-python[ \t]*=[ \t]*["']([^"'\n]{1,2000})["']/m.exec(text)?.[1];
  const version = range === undefined ? undefined : newestOf(range);
  return version === undefined ? [] : [{ product: 'python', version, line: lineOf(text, /requires-python/) }];
};

/** `net6.0`, `netcoreapp3.1`; .NET Framework and .NET Standard are other products. */
const projectFile: Read = (text) => {
  const found: Runtime[] = [];
  const places = new LineIndex(text);
  for (const match of text.matchAll(/<TargetFrameworks?>([^<]{1,200})<\/TargetFrameworks?>/g)) {
    const lines = (match[1] ?? '')
      .split(';')
      .flatMap((name) => /^net(?:coreapp)?(\d+)\.(\d+)/.exec(name.trim()) ?? []);
    const [, major, minor] = lines;
    if (major === undefined) continue;
    const version = Number(major) >= 5 ? major : `${major}.${minor ?? '0'}`;
    found.push({ product: 'dotnet', version, line: places.line(match.index) });
  }
  return found;
};

const go: Read = (text) => {
  const match = /^toolchain go(\d+\.\d+)/m.exec(text);
  return match === null
    ? []
    : [{ product: 'go', version: match[1] ?? '', line: text.slice(0, match.index).split('\n').length }];
};

const READERS: Readonly<Record<string, Read>> = {
  '.nvmrc': alone('nodejs'),
  '.node-version': alone('nodejs'),
  '.python-version': alone('python', /^\s*(?:c?python-)?/),
  'runtime.txt': alone('python', /^\s*python-/),
  '.ruby-version': alone('ruby', /^\s*ruby-/),
  '.php-version': alone('php'),
  '.java-version': alone('eclipse-temurin', /^\s*[a-z-]*(?:1\.(?=8))?/),
  '.go-version': alone('go'),
  '.tool-versions': toolVersions,
  '.sdkmanrc': toolVersions,
  'package.json': packageJson,
  'composer.json': composerJson,
  'global.json': globalJson,
  'pyproject.toml': pyproject,
  'go.mod': go,
};

/** The reader of a file by its base name; undefined for files that name no runtime. */
export function runtimeReader(name: string): Read | undefined {
  return /\.(?:cs|fs|vb)proj$/.test(name) ? projectFile : lookUp(READERS, name);
}

export function runtimesIn(name: string, text: string): Runtime[] {
  return runtimeReader(name)?.(text) ?? [];
}

function lookUp<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function parsed(text: string): ReturnType<typeof asObject> {
  try {
    return asObject(JSON.parse(text) as JsonValue);
  } catch {
    // The extractor of the file reports what cannot be read.
    return {};
  }
}

function lineOf(text: string, pattern: RegExp): number {
  const at = text.search(pattern);
  return at < 0 ? 1 : text.slice(0, at).split('\n').length;
}

/**
 * The newest release line that a range allows; undefined when it is open above, so that a maintained one will do.
 * Every alternative must be bounded: `^12 || ^14` gives 14.
 */
function newestOf(range: string): string | undefined {
  let newest: number[] | undefined;
  for (const alternative of range.split(/\|\|?/)) {
    const upper = upperOf(alternative.trim());
    if (upper === undefined) return undefined;
    if (
      newest === undefined ||
      upper[0] > (newest[0] ?? 0) ||
      (upper[0] === newest[0] && upper[1] > (newest[1] ?? 0))
    )
      newest = upper;
  }
  return newest?.join('.');
}

/** Greatest major and minor of one alternative. */
function upperOf(text: string): [number, number] | undefined {
  const below = /<(=?)\s*v?(\d+)(?:\.(\d+))?/.exec(text) ?? /\s-\s(?<same>)v?(\d+)(?:\.(\d+))?/.exec(text);
  if (below !== null) {
    const major = Number(below[2]);
    const minor = below[3] === undefined ? undefined : Number(below[3]);
    const inclusive = below[1] === '=' || /\s-\s/.test(text);
    if (inclusive) return [major, minor ?? 99];
    return minor === undefined || minor === 0 ? [major - 1, 99] : [major, minor - 1];
  }
  if (/>/.test(text) || text === '' || text === '*' || text === 'x') return undefined;
  const fixed = /^(\^|~=?|==?)?\s*v?(\d+)(?:\.(\d+|x|\*))?/.exec(text);
  if (fixed === null) return undefined;
  const minor = fixed[3] === undefined || /[x*]/.test(fixed[3]) ? undefined : Number(fixed[3]);
  return [Number(fixed[2]), fixed[1] === '^' ? 99 : (minor ?? 99)];
}
