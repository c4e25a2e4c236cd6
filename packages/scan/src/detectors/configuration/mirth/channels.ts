/** Channels of Mirth Connect: storage, listener, destinations, scripts. */
import { type ConfigValue, list, map, type Place, type Resource, scalar } from '@theriac/core/configuration';
import type { XmlElement } from '@theriac/read/xml';
import { credentialsIn } from './scripts.ts';

const MAX_CHANNELS = 5000;

export function channelResources(root: XmlElement, path: string): Resource[] {
  const channels: XmlElement[] = [];
  const open: XmlElement[] = [root];
  for (let next = open.pop(); next !== undefined && channels.length < MAX_CHANNELS; next = open.pop()) {
    if (next.name === 'channel' && next.child('sourceConnector') !== undefined) channels.push(next);
    else for (const child of next.children) open.push(child);
  }
  channels.sort((a, b) => a.line - b.line);
  return channels.flatMap((channel) => channelOf(channel, path));
}

function channelOf(channel: XmlElement, path: string): Resource[] {
  const name = channel.textOf('name') ?? 'without a name';
  const [metadata] = channel.at('exportData', 'metadata');
  const isEnabled = (metadata?.textOf('enabled') ?? channel.textOf('enabled') ?? 'true') === 'true';
  const source = channel.child('sourceConnector');
  const at: Place = { path, line: channel.line, column: channel.column };
  const properties = channel.child('properties');
  const pruning = metadata?.child('pruningSettings') ?? properties?.child('pruningSettings');
  const value = (element: XmlElement | undefined, key: string): ConfigValue | undefined =>
    textAt(element, key, path);
  const enabled = scalar(String(isEnabled), at);
  const scripts = scriptsOf(channel, path);
  const own: Resource = {
    type: 'mirth.channel',
    name: `channel ${name}`,
    at,
    values: map(
      [
        ['enabled', enabled],
        ...[
          'messageStorageMode',
          'encryptData',
          'encryptAttachments',
          'removeContentOnCompletion',
          'storeAttachments',
        ].map((key) => [key, value(properties, key)] as const),
        ['pruneContentDays', value(pruning, 'pruneContentDays')],
        ['pruneMetaDataDays', value(pruning, 'pruneMetaDataDays')],
        ['credentials', list(scripts, scripts[0]?.at ?? at)],
      ],
      at,
    ),
  };
  const connectors = channel
    .at('destinationConnectors', 'connector')
    .map((one) => connectorOf(one, 'mirth.destination', name, enabled, path));
  return [
    own,
    ...(source === undefined ? [] : [connectorOf(source, 'mirth.source', name, enabled, path)]),
    ...connectors,
  ];
}

function textAt(element: XmlElement | undefined, key: string, path: string): ConfigValue | undefined {
  const found = element?.child(key);
  if (found === undefined) return undefined;
  return known(found.text.trim(), { path, line: found.line, column: found.column });
}

/** `${variable}` is taken from the configuration map or the message. */
function known(text: string, at: Place): ConfigValue {
  if (text === '') return { kind: 'empty', at };
  return /\$\{|\$\w/.test(text)
    ? { kind: 'unknown', reason: 'a variable of the server decides', at }
    : scalar(text, at);
}

/** `com.mirth.connect.connectors.tcp.TcpReceiverProperties` → `TcpReceiver`. */
const kindOf = (properties: XmlElement | undefined): string =>
  (properties?.attribute('class') ?? '')
    .split('.')
    .at(-1)
    ?.replace(/Properties$/, '') ?? '';

const KEYS = [
  'remoteAddress',
  'host',
  'username',
  'password',
  'scheme',
  'encryption',
  'smtpHost',
  'url',
  'wsdlUrl',
  'tls',
  'remoteHost',
  'passive',
  'validateConnection',
];

function connectorOf(
  connector: XmlElement,
  type: string,
  channel: string,
  enabled: ConfigValue,
  path: string,
): Resource {
  const properties = connector.child('properties');
  const at: Place = { path, line: connector.line, column: connector.column };
  const listener = properties?.child('listenerConnectorProperties');
  const plugins = properties?.child('pluginProperties');
  const authentication = plugins?.children.find(({ name }) => name.includes('httpauth'));
  const kind = authentication?.textOf('authType');
  const host = textAt(listener, 'host', path);
  const name = connector.textOf('name') ?? 'source';
  const isOn = connector.textOf('enabled') !== 'false';
  return {
    type,
    name: `channel ${channel} ${type === 'mirth.source' ? 'source' : `destination ${name}`}`,
    at,
    values: map(
      [
        ['enabled', isOn ? enabled : scalar('false', at)],
        ['kind', scalar(kindOf(properties), at)],
        ['listens', scalar(String(listener !== undefined), at)],
        ['address', host],
        [
          'local',
          host?.kind === 'scalar'
            ? scalar(String(/^(?:127\.|localhost|::1)/.test(host.text)), host.at)
            : host,
        ],
        [
          'authentication',
          authentication === undefined
            ? undefined
            : scalar(kind ?? 'given', { path, line: authentication.line, column: authentication.column }),
        ],
        [
          'protected',
          scalar(String(plugins?.children.some(({ name: one }) => /ssl|tls/i.test(one)) === true), at),
        ],
        ['credentials', literalCredentials(authentication, path)],
        ...KEYS.map((key) => [key === 'host' ? 'target' : key, textAt(properties, key, path)] as const),
      ],
      at,
    ),
  };
}

/** Names and passwords that stand in the settings of HTTP authentication. */
function literalCredentials(authentication: XmlElement | undefined, path: string): ConfigValue | undefined {
  const credentials = authentication?.child('credentials');
  const texts = credentials?.at('entry', 'string') ?? [];
  const literal = texts.filter((one, i) => i % 2 === 1 && one.text.trim() !== '' && !one.text.includes('$'));
  const [first] = literal;
  return first === undefined ? undefined : scalar('given', { path, line: first.line, column: first.column });
}

const SCRIPTS = new Set([
  'script',
  'preprocessingScript',
  'postprocessingScript',
  'deployScript',
  'undeployScript',
  'select',
  'update',
  'query',
]);

function scriptsOf(channel: XmlElement, path: string): ConfigValue[] {
  const found: ConfigValue[] = [];
  const open: XmlElement[] = [channel];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (SCRIPTS.has(next.name)) {
      const line = credentialsIn(next.text);
      if (line !== undefined) found.push(scalar(next.name, { path, line: next.line + line, column: 1 }));
    }
    for (const child of next.children) open.push(child);
  }
  return found.sort((a, b) => a.at.line - b.at.line);
}
