/** Every rule about sites of content management systems. */
import type { Rule } from '@theriac/core';
import type { ConfigurationRule } from '@theriac/core/configuration';
import { catalogued } from '../shared/judge-resources.ts';
import { PREFIX } from './prefix.ts';
import { DRUPAL_ACCOUNT_RULES } from './rules/drupal-accounts.ts';
import { DRUPAL_ENCRYPTION_RULES } from './rules/drupal-encryption.ts';
import { DRUPAL_FORM_RULES } from './rules/drupal-forms.ts';
import { DRUPAL_LOGGING_RULES } from './rules/drupal-logging.ts';
import { DRUPAL_PERMISSION_RULES } from './rules/drupal-permissions.ts';
import { DRUPAL_PLATFORM_RULES } from './rules/drupal-platform.ts';
import { DRUPAL_SIGN_IN_RULES } from './rules/drupal-sign-in.ts';
import { WORDPRESS_FORM_RULES } from './rules/wordpress-forms.ts';
import { WORDPRESS_SITE_RULES } from './rules/wordpress-site.ts';

export const CMS_RULES: readonly ConfigurationRule[] = [
  ...DRUPAL_ACCOUNT_RULES,
  ...DRUPAL_SIGN_IN_RULES,
  ...DRUPAL_PERMISSION_RULES,
  ...DRUPAL_FORM_RULES,
  ...DRUPAL_ENCRYPTION_RULES,
  ...DRUPAL_PLATFORM_RULES,
  ...DRUPAL_LOGGING_RULES,
  ...WORDPRESS_SITE_RULES,
  ...WORDPRESS_FORM_RULES,
];

export function cmsCatalogue(): readonly Rule[] {
  return CMS_RULES.map((row) => catalogued(row, PREFIX, 'cms'));
}
