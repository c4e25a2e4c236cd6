/** Charts of Helm, rendered with the values that they bring: what `helm template` would write, without running it. */
import { type DetectContext, type KnownUnknown, type TargetFile, TheriacError } from '@theriac/core';
import {
  copied,
  GO_FUNCTIONS,
  GoMap,
  type GoValue,
  mergeInto,
  NotRendered,
  parseTemplate,
  printed,
  type Rendered,
  renderTemplate,
  type Template,
  yamlValue,
} from '@theriac/read/go-template';
import { inFolder, normalizePath } from '../../../target/paths.ts';

/** The newest minor release that `helm template` speaks of. */
const KUBERNETES = { major: '1', minor: '34', version: 'v1.34.0' } as const;
const RELEASE = 'release-name';
/** Charts inside charts. */
const MAX_DEPTH = 8;

export interface ChartFiles {
  /** Folder of its Chart.yaml; empty for the root of the target. */
  readonly folder: string;
  /** Files of `templates/`, its own only. */
  readonly templates: readonly TargetFile[];
}

export interface RenderedFile {
  readonly path: string;
  readonly rendered: Rendered;
}

export interface ChartReader {
  readonly context: DetectContext;
  readonly report: (unknown: KnownUnknown) => void;
  /** Every chart of the target by folder. */
  readonly charts: ReadonlyMap<string, ChartFiles>;
}

/** @returns each template that makes something, with the charts that it depends on and that lie in `charts/` */
export function renderChart(chart: ChartFiles, reader: ChartReader): RenderedFile[] {
  const values = valuesOf(chart.folder, reader);
  if (values === undefined) return [];
  const parts = withSubcharts(chart, values, reader, 0);
  const templates = new Map<string, Template>();
  const mains: { readonly template: Template; readonly dot: GoMap; readonly folder: string }[] = [];
  for (const part of parts) {
    const dot = dotOf(part, reader);
    for (const file of part.chart.templates) {
      const parsed = parsedTemplate(file, reader);
      if (parsed === undefined) continue;
      for (const [name, template] of parsed.defined) templates.set(name, template);
      templates.set(file.path, parsed.main);
      const base = file.path.slice(file.path.lastIndexOf('/') + 1);
      if (!part.isLibrary && !base.startsWith('_') && /\.ya?ml$/.test(base))
        mains.push({ template: parsed.main, dot, folder: part.chart.folder });
    }
  }
  const failures: Failure[] = [];
  const files = mains.flatMap(({ template, dot, folder }) => {
    const own = new GoMap([
      ...dot.entries,
      [
        'Template',
        new GoMap([
          ['Name', template.path],
          ['BasePath', inFolder(folder, 'templates')],
        ]),
      ],
    ]);
    const rendered = renderOne(template, own, templates);
    if ('message' in rendered) failures.push(rendered);
    return 'message' in rendered ? [] : [{ path: template.path, rendered }];
  });
  tellFailures(failures, reader);
  return files;
}

interface Failure {
  readonly message: string;
  readonly path: string;
  readonly line: number | undefined;
}

/** One for each cause, where it shows first. */
function tellFailures(failures: readonly Failure[], { report }: ChartReader): void {
  for (const [message, same] of Map.groupBy(failures, (one) => one.message)) {
    const [{ path, line } = { path: '', line: undefined }] = same;
    const what =
      same.length === 1 ? 'a template is not rendered' : `${same.length} templates are not rendered`;
    report({
      reason: 'dynamic',
      message: `${what}: ${message}; scan what \`helm template\` writes`,
      location: { path, ...(line === undefined ? {} : { line }) },
      losesComponents: false,
    });
  }
}

function renderOne(
  template: Template,
  dot: GoMap,
  templates: ReadonlyMap<string, Template>,
): Rendered | Failure {
  const { path } = template;
  try {
    return renderTemplate(template, dot, {
      templates,
      functions: GO_FUNCTIONS,
      parse: (text) => parseTemplate(text, path).main,
    });
  } catch (error) {
    if (!(error instanceof NotRendered) && !(error instanceof TheriacError)) throw error;
    return {
      message: error.message,
      path,
      line: error instanceof NotRendered ? error.line : error.place.line,
    };
  }
}

