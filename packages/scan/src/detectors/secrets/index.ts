/** Secrets that stand in files: keys, tokens, passwords, connection texts. */
import type { Detector } from '@theriac/core';
import type { Config } from '@theriac/govern';

export const secrets: Detector<Config> = {
  id: 'secrets',
  title: 'keys, tokens, passwords and connection texts in files',
  area: 'secrets',
  files: { every: 'text', maxBytes: 32 * 1024 * 1024 },
  seesCredentials: true,
  readsHistory: true,
  requires: [],
  concerns: (_, matched) => matched > 0,
  rules: () => import('./rules.ts').then((m) => [...m.SECRET_RULES.values()]),
  load: () => import('./detect.ts').then((m) => m.start),
};
