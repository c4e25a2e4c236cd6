/** Configuration of Redis and Valkey. */
import type { ConfigurationArea } from '../contract.ts';

const SETTING =
  /^[ \t]{0,9}#?[ \t]{0,9}(?:protected-mode|requirepass|appendonly|appendfsync|maxmemory-policy|tls-port|masterauth|rdbcompression|dbfilename)[ \t]/m;

export const redis: ConfigurationArea = {
  id: 'redis',
  title: 'Redis and Valkey',
  files: {
    patterns: [
      { extension: '.conf', path: /(?:redis|valkey|keydb)[^/]{0,60}(?:\/[^/]{1,100}){0,2}\.conf$/i },
    ],
  },
  claims: (file) => SETTING.test(file.text()),
  load: () => import('./read.ts').then((m) => m.loaded),
};
