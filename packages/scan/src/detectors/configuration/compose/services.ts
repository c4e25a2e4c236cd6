/** Services of a Compose project, with ports, volumes and environment in their long form. */
import {
  type ConfigValue,
  entry,
  itemsOf,
  list,
  map,
  type Resource,
  scalar,
  textOf,
} from '@theriac/core/configuration';
import { HOLE } from './interpolate.ts';
import { longPort, longVolume } from './long-forms.ts';
import { namedEntries } from './merge.ts';

/** What is above a service in its values: the file of its project, by which networks are shared. */
const PROJECT = '@project';

/**
 * Services, and the networks that the project declares for them.
 * @param document with everything that its files bring together
 */
export function composeResources(document: ConfigValue, project: string): Resource[] {
  const networks = entry(document, 'networks');
  return [
    ...servicesOf(document, project),
    ...(networks?.kind === 'map' ? [...networks.entries] : []).map(([name, network]): Resource => {
      const { at } = network;
      const given = network.kind === 'map' ? [...network.entries] : [];
      return {
        type: 'compose.network',
        name,
        at,
        values: map([...given, [PROJECT, scalar(project, at)]], at),
      };
    }),
  ];
}

/** The path of the file that a service or a network belongs to; files that it includes are in the same project. */
export function projectOf({ values, at }: Resource): string {
  return textOf(entry(values, PROJECT)) ?? at.path;
}

function servicesOf(document: ConfigValue, project: string): Resource[] {
  const services = entry(document, 'services');
  if (services?.kind !== 'map') return [];
  return [...services.entries].flatMap(([name, service]): Resource[] => {
    if (service.kind !== 'map') return [];
    const environment = entry(service, 'environment');
    const named = environment === undefined ? undefined : namedEntries(environment);
    const values = map(
      [
        ...service.entries,
        ['name', scalar(name, service.at)],
        ['ports', longList(entry(service, 'ports'), longPort)],
        ['volumes', longList(entry(service, 'volumes'), longVolume)],
        ['environment', named === undefined ? environment : map(named, environment?.at ?? service.at)],
        [PROJECT, scalar(project, service.at)],
        ['@image', imageName(entry(service, 'image'))],
      ],
      service.at,
    );
    return [{ type: 'compose.service', name: `services.${name}`, at: service.at, values }];
  });
}

/** `${REGISTRY}/team/traefik:${TAG}` is `traefik`, whatever the variables are. */
function imageName(image: ConfigValue | undefined): ConfigValue | undefined {
  if (image === undefined) return undefined;
  const text = image.kind === 'unknown' ? image.pieces?.join(HOLE) : textOf(image);
  const last = text?.split('@')[0]?.split('/').at(-1) ?? HOLE;
  const [name = HOLE] = last.split(':');
  return name.includes(HOLE) || name === ''
    ? { kind: 'unknown', reason: 'the name of the image is not known', at: image.at }
    : scalar(name, image.at);
}

function longList(
  value: ConfigValue | undefined,
  long: (text: string, at: ConfigValue['at']) => ConfigValue,
): ConfigValue | undefined {
  if (value?.kind !== 'list') return value;
  return list(
    itemsOf(value).map((item) => (item.kind === 'scalar' ? long(item.text, item.at) : item)),
    value.at,
  );
}
