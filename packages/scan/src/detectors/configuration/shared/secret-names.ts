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
