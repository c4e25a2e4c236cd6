/**
 * GitHub workflows and action definitions: the actions, reusable workflows and images that a pipeline runs.
 * Syntax: GitHub's workflow and metadata syntax references (`jobs.*.steps[*].uses`, `jobs.*.uses`,
 * `jobs.*.container`, `jobs.*.services`, `runs.steps`, `runs.image`).
 */
import {
  type ComponentDraft,
  type Extract,
  type KnownUnknown,
  type Location,
  TheriacError,
} from '@theriac/core';
import { itemsOf, mapOf, readYaml, scalarOf, YamlMap, type YamlNode } from '@theriac/read/yaml';
import { imageComponent, mergeImages } from '../docker/image-reference.ts';

const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
/** `# v4.1.1`, `# tag=v4.1.1`, `# renovate: v4`: the release that a pinned commit stands for. */
const COMMENTED_VERSION = /(?:^|[\s=@])(v?\d+(?:\.\d+){0,3}(?:[-+][\w.-]+)?)(?=\s|$)/;
/** In this repository: relative to the checkout, or `$/` for the root of the one that holds the workflow. */
const OWN_ACTION = /^(?:\.{1,2}|\$)\//;
const REPOSITORY = /^[A-Za-z0-9][A-Za-z0-9-]*\/[\w.-]+(?:\/[^\s@]+)?$/;

export const extract: Extract = async (file) => {
  const unknowns: KnownUnknown[] = [];
  const report = (unknown: KnownUnknown): void => void unknowns.push(unknown);
  const [document] = await readYaml(file, report);
  if (document === undefined)
    return { roots: [{ path: file.path, ecosystem: 'githubactions', components: [] }], unknowns };
  if (!(document.value instanceof YamlMap)) {
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not a workflow: no mapping at the top', {
      path: file.path,
      line: document.line,
    });
  }
  const components: ComponentDraft[] = [];
  const at = (node: YamlNode): Location => ({ path: file.path, line: node.line });
  const wrong = (what: string, node: YamlNode): void =>
    report({
      reason: 'unparseable',
      message: `${what} could not be parsed`,
      location: at(node),
      losesComponents: true,
    });
  const image = (node: YamlNode | undefined): void => {
    const text = scalarOf(node);
    if (node !== undefined && node.value !== null && text === undefined) wrong('an image', node);
    if (node === undefined || text === undefined || text === '') return;
    const reference = text.startsWith('docker://') ? text.slice('docker://'.length) : text;
    const component = imageComponent(reference, 'build', at(node), report);
    if (component !== null) components.push(component);
  };
  const uses = (node: YamlNode | undefined): void => {
    if (node === undefined) return;
    const text = scalarOf(node)?.trim();
    if (text === undefined) wrong('"uses"', node);
    else if (text.startsWith('docker://')) image(node);
    else if (OWN_ACTION.test(text)) return;
    else if (text.includes('${{')) {
      report({
        reason: 'dynamic',
        message: 'the action is computed at runtime',
        location: at(node),
        losesComponents: true,
      });
    } else {
      const component = actionOf(text, node.comment, at(node), report);
      if (component !== null) components.push(component);
    }
  };
  const steps = (node: YamlNode | undefined): void => {
    if (node !== undefined && node.value !== null && !Array.isArray(node.value)) wrong('"steps"', node);
    for (const step of itemsOf(node)) uses(mapOf(step).get('uses'));
  };

  const jobs = document.value.get('jobs');
  if (jobs !== undefined && jobs.value !== null && !(jobs.value instanceof YamlMap)) wrong('"jobs"', jobs);
  for (const job of mapOf(jobs).entries.values()) {
    const fields = mapOf(job);
    if (job.value !== null && !(job.value instanceof YamlMap)) wrong('a job', job);
    uses(fields.get('uses'));
    const container = fields.get('container');
    const named = container?.value instanceof YamlMap ? container.value.get('image') : container;
    if (container?.value instanceof YamlMap && named === undefined)
      wrong('a container without an image', container);
    image(named);
    const services = fields.get('services');
    if (services !== undefined && services.value !== null && !(services.value instanceof YamlMap))
      wrong('"services"', services);
    for (const service of mapOf(services).entries.values()) image(mapOf(service).get('image'));
    steps(fields.get('steps'));
  }
  const runs = mapOf(document.value.get('runs'));
  steps(runs.get('steps'));
  const runsImage = runs.get('image');
  if (scalarOf(runsImage)?.startsWith('docker://') === true) image(runsImage);
  const name = scalarOf(document.value.get('name'));
  return {
    roots: [
      {
        path: file.path,
        ecosystem: 'githubactions',
        ...(name === undefined ? {} : { name }),
        components: mergeImages(components),
      },
    ],
    unknowns,
  };
};

/** `owner/repository[/path]@ref`. */
function actionOf(
  text: string,
  comment: string | undefined,
  location: Location,
  report: (unknown: KnownUnknown) => void,
): ComponentDraft | null {
  const split = text.lastIndexOf('@');
  const name = split < 0 ? text : text.slice(0, split);
  const ref = split < 0 ? '' : text.slice(split + 1);
  if (!REPOSITORY.test(name) || name.length > 512 || ref.length > 256 || /\s/.test(ref)) {
    report({
      reason: 'unparseable',
      message: 'an action could not be parsed',
      location,
      losesComponents: true,
    });
    return null;
  }
  if (ref === '') {
    report({
      reason: 'unresolved-version',
      message: `${name} is used without saying at which revision`,
      location,
      package: name,
      losesComponents: false,
    });
  }
  const release = COMMIT.test(ref) ? COMMENTED_VERSION.exec((comment ?? '').slice(0, 200))?.[1] : undefined;
  const repository = name.split('/', 2).join('/');
  return {
    key: text,
    ecosystem: 'githubactions',
    name,
    version: ref === '' ? null : ref,
    scope: 'build',
    direct: true,
    location,
    origin: {
      kind: 'git',
      url: `https://github.com/${repository}`,
      ...(COMMIT.test(ref) ? { commit: ref } : {}),
    },
    ...(release === undefined ? {} : { qualifiers: { tag: release } }),
  };
}