function parsedTemplate(
  file: TargetFile,
  { report }: ChartReader,
): ReturnType<typeof parseTemplate> | undefined {
  try {
    return parseTemplate(file.text(), file.path);
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    report({
      reason: 'unparseable',
      message: `a template that is not understood: ${error.message}`,
      location: { path: file.path, ...(error.place.line === undefined ? {} : { line: error.place.line }) },
      losesComponents: false,
    });
    return undefined;
  }
}

/** A file of a chart as a mapping; undefined when it is not valid, which is reported; empty when it is absent. */
function documentOf(path: string, { context, report }: ChartReader): GoMap | undefined {
  const file = context.file(path);
  if (file === null) return new GoMap();
  try {
    const value = yamlValue(file.text());
    return value instanceof GoMap ? value : new GoMap();
  } catch (error) {
    const why = error instanceof TheriacError ? error.message : 'not valid YAML';
    report({
      reason: 'unparseable',
      message: `a file of a chart that cannot be read: ${why}; its templates are not rendered`,
      location: { path },
      losesComponents: false,
    });
    return undefined;
  }
}

function valuesOf(folder: string, reader: ChartReader): GoMap | undefined {
  return documentOf(inFolder(folder, 'values.yaml'), reader);
}

interface Part {
  readonly chart: ChartFiles;
  readonly values: GoMap;
  readonly facts: GoMap;
  readonly isLibrary: boolean;
}

/** The chart and those under `charts/` that are switched on, each with its values. */
function withSubcharts(chart: ChartFiles, values: GoMap, reader: ChartReader, depth: number): Part[] {
  const facts = documentOf(inFolder(chart.folder, 'Chart.yaml'), reader) ?? new GoMap();
  const parts: Part[] = [{ chart, values, facts, isLibrary: textIn(facts, 'type') === 'library' }];
  if (depth >= MAX_DEPTH) return parts;
  const dependencies = listIn(facts, 'dependencies');
  const start = inFolder(chart.folder, 'charts/');
  const found = new Set<string>();
  for (const [folder, sub] of reader.charts) {
    const isInside = folder.startsWith(start) && !folder.slice(start.length).includes('/');
    if (!isInside && !isBeside(folder, chart.folder, dependencies, reader)) continue;
    const own = documentOf(inFolder(folder, 'Chart.yaml'), reader);
    const defaults = valuesOf(folder, reader);
    if (own === undefined || defaults === undefined) continue;
    const name = textIn(own, 'name') ?? folder.slice(folder.lastIndexOf('/') + 1);
    found.add(name);
    const declared = dependencies.filter((one) => textIn(one, 'name') === name);
    for (const dependency of declared.length === 0 ? [new GoMap()] : declared) {
      if (isOff(dependency, values)) continue;
      const key = textIn(dependency, 'alias') ?? name;
      const given = values.entries.get(key);
      const merged = mergeInto(mapCopy(given), defaults, false);
      const global = values.entries.get('global');
      if (global instanceof GoMap)
        merged.entries.set('global', mergeInto(mapCopy(merged.entries.get('global')), global, true));
      for (const part of withSubcharts(sub, merged, reader, depth + 1)) parts.push(part);
    }
  }
  tellMissing(facts, chart.folder, found, reader);
  return parts;
}

/** Whether a chart elsewhere in the target is what a dependency names: by its folder, or a library by its name. */
function isBeside(
  folder: string,
  parent: string,
  dependencies: readonly GoMap[],
  reader: ChartReader,
): boolean {
  return dependencies.some((one) => {
    const repository = textIn(one, 'repository') ?? '';
    if (repository.startsWith('file://'))
      return normalizePath(inFolder(parent, repository.slice('file://'.length))) === folder;
    const name = textIn(one, 'name') ?? '';
    if (folder !== name && !folder.endsWith(`/${name}`)) return false;
    const facts = documentOf(inFolder(folder, 'Chart.yaml'), reader);
    return facts !== undefined && textIn(facts, 'name') === name && textIn(facts, 'type') === 'library';
  });
}

/** Folders of charts that another chart of the target takes in by their folder: they are rendered with it. */
export function includedCharts(reader: ChartReader): ReadonlySet<string> {
  const included = new Set<string>();
  for (const folder of reader.charts.keys())
    for (const one of listIn(
      documentOf(inFolder(folder, 'Chart.yaml'), reader) ?? new GoMap(),
      'dependencies',
    )) {
      const repository = textIn(one, 'repository') ?? '';
      const way = repository.startsWith('file://')
        ? normalizePath(inFolder(folder, repository.slice('file://'.length)))
        : null;
      if (way !== null) included.add(way);
    }
  return included;
}

