/** Functions of AWS. */
import type { ConfigurationRule } from '@theriac/core/configuration';
import { SECRET_NAMES } from '../../shared/secret-names.ts';
import { ENDED_RUNTIMES } from './aws-compute-terms.ts';
import { ACCESS, PATCHES, SECRETS } from './controls.ts';
import { NO_SECRETS } from './placeholders.ts';
import { rule } from './row.ts';

export const AWS_FUNCTIONS_RULES: readonly ConfigurationRule[] = [
  rule({
    id: 'TF-LAMBDA-RUNTIME-ENDED',
    title: 'Function runs on a runtime without security updates',
    severity: 'medium',
    cwe: ['CWE-1104'],
    controls: PATCHES,
    rationale:
      'Flaws of the language and its libraries stay open; later the function can no longer be changed at all.',
    remediation: 'Move to a runtime that is supported.',
    on: 'aws_lambda_function',
    when: { runtime: { exists: true } },
    pass: { runtime: { notLike: ENDED_RUNTIMES } },
    fail: 'function_name = "api"\nrole = "r"\nruntime = "python3.7"',
    good: 'function_name = "api"\nrole = "r"\nruntime = "python3.13"',
  }),
  rule({
    id: 'TF-LAMBDA-SECRET',
    title: 'Secret stands in the environment of the function',
    severity: 'high',
    cwe: ['CWE-798'],
    controls: SECRETS,
    rationale:
      'Everybody who may see the function reads it, and it is in the state file and in version control.',
    remediation: 'Fetch it from Secrets Manager when the function starts.',
    on: 'aws_lambda_function',
    pass: {
      'environment.*.variables': {
        no: {
          '@key': { like: SECRET_NAMES, notLike: ['*_ARN', '*_NAME', '*_ID'] },
          '@value': { written: true, notLike: [...NO_SECRETS, '/*', 'alias/*'] },
        },
      },
    },
    secret: true,
    fail: 'function_name = "api"\nenvironment {\nvariables = {\nDB_PASSWORD = "example"\n}\n}',
    good: 'function_name = "api"\nenvironment {\nvariables = {\nDB_SECRET_ARN = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:db"\n}\n}',
  }),
  rule({
    id: 'TF-LAMBDA-PERMISSION-ALL',
    title: 'Everybody may call the function',
    severity: 'high',
    cwe: ['CWE-732'],
    controls: ACCESS,
    rationale: 'Every account can run it with the rights of its role.',
    remediation: 'Name the service or account, and the source.',
    on: 'aws_lambda_permission',
    pass: {
      any: [
        { principal: { not: '*' } },
        { source_arn: { exists: true } },
        { source_account: { exists: true } },
        { principal_org_id: { exists: true } },
        { function_url_auth_type: 'AWS_IAM' },
      ],
    },
    fail: 'function_name = "api"\naction = "lambda:InvokeFunction"\nprincipal = "*"',
    good: 'function_name = "api"\naction = "lambda:InvokeFunction"\nprincipal = "events.amazonaws.com"\nsource_arn = "arn:aws:events:eu-central-1:111122223333:rule/x"',
  }),
  rule({
    id: 'TF-LAMBDA-PERMISSION-NO-SOURCE',
    title: 'Service may call the function for any customer',
    severity: 'low',
    cwe: ['CWE-441'],
    controls: ACCESS,
    rationale: 'A bucket or topic of a stranger can make the service call the function.',
    remediation: 'Set `source_arn` or `source_account`.',
    on: 'aws_lambda_permission',
    when: {
      principal: {
        in: ['s3.amazonaws.com', 'sns.amazonaws.com', 'events.amazonaws.com', 'ses.amazonaws.com'],
      },
    },
    pass: { any: [{ source_arn: { exists: true } }, { source_account: { exists: true } }] },
    fail: 'function_name = "api"\naction = "lambda:InvokeFunction"\nprincipal = "s3.amazonaws.com"',
    good: 'function_name = "api"\naction = "lambda:InvokeFunction"\nprincipal = "s3.amazonaws.com"\nsource_account = "111122223333"',
  }),
];
