/** Configuration of Traefik: what it starts with, and what it routes. */
import type { ConfigurationArea } from '../contract.ts';

const STATIC_YAML = /^(?:entryPoints|entrypoints|certificatesResolvers|serversTransport):/m;
const DYNAMIC_YAML =
  /^(?:http|tcp):[ \t]{0,9}\n(?:[ \t]{0,9}(?:#[^\n]{0,300})?\n){0,20}[ \t]{1,9}(?:routers|middlewares|services|serversTransports):/m;
const TLS_YAML =
  /^tls:[ \t]{0,9}\n(?:[ \t]{0,9}(?:#[^\n]{0,300})?\n){0,20}[ \t]{1,9}(?:options|certificates|stores):/m;
const TOML =
  /^[ \t]{0,9}\[{1,2}(?:entryPoints|entrypoints|api|certificatesResolvers|http\.(?:routers|middlewares|services|serversTransports)|tls\.(?:options|certificates|stores)|serversTransport)\b/m;

export const traefik: ConfigurationArea = {
  id: 'traefik',
  title: 'Traefik',
  files: {
    extensions: ['.yaml', '.yml'],
    patterns: [{ extension: '.toml', path: /traefik|dynamic|rules\//i }],
  },
  claims: (file) => {
    const text = file.text();
    return file.path.endsWith('.toml')
      ? TOML.test(text)
      : STATIC_YAML.test(text) || DYNAMIC_YAML.test(text) || TLS_YAML.test(text);
  },
  load: () => import('./read.ts').then((m) => m.loaded),
};
