/** Services of Compose files, with ports, volumes and environment in their long form. */
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

/** Services, and the networks that the file declares for them. */
export function composeResources(document: ConfigValue): Resource[] {
  const networks = entry(document, 'networks');
  return [
    ...servicesOf(document),
    ...(networks?.kind === 'map' ? [...networks.entries] : []).map(([name, network]): Resource => {
      const { at } = network;
      const values = network.kind === 'map' ? network : map([], at);
      return { type: 'compose.network', name, at, values };
    }),
  ];
}

function servicesOf(document: ConfigValue): Resource[] {
  const services = entry(document, 'services');
  if (services?.kind !== 'map') return [];
  return [...services.entries].flatMap(([name, service]): Resource[] => {
    if (service.kind !== 'map') return [];
    const values = map(
      [
        ...service.entries,
        ['name', scalar(name, service.at)],
        ['ports', longList(entry(service, 'ports'), longPort)],
        ['volumes', longList(entry(service, 'volumes'), longVolume)],
        ['environment', environmentOf(entry(service, 'environment'))],
      ],
      service.at,
    );
    return [{ type: 'compose.service', name: `services.${name}`, at: service.at, values }];
  });
}

/** Variables of the shell of whoever starts it: their default, where the file gives one. */
export function interpolated(text: string, at: ConfigValue['at']): ConfigValue {
  if (!text.includes('$')) return scalar(text, at);
  let missing: string | undefined;
  const value = text.replaceAll(
    /\$\$|\$\{([A-Za-z_]\w{0,99})(?::?-([^{}]{0,500})|:?[?+][^{}]{0,500})?\}|\$([A-Za-z_]\w{0,99})/g,
    (whole, braced: string | undefined, fallback: string | undefined, plain: string | undefined) => {
      if (whole === '$$') return '$';
      if (fallback === undefined) missing ??= braced ?? plain;
      return fallback ?? '';
    },
  );
  return missing === undefined
    ? scalar(value, at)
    : { kind: 'unknown', reason: `the variable ${missing} has no value in the file`, at };
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

/** `[[host_ip:]published:]target[/protocol]`; an address of IPv6 is in brackets. */
function longPort(text: string, at: ConfigValue['at']): ConfigValue {
  const [ports = '', protocol = 'tcp'] = text.split('/');
  const [, address, rest = ports] = /^(\[[^\]]*\]|\d+\.\d+\.\d+\.\d+):(.*)$/.exec(ports) ?? [];
  const parts = rest.split(':');
  const target = parts.at(-1) ?? '';
  const published = parts.length > 1 ? parts[0] : undefined;
  return map(
    [
      ['target', scalar(target, at)],
      ['published', published === undefined || published === '' ? undefined : scalar(published, at)],
      ['host_ip', address === undefined ? undefined : scalar(address.replaceAll(/[[\]]/g, ''), at)],
      ['protocol', scalar(protocol, at)],
    ],
    at,
  );
}

/** `[source:]target[:mode]`; the drive letter of a Windows path belongs to it. */
function longVolume(text: string, at: ConfigValue['at']): ConfigValue {
  const parts = text.split(/:(?![\\])/);
  const [source, target, mode = ''] = parts.length === 1 ? [undefined, parts[0], ''] : parts;
  const isPath = source !== undefined && /^(?:[./~]|[A-Za-z]:)/.test(source);
  return map(
    [
      ['type', scalar(isPath ? 'bind' : 'volume', at)],
      ['source', source === undefined ? undefined : scalar(source, at)],
      ['target', target === undefined ? undefined : scalar(target, at)],
      ['read_only', scalar(String(mode.split(',').includes('ro')), at)],
    ],
    at,
  );
}

/** A map, or a list of `KEY=value`. */
function environmentOf(value: ConfigValue | undefined): ConfigValue | undefined {
  if (value?.kind !== 'list') return value;
  return map(
    value.items.flatMap((item): (readonly [string, ConfigValue])[] => {
      const text = textOf(item);
      if (text === undefined) return [];
      const at = text.indexOf('=');
      return at < 0
        ? [[text, { kind: 'unknown', reason: 'it is passed on from the environment', at: item.at }]]
        : [[text.slice(0, at), scalar(text.slice(at + 1), item.at)]];
    }),
    value.at,
  );
}
