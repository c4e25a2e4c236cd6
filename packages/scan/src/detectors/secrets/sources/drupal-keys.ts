/** The Key module of Drupal says in its configuration where each key comes from (https://www.drupal.org/project/key). */
import type { SecretSourceUse } from '@theriac/core';

const KEY_FILE = /(?:^|\/)key\.key\.[\w.-]{1,200}\.yml$/;
const PROVIDER = /^key_provider:[ \t]{0,4}["']?([\w-]{1,60})/m;
const SOURCES: Readonly<Record<string, SecretSourceUse['source']>> = {
  config: 'literal',
  state: 'literal',
  env: 'environment',
  file: 'file',
};

export interface DrupalKey {
  readonly source: SecretSourceUse['source'];
  readonly form: string;
  readonly start: number;
}

/** Any other provider than those of the module itself asks a service: Lockr, AWS, Azure, Vault, Pantheon. */
export function drupalKeyIn(path: string, text: string): DrupalKey | undefined {
  const match = KEY_FILE.test(path) ? PROVIDER.exec(text) : null;
  const provider = match?.[1];
  if (match === null || provider === undefined) return undefined;
  const source = Object.hasOwn(SOURCES, provider) ? SOURCES[provider] : undefined;
  return { source: source ?? 'vault', form: `key of Drupal (${provider})`, start: match.index };
}
