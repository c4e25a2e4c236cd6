/** The resources of one file, whatever its syntax. */
import { type KnownUnknown, type TargetFile, TheriacError } from '@theriac/core';
import { type ConfigValue, type Place, type Resource, scalar } from '@theriac/core/configuration';
import { readYaml, type YamlNode } from '@theriac/read/yaml';
import { COMPOSE_FILE } from '../../../extractors/docker/file-names.ts';
import { composeResources, interpolated } from './compose.ts';
import { dockerfileResources } from './dockerfile.ts';
import { fromYaml } from './from-yaml.ts';
import { kubernetesResources } from './kubernetes.ts';

const OBJECT = /^\{?[ \t]{0,3}"?apiVersion"?[ \t]{0,9}:/m;
const SERVICES = /^\{?[ \t]{0,3}"?services"?[ \t]{0,9}:/m;

/** @param report what could not be read; the file may then be known in part only */
export async function resourcesOf(
  file: TargetFile,
  report: (unknown: KnownUnknown) => void,
): Promise<Resource[]> {
  const { path } = file;
  if (!/\.ya?ml$/.test(path)) return dockerfileResources(file.text(), path);
  const text = file.text();
  const isCompose = COMPOSE_FILE.test(path) && SERVICES.test(text);
  if (!isCompose && !OBJECT.test(text)) return [];
  const documents = await yamlOf(file, report);
  return documents.flatMap((document) =>
    isCompose
      ? composeResources(fromYaml(document, path, interpolated))
      : kubernetesResources(fromYaml(document, path, untemplated)),
  );
}

/** A template outside of quotes; YAML would read its braces as a mapping. */
const TEMPLATE = /^[ \t]*(?:- )?(?:[\w.-]{1,100}:[ \t]+)?\{\{/m;

/** A template is no YAML until its values are known. */
async function yamlOf(file: TargetFile, report: (unknown: KnownUnknown) => void): Promise<YamlNode[]> {
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
