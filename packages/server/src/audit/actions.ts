/** What the audit trail records. A service that changes something names one of these. */

export const AUDIT_ACTIONS = {
  'organisation.created': 'An organisation was made.',
  'organisation.changed': 'The settings of the organisation were changed.',
  'session.started': 'An account signed in.',
  'session.failed': 'A sign-in failed.',
  'session.locked': 'An account was locked after failed sign-ins.',
  'session.ended': 'A session was ended.',
  'session.stepped-up': 'An account confirmed who it is.',
  'password.changed': 'A password was changed.',
  'account.created': 'An account was made.',
  'account.grants-changed': 'The roles of an account were changed.',
  'account.state-changed': 'An account was disabled or enabled.',
  'token.created': 'A token was made.',
  'token.first-used': 'A token was used for the first time.',
  'token.revoked': 'A token was revoked.',
  'programme.created': 'A programme was made.',
  'programme.changed': 'A programme was changed.',
  'system.created': 'A system was made.',
  'system.changed': 'Facts of a system were changed.',
  'system.retired': 'A system was taken out of use.',
  'document.received': 'A document was sent in.',
  'document.processed': 'A document was read, and its content counts.',
  'document.refused': 'A document could not be read.',
  'finding.state-changed': 'A person moved a finding to another state.',
  'finding.assigned': 'A finding was given to a person.',
  'keys.rewrapped': 'Data keys were wrapped with the current key.',
  'keys.destroyed': 'A data key was destroyed, and with it what it encrypts.',
  'audit.exported': 'The audit trail was exported.',
  'advisories.rematched': 'New advisories changed findings.',
} as const satisfies Readonly<Record<string, string>>;

export type AuditAction = keyof typeof AUDIT_ACTIONS;
