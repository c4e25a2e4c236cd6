/** Configuration of MongoDB. */
import type { ConfigurationArea } from '../contract.ts';

const SECTION = /^(?:systemLog|storage|net|security|replication|sharding|processManagement):/m;

export const mongodb: ConfigurationArea = {
  id: 'mongodb',
  title: 'MongoDB',
  files: {
    patterns: ['.conf', '.yaml', '.yml', '.cfg'].map((extension) => ({
      extension,
      path: /(?:mongod|mongos|mongodb|mongo)[^/]{0,60}$/i,
    })),
  },
  claims: (file) => SECTION.test(file.text()),
  load: () => import('./read.ts').then((m) => m.loaded),
};
