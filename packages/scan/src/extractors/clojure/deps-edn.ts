/** `deps.edn` (https://clojure.org/reference/deps_edn): dependencies, and those that aliases add. */
import type { Extract, Origin, Scope } from '@theriac/core';
import { addAsked } from '../shared/asked-package.ts';
import { gitOrigin, withoutCredentials } from '../shared/origin.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { type Edn, pairsOf, readEdn, stringOf, symbolOf, valueIn } from './edn.ts';
import { ADVICE, libraryName, mavenVersion } from './maven-name.ts';

/** Maps of an alias that bring dependencies of their own. */
const ADDING = ['deps', 'extra-deps', 'replace-deps'];

export const extract: Extract = (file) => {
  const root = new RootBuilder(file.path, 'maven');
  const [top] = readEdn(file);
  if (top === undefined) root.emptyFile();
  else if (top.kind !== 'map') root.unknown('unparseable', 'the file is not a map', top.line, true);
  let found = addAll(root, valueIn(top, 'deps'), 'production');
  for (const [alias, settings] of pairsOf(valueIn(top, 'aliases'))) {
    const scope = scopeOfAlias(alias.kind === 'keyword' ? alias.text : '');
    for (const key of ADDING) found += addAll(root, valueIn(settings, key), scope);
  }
  if (found > 0) root.transitivesUnknown(ADVICE);
  return root.build();
};

/** Aliases are run by name and mostly for work on the project; what builds or tests says so. */
function scopeOfAlias(alias: string): Scope {
  if (/test|kaocha|runner/.test(alias)) return 'test';
  if (/build|jar|deploy|package|release/.test(alias)) return 'build';
  return /^(?:prod|production|main|run|server|start)/.test(alias) ? 'production' : 'development';
}

function addAll(root: RootBuilder, map: Edn | undefined, scope: Scope): number {
  if (map === undefined) return 0;
  if (map.kind !== 'map') {
    root.unknown('dynamic', 'dependencies are not a map of data', map.line, true);
    return 0;
  }
  let found = 0;
  for (const [key, coordinate] of pairsOf(map)) {
    const library = libraryName(symbolOf(key) ?? '');
    if (library === null) {
      root.unknown('unparseable', 'a dependency has no name', key.line, true);
      continue;
    }
    const { name, classifier } = library;
    const more = classifier === undefined ? {} : { qualifiers: { classifier } };
    const local = stringOf(valueIn(coordinate, 'local/root'));
    const maven = stringOf(valueIn(coordinate, 'mvn/version'));
    const git = gitOf(symbolOf(key) ?? '', coordinate);
    if (local !== undefined) {
      const origin: Origin = { kind: 'path', path: withoutCredentials(local) };
      addAsked(root, { name, range: '', version: null, scope, line: key.line, origin, more });
    } else if (maven !== undefined)
      addAsked(root, { name, range: maven, version: mavenVersion(maven), scope, line: key.line, more });
    else if (git !== undefined)
      addAsked(root, {
        name,
        range: git.range,
        version: git.version,
        scope,
        line: key.line,
        origin: git.origin,
      });
    else addAsked(root, { name, range: '', version: null, scope, line: key.line, more });
    found += 1;
  }
  return found;
}

/** A git coordinate: the commit decides; a tag is a label. The address follows from names like `io.github.user/lib`. */
function gitOf(
  symbol: string,
  coordinate: Edn,
): { origin: Origin; version: string | null; range: string } | undefined {
  const [sha, tag] = ['sha', 'tag'].map(
    (key) => stringOf(valueIn(coordinate, `git/${key}`)) ?? stringOf(valueIn(coordinate, key)),
  );
  const url = stringOf(valueIn(coordinate, 'git/url')) ?? inferredUrl(symbol);
  if (url === undefined || (sha === undefined && tag === undefined)) return undefined;
  return { origin: gitOrigin(url, sha ?? tag), version: sha ?? tag ?? null, range: tag ?? sha ?? '' };
}

const HOSTS: Readonly<Record<string, string>> = {
  github: 'github.com',
  gitlab: 'gitlab.com',
  bitbucket: 'bitbucket.org',
};

function inferredUrl(symbol: string): string | undefined {
  const found = /^(?:io|com|org)\.(github|gitlab|bitbucket)\.([^/]{1,100})\/([^/]{1,100})$/.exec(symbol);
  return found === null ? undefined : `https://${HOSTS[found[1] ?? '']}/${found[2]}/${found[3]}.git`;
}
