/** Lockfiles of npm, Yarn, pnpm and Bun. Formats: the tools' own documentation of each file. */
import { asObject, asString, get, type JsonObject, type JsonValue, parseJson } from '@theriac/read/json';
import { type LockEntry, type LockFacts, lineOf } from './lock-entry.ts';

const GIT =
  /^(?:git[+:@]|github:|gitlab:|bitbucket:|ssh:)|^https:\/\/(?:github|gitlab|bitbucket)\.(?:com|org)\/[^/]+\/[^/#]+#|\.git(?:#|$)|\/codeload\.github\.com\/|\/repository\/archive/;
const REGISTRY_FILE = /\/-\/(?:@[^/]+\/)?[^/]+\.tgz(?:[#?]|$)/;
const PATH = /^(?:file|link|portal|workspace):|^\.{0,2}\//;
const MAX_NESTING = 200;

/** package-lock.json and npm-shrinkwrap.json. Throws SyntaxError for what is no JSON. */
export function readPackageLock(text: string): LockFacts {
  const top = asObject(JSON.parse(text) as JsonValue);
  const packages = asObject(get(top, 'packages'));
  if (get(top, 'packages') === undefined) return readVersion1(text, top);
  const entries: LockEntry[] = [];
  for (const location of Object.keys(packages)) {
    const entry = asObject(packages[location]);
    const modules = location.lastIndexOf('node_modules/');
    // Bundled packages come inside the tarball of their parent, whose hash covers them.
    if (modules < 0 || get(entry, 'link') === true || get(entry, 'inBundle') === true) continue;
    entries.push({
      ...entryOf(asString(get(entry, 'name')) ?? location.slice(modules + 13), entry),
      line: () => lineOf(text, `${JSON.stringify(location)}:`),
    });
  }
  const root = asObject(get(packages, ''));
  const asked = new Map<string, string>();
  for (const section of ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']) {
    for (const [name, range] of Object.entries(asObject(get(root, section)))) {
      if (typeof range === 'string') asked.set(name, range);
    }
  }
  return { entries, hashes: true, asked };
}

function entryOf(name: string, entry: JsonObject): Omit<LockEntry, 'line'> {
  const resolved = asString(get(entry, 'resolved'));
  const integrity = asString(get(entry, 'integrity')) ?? '';
  return {
    name,
    version: asString(get(entry, 'version')) ?? null,
    source: resolved === undefined ? 'registry' : sourceOf(resolved),
    integrity: integrity === '' ? [] : integrity.trim().split(/\s+/, 8),
    ...(resolved === undefined ? {} : { resolved }),
    ...(get(entry, 'hasInstallScript') === true ? { installScript: true } : {}),
  };
}

export function sourceOf(resolved: string): LockEntry['source'] {
  if (REGISTRY_FILE.test(resolved)) return 'registry';
  if (PATH.test(resolved)) return 'path';
  if (GIT.test(resolved)) return 'git';
  // Registries of hosting services keep packages under `/download/@scope/name/`.
  return resolved.includes('/download/@') ? 'registry' : 'archive';
}

/** Lockfile version 1 nests the tree; the version of what is no registry package is its address. */
function readVersion1(text: string, top: JsonObject): LockFacts {
  const entries: LockEntry[] = [];
  const waiting: [JsonObject, number][] = [[asObject(get(top, 'dependencies')), 0]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [level, depth] = next;
    for (const name of Object.keys(level)) {
      const entry = asObject(level[name]);
      if (get(entry, 'bundled') === true) continue;
      const version = asString(get(entry, 'version')) ?? '';
      const address = /^(?:git|https?:|file:|github:|npm:)/.test(version);
      const found = entryOf(
        name,
        address && get(entry, 'resolved') === undefined ? { ...entry, resolved: version } : entry,
      );
      const alias = /^npm:((?:@[^/]+\/)?[^@]+)@(.+)$/.exec(version);
      entries.push({
        ...found,
        name: alias?.[1] ?? name,
        version: alias?.[2] ?? (address ? null : version),
        line: () => lineOf(text, `${JSON.stringify(name)}: {`),
      });
      const nested = get(entry, 'dependencies');
      if (nested !== undefined && depth < MAX_NESTING) waiting.push([asObject(nested), depth + 1]);
    }
  }
  return { entries, hashes: true };
}

/** yarn.lock of Yarn 1 and of Yarn 2 and later. */
export function readYarnLock(text: string): LockFacts {
  const entries: LockEntry[] = [];
  const berry = /^__metadata:/m.test(text);
  let block: { header: string; line: number; fields: Map<string, string> } | undefined;
  const finish = (): void => {
    if (block === undefined) return;
    const entry = berry ? berryEntry(block) : classicEntry(block);
    if (entry !== null) entries.push(entry);
    block = undefined;
  };
  let number = 0;
  for (const line of text.split('\n')) {
    number += 1;
    if (line === '' || line.startsWith('#')) continue;
    if (!line.startsWith(' ')) {
      finish();
      block = { header: line.replace(/:\s*$/, ''), line: number, fields: new Map() };
    } else if (block !== undefined && line.startsWith('  ') && line[2] !== ' ') {
      const field = line.trim();
      const split = field.search(/[: ]/);
      if (split > 0) {
        const value = field
          .slice(split + 1)
          .trim()
          .replace(/^"|"$/g, '');
        block.fields.set(field.slice(0, split).replaceAll('"', ''), value);
      }
    }
  }
  finish();
  return { entries, hashes: true };
}

interface Block {
  readonly header: string;
  readonly line: number;
  readonly fields: ReadonlyMap<string, string>;
}

function classicEntry({ header, line, fields }: Block): LockEntry | null {
  const version = fields.get('version');
  if (version === undefined || header.trim() === '') return null;
  const first = (header.split(',')[0] ?? '').trim().replace(/^"|"$/g, '');
  const alias = /@npm:((?:@[^/@]+\/)?[^@]+)@/.exec(first)?.[1];
  const resolved = fields.get('resolved');
  const integrity = fields.get('integrity') ?? '';
  const fragment = /#([0-9a-f]{40})$/.exec(resolved ?? '')?.[1];
  const source =
    resolved === undefined ? sourceOf(first.slice(first.indexOf('@', 1) + 1)) : sourceOf(resolved);
  const hashes = integrity === '' ? [] : integrity.split(/\s+/, 8);
  const name = alias ?? first.slice(0, Math.max(first.indexOf('@', 1), 0));
  if (name === '') return null;
  return {
    name,
    version,
    source: resolved === undefined && source === 'archive' ? 'registry' : source,
    // Before integrity fields, Yarn kept the SHA-1 of the file behind the address.
    integrity:
      hashes.length === 0 && fragment !== undefined && source === 'registry' ? [`sha1-${fragment}`] : hashes,
    line: () => line,
    ...(resolved === undefined ? {} : { resolved }),
  };
}

function berryEntry({ header, line, fields }: Block): LockEntry | null {
  const resolution = fields.get('resolution');
  if (header === '__metadata' || resolution === undefined) return null;
  const at = resolution.indexOf('@', 1);
  const reference = resolution.slice(at + 1);
  const checksum = (fields.get('checksum') ?? '').replace(/^[^/]*\//, '');
  const npm = reference.startsWith('npm:');
  if (/^(?:workspace|link|portal|patch):/.test(reference)) return null;
  // `npm:1.0.0::__archiveUrl=…`: the registry serves it from an unusual address.
  const archive = /__archiveUrl=([^&]+)/.exec(reference)?.[1];
  return {
    name: resolution.slice(0, Math.max(at, 0)),
    version: npm ? reference.slice(4).replace(/::.*$/, '') : (fields.get('version') ?? null),
    source: npm ? 'registry' : sourceOf(reference),
    integrity: checksum === '' ? [] : [`sha512:${checksum}`],
    line: () => line,
    ...(npm ? (archive === undefined ? {} : { resolved: decode(archive) }) : { resolved: reference }),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** pnpm-lock.yaml, versions 5 to 9, by lines: keys of `packages` and the one-line or block `resolution` below each. */
export function readPnpmLock(text: string): LockFacts {
  const entries: LockEntry[] = [];
  const lines = text.split('\n');
  let inside = false;
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] ?? '';
    if (/^\S/.test(line)) inside = line.startsWith('packages:');
    if (!inside || !/^ {2}\S.*:\s*$/.test(line)) continue;
    const key = line
      .trim()
      .slice(0, -1)
      .replace(/^['"]|['"]$/g, '');
    let body = '';
    let installScript = false;
    for (let j = i + 1; j < lines.length && /^ {4}|^\s*$/.test(lines[j] ?? ''); j += 1) {
      const below = (lines[j] ?? '').trim();
      if (/^(?:resolution|integrity|tarball|commit|repo|type|directory|name|version):/.test(below))
        body += `${below} `;
      if (below === 'requiresBuild: true') installScript = true;
    }
    const integrity = /integrity:\s*([^\s,}]+)/.exec(body)?.[1];
    const tarball = /tarball:\s*['"]?([^\s,}'"]+)/.exec(body)?.[1];
    const repo = /repo:\s*([^\s,}]+)/.exec(body)?.[1];
    const commit = /commit:\s*([^\s,}]+)/.exec(body)?.[1];
    const resolved = repo === undefined ? tarball : `git+${repo}#${commit ?? ''}`;
    if (/directory:|type:\s*directory/.test(body)) continue;
    const ownName = /(?:^|\s)name: ['"]?([^\s'"]+)/.exec(body)?.[1];
    const ownVersion = /(?:^|\s)version: ['"]?([^\s'"]+)/.exec(body)?.[1];
    const named = ownName === undefined ? pnpmName(key) : { name: ownName, version: ownVersion ?? null };
    entries.push({
      ...named,
      source:
        resolved === undefined ? (/^(?:file|link):/.test(key) ? 'path' : 'registry') : sourceOf(resolved),
      integrity: integrity === undefined ? [] : [integrity],
      line: () => i + 1,
      ...(resolved === undefined ? {} : { resolved }),
      ...(installScript ? { installScript } : {}),
    });
  }
  return { entries, hashes: true };
}

/** `/a/1.0.0`, `/a@1.0.0(peer@1)`, `@s/a@1.0.0`, `host/a/1.0.0`. */
function pnpmName(key: string): { name: string; version: string | null } {
  const bare = key.replace(/\(.*$/, '').replace(/^\//, '');
  const old = /^(?:[\w.-]+\.[\w.-]+\/)?((?:@[^/]+\/)?[^/@]+)\/(\d[^_/]*)/.exec(bare);
  if (old !== null) return { name: old[1] ?? '', version: old[2] ?? null };
  const at = bare.lastIndexOf('@');
  return at > 0 ? { name: bare.slice(0, at), version: bare.slice(at + 1) } : { name: bare, version: null };
}

/** bun.lock: `packages` maps a key to `[name@version, registry, facts, integrity]` and shorter forms. */
export function readBunLock(text: string): LockFacts {
  const top = asObject(parseJson(text, 'bun.lock', { comments: true }).value);
  const entries: LockEntry[] = [];
  for (const [key, value] of Object.entries(asObject(get(top, 'packages')))) {
    if (!Array.isArray(value)) continue;
    const id = asString(value[0]) ?? '';
    const at = id.indexOf('@', 1);
    const reference = id.slice(at + 1);
    if (/^(?:workspace|link|file|root):/.test(reference)) continue;
    const exact = /^\d/.test(reference);
    const hash = value.slice(1).find((v): v is string => typeof v === 'string' && /^(?:sha|md5)/.test(v));
    const registry = asString(value[1]) ?? '';
    const resolved = exact ? (registry.startsWith('http') ? registry : undefined) : reference;
    entries.push({
      name: id.slice(0, Math.max(at, 0)),
      version: exact ? reference : null,
      source: exact ? 'registry' : sourceOf(reference),
      integrity: hash === undefined ? [] : [hash],
      line: () => lineOf(text, `${JSON.stringify(key)}: [`),
      ...(resolved === undefined ? {} : { resolved }),
    });
  }
  return { entries, hashes: true };
}
