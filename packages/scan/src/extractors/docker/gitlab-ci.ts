/**
 * GitLab CI: the images of jobs and their services. Syntax: GitLab's CI/CD YAML reference (`image`, `services`,
 * `default`, `include`, `variables`).
 */
import type { Extract, ExtractContext } from '@theriac/core';
import { mapOf, readYaml, scalarOf, YamlMap, type YamlNode } from '@theriac/read/yaml';
import { normalizePath } from '../../target/paths.ts';
import { ImageCollector } from './image-collector.ts';
import { substitute } from './image-reference.ts';

/** Keywords at the top that are no jobs. */
const NO_JOBS: ReadonlySet<string> = new Set(['stages', 'variables', 'include', 'workflow', 'spec']);
/** Keywords at the top whose values are lists or scalars, some of them in old files. */
const SWITCHES: ReadonlySet<string> = new Set([
  ...['before_script', 'after_script', 'cache', 'types', 'pages', 'default'],
]);
const CI_FILE = /\.gitlab-ci\.ya?ml$/;

export const extract: Extract = async (file, context) => {
  const images = new ImageCollector(file.path, 'build');
  // A file with inputs has its header in a document of its own.
  for (const document of await readYaml(file, images.report)) {
    if (!images.isMapping(document, 'the file')) continue;
    const top = document.value;
    const variables = variablesOf(top.get('variables'));
    const image = (node: YamlNode | undefined, what: string, own: ReadonlyMap<string, string>): void => {
      const named = node?.value instanceof YamlMap ? node.value.get('name') : node;
      if (node?.value instanceof YamlMap && named === undefined)
        images.lost('unparseable', `${what} has no name`, node);
      const text = images.text(named, what);
      if (named === undefined || text === undefined) return;
      images.add(
        substitute(
          text.replace(/\$\[\[.{0,200}?\]\]/g, '$input'),
          (name) => own.get(name) ?? variables.get(name),
        ),
        named,
      );
    };
    const job = (fields: YamlMap): void => {
      const own = variablesOf(fields.get('variables'));
      image(fields.get('image'), '"image"', own);
      for (const service of images.items(fields.get('services'), '"services"'))
        image(service, 'a service', own);
    };
    job(top);
    for (const [name, node] of top.entries) {
      if (NO_JOBS.has(name) || name === 'image' || name === 'services') continue;
      if (node.value instanceof YamlMap) job(node.value);
      // Hidden keys may hold lists for anchors; a job is a mapping, and `pages` may be switched off.
      else if (!name.startsWith('.') && !SWITCHES.has(name)) images.isMapping(node, `job ${name}`);
    }
    include(top.get('include'), images, context);
  }
  return images.build();
};

/** Values that are texts; `{ value: … }` says the same. */
function variablesOf(node: YamlNode | undefined): Map<string, string> {
  const variables = new Map<string, string>();
  for (const [name, value] of mapOf(node).entries) {
    const text = scalarOf(value) ?? scalarOf(mapOf(value).get('value'));
    if (text !== undefined) variables.set(name, text);
  }
  return variables;
}

/** Files of this repository that are read by themselves are no gap. */
function include(node: YamlNode | undefined, images: ImageCollector, context: ExtractContext): void {
  if (node === undefined || node.value === null) return;
  for (const one of Array.isArray(node.value) ? node.value : [node]) {
    const text = scalarOf(one) ?? scalarOf(mapOf(one).get('local'));
    const path =
      text === undefined || /^https?:/i.test(text) ? null : normalizePath(text.replace(/^\/+/, ''));
    if (path !== null && CI_FILE.test(path) && context.exists(path)) continue;
    images.lost('unresolved-include', 'images of an included file are not known', one);
  }
}
