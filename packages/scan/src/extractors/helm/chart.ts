/** `Chart.yaml` (https://helm.sh/docs/topics/charts/): the charts that a chart brings along, exact where it is locked. */
import type { Extract, ExtractContext } from '@theriac/core';
import { itemsOf, mapOf, readYaml, scalarOf, type YamlMap } from '@theriac/read/yaml';
import { baseName, beside } from '../../target/paths.ts';
import { withoutCredentials } from '../shared/origin.ts';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';

const EXACT = /^v?\d+\.\d+\.\d[\w.+-]*$/;

export const extract: Extract = async (file, context) => {
  const root = new RootBuilder(file.path, 'helm');
  const [document] = await readYaml(file, root.report);
  const chart = mapOf(document);
  const isChart = baseName(file.path) === 'Chart.yaml';
  const locked = await lockedVersions(
    context,
    beside(file.path, isChart ? 'Chart.lock' : 'requirements.lock'),
    root,
  );
  const dependencies = chart.get('dependencies');
  if (dependencies !== undefined && dependencies.value !== null && !Array.isArray(dependencies.value))
    root.unknown('unparseable', '"dependencies" is not a list', dependencies.line, true);
  for (const item of itemsOf(dependencies)) {
    const entry = mapOf(item);
    const name = scalarOf(entry.get('name'));
    if (name === undefined) {
      root.unknown('no-package-data', 'a dependency has no name', item.line, true);
      continue;
    }
    const range = scalarOf(entry.get('version')) ?? '';
    const version = locked.get(name) ?? (EXACT.test(range) ? range : null);
    const repository = withoutCredentials(scalarOf(entry.get('repository')) ?? '');
    // Charts of the same repository are scanned by themselves.
    if (repository.startsWith('file://')) continue;
    if (version === null) root.unresolved(name, range, item.line);
    const key = root.add({
      name,
      version,
      location: { path: file.path, line: item.line },
      ...(repository === '' ? {} : { qualifiers: { repository_url: repository } }),
    });
    root.want(key, isOptional(entry) ? 'optional' : 'production', range);
  }
  if (!root.hasWanted && root.unknowns.length === 0 && !isChart) return NOTHING;
  const [name, version] = [scalarOf(chart.get('name')), scalarOf(chart.get('version'))];
  return root.build({
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
  });
};

/** A condition or tag switches a dependency on or off by values. */
function isOptional(entry: YamlMap): boolean {
  return entry.get('condition') !== undefined || entry.get('tags') !== undefined;
}

async function lockedVersions(
  context: ExtractContext,
  path: string,
  root: RootBuilder,
): Promise<Map<string, string>> {
  const file = context.file(path);
  if (file === null) return new Map();
  const [document] = await readYaml(file, root.report);
  const top = mapOf(document);
  // Helm writes both after the list.
  if (top.get('digest') === undefined || top.get('generated') === undefined)
    root.unknown('unparseable', 'it has no digest: the lockfile was cut off', 1, true, { path });
  return new Map(
    itemsOf(top.get('dependencies')).flatMap((item) => {
      const [name, version] = [scalarOf(mapOf(item).get('name')), scalarOf(mapOf(item).get('version'))];
      return name === undefined || version === undefined ? [] : [[name, version] as const];
    }),
  );
}
