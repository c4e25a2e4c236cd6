/** Names of variables that hold a secret, as patterns. */
export const SECRET_NAMES: readonly string[] = [
  '*PASSWORD',
  '*_PASS',
  '*_PASSWD',
  '*SECRET',
  '*SECRET_KEY',
  '*SECRET_KEY_BASE',
  '*API_KEY',
  '*APIKEY',
  '*SECRET_ACCESS_KEY',
  '*PRIVATE_KEY',
  '*_TOKEN',
];

/** Values that stand for a secret that is still to be given, as patterns. A weak password is none of them. */
export const PLACEHOLDERS: readonly string[] = [
  '',
  '{}',
  '<*>',
  '*-here',
  '*-token',
  '*placeholder*',
  '*replace_me*',
  '*replace-me*',
  '*replaceme*',
  '*todo*',
  '*xxx*',
  'dummy*',
  'empty',
  'fake*',
  'false',
  'insert_*',
  'insert-*',
  'mock*',
  'n/a',
  'na',
  'no',
  'none',
  'null',
  'tbd',
  'true',
  'unused*',
  'yes',
  'your-*',
  'your_*',
  '0',
  '1',
];

/** Names that end like one of a secret and hold none: files, switches, and stores of public certificates. */
export const NO_SECRET_NAMES: readonly string[] = [
  '*_FILE',
  '*ALLOW_EMPTY_PASSWORD',
  '*ALLOW_EMPTY_ROOT_PASSWORD',
  '*RANDOM_ROOT_PASSWORD',
  '*TRUSTSTORE_PASSWORD',
];
