/** Configuration of HAProxy. */
import type { ConfigurationArea } from '../contract.ts';

const SECTION = /^(?:frontend|backend|listen|defaults|global|peers)\b/m;
const KEYWORD =
  /^[ \t]{1,40}(?:bind|server|default_backend|use_backend|timeout[ \t]{1,9}(?:client|server|connect)|stats|log|maxconn|mode)[ \t]/m;

export const haproxy: ConfigurationArea = {
  id: 'haproxy',
  title: 'HAProxy',
  files: {
    extensions: ['.cfg'],
    patterns: [{ extension: '.conf', path: /haproxy[^/]{0,100}$/i }],
  },
  claims: (file) => {
    const text = file.text();
    return SECTION.test(text) && KEYWORD.test(text);
  },
  load: () => import('./read.ts').then((m) => m.loaded),
};
