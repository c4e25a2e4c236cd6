import { detectInMemory, EMPTY_INVENTORY } from '@theriac/testing/detect-in-memory';
import { describe, expect, test } from 'vitest';
import { configuration } from '../../index.ts';
import { matchesAction } from './patterns.ts';

type Statement = Readonly<Record<string, unknown>>;

/** The same statement in each syntax, and which rules of identity fail. */
async function failing(statement: Statement): Promise<readonly string[]> {
  const json = JSON.stringify({ Statement: [{ Effect: 'Allow', ...statement }] });
  const files = {
    'a/main.tf': `resource "aws_iam_policy" "p" {\n  policy = <<EOT\n${json}\nEOT\n}\n`,
    'b/template.json': JSON.stringify({
      Resources: {
        P: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: JSON.parse(json) } },
      },
    }),
  };
  const answers = await Promise.all(
    Object.entries(files).map(async ([path, text]) => {
      const { findings } = await detectInMemory(configuration, {
        inventory: EMPTY_INVENTORY,
        files: { [path]: text },
      });
      return findings.map(({ rule }) => rule.id.replace('THERIAC-CFG-TF-IAM-', '')).sort();
    }),
  );
  expect(answers[1]).toEqual(answers[0]);
  return answers[0] ?? [];
}

describe('actions', () => {
  test.each([
    ['iam:PutRolePolicy', 'iam:Put*', true],
    ['iam:PutRolePolicy', 'IAM:*rolepolicy', true],
    ['s3:GetObject', 's3:Get?bject', true],
    ['s3:GetObject', 's3:GetObject?', false],
    ['s3:GetObject', '*', true],
    ['s3:GetObject', 's3:*Acl', false],
    ['s3:GetObject', 's3:*a*b*c*d*e*f*', false],
  ])('%s under %s: %s', (action, pattern, matches) => {
    expect(matchesAction(action, pattern)).toBe(matches);
  });
});

describe('what a statement grants', () => {
  test.each<[string, Statement, string[]]>([
    ['a wildcard of actions', { Action: 'iam:Put*', Resource: '*' }, ['ESCALATION']],
    ['one of another service', { Action: 'ec2:Describe*', Resource: '*' }, []],
    [
      'all roles by their address',
      { Action: 'iam:PassRole', Resource: 'arn:aws:iam::*:role/*' },
      ['PASS-ROLE'],
    ],
    ['roles of one path', { Action: 'iam:PassRole', Resource: 'arn:aws:iam::*:role/app/*' }, []],
    [
      'a condition',
      {
        Action: 'iam:PassRole',
        Resource: '*',
        Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
      },
      [],
    ],
    [
      'a condition that holds where its key is not sent',
      {
        Action: 'iam:PassRole',
        Resource: '*',
        Condition: { 'ForAllValues:StringEqualsIfExists': { 'aws:ResourceTag/Environment': 'test' } },
      },
      [],
    ],
    [
      'a condition on the region only',
      {
        Action: 'kms:Decrypt',
        Resource: '*',
        Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
      },
      ['DECRYPT-ALL'],
    ],
    [
      'everything but reading logs',
      { NotAction: ['logs:*'], Resource: '*' },
      ['ESCALATION', 'NOT-ACTION', 'PASS-ROLE'],
    ],
    ['everything but identities', { NotAction: ['iam:*'], Resource: '*' }, ['NOT-ACTION']],
    ['all resources but one', { Action: 's3:GetObject', NotResource: 'arn:aws:s3:::a/*' }, ['DATA-ALL']],
    ['objects of one bucket', { Action: 's3:Get*', Resource: 'arn:aws:s3:::records/*' }, []],
    ['objects of all buckets', { Action: 's3:Get*', Resource: 'arn:aws:s3:::*/*' }, ['DATA-ALL']],
    ['code of functions', { Action: 'lambda:Update*', Resource: '*' }, ['RUN-AS']],
    ['traces', { Action: ['cloudtrail:*'], Resource: '*' }, ['TRACES']],
    ['everything, once', { Action: '*', Resource: '*' }, ['ALL']],
  ])('%s', async (_, statement, rules) => {
    expect(await failing(statement)).toEqual(rules);
  });
});

describe('who is let in', () => {
  async function isOpen(statement: Statement): Promise<'open' | 'closed' | 'unknown'> {
    const policy = { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...statement }] };
    const { findings, reasons } = await detectInMemory(configuration, {
      inventory: EMPTY_INVENTORY,
      files: {
        'template.json': JSON.stringify({
          Resources: {
            P: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'x', PolicyDocument: policy } },
          },
        }),
      },
    });
    if (findings.some(({ rule }) => rule.id === 'THERIAC-CFG-TF-S3-POLICY-PUBLIC')) return 'open';
    return reasons?.some((reason) => reason.includes('TF-S3-POLICY-PUBLIC')) === true ? 'unknown' : 'closed';
  }

  test.each<[string, Statement, 'open' | 'closed' | 'unknown']>([
    ['everybody', { Principal: '*' }, 'open'],
    ['everybody of AWS', { Principal: { AWS: '*' } }, 'open'],
    ['everybody but one', { NotPrincipal: { AWS: 'arn:aws:iam::1:root' } }, 'open'],
    ['an account', { Principal: { AWS: 'arn:aws:iam::111122223333:root' } }, 'closed'],
    [
      'an organisation',
      { Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } },
      'closed',
    ],
    [
      'an organisation, in other letters',
      { Principal: '*', Condition: { 'ForAnyValue:StringLike': { 'AWS:PrincipalOrgPaths': ['o-1/*'] } } },
      'closed',
    ],
    ['over TLS only', { Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'true' } } }, 'open'],
    [
      'with a header that anybody writes',
      { Principal: '*', Condition: { StringLike: { 'aws:Referer': 'https://x/*' } } },
      'open',
    ],
    [
      'from every address',
      { Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': ['0.0.0.0/0'] } } },
      'open',
    ],
    [
      'from a range',
      { Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': ['192.0.2.0/24'] } } },
      'closed',
    ],
    [
      'from an endpoint, if it is one',
      { Principal: '*', Condition: { StringEqualsIfExists: { 'aws:SourceVpce': 'vpce-1' } } },
      'unknown',
    ],
    [
      'from an endpoint, which it must be',
      {
        Principal: '*',
        Condition: {
          StringEqualsIfExists: { 'aws:SourceVpce': 'vpce-1' },
          Null: { 'aws:SourceVpce': 'false' },
        },
      },
      'closed',
    ],
    [
      'not from an endpoint',
      { Principal: '*', Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } } },
      'unknown',
    ],
    [
      'with a key that is not known',
      { Principal: '*', Condition: { StringEquals: { 'x:y': 'z' } } },
      'unknown',
    ],
    [
      'by services only',
      { Principal: '*', Condition: { Bool: { 'aws:PrincipalIsAWSService': 'true' } } },
      'closed',
    ],
  ])('%s: %j', async (_, statement, answer) => {
    expect(await isOpen(statement)).toBe(answer);
  });
});
