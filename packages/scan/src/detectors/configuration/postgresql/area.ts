/** Configuration of PostgreSQL, and who may connect. */
import type { ConfigurationArea } from '../contract.ts';

const SETTING =
  /^[ \t]{0,9}#?[ \t]{0,9}(?:shared_buffers|listen_addresses|max_connections|wal_level|ssl_cert_file|password_encryption|log_statement)[ \t]{0,20}=/m;
const ACCESS = /^[ \t]{0,9}(?:local|host|hostssl|hostnossl|hostgssenc)[ \t]{1,40}\S{1,200}[ \t]{1,40}\S/m;

export const postgresql: ConfigurationArea = {
  id: 'postgresql',
  title: 'PostgreSQL',
  files: {
    names: ['postgresql.conf', 'postgresql.auto.conf', 'pg_hba.conf'],
    patterns: [
      {
        extension: '.conf',
        path: /postgres[^/]{0,100}(?:\/[^/]{1,200}){0,3}\.conf$|pg_hba[^/]{0,60}\.conf$/i,
      },
    ],
  },
  claims: (file) => (/hba/i.test(file.path) ? ACCESS : SETTING).test(file.text()),
  load: () => import('./read.ts').then((m) => m.loaded),
};
