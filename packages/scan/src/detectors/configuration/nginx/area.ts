/** Configuration of nginx: main files, sites and snippets. */
import type { ConfigurationArea } from '../contract.ts';

/** A block or a directive that nothing else has in this form. */
const NGINX =
  /^[ \t]{0,80}(?:(?:server|http|events|stream|upstream[ \t]{1,9}[\w.-]{1,80}|location[ \t][^{\n]{1,300})[ \t]{0,9}\{|(?:ssl_protocols|ssl_ciphers|ssl_certificate|add_header|proxy_pass|proxy_set_header|server_tokens|access_log|root|client_max_body_size|fastcgi_pass)[ \t][^;\n]{1,500};)/m;
/** `server` on one line and `{` on the next. */
const NEXT_LINE = /^[ \t]{0,80}(?:server|http)[ \t]{0,9}\n[ \t]{0,80}\{/m;

export const nginx: ConfigurationArea = {
  id: 'nginx',
  title: 'nginx',
  files: {
    extensions: ['.conf', '.conf.template', '.nginx', '.vhost'],
    patterns: ['', '.com', '.org', '.net', '.local'].map((extension) => ({
      extension,
      path: /(?:^|\/)(?:sites-(?:available|enabled)|nginx\/snippets)\/[^/]{1,200}$/,
    })),
  },
  claims: (file) => {
    const text = file.text();
    return NGINX.test(text) || NEXT_LINE.test(text);
  },
  load: () => import('./read.ts').then((m) => m.loaded),
};
