/** Rules of sudo. */
import type { ConfigurationArea } from '../contract.ts';

const RULE =
  /^[ \t]{0,40}(?:Defaults\b|#?@?includedir|[%A-Za-z_#][^\s=#]{0,100}[ \t]{1,40}[^\n=]{1,200}=[ \t]{0,9}(?:\(|[A-Z]+:|ALL|\/))/m;

export const sudo: ConfigurationArea = {
  id: 'sudo',
  title: 'sudo',
  files: {
    names: ['sudoers'],
    patterns: ['', '.conf', '.sudoers'].map((extension) => ({
      extension,
      path: /(?:^|\/)sudoers\.d\/[^/]{1,200}$|\.sudoers$/,
    })),
  },
  claims: (file) => RULE.test(file.text()),
  load: () => import('./read.ts').then((m) => m.loaded),
};
