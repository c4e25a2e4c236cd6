/** Configuration of Kafka brokers. */
import type { ConfigurationArea } from '../contract.ts';

const SETTING =
  /^[ \t]{0,9}(?:broker\.id|node\.id|process\.roles|zookeeper\.connect|log\.dirs|inter\.broker\.listener\.name|security\.inter\.broker\.protocol|num\.partitions)[ \t]{0,9}=/m;

export const kafka: ConfigurationArea = {
  id: 'kafka',
  title: 'Kafka brokers',
  files: {
    patterns: [
      { extension: '.properties', path: /(?:server|broker|controller|kafka)[^/]{0,60}\.properties$/i },
    ],
  },
  claims: (file) => SETTING.test(file.text()),
  load: () => import('./read.ts').then((m) => m.loaded),
};
