/** Objects of Kubernetes: manifests, and what charts of Helm and kustomizations make of theirs. */
import { type KnownUnknown, type TargetFile, TheriacError } from '@theriac/core';
import { type ConfigValue, type Place, type Resource, scalar } from '@theriac/core/configuration';
import { unknownReason } from '@theriac/read/go-template';
import { MemoryFile } from '@theriac/read/text';
import { readYaml } from '@theriac/read/yaml';
import { folderOf } from '../../../target/paths.ts';
import type { LoadedArea, Report } from '../contract.ts';
import { fromYaml } from '../shared/from-yaml.ts';
import { KUBERNETES_CLUSTER_RULES } from './cluster-rules.ts';
import { type ChartFiles, includedCharts, type RenderedFile, renderChart } from './helm-chart.ts';
import { isKustomization, Kustomizations } from './kustomize.ts';
import { MESH_RULES } from './mesh-rules.ts';
import { kubernetesResources } from './objects.ts';
import { KUBERNETES_POD_RULES } from './pod-rules.ts';
import { KUBERNETES_ROLE_RULES } from './role-rules.ts';

export const loaded: LoadedArea = {
  rules: [...KUBERNETES_POD_RULES, ...KUBERNETES_ROLE_RULES, ...KUBERNETES_CLUSTER_RULES, ...MESH_RULES],
  start: (report) => {
    const manifests: TargetFile[] = [];
    const kustomizations: TargetFile[] = [];
    const templates: TargetFile[] = [];
    const charts: string[] = [];
    return {
      inspect: (file) => {
        const base = file.path.slice(file.path.lastIndexOf('/') + 1);
        if (base === 'Chart.yaml') charts.push(folderOf(file.path));
        else if (isKustomization(base)) kustomizations.push(file);
        else if (TEMPLATE_PATH.test(file.path)) templates.push(file);
        else manifests.push(file);
      },
      conclude: async (context) => {
        const byFolder = chartsOf(charts, templates);
        const inCharts = new Set([...byFolder.values()].flatMap((chart) => chart.templates));
        // A folder called `templates` may be no chart's.
        for (const file of templates)
          if (!inCharts.has(file) && !file.path.endsWith('.tpl')) manifests.push(file);
        const reader = { context, report, charts: byFolder };
        const resources: Resource[] = [];
        const take = (documents: readonly ConfigValue[]): void => {
          for (const document of documents)
            for (const one of kubernetesResources(document)) resources.push(one);
        };
        const included = includedCharts(reader);
        for (const [folder, chart] of byFolder)
          if (!isSubchart(folder, byFolder) && !included.has(folder))
            for (const file of renderChart(chart, reader)) take(await renderedDocuments(file, report));
        const kustomized = new Kustomizations(kustomizations, context, report);
        await kustomized.render();
        for (const one of kustomized.documents) take([one]);
        for (const file of manifests)
          if (!kustomized.used.has(file.path)) take(await documentsOf(file, report));
        return resources;
      },
    };
  },
};

const TEMPLATE_PATH = /(?:^|\/)templates\/(?:[^/]+\/){0,8}[^/]+\.(?:ya?ml|tpl)$/;

/** Charts with their own templates; a template belongs to the chart that is nearest above it. */
function chartsOf(
  folders: readonly string[],
  templates: readonly TargetFile[],
): ReadonlyMap<string, ChartFiles> {
  const own = new Map(folders.map((folder) => [folder, [] as TargetFile[]]));
  for (const file of templates) {
    for (let folder = folderOf(file.path); ; folder = folderOf(folder)) {
      const files = own.get(folder);
      if (files !== undefined) {
        if (file.path.startsWith(folder === '' ? 'templates/' : `${folder}/templates/`)) files.push(file);
        break;
      }
      if (folder === '') break;
    }
  }
  return new Map([...own].map(([folder, files]) => [folder, { folder, templates: files }]));
}

function isSubchart(folder: string, charts: ReadonlyMap<string, ChartFiles>): boolean {
  const parent = /^(.*?)\/?charts\/[^/]+$/.exec(folder)?.[1];
  return parent !== undefined && charts.has(parent);
}

/** What a template made, with the lines of the template. */
async function renderedDocuments({ path, rendered }: RenderedFile, report: Report): Promise<ConfigValue[]> {
  const unknown = (told: KnownUnknown): void =>
    report({ ...told, location: { path, line: rendered.lines[(told.location.line ?? 1) - 1] ?? 1 } });
  const placed = (text: string, at: Place): ConfigValue => {
    const reason = unknownReason(text);
    return reason === undefined ? scalar(text, at) : { kind: 'unknown', reason, at };
  };
  try {
    const documents = await readYaml(new MemoryFile(path, rendered.text), unknown);
    return documents.map((document) =>
      fromYaml(document, path, placed, (line) => rendered.lines[line - 1] ?? line),
    );
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    report({
      reason: 'unparseable',
      message: `what the template makes is not valid YAML: ${error.message}`,
      location: { path, line: rendered.lines[(error.place.line ?? 1) - 1] ?? 1 },
      losesComponents: false,
    });
    return [];
  }
}

/** A template outside of quotes; YAML would read its braces as a mapping. */
const TEMPLATE = /^[ \t]*(?:- )?(?:[\w.-]{1,100}:[ \t]+)?\{\{/m;

/** A manifest; one that is a template of something else than Helm is no YAML until its values are known. */
async function documentsOf(file: TargetFile, report: Report): Promise<ConfigValue[]> {
  const text = file.text();
  try {
    if (!TEMPLATE.test(text))
      return (await readYaml(file, report)).map((document) => fromYaml(document, file.path, untemplated));
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    if (!text.includes('{{')) {
      report({
        reason: 'unparseable',
        message: error.message,
        location: { path: file.path, ...(error.place.line === undefined ? {} : { line: error.place.line }) },
        losesComponents: false,
      });
      return [];
    }
  }
  const line = text.slice(0, text.indexOf('{{')).split('\n').length;
  report({
    reason: 'dynamic',
    message: 'a template makes the objects; scan what it makes',
    location: { path: file.path, line },
    losesComponents: false,
  });
  return [];
}

/** A template inside quotes. */
function untemplated(text: string, at: Place): ConfigValue {
  return text.includes('{{') ? { kind: 'unknown', reason: 'a template makes it', at } : scalar(text, at);
}
