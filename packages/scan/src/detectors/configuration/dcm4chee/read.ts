/** Entries of LDIF: devices and connections of dcm4chee. */
import { type ConfigValue, list, map, type Place, type Resource, scalar } from '@theriac/core/configuration';
import { fileByFile, type LoadedArea } from '../contract.ts';
import { written } from '../shared/written.ts';
import { DCM4CHEE_RULES } from './rules.ts';

export const loaded: LoadedArea = {
  rules: DCM4CHEE_RULES,
  start: fileByFile((file) => entriesOf(file.text(), file.path)),
};

interface Entry {
  readonly name: string;
  readonly at: Place;
  readonly attributes: [string, string, Place][];
}

function entriesOf(text: string, path: string): Resource[] {
  const entries: Entry[] = [];
  let open: Entry | undefined;
  for (const [i, line] of text.split('\n').entries()) {
    const at = { path, line: i + 1, column: 1 };
    if (line.trim() === '') open = undefined;
    else if (line.startsWith(' ')) {
      // A long value goes on in the next line.
      const last = open?.attributes.at(-1);
      if (last !== undefined) last[1] += line.slice(1);
    } else if (!line.startsWith('#')) {
      const colon = line.indexOf(':');
      if (colon < 0 || line.charAt(colon + 1) === ':') continue;
      const name = line.slice(0, colon);
      const value = line.slice(colon + 1).trim();
      if (name.toLowerCase() === 'dn') {
        open = { name: value.split(',', 1)[0] ?? value, at, attributes: [] };
        entries.push(open);
      } else open?.attributes.push([name, value, at]);
    }
  }
  return entries.flatMap(resourceOf);
}

function resourceOf({ name, at, attributes }: Entry): Resource[] {
  const of = (wanted: string): [string, string, Place][] =>
    attributes.filter(([one]) => one.toLowerCase() === wanted.toLowerCase());
  const classes = new Set(of('objectClass').map(([, value]) => value.toLowerCase()));
  const changes = of('changetype').some(([, value]) => value === 'modify' || value === 'delete');
  const type = classes.has('dicomnetworkconnection')
    ? 'dcm4chee.connection'
    : classes.has('dicomdevice') || classes.has('dcmkeystore')
      ? 'dcm4chee.device'
      : undefined;
  if (type === undefined || changes) return [];
  const values: (readonly [string, ConfigValue])[] = [...Map.groupBy(attributes, ([one]) => one)].map(
    ([key, all]) => {
      const [first] = all;
      return [
        key,
        all.length > 1 || key === 'dicomTLSCipherSuite' || key === 'dcmTLSProtocol'
          ? list(
              all.map(([, value, place]) => written(value, place)),
              first?.[2] ?? at,
            )
          : written(first?.[1] ?? '', first?.[2] ?? at),
      ];
    },
  );
  const host = of('dicomHostname')[0]?.[1] ?? '';
  return [
    {
      type,
      name: `entry ${name}`,
      at,
      values: map([...values, ['local', scalar(String(/^(?:localhost|127\.)/.test(host)), at)]], at),
    },
  ];
}
