/** Configuration of RabbitMQ. */
import type { ConfigurationArea } from '../contract.ts';

const SETTING =
  /^[ \t]{0,9}#?#?[ \t]{0,9}(?:listeners\.|loopback_users|default_user|default_pass|ssl_options\.|management\.|auth_backends|cluster_formation|vm_memory_high_watermark|log\.)[\w.]{0,100}[ \t]{0,9}=/m;

export const rabbitmq: ConfigurationArea = {
  id: 'rabbitmq',
  title: 'RabbitMQ',
  files: { patterns: [{ extension: '.conf', path: /rabbit[^/]{0,60}(?:\/[^/]{1,100}){0,3}\.conf$/i }] },
  claims: (file) => SETTING.test(file.text()),
  load: () => import('./read.ts').then((m) => m.loaded),
};
