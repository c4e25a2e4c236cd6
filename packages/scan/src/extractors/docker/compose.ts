/** Compose files: the image of every service. Variables come from `.env` beside the file and from their defaults. */
import {
  type ComponentDraft,
  type Extract,
  type ExtractContext,
  type KnownUnknown,
  TheriacError,
} from '@theriac/core';
import { mapOf, readYaml, scalarOf, YamlMap } from '@theriac/read/yaml';
import { imageComponent, mergeImages, substitute } from './image-reference.ts';

/** Longer lines of `.env` hold keys and certificates, never a tag. */
const MAX_LINE = 1024;

export const extract: Extract = async (file, context) => {
  const unknowns: KnownUnknown[] = [];
  const report = (unknown: KnownUnknown): void => void unknowns.push(unknown);
  const [document] = await readYaml(file, report);
  if (!(document?.value instanceof YamlMap)) {
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not a Compose file: no mapping at the top', {
      path: file.path,
      line: 1,
    });
  }
  const services = document.value.get('services');
  if (services !== undefined && services.value !== null && !(services.value instanceof YamlMap)) {
    report({
      reason: 'unparseable',
      message: '"services" is not a mapping',
      location: { path: file.path, line: services.line },
      losesComponents: true,
    });
  }
  const variables = environmentBeside(file.path, context);
  const components: ComponentDraft[] = [];
  // Compose version 1 had the services at the top.
  const entries = services === undefined ? document.value.entries : mapOf(services).entries;
  for (const service of entries.values()) {
    const image = mapOf(service).get('image');
    const text = scalarOf(image);
    if (image === undefined || text === undefined) continue;
    // What a service builds itself is its own Dockerfile's business; `image` is then only the name to give it.
    if (mapOf(service).get('build') !== undefined) continue;
    const reference = substitute(text, (name) => variables.get(name));
    const component = imageComponent(reference, 'production', { path: file.path, line: image.line }, report);
    if (component !== null) components.push(component);
  }
  for (const extended of [...entries.values()].map((service) => mapOf(service).get('extends'))) {
    const other = scalarOf(mapOf(extended).get('file'));
    if (extended === undefined || other === undefined) continue;
    const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
    if (!context.exists(folder + other)) {
      report({
        reason: 'unresolved-include',
        message: 'a service extends one of a file that does not exist',
        location: { path: file.path, line: extended.line },
        losesComponents: true,
      });
    }
  }
  return { roots: [{ path: file.path, ecosystem: 'docker', components: mergeImages(components) }], unknowns };
};

/** `NAME=value` lines of `.env`; only used to fill in image references. */
function environmentBeside(path: string, context: ExtractContext): Map<string, string> {
  const variables = new Map<string, string>();
  const file = context.file(`${path.slice(0, path.lastIndexOf('/') + 1)}.env`);
  if (file === null) return variables;
  try {
    for (const line of file.text().split('\n')) {
      if (line.length > MAX_LINE) continue;
      const match = /^\s*(?:export\s+)?(\w+)\s*=\s*(.*)$/s.exec(line);
      if (match?.[1] === undefined) continue;
      const value = (match[2] ?? '').replace(/\s#.*$/s, '').trim();
      variables.set(match[1], value.replace(/^(["'])(.*)\1$/, '$2'));
    }
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
  }
  return variables;
}
