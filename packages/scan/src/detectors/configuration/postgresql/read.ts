/** Files of PostgreSQL: settings, and each line of who may connect. */
import { map, type Place, type Resource, scalar } from '@theriac/core/configuration';
import { fileByFile, type LoadedArea } from '../contract.ts';
import { folded, settingsOf } from '../shared/settings.ts';
import { isTemplate } from '../shared/template.ts';
import { written } from '../shared/written.ts';
import { HBA_RULES } from './hba-rules.ts';
import { POSTGRESQL_RULES } from './rules.ts';

export const loaded: LoadedArea = {
  rules: [...POSTGRESQL_RULES, ...HBA_RULES],
  start: fileByFile((file, report) => {
    if (isTemplate(file, 'configuration of PostgreSQL', report)) return [];
    return /hba/i.test(file.path) ? linesOf(file.text(), file.path) : [serverOf(file.text(), file.path)];
  }),
};

function serverOf(text: string, path: string): Resource {
  const at = { path, line: 1, column: 1 };
  const settings = settingsOf(text, path, { separators: '=', comments: '#', trailing: '#' });
  const values = folded(settings, at, { name: ({ name }) => name.toLowerCase() });
  const kind = /(?:^|\/)postgresql\.conf$/.test(path) ? 'main' : 'part';
  return {
    type: 'postgresql.server',
    name: 'postgresql',
    at,
    values: map([...values.entries, ['kind', scalar(kind, at)]], at),
  };
}

/** `TYPE DATABASE USER [ADDRESS [MASK]] METHOD [OPTIONS]` */
function linesOf(text: string, path: string): Resource[] {
  return text.split('\n').flatMap((line, i): Resource[] => {
    const [type = '', database = '', user = '', ...rest] = (line.split('#', 1)[0] ?? '')
      .trim()
      .split(/[ \t]+/)
      .map((word) => word.replaceAll('"', ''));
    if (!/^(?:local|host|hostssl|hostnossl|hostgssenc|hostnogssenc)$/.test(type) || rest.length === 0)
      return [];
    const at: Place = { path, line: i + 1, column: 1 };
    const address = type === 'local' ? '' : (rest.shift() ?? '');
    const mask = /^\d+\.\d+\.\d+\.\d+$/.test(rest[0] ?? '') ? (rest.shift() ?? '') : '';
    const isLocal = type === 'local' || /^(?:127\.|::1|localhost|samehost)/.test(address);
    const isEverywhere = /^(?:0\.0\.0\.0\/0|::\/0|::0\/0|all)$/.test(address) || mask === '0.0.0.0';
    return [
      {
        type: 'postgresql.access',
        name: `${type} ${database} ${user} ${address}`.trim(),
        at,
        values: map(
          [
            ['type', scalar(type, at)],
            ['database', scalar(database, at)],
            ['user', scalar(user, at)],
            ['address', scalar(address, at)],
            ['method', written(rest[0] ?? '', at)],
            ['local', scalar(String(isLocal), at)],
            ['everywhere', scalar(String(isEverywhere), at)],
          ],
          at,
        ),
      },
    ];
  });
}
