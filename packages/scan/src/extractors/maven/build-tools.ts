/**
 * What Maven runs to build a project (https://maven.apache.org/guides/mini/guide-configuring-plugins.html): the plug-ins
 * of its own pom and the dependencies that they are given. They run on every machine that builds.
 */
import type { RootBuilder } from '../shared/root-builder.ts';
import { type EffectivePom, findByCoordinates } from './effective-pom.ts';
import { exactVersion } from './maven-version.ts';
import type { PomDependency } from './pom-model.ts';

/** @returns how many come from a repository */
export function addBuildTools(
  root: RootBuilder,
  pom: EffectivePom,
  context: Parameters<typeof findByCoordinates>[1],
): number {
  const managed = pom.chain.flatMap((p) => [...p.pluginManagement]);
  const seen = new Set<string>();
  let external = 0;
  for (const tool of pom.chain[0]?.plugins ?? []) {
    const name = nameOf(tool, pom);
    if (name === null) {
      root.unknown('dynamic', 'the name of a plug-in is made of unknown properties', tool.line, true);
      continue;
    }
    const source = tool.version === undefined ? managed.find((m) => nameOf(m, pom) === name) : tool;
    const written = source?.version ?? '';
    const range = pom.interpolate(written) ?? written;
    if (seen.has(`${name}:${range}`)) continue;
    seen.add(`${name}:${range}`);
    const version = exactVersion(range);
    const [groupId = '', artifactId = ''] = name.split(':');
    // A plug-in that the target itself holds is a project of its own.
    if (version !== null && findByCoordinates({ groupId, artifactId, version }, context) !== null) continue;
    if (version === null) root.unresolved(name, range, tool.line);
    const key = root.add({
      name,
      version,
      location: { path: tool.path, line: tool.line },
      origin: { kind: 'registry' },
    });
    const place = source === undefined ? undefined : pom.versionPlace(source, name);
    root.want(key, 'build', range, {
      manifest: place?.path ?? tool.path,
      ...(place === undefined ? {} : { group: 'version' }),
      ...(place?.property === undefined ? {} : { property: place.property }),
    });
    external += 1;
  }
  return external;
}

function nameOf({ groupId, artifactId }: PomDependency, pom: EffectivePom): string | null {
  const [group, artifact] = [pom.interpolate(groupId), pom.interpolate(artifactId)];
  return group && artifact ? `${group}:${artifact}` : null;
}
