/** Operations of a HAPI FHIR server that reach many records, or other systems. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { type Row, ruleTable } from '../shared/rule-table.ts';

const SERVER =
  'hapi:\n  fhir:\n    fhir_version: R4\n    custom-interceptor-classes: example.Authorization\n';

const off = (
  row: Pick<Row, 'id' | 'topic' | 'severity' | 'title' | 'rationale'>,
  ...keys: readonly [string, ...string[]]
): Row => {
  const last = (value: boolean): string => {
    const steps = keys[0].split('.');
    return steps
      .map((step, i) => `${'  '.repeat(i + 2)}${step}:${i === steps.length - 1 ? ` ${value}` : ''}\n`)
      .join('');
  };
  return {
    ...row,
    remediation: `Set \`hapi.fhir.${keys[0]}\` to false.`,
    pass: Object.fromEntries(keys.map((key) => [`hapi.fhir.${key}`, { is: false, default: false }])),
    fail: last(true),
    good: last(false),
  };
};

export const HAPI_OPERATION_RULES: readonly ConfigurationRule[] = ruleTable(
  { on: 'hapi-fhir.server', file: 'application.yaml', around: (text) => `${SERVER}${text}` },
  [
    off(
      {
        id: 'HAPI-BULK-EXPORT',
        topic: 'access',
        severity: 'medium',
        title: 'All records can be exported at once',
        rationale:
          'One request prepares files with every patient; unless an interceptor authorises it, anybody who reaches the server can start it.',
      },
      'bulk_export_enabled',
    ),
    off(
      {
        id: 'HAPI-BULK-IMPORT',
        topic: 'requestForgery',
        severity: 'medium',
        title: 'Server imports records from addresses that clients name',
        rationale:
          'A client makes the server fetch from the inner network, and fills it with records of its own.',
      },
      'bulk_import_enabled',
    ),
    off(
      {
        id: 'HAPI-MULTIPLE-DELETE',
        topic: 'access',
        severity: 'medium',
        title: 'One request deletes many records',
        rationale: 'A conditional delete with a loose condition removes records of all patients.',
      },
      'allow_multiple_delete',
    ),
    off(
      {
        id: 'HAPI-CASCADING-DELETE',
        topic: 'access',
        severity: 'low',
        title: 'Deleting a record deletes what refers to it',
        rationale: 'One request on a patient takes observations, reports and consents with it.',
      },
      'allow_cascading_deletes',
    ),
    off(
      {
        id: 'HAPI-EXPUNGE',
        topic: 'durability',
        severity: 'medium',
        title: 'Records and their history can be removed for good',
        rationale: '`$expunge` leaves no earlier version to go back to, and no trace of what a record said.',
      },
      'expunge_enabled',
    ),
    off(
      {
        id: 'HAPI-WEBHOOKS',
        topic: 'access',
        severity: 'medium',
        title: 'Server sends records to addresses that clients name',
        rationale:
          'Whoever may create a subscription has changes to matching records sent to a server of their own.',
      },
      'subscription.resthook_enabled',
    ),
    off(
      {
        id: 'HAPI-MAIL',
        topic: 'access',
        severity: 'medium',
        title: 'Server mails about records to addresses that clients name',
        rationale: 'Whoever may create a subscription has mail about matching records sent out.',
      },
      'subscription.email.enabled',
    ),
    off(
      {
        id: 'HAPI-GUIDE-UPLOAD',
        topic: 'access',
        severity: 'medium',
        title: 'Clients install implementation guides while the server runs',
        rationale:
          'A guide changes what the server takes for valid, and is fetched from where the client says.',
      },
      'ig_runtime_upload_enabled',
    ),
    off(
      {
        id: 'HAPI-EXTERNAL-REFERENCES',
        topic: 'access',
        severity: 'low',
        title: 'Records may refer to any other server',
        rationale: 'Applications follow such references, with their tokens, to wherever a record says.',
      },
      'allow_external_references',
    ),
    off(
      {
        id: 'HAPI-API-DOCUMENTATION',
        topic: 'disclosure',
        severity: 'low',
        title: 'Documentation of the interface is published',
        rationale: 'It lists every operation that the server knows, and lets visitors try them.',
      },
      'openapi_enabled',
    ),
  ],
);
