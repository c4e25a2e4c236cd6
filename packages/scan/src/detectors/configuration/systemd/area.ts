/** Services of systemd. */
import type { ConfigurationArea } from '../contract.ts';

const SERVICE = /^\[Service\][ \t]*$/m;

export const systemd: ConfigurationArea = {
  id: 'systemd',
  title: 'services of systemd',
  files: {
    extensions: ['.service', '.service.template'],
    patterns: [{ extension: '.conf', path: /\.service\.d\/[^/]{1,200}$/ }],
  },
  claims: (file) => SERVICE.test(file.text()),
  load: () => import('./read.ts').then((m) => m.loaded),
};
