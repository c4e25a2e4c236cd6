/** Configuration of MySQL and MariaDB. */
import type { ConfigurationArea } from '../contract.ts';

const SECTION = /^[ \t]{0,9}\[(?:mysqld|mariadbd?|server|client|mysql)[\w.-]{0,20}\][ \t]*$/m;

export const mysql: ConfigurationArea = {
  id: 'mysql',
  title: 'MySQL and MariaDB',
  files: { names: ['my.cnf', 'my.ini', '.my.cnf'], extensions: ['.cnf'] },
  claims: (file) => SECTION.test(file.text()),
  load: () => import('./read.ts').then((m) => m.loaded),
};
