/** Files of MySQL and MariaDB: the sections of the server together, and those of clients. */
import { type ConfigValue, map, type Place, type Resource, scalar } from '@theriac/core/configuration';
import { fileByFile, type LoadedArea } from '../contract.ts';
import { folded, INI, type Setting, settingsOf } from '../shared/settings.ts';
import { isTemplate } from '../shared/template.ts';
import { MYSQL_RULES } from './rules.ts';

export const loaded: LoadedArea = {
  rules: MYSQL_RULES,
  start: fileByFile((file, report) =>
    isTemplate(file, 'configuration of MySQL', report) ? [] : mysqlResources(file.text(), file.path),
  ),
};

const SERVER = /^(?:mysqld|mariadbd?|server)(?:[-_.\d].*)?$/;
const CLIENT = /^(?:client|mysql|mysqldump|mysqladmin|client-server)(?:[-_.\d].*)?$/;

function mysqlResources(text: string, path: string): Resource[] {
  const settings = settingsOf(text, path, { ...INI, trailing: '#' });
  return (
    [
      ['mysql.server', SERVER],
      ['mysql.client', CLIENT],
    ] as const
  ).flatMap(([type, sections]) => {
    const own = settings.filter(({ section }) => sections.test(section));
    const [first] = own;
    if (first === undefined) return [];
    return [
      {
        type,
        name: type === 'mysql.server' ? 'mysqld' : 'client',
        at: first.at,
        values: valuesOf(own, first.at),
      },
    ];
  });
}

/** Dashes and underscores are the same in names; a name alone switches on. */
function valuesOf(settings: readonly Setting[], at: Place): ConfigValue & { readonly kind: 'map' } {
  const name = (one: Setting): string =>
    one.name
      .toLowerCase()
      .replaceAll('-', '_')
      .replace(/^loose_/, '');
  const values = folded(settings, at, { name });
  const alone = settings.filter(({ text }) => text === '');
  const filled = alone.map(
    (one) =>
      [
        name(one),
        scalar(/^(?:skip_|ssl$|general_log$|local_infile$)/.test(name(one)) ? 'ON' : '', one.at),
      ] as const,
  );
  return map([...filled, ...[...values.entries].filter(([, value]) => value.kind !== 'empty')], at);
}
