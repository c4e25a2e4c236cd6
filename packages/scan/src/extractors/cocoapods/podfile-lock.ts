/** `Podfile.lock`: pods with what they need, what the Podfile asks for, and where pods from elsewhere come from. */
import type { Extract, Origin } from '@theriac/core';
import { itemsOf, mapOf, readYaml, scalarOf, type YamlMap, type YamlNode } from '@theriac/read/yaml';
import { gitOrigin } from '../shared/origin.ts';
import { RootBuilder } from '../shared/root-builder.ts';

export const extract: Extract = async (file) => {
  const root = new RootBuilder(file.path, 'cocoapods');
  const [document] = await readYaml(file, root.report);
  if (document === undefined) root.emptyFile();
  const top = mapOf(document);
  if (document !== undefined && top.get('PODS') === undefined)
    root.unknown('no-package-data', 'there is no section PODS in the file', 1, true);
  const dependencies = top.get('DEPENDENCIES');
  if (itemsOf(top.get('PODS')).length > 0 ? itemsOf(dependencies).length === 0 : dependencies?.value === null)
    root.unknown('no-package-data', 'there is no section DEPENDENCIES in the file', 1, true);
  else if (top.get('PODS') !== undefined && itemsOf(top.get('PODS')).length === 0)
    root.unknown('no-package-data', 'the section PODS is empty', top.get('PODS')?.line, true);
  const checkouts = mapOf(top.get('CHECKOUT OPTIONS'));
  const external = mapOf(top.get('EXTERNAL SOURCES'));
  const local = placesOf(itemsOf(top.get('DEPENDENCIES')));
  const keys = new Map<string, string>();
  const needs: (readonly [key: string, deps: readonly YamlNode[], local: boolean])[] = [];
  for (const item of itemsOf(top.get('PODS'))) {
    const [text, deps] = podOf(item);
    const parts = /^(\S+)(?: \((.*)\))?$/.exec(text);
    const name = parts?.[1];
    if (name === undefined) {
      root.unknown('unparseable', 'a pod is written in a way that is not understood', item.line, true);
      continue;
    }
    const version = parts?.[2];
    if (version === undefined) root.unresolved(name, '', item.line);
    const key = root.add({
      name,
      version: version ?? null,
      location: { path: file.path, line: item.line },
      origin: originOf(name, checkouts, external, local),
    });
    keys.set(name, key);
    needs.push([key, deps, originOf(name, checkouts, external, local).kind === 'path']);
  }
  for (const [from, deps, isLocal] of needs) {
    for (const dep of deps) {
      const to = keys.get(nameIn(scalarOf(dep) ?? ''));
      if (to !== undefined) root.link(from, to);
      // A local pod names what it needs on every platform; only that of the target's platforms is resolved.
      else if (!isLocal)
        root.unknown('dangling-edge', 'a pod depends on what the lockfile does not list', dep.line, true);
    }
  }
  for (const item of itemsOf(top.get('DEPENDENCIES'))) {
    const text = scalarOf(item) ?? '';
    const key = keys.get(nameIn(text));
    if (key !== undefined) root.want(key, 'production', /^[^(]*\((?!from)(.*)\)$/.exec(text)?.[1]);
  }
  if (!root.hasWanted) root.markTopLevel(() => 'production');
  return root.build();
};

/** A pod is a text, or a mapping of one text to what it needs. */
function podOf(item: YamlNode): readonly [text: string, needs: readonly YamlNode[]] {
  const alone = scalarOf(item);
  if (alone !== undefined) return [alone, []];
  const [entry] = mapOf(item).entries;
  return entry === undefined ? ['', []] : [entry[0], itemsOf(entry[1])];
}

/** `Name (~> 1.0)` → `Name`; the quotes of older files are not part of it. */
function nameIn(text: string): string {
  return text.replace(/^"|"$/g, '').split(' ')[0] ?? '';
}

/** `Name (from \`../folder\`)`: pod → where it is from. */
function placesOf(items: readonly YamlNode[]): Map<string, string> {
  return new Map(
    items.flatMap((item) => {
      const found = /^"?([^\s/]+)(?:\/\S*)? \(from `([^`]+)`/.exec(scalarOf(item) ?? '');
      return found === null ? [] : [[found[1] ?? '', found[2] ?? ''] as const];
    }),
  );
}

function originOf(
  name: string,
  checkouts: YamlMap,
  external: YamlMap,
  places: ReadonlyMap<string, string>,
): Origin {
  const pod = name.split('/')[0] ?? name;
  const source = mapOf(checkouts.get(pod) ?? external.get(pod));
  const git = scalarOf(source.get(':git'));
  if (git !== undefined)
    return gitOrigin(git, scalarOf(source.get(':commit')) ?? scalarOf(source.get(':tag')));
  const path = scalarOf(source.get(':path'));
  if (path !== undefined) return { kind: 'path', path };
  const place = places.get(pod);
  if (place === undefined) return { kind: 'registry' };
  return /^[a-z+]+:\/\/|^git@/.test(place) ? gitOrigin(place) : { kind: 'path', path: place };
}
