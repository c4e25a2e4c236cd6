/** Files of Redis, each for itself. */
import { map, scalar, textOf } from '@theriac/core/configuration';
import { fileByFile, type LoadedArea } from '../contract.ts';
import { folded, settingsOf, WORDS } from '../shared/settings.ts';
import { isTemplate } from '../shared/template.ts';
import { REDIS_RULES } from './rules.ts';

const LISTS = new Set(['user', 'rename-command', 'include']);

export const loaded: LoadedArea = {
  rules: REDIS_RULES,
  start: fileByFile((file, report) => {
    if (isTemplate(file, 'configuration of Redis', report)) return [];
    const at = { path: file.path, line: 1, column: 1 };
    const settings = settingsOf(file.text(), file.path, WORDS);
    const values = folded(settings, at, { name: ({ name }) => name.toLowerCase(), lists: LISTS });
    const bind = values.entries.get('bind');
    // Without `bind` it listens on every address.
    const isRemote = (textOf(bind) ?? '*')
      .split(/\s+/)
      .some((one) => !/^-?(?:127\.|::1$|localhost)/.test(one));
    const open = settings.find(({ name, text }) => {
      const [user, ...rules] = text.split(/\s+/);
      return (
        name.toLowerCase() === 'user' &&
        user === 'default' &&
        rules.includes('on') &&
        rules.includes('nopass')
      );
    });
    return [
      {
        type: 'redis.server',
        name: 'redis',
        at,
        values: map(
          [
            ...values.entries,
            ['remote', bind?.kind === 'unknown' ? bind : scalar(String(isRemote), bind?.at ?? at)],
            ['default_user_open', open === undefined ? undefined : scalar('true', open.at)],
          ],
          at,
        ),
      },
    ];
  }),
};