/** Charts that it depends on and that are not beside it: what they would make, and what they define, is not known. */
function tellMissing(
  facts: GoMap,
  folder: string,
  found: ReadonlySet<string>,
  { report }: ChartReader,
): void {
  const missing = listIn(facts, 'dependencies').flatMap((one) => {
    const name = textIn(one, 'name');
    return name === undefined || found.has(name) ? [] : name;
  });
  if (missing.length > 0)
    report({
      reason: 'dynamic',
      message: `the chart depends on ${missing.join(', ')}, which is not in its charts/; run \`helm dependency build\` first`,
      location: { path: inFolder(folder, 'Chart.yaml') },
      losesComponents: false,
    });
}

/** `condition: postgresql.enabled`: the first of the paths that is there decides. */
function isOff(dependency: GoMap, values: GoMap): boolean {
  for (const path of (textIn(dependency, 'condition') ?? '').split(',')) {
    let at: GoValue = values;
    for (const key of path.trim().split('.')) at = at instanceof GoMap ? (at.entries.get(key) ?? null) : null;
    if (typeof at === 'boolean') return !at;
  }
  return false;
}

function dotOf({ chart, values, facts }: Part, { context }: ChartReader): GoMap {
  const chartFacts = new GoMap(
    [...facts.entries].map(([key, value]) => [key.slice(0, 1).toUpperCase() + key.slice(1), value] as const),
  );
  return new GoMap([
    ['Values', values],
    ['Chart', chartFacts],
    [
      'Release',
      new GoMap([
        ['Name', RELEASE],
        ['Namespace', 'default'],
        ['Service', 'Helm'],
        ['Revision', 1],
        ['IsInstall', true],
        ['IsUpgrade', false],
      ]),
    ],
    [
      'Capabilities',
      new GoMap([
        [
          'KubeVersion',
          new GoMap([
            ['Version', KUBERNETES.version],
            ['GitVersion', KUBERNETES.version],
            ['Major', KUBERNETES.major],
            ['Minor', KUBERNETES.minor],
          ]),
        ],
        ['APIVersions', API_VERSIONS],
        ['HelmVersion', new GoMap([['Version', 'v3.19.0']])],
      ]),
    ],
    ['Files', filesOf(chart.folder, context)],
  ]);
}

/** Groups that every cluster of that release has. */
const API_VERSIONS: readonly string[] = [
  'v1',
  'apps/v1',
  'batch/v1',
  'autoscaling/v1',
  'autoscaling/v2',
  'networking.k8s.io/v1',
  'networking.k8s.io/v1/Ingress',
  'networking.k8s.io/v1/NetworkPolicy',
  'policy/v1',
  'policy/v1/PodDisruptionBudget',
  'rbac.authorization.k8s.io/v1',
  'storage.k8s.io/v1',
  'apiextensions.k8s.io/v1',
  'admissionregistration.k8s.io/v1',
  'scheduling.k8s.io/v1',
  'coordination.k8s.io/v1',
  'certificates.k8s.io/v1',
  'discovery.k8s.io/v1',
];

/** Texts that `.Files.Get` may ask for: small files of the chart's own folder. */
function filesOf(folder: string, context: DetectContext): GoMap {
  const texts = new GoMap();
  for (const { name, kind } of context.list(folder)) {
    const file = kind === 'file' ? context.file(inFolder(folder, name)) : null;
    if (file === null || file.size > MAX_FILE_BYTES) continue;
    try {
      texts.entries.set(name, file.text());
    } catch (error) {
      if (!(error instanceof TheriacError)) throw error;
    }
  }
  return texts;
}

const MAX_FILE_BYTES = 256 * 1024;

function mapCopy(value: GoValue | undefined): GoMap {
  const copy = copied(value ?? null);
  return copy instanceof GoMap ? copy : new GoMap();
}

function textIn(map: GoMap, key: string): string | undefined {
  const value = map.entries.get(key);
  return value === undefined || value === null ? undefined : printed(value);
}

function listIn(map: GoMap, key: string): GoMap[] {
  const value = map.entries.get(key);
  return Array.isArray(value) ? value.filter((one) => one instanceof GoMap) : [];
}
