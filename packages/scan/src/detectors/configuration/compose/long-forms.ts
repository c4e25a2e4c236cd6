/** Short forms of ports and volumes, in their long form. */
import { type ConfigValue, map, scalar } from '@theriac/core/configuration';

/** `[[host_ip:]published:]target[/protocol]`; an address of IPv6 is in brackets. */
export function longPort(text: string, at: ConfigValue['at']): ConfigValue {
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
export function longVolume(text: string, at: ConfigValue['at']): ConfigValue {
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
