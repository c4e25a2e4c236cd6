/** Permissions of Drupal that nobody without an account, and not every account, may have; `*` is any text. */

export const READ_SUBMISSIONS: readonly string[] = [
  'view any webform submission',
  'edit any webform submission',
  'delete any webform submission',
  'administer webform submission',
  'administer webform',
  'access any webform submission log',
];
export const DECRYPT: readonly string[] = ['view encrypted values'];
export const ADMINISTRATION: readonly string[] = [
  'administer *',
  'bypass node access',
  'execute php*',
  'export configuration',
  'import configuration',
  'synchronize configuration',
  'masquerade as any user',
  'masquerade as super user',
  'switch users',
  'access devel information',
  'edit webform twig',
  'edit webform source',
  'use PHP for settings',
];
/** Not power over the site, although they begin with the word. */
export const NOT_ADMINISTRATION: readonly string[] = ['administer own *', 'administer their own *'];
export const INTERNALS: readonly string[] = [
  'access administration pages',
  'access site reports',
  'access prometheus metrics',
  'execute graphql requests',
  'bypass graphql field security',
  'view any unpublished content',
  'access user profiles',
  'access webform overview',
  'restful get *',
];
/** Whoever has one of these has the site: code, configuration or accounts are in hand. */
export const TAKE_OVER: readonly string[] = [
  'administer permissions',
  'administer users',
  'administer site configuration',
  'import configuration',
  'synchronize configuration',
  'edit webform twig',
  'edit webform source',
  'administer modules',
  'administer software updates',
  'execute php*',
  'use PHP for settings',
];
/** What makes an account worth a second factor. */
export const PRIVILEGED: readonly string[] = [
  ...READ_SUBMISSIONS,
  ...DECRYPT,
  ...TAKE_OVER,
  'administer nodes',
  'bypass node access',
  'access administration pages',
  'masquerade as any user',
  'export configuration',
];
