/** wp-config.php (and `config/application.php` of Bedrock) as rules ask it; never executed. */
import { TheriacError } from '@theriac/core';
import { type ConfigValue, map, type Resource, scalar } from '@theriac/core/configuration';
import { fromPhp } from '../drupal/override.ts';
import { isPlaceholder, isSecretName } from '../facts/secret-keys.ts';
import { SALTS } from '../facts/wordpress-plugins.ts';
import type { Report, SiteFiles } from '../files.ts';
import { type PhpFacts, runPhp } from '../php/run.ts';
import { type PhpValue, textOfPhp } from '../php/value.ts';

/** Shorter keys can be guessed; WordPress makes 64 characters. */
const SHORTEST_SALT = 32;

export interface WpConfig {
  readonly path: string;
  readonly facts: PhpFacts;
  readonly resource: Resource;
}

export function wpConfigOf(
  files: SiteFiles,
  path: string,
  environment: string | undefined,
  report: Report,
): WpConfig | undefined {
  let facts: PhpFacts;
  try {
    facts = runPhp(files, path, { environment });
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    report({ reason: 'unparseable', message: error.message, location: { path }, losesComponents: false });
    return undefined;
  }
  const { constants } = facts;
  const isOne = ['DB_NAME', 'DB_PASSWORD', 'AUTH_KEY', 'WP_HOME', 'WP_SITEURL'].some((name) =>
    constants.has(name),
  );
  if (!isOne) return undefined;
  const at = { path, line: 1, column: 1 };
  const type = textOfPhp(constants.get('WP_ENVIRONMENT_TYPE') ?? constants.get('WP_ENV'));
  const host = textOfPhp(constants.get('DB_HOST'));
  const values = map(
    [
      [
        'constants',
        map(
          [...constants].map(([name, value]) => [name, fromPhp(value)] as const),
          at,
        ),
      ],
      [
        'salts',
        map(
          SALTS.map((name) => [name, saltOf(constants.get(name), facts, at)] as const),
          at,
        ),
      ],
      ['secrets', map(secretsOf(constants), at)],
      ['development', scalar(type === 'local' || type === 'development' ? 'yes' : 'no', at)],
      ['remoteDatabase', remoteOf(constants.get('DB_HOST'), host, at)],
    ],
    at,
  );
  return { path, facts, resource: { type: 'wordpress.config', name: 'wp-config', at, values } };
}

function placeOf(value: PhpValue): ConfigValue['at'] {
  return { path: value.at.path, line: value.at.line, column: 1 };
}

function saltOf(value: PhpValue | undefined, facts: PhpFacts, at: ConfigValue['at']): ConfigValue {
  if (value === undefined)
    return facts.missing.length > 0
      ? { kind: 'unknown', reason: 'a file that is not in the target may set it', at }
      : scalar('absent', at);
  if (value.kind === 'unknown') return scalar('elsewhere', placeOf(value));
  const text = textOfPhp(value) ?? '';
  const state =
    /unique phrase/i.test(text) || isPlaceholder(text)
      ? 'placeholder'
      : text.length < SHORTEST_SALT
        ? 'short'
        : 'literal';
  return scalar(state, placeOf(value));
}

/** Constants other than salts that hold a secret → `literal`, or `fallback` of a variable. */
function secretsOf(constants: ReadonlyMap<string, PhpValue>): (readonly [string, ConfigValue])[] {
  return [...constants].flatMap(([name, value]): (readonly [string, ConfigValue])[] => {
    if (SALTS.includes(name) || !isSecretName(name)) return [];
    const literal = value.kind === 'unknown' ? value.fallback : value;
    const text = textOfPhp(literal);
    if (literal?.kind !== 'scalar' || typeof literal.value === 'boolean' || text === undefined) return [];
    if (isPlaceholder(text) || /_here$/.test(text)) return [];
    return [[name, scalar(value.kind === 'unknown' ? 'fallback' : 'literal', placeOf(literal))]];
  });
}

function remoteOf(value: PhpValue | undefined, host: string | undefined, at: ConfigValue['at']): ConfigValue {
  if (value === undefined) return scalar('no', at);
  if (host === undefined)
    return {
      kind: 'unknown',
      reason: 'the host of the database comes from the environment',
      at: placeOf(value),
    };
  const name = host.split(':', 1)[0] ?? '';
  const isLocal =
    name === '' ||
    name === 'localhost' ||
    name.startsWith('127.') ||
    name.startsWith('/') ||
    !name.includes('.');
  return scalar(isLocal ? 'no' : 'yes', placeOf(value));
}
