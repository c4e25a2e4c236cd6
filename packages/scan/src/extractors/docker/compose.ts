/** Compose files: the image of every service. Variables come from `.env` beside the file and from their defaults. */
import { type Extract, type ExtractContext, TheriacError } from '@theriac/core';
import { mapOf, readYaml, scalarOf, YamlMap, type YamlNode } from '@theriac/read/yaml';
import { beside } from '../../target/paths.ts';
import { ImageCollector } from './image-collector.ts';
import { substitute } from './image-reference.ts';

/** Longer lines of `.env` hold keys and certificates, never a tag. */
const MAX_LINE = 1024;

export const extract: Extract = async (file, context) => {
  const images = new ImageCollector(file.path, 'production');
  const [document] = await readYaml(file, images.report);
  if (!(document?.value instanceof YamlMap)) {
    throw new TheriacError('THERIAC_INPUT_SYNTAX', 'not a Compose file: no mapping at the top', {
      path: file.path,
      line: 1,
    });
  }
  const services = document.value.get('services');
  images.isMapping(services, '"services"');
  const variables = environmentBeside(file.path, context);
  // Compose version 1 had the services at the top, beside other keys.
  const entries = services === undefined ? document.value.entries : mapOf(services).entries;
  for (const [name, service] of entries) {
    if (
      services === undefined
        ? !(service.value instanceof YamlMap)
        : !images.isMapping(service, `service ${name}`)
    )
      continue;
    const fields = mapOf(service);
    extended(fields.get('extends'), file.path, images, context);
    const image = fields.get('image');
    const text = images.text(image, '"image"');
    if (image === undefined || text === undefined) continue;
    // What a service builds itself is its own Dockerfile's business; `image` is then only the name to give it.
    if (fields.get('build') !== undefined) continue;
    images.add(
      substitute(text, (variable) => variables.get(variable)),
      image,
    );
  }
  return images.build();
};

/** A service may extend one of another file, which is read for itself where it is there. */
function extended(
  node: YamlNode | undefined,
  path: string,
  images: ImageCollector,
  context: ExtractContext,
): void {
  const other = scalarOf(mapOf(node).get('file'));
  if (node === undefined || other === undefined || context.exists(beside(path, other))) return;
  images.lost('unresolved-include', 'a service extends one of a file that does not exist', node);
}

/** `NAME=value` lines of `.env`; only used to fill in image references. */
function environmentBeside(path: string, context: ExtractContext): Map<string, string> {
  const variables = new Map<string, string>();
  const file = context.file(beside(path, '.env'));
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
