/** Caddyfiles. */
import type { ConfigurationArea } from '../contract.ts';

const DIRECTIVE =
  /^[ \t]{0,40}(?:reverse_proxy|file_server|root|tls|handle|respond|encode|import|log|header|redir|php_fastcgi|admin|email|auto_https|bind)\b/m;

export const caddy: ConfigurationArea = {
  id: 'caddy',
  title: 'Caddy',
  files: { stems: ['Caddyfile'], extensions: ['.caddyfile', '.caddy'] },
  claims: (file) => DIRECTIVE.test(file.text()),
  load: () => import('./read.ts').then((m) => m.loaded),
};
