/** Files of Kafka brokers, each for itself; names with dots as maps inside maps. */
import { type ConfigValue, list, map, type Place, type Resource, scalar } from '@theriac/core/configuration';
import { fileByFile, type LoadedArea } from '../contract.ts';
import { folded, PROPERTIES, type Setting, settingsOf } from '../shared/settings.ts';
import { isTemplate } from '../shared/template.ts';
import { KAFKA_RULES } from './rules.ts';

export const loaded: LoadedArea = {
  rules: KAFKA_RULES,
  start: fileByFile((file, report) =>
    isTemplate(file, 'configuration of Kafka', report) ? [] : [brokerOf(file.text(), file.path)],
  ),
};

function brokerOf(text: string, path: string): Resource {
  const at = { path, line: 1, column: 1 };
  const settings = settingsOf(text, path, PROPERTIES);
  const values = folded(settings, at);
  const last = (name: string): Setting | undefined => settings.findLast((one) => one.name === name);
  const listeners = listenersOf(
    last('listeners'),
    last('listener.security.protocol.map'),
    last('controller.listener.names'),
  );
  const empty = last('ssl.endpoint.identification.algorithm');
  const names = [...values.entries].map(([name, value]) => [name.replaceAll('.', '_'), value] as const);
  return {
    type: 'kafka.broker',
    name: 'broker',
    at,
    values: map(
      [
        ...names,
        ['listeners', list(listeners, last('listeners')?.at ?? at)],
        ['names_unchecked', empty?.text === '' ? scalar('true', empty.at) : undefined],
        ['secrets', list(secretsOf(settings), at)],
      ],
      at,
    ),
  };
}

/** `NAME://host:port` with the protocol that the map gives the name. */
function listenersOf(
  given: Setting | undefined,
  protocols: Setting | undefined,
  controllers: Setting | undefined,
): ConfigValue[] {
  const known = new Map(
    (protocols?.text ?? '')
      .split(',')
      .map((one) => one.split(':').map((part) => part.trim()) as [string, string]),
  );
  return (given?.text ?? '').split(',').flatMap((one): ConfigValue[] => {
    const [, name, host = ''] = /^\s{0,9}([\w-]{1,60}):\/\/(\[[^\]]{0,60}\]|[^:]{0,200})/.exec(one) ?? [];
    if (given === undefined || name === undefined) return [];
    const at: Place = given.at;
    return [
      map(
        [
          ['name', scalar(name, at)],
          ['protocol', scalar(known.get(name) ?? name, at)],
          ['local', scalar(String(/^(?:127\.|localhost|\[::1\])/.test(host)), at)],
          [
            'controller',
            scalar(String((controllers?.text ?? '').split(',').some((part) => part.trim() === name)), at),
          ],
        ],
        at,
      ),
    ];
  });
}

const SECRET = /(?:\.password|\.secret|jaas\.config)$/;

function secretsOf(settings: readonly Setting[]): ConfigValue[] {
  return settings.flatMap(({ name, text, at }): ConfigValue[] => {
    if (!SECRET.test(name) || text === '' || text.includes('${') || text.includes('{{')) return [];
    const isJaas = name.endsWith('jaas.config');
    return isJaas && !/password="?[^"\s;]/.test(text) ? [] : [scalar(name, at)];
  });
}
