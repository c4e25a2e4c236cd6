/**
 * What a project's own files say of npm registries and of scripts that run at install: .npmrc, .yarnrc, .yarnrc.yml,
 * pnpm-workspace.yaml, bunfig.toml, package.json. Credentials are never kept.
 */
import { asArray, asObject, get, type JsonValue } from '@theriac/read/json';

export interface NpmSettings {
  /** Host of the registry for names without a scope of their own; undefined: whatever the machine says. */
  readonly registry?: string;
  /** Scope with its `@` → host. */
  readonly scopes: ReadonlyMap<string, string>;
  /** No package may run a script at install. */
  readonly ignoresScripts: boolean;
  /** Packages that may; undefined: every package may. */
  readonly mayRunScripts?: ReadonlySet<string>;
}

/** @param read text of a file beside the lockfile, or null */
export function npmSettingsOf(read: (name: string) => string | null): NpmSettings {
  const scopes = new Map<string, string>();
  let registry: string | undefined;
  let ignoresScripts = false;
  let may: Set<string> | undefined;
  const allow = (names: readonly string[]): void => {
    may ??= new Set();
    for (const name of names) may.add(name);
  };
  for (const line of lines(read('.npmrc'))) {
    const [key, value] = pair(line, '=');
    if (key === 'registry') registry = hostOf(value) ?? registry;
    else if (key.endsWith(':registry') && key.startsWith('@')) setScope(key.slice(0, -9), value);
    else if (key === 'ignore-scripts') ignoresScripts = value === 'true';
  }
  for (const line of lines(read('.yarnrc'))) {
    const [key, value] = pair(line, ' ');
    if (key === 'registry') registry = hostOf(value) ?? registry;
    else if (/^"?@[^:]+:registry"?$/.test(key)) setScope(key.replaceAll('"', '').slice(0, -9), value);
    else if (key === 'ignore-scripts') ignoresScripts = value === 'true';
  }
  let scope = '';
  let inScopes = false;
  for (const line of lines(read('.yarnrc.yml'))) {
    const [key, value] = pair(line.trim(), ':');
    if (!line.startsWith(' ')) inScopes = key === 'npmScopes';
    if (inScopes && /^ {2}\S/.test(line)) scope = key.replaceAll(/["']/g, '');
    if (key === 'npmRegistryServer') {
      if (inScopes && line.startsWith(' ')) setScope(`@${scope}`, value);
      else registry = hostOf(value) ?? registry;
    }
    if (key === 'enableScripts' && !line.startsWith(' ')) ignoresScripts = value === 'false';
  }
  const workspace = read('pnpm-workspace.yaml');
  if (workspace !== null) {
    const built = listBelow(workspace, 'onlyBuiltDependencies');
    if (built !== undefined) allow(built);
  }
  const bun = read('bunfig.toml');
  const bunRegistry =
    bun === null ? undefined : /^[ \t]*registry[ \t]*=[ \t]*"([^"\n]{1,2000})"/m.exec(bun)?.[1];
  if (bunRegistry !== undefined) registry = hostOf(bunRegistry) ?? registry;
  for (const names of namesInManifest(read('package.json'))) allow(names);
  return {
    ...(registry === undefined ? {} : { registry }),
    scopes,
    ignoresScripts,
    ...(may === undefined ? {} : { mayRunScripts: may }),
  };

  function setScope(name: string, value: string): void {
    const host = hostOf(value);
    if (host !== undefined) scopes.set(name.toLowerCase(), host);
  }
}

/** pnpm.onlyBuiltDependencies, trustedDependencies (Bun), allowScripts (npm, LavaMoat). */
function namesInManifest(text: string | null): string[][] {
  if (text === null) return [];
  let manifest: JsonValue;
  try {
    manifest = JSON.parse(text) as JsonValue;
  } catch {
    // The extractor of package.json says that it is broken.
    return [];
  }
  const top = asObject(manifest);
  const lists: string[][] = [];
  const strings = (value: JsonValue | undefined): string[] =>
    asArray(value).filter((v) => typeof v === 'string');
  const built = get(asObject(get(top, 'pnpm')), 'onlyBuiltDependencies');
  if (built !== undefined) lists.push(strings(built));
  const trusted = get(top, 'trustedDependencies');
  if (trusted !== undefined) lists.push(strings(trusted));
  const lava = get(asObject(get(top, 'lavamoat')), 'allowScripts') ?? get(top, 'allowScripts');
  if (lava !== undefined) {
    const allowed = Object.entries(asObject(lava)).filter(([, value]) => value === true);
    lists.push(allowed.map(([name]) => (name.split('>').at(-1) ?? '').replace(/^(.[^@]*)@.*$/s, '$1')));
  }
  return lists;
}

/** Items of a block sequence below a top-level key of a YAML file; undefined without the key. */
function listBelow(text: string, key: string): string[] | undefined {
  const all = text.split('\n');
  const at = all.findIndex((line) => line.startsWith(`${key}:`));
  if (at < 0) return undefined;
  const items: string[] = [];
  for (const line of all.slice(at + 1)) {
    const item = /^\s*-\s+['"]?([^'"#\s]+)/.exec(line)?.[1];
    if (item !== undefined) items.push(item);
    else if (/^\S/.test(line)) break;
  }
  return items;
}

function lines(text: string | null): string[] {
  return text === null ? [] : text.split('\n').filter((line) => !/^\s*(?:[#;]|$)/.test(line));
}

function pair(line: string, separator: string): [string, string] {
  const at = line.indexOf(separator);
  if (at < 0) return [line.trim(), ''];
  return [
    line.slice(0, at).trim(),
    line
      .slice(at + 1)
      .trim()
      .replace(/^["']|["']$/g, ''),
  ];
}

const PLAIN_HOST = /^[a-z0-9.-]+(?::\d+)?$/;

/** Host with its port, lower case; undefined for what is not an address or holds a variable in its host. */
export function hostOf(address: string): string | undefined {
  // The plain form that lockfiles have a thousand times.
  if (address.startsWith('https://')) {
    const slash = address.indexOf('/', 8);
    const plain = slash < 0 ? '' : address.slice(8, slash);
    if (PLAIN_HOST.test(plain)) return plain;
  }
  const match = /^(?:[a-z+]+:)?\/\/(?:[^/?#\s]*@)?([^/?#\s@]+)/i.exec(address.trim());
  const host = match?.[1]?.toLowerCase();
  return host === undefined || host.includes('$') ? undefined : host;
}
