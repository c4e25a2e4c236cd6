/** `project.clj` of Leiningen: dependencies, plug-ins, and those of profiles, as far as they are data. */
import type { Extract, Scope } from '@theriac/core';
import { addAsked } from '../shared/asked-package.ts';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';
import { type Edn, itemsOfForm, pairsOf, readEdn, stringOf, symbolOf, valueIn } from './edn.ts';
import { ADVICE, libraryName, mavenVersion } from './maven-name.ts';

/** Scopes of Maven that an entry may name. */
const SCOPES: Readonly<Record<string, Scope>> = {
  test: 'test',
  provided: 'production',
  runtime: 'production',
};
const PROFILES: Readonly<Record<string, Scope>> = {
  test: 'test',
  uberjar: 'production',
  provided: 'production',
  production: 'production',
  prod: 'production',
};

export const extract: Extract = (file) => {
  const root = new RootBuilder(file.path, 'maven');
  const project = readEdn(file).find((form) => symbolOf(itemsOfForm(form)[0]) === 'defproject');
  if (project === undefined) {
    if (!file.text().includes('defproject')) return NOTHING;
    root.unknown('dynamic', 'there is no defproject at the top of the file', 1, true);
    return root.build();
  }
  const managed = new Map<string, string>();
  for (const entry of itemsOfForm(valueIn(project, 'managed-dependencies'))) {
    const [symbol, version] = itemsOfForm(entry);
    const name = libraryName(symbolOf(symbol) ?? '')?.name;
    const exact = stringOf(version);
    if (name !== undefined && exact !== undefined) managed.set(name, exact);
  }
  let found = 0;
  const sections = (settings: Edn, scope: Scope, of: (key: string) => Edn | undefined): void => {
    found += addAll(root, of('dependencies'), scope, managed);
    found += addAll(root, of('plugins'), scope === 'production' ? 'build' : scope, managed);
    found += addAll(root, of('dev-dependencies'), 'development', managed);
    if (settings.kind === 'other') root.unknown('dynamic', 'a profile is computed', settings.line, true);
  };
  sections(project, 'production', (key) => valueIn(project, key));
  for (const [profile, settings] of pairsOf(valueIn(project, 'profiles'))) {
    const name = profile.kind === 'keyword' ? profile.text : '';
    // A profile may be made of others, `[:a {…}]`.
    for (const part of settings.kind === 'vector' ? settings.items : [settings])
      sections(part, PROFILES[name] ?? 'development', (key) => valueIn(part, key));
  }
  if (found > 0) root.transitivesUnknown(ADVICE);
  const [, name, version] = itemsOfForm(project);
  const own = libraryName(symbolOf(name) ?? '')?.name;
  const exact = stringOf(version);
  return root.build({
    ...(own === undefined ? {} : { name: own }),
    ...(exact === undefined ? {} : { version: exact }),
  });
};

function addAll(
  root: RootBuilder,
  list: Edn | undefined,
  scope: Scope,
  managed: ReadonlyMap<string, string>,
): number {
  if (list === undefined) return 0;
  if (list.kind !== 'vector') {
    root.unknown('dynamic', 'dependencies are computed', list.line, true);
    return 0;
  }
  let found = 0;
  for (const entry of list.items) {
    const [symbol, version] = itemsOfForm(entry);
    const library = libraryName(symbolOf(symbol) ?? stringOf(symbol) ?? '');
    if (library === null) {
      root.unknown('dynamic', 'a dependency is computed', entry.line, true);
      continue;
    }
    const { name } = library;
    const range =
      stringOf(version) ??
      (version === undefined || version.kind === 'keyword' ? managed.get(name) : '') ??
      '';
    const classifier = stringOf(valueIn(entry, 'classifier'));
    addAsked(root, {
      name,
      range,
      version: mavenVersion(range),
      scope: SCOPES[stringOf(valueIn(entry, 'scope')) ?? ''] ?? scope,
      line: entry.line,
      ...(classifier === undefined ? {} : { more: { qualifiers: { classifier } } }),
    });
    found += 1;
  }
  return found;
}
