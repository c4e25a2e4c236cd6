/** `build.sbt.lock` (sbt-dependency-lock): exact modules with configurations and hashes. */
import type { Extract, Scope } from '@theriac/core';
import { asArray, asObject, asString, get, type JsonValue, readJson } from '@theriac/read/json';
import { distinctHashes, taggedHash } from '../shared/origin.ts';
import { RootBuilder } from '../shared/root-builder.ts';

export const extract: Extract = (file) => {
  const root = new RootBuilder(file.path, 'maven');
  const document = readJson(file, root.report);
  const top = asObject(document.value);
  const version = get(top, 'lockVersion');
  if (version !== undefined && version !== 1)
    root.unknown('unsupported-version', 'only version 1 is known', document.line('lockVersion'), true);
  if (!Array.isArray(get(top, 'dependencies')))
    root.unknown(
      'no-package-data',
      'there is no list dependencies in the file',
      document.line('dependencies') ?? 1,
      true,
    );
  for (const [i, item] of asArray(get(top, 'dependencies')).entries()) {
    const entry = asObject(item);
    const line = document.line('dependencies', i);
    const [group, artifact, exact] = ['org', 'name', 'version'].map((key) => asString(get(entry, key)));
    if (group === undefined || artifact === undefined) {
      root.unknown('no-package-data', 'a dependency has no organisation or no name', line, true);
      continue;
    }
    const name = `${group}:${artifact}`;
    if (exact === undefined) root.unresolved(name, '', line);
    const hashes = asArray(get(entry, 'artifacts')).map((a) =>
      taggedHash(asString(get(asObject(a), 'hash')) ?? ''),
    );
    const key = root.add({
      name,
      version: exact ?? null,
      location: line === undefined ? { path: file.path } : { path: file.path, line },
      hashes: distinctHashes(hashes),
    });
    // Direct and transitive modules are in one list.
    root.want(key, scopeOf(asArray(get(entry, 'configurations'))));
  }
  return root.build();
};

/** sbt's configurations; what is in none that ships only tests or builds. */
function scopeOf(configurations: readonly JsonValue[]): Scope {
  const names = configurations.flatMap((c) => asString(c) ?? []);
  if (names.length === 0 || names.some((n) => n === 'compile' || n === 'runtime')) return 'production';
  if (names.includes('optional')) return 'optional';
  return names.includes('test') ? 'test' : 'build';
}
