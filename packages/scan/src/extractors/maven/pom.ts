/**
 * `pom.xml`: what a project and its parents ask for. What those packages need in turn is in poms of a
 * repository, so every root with dependencies has one known unknown that says so.
 */
import type { Extract, Scope } from '@theriac/core';
import { folderOf } from '../../target/paths.ts';
import { RootBuilder } from '../shared/root-builder.ts';
import { addBuildTools } from './build-tools.ts';
import { EffectivePom, findByCoordinates, missingParentUnknown } from './effective-pom.ts';
import { exactVersion } from './maven-version.ts';
import { type PomDependency, readPom } from './pom-model.ts';

export const extract: Extract = (file, context) => {
  const root = new RootBuilder(file.path, 'maven');
  const pom = new EffectivePom(readPom(file), context);
  const missing = missingParentUnknown(pom);
  if (missing !== null) root.report(missing);
  const seen = new Set<string>();
  const owners = new Map<string, string>();
  let external = 0;
  for (const dependency of pom.dependencies()) {
    const resolved = resolve(pom, dependency);
    if (resolved === null) {
      root.unknown(
        'unresolved-version',
        'the name of a dependency is made of unknown properties',
        dependency.line,
        true,
        {
          path: dependency.path,
        },
      );
      continue;
    }
    const { groupId, artifactId, classifier, range, key, name } = resolved;
    // A child's dependency replaces the same one of its parents; two of one pom are both listed.
    const owner = owners.get(key);
    if (owner !== undefined && owner !== dependency.path) continue;
    owners.set(key, dependency.path);
    if (seen.has(`${key}:${range}`)) continue;
    seen.add(`${key}:${range}`);
    const version = exactVersion(range);
    const own = version === null ? null : findByCoordinates({ groupId, artifactId, version }, context);
    if (version === null) reportVersion(root, pom, dependency, name, range);
    if (own === null) external += 1;
    const added = root.add({
      name,
      version,
      scope: resolved.scope,
      ...(version === range ? {} : { requested: range }),
      location: { path: dependency.path, line: dependency.line },
      origin: own !== null ? { kind: 'workspace', path: folderOf(own.path) || '.' } : { kind: 'registry' },
      ...(own === null ? {} : { firstParty: true }),
      ...qualifiers(classifier, dependency.type),
    });
    const place = pom.versionPlace(dependency, key);
    root.want(added, resolved.scope, undefined, {
      manifest: place?.path ?? file.path,
      ...(place === undefined ? {} : { group: 'version' }),
      ...(place?.property === undefined ? {} : { property: place.property }),
    });
  }
  const tools = addBuildTools(root, pom, context);
  if (external + tools > 0)
    root.transitivesUnknown('scan the built archive, or an SBOM that the build creates', external > 0);
  const { groupId, artifactId, version } = pom.coordinates;
  return root.build({
    ...(artifactId === undefined
      ? {}
      : { name: groupId === undefined ? artifactId : `${groupId}:${artifactId}` }),
    ...(version === undefined ? {} : { version }),
  });
};

interface Resolved {
  readonly groupId: string;
  readonly artifactId: string;
  readonly classifier: string;
  readonly name: string;
  /** `group:artifact:type:classifier`, which Maven takes for one dependency. */
  readonly key: string;
  /** Version or range, interpolated as far as it goes; empty when none is given. */
  readonly range: string;
  readonly scope: Scope;
}

function resolve(pom: EffectivePom, dependency: PomDependency): Resolved | null {
  const groupId = pom.interpolate(dependency.groupId);
  const artifactId = pom.interpolate(dependency.artifactId);
  if (!groupId || !artifactId) return null;
  const classifier = pom.interpolate(dependency.classifier) ?? dependency.classifier;
  const key = `${groupId}:${artifactId}:${dependency.type}:${classifier}`;
  const managed = pom.managed(key);
  const written = dependency.version ?? managed?.version ?? '';
  const scope = dependency.scope ?? managed?.scope ?? 'compile';
  const optional = (dependency.optional ?? managed?.optional) === 'true' || dependency.inProfile;
  return {
    groupId,
    artifactId,
    classifier,
    name: `${groupId}:${artifactId}`,
    key,
    range: pom.interpolate(written) ?? written,
    scope: scopeOf(scope, optional),
  };
}

/** `provided` comes with the container that runs the program: it may be absent from what is shipped. */
const SCOPE_OF: Readonly<Record<string, Scope>> = {
  compile: 'production',
  runtime: 'production',
  system: 'production',
  provided: 'optional',
  test: 'test',
};

function scopeOf(scope: string, optional: boolean): Scope {
  const found = Object.hasOwn(SCOPE_OF, scope) ? (SCOPE_OF[scope] ?? 'production') : 'production';
  return optional && found === 'production' ? 'optional' : found;
}

function reportVersion(
  root: RootBuilder,
  pom: EffectivePom,
  dependency: PomDependency,
  name: string,
  range: string,
): void {
  if (range !== '' || (pom.missingParent === null && pom.missingImports.length === 0)) {
    root.unresolved(name, range, dependency.line, dependency.path);
    return;
  }
  const where =
    pom.missingImports.length > 0 ? pom.missingImports.slice(0, 3).join(', ') : 'a missing parent';
  const message = `the version of ${name} is managed in files that are not in the target (${where})`;
  root.unknown('unresolved-version', message, dependency.line, false, {
    package: name,
    path: dependency.path,
  });
}

function qualifiers(classifier: string, type: string): { qualifiers?: Record<string, string> } {
  if (classifier === '' && type === 'jar') return {};
  return {
    qualifiers: {
      ...(classifier === '' ? {} : { classifier }),
      ...(type === 'jar' ? {} : { type }),
    },
  };
}
