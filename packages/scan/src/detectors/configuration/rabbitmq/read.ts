/** Files of RabbitMQ, each for itself: names with dots as maps inside maps, users of the loopback address as a list. */
import { list, map, scalar } from '@theriac/core/configuration';
import { fileByFile, type LoadedArea } from '../contract.ts';
import { nested } from '../shared/dotted.ts';
import { folded, settingsOf } from '../shared/settings.ts';
import { isTemplate } from '../shared/template.ts';
import { RABBITMQ_RULES } from './rules.ts';

export const loaded: LoadedArea = {
  rules: RABBITMQ_RULES,
  start: fileByFile((file, report) => {
    if (isTemplate(file, 'configuration of RabbitMQ', report)) return [];
    const at = { path: file.path, line: 1, column: 1 };
    const settings = settingsOf(file.text(), file.path, { separators: '=', comments: '#', trailing: '#' });
    const tcp = settings.filter(({ name }) => name.startsWith('listeners.tcp'));
    const isOff = tcp.some(({ name, text }) => name === 'listeners.tcp' && text === 'none');
    const isLocal = tcp.length > 0 && tcp.every(({ text }) => /^(?:127\.|localhost|\[?::1\]?:)/.test(text));
    const guest = settings.find(
      ({ name, text }) =>
        (name === 'loopback_users' && text === 'none') ||
        (name === 'loopback_users.guest' && text === 'false'),
    );
    return [
      {
        type: 'rabbitmq.server',
        name: 'rabbitmq',
        at,
        values: map(
          [
            ...nested(folded(settings, at)).entries,
            [
              'plain_listeners',
              list(
                tcp.map((one) => scalar(one.text, one.at)),
                tcp[0]?.at ?? at,
              ),
            ],
            ['plain', scalar(String(!isOff && !isLocal && tcp.length > 0), tcp[0]?.at ?? at)],
            ['guest_from_network', guest === undefined ? undefined : scalar('true', guest.at)],
          ],
          at,
        ),
      },
    ];
  }),
};
