/** Settings of the kernel of Linux. */
import type { ConfigurationArea } from '../contract.ts';

const SETTING = /^[ \t]{0,9}-?(?:net|kernel|fs|vm)[./][\w./*-]{2,100}[ \t]{0,9}=/m;

export const sysctl: ConfigurationArea = {
  id: 'sysctl',
  title: 'sysctl',
  files: {
    names: ['sysctl.conf'],
    patterns: [
      { extension: '.conf', path: /(?:^|\/)sysctl(?:\.d|\.conf\.d)?\/[^/]{1,200}$|sysctl[^/]{0,100}$/ },
    ],
  },
  claims: (file) => SETTING.test(file.text()),
  load: () => import('./read.ts').then((m) => m.loaded),
};
