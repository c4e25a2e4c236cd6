/** Manifests, each for itself; a template is no YAML until its values are known. */
import { type TargetFile, TheriacError } from '@theriac/core';
import { type ConfigValue, type Place, scalar } from '@theriac/core/configuration';
import { readYaml, type YamlNode } from '@theriac/read/yaml';
import { fileByFile, type LoadedArea, type Report } from '../contract.ts';
import { fromYaml } from '../shared/from-yaml.ts';
import { KUBERNETES_CLUSTER_RULES } from './cluster-rules.ts';
import { MESH_RULES } from './mesh-rules.ts';
import { kubernetesResources } from './objects.ts';
import { KUBERNETES_POD_RULES } from './pod-rules.ts';

export const loaded: LoadedArea = {
  rules: [...KUBERNETES_POD_RULES, ...KUBERNETES_CLUSTER_RULES, ...MESH_RULES],
  start: fileByFile(async (file, report) => {
    const documents = await manifestsOf(file, report);
    return documents.flatMap((document) => kubernetesResources(fromYaml(document, file.path, untemplated)));
  }),
};

/** A template outside of quotes; YAML would read its braces as a mapping. */
const TEMPLATE = /^[ \t]*(?:- )?(?:[\w.-]{1,100}:[ \t]+)?\{\{/m;

/** A template is no YAML until its values are known. */
async function manifestsOf(file: TargetFile, report: Report): Promise<YamlNode[]> {
  const text = file.text();
  const isTemplate = TEMPLATE.test(text);
  try {
    if (!isTemplate) return await readYaml(file, report);
  } catch (error) {
    if (!text.includes('{{') || !(error instanceof TheriacError)) throw error;
  }
  const line = text.slice(0, text.indexOf('{{')).split('\n').length;
  report({
    reason: 'dynamic',
    message: 'a template makes the objects; scan the manifests that `helm template` writes',
    location: { path: file.path, line },
    losesComponents: false,
  });
  return [];
}

/** A template inside quotes. */
function untemplated(text: string, at: Place): ConfigValue {
  return text.includes('{{') ? { kind: 'unknown', reason: 'a template makes it', at } : scalar(text, at);
}
