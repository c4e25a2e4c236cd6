/** Small WordPress sites for the examples of rules. */
import { files } from './example.ts';

const SALTS = [
  'AUTH_KEY',
  'SECURE_AUTH_KEY',
  'LOGGED_IN_KEY',
  'NONCE_KEY',
  'AUTH_SALT',
  'SECURE_AUTH_SALT',
  'LOGGED_IN_SALT',
  'NONCE_SALT',
];
const FROM_ENVIRONMENT = SALTS.map((name) => `define('${name}', getenv('${name}'));`).join('\n');

export function wpConfig(more: string, salts = FROM_ENVIRONMENT): Record<string, string> {
  return {
    'wp-config.php': `<?php\ndefine('DB_NAME', 'clinic');\ndefine('DB_PASSWORD', getenv('DB_PASSWORD'));\ndefine('DB_HOST', 'localhost');\n${salts}\n${more}\n`,
  };
}

export const wp = (more: string, others: Readonly<Record<string, string>> = {}): string =>
  files({ ...wpConfig(more), ...others });

/** `wp plugin list --format=json`. */
export function plugins(...slugs: readonly string[]): Record<string, string> {
  const rows = ['akismet', ...slugs].map((name) => plugin(name));
  return { 'wp-cli/plugins.json': JSON.stringify(rows) };
}

export function plugin(name: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    name,
    status: 'active',
    update: 'none',
    version: '1.0.0',
    update_version: '',
    auto_update: 'on',
    ...more,
  };
}

interface Gravity {
  readonly personalData?: unknown;
  readonly message?: string;
  readonly feeds?: readonly unknown[];
}

/** An export of Gravity Forms in which patients say who they are and what they suffer from. */
export function gravity({
  personalData = { preventIP: true, retention: { policy: 'delete', retain_entries_days: 30 } },
  message = 'A new request has arrived.',
  feeds = [],
}: Gravity = {}): Record<string, string> {
  const form = {
    id: 1,
    title: 'Appointment',
    fields: [
      { type: 'name', label: 'Full name' },
      { type: 'date', label: 'Date of birth' },
      { type: 'textarea', label: 'Symptoms' },
    ],
    notifications: { a: { to: 'desk@clinic.example', message, isActive: true } },
    feeds,
    personalData,
  };
  return { 'gravityforms-export-2026-01-01.json': JSON.stringify({ 0: form, version: '2.9.0' }) };
}
