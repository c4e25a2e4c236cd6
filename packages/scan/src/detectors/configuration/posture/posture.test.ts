import { detectInMemory, EMPTY_INVENTORY } from '@theriac/testing/detect-in-memory';
import { describe, expect, it } from 'vitest';
import { configuration } from '../index.ts';
import { reduceExport } from './reduce-export.ts';

async function told(answer: unknown): Promise<{ readonly kept: string; readonly rules: readonly string[] }> {
  const { document } = reduceExport(JSON.stringify(answer), 'answer.json', '2026-01-01');
  const kept = JSON.stringify(document);
  const { findings } = await detectInMemory(configuration, {
    inventory: EMPTY_INVENTORY,
    files: { 'posture/answer.json': kept },
  });
  return {
    kept,
    rules: findings.map(
      ({ rule, subject }) =>
        `${rule.id.replace('THERIAC-CFG-', '')} ${'name' in subject ? subject.name : ''}`,
    ),
  };
}

describe('answers of GitLab', () => {
  it('that are lists are rows, and keep no names of persons', async () => {
    const { kept, rules } = await told([
      {
        id: 1,
        name: 'main',
        push_access_levels: [
          { id: 7, access_level: 40, access_level_description: 'Jo Miller', user_id: 9 },
          { id: 8, access_level: 30, access_level_description: 'Developers + Maintainers' },
        ],
        merge_access_levels: [{ access_level: 40, access_level_description: 'Maintainers' }],
        allow_force_push: false,
      },
    ]);
    expect(rules).toEqual(['GITLAB-DEVELOPERS-PUSH main']);
    expect(kept).not.toContain('Miller');
    expect(kept).not.toContain('user_id');
  });

  it('about variables keep no values', async () => {
    const { kept, rules } = await told([
      { key: 'DEPLOY_TOKEN', variable_type: 'env_var', value: 'pl4nted', protected: false, masked: false },
      { key: 'LANG', variable_type: 'env_var', value: 'C', protected: false, masked: false },
    ]);
    expect(rules).toEqual(['GITLAB-SECRET-SHOWN DEPLOY_TOKEN', 'GITLAB-SECRET-EVERYWHERE DEPLOY_TOKEN']);
    expect(kept).not.toContain('pl4nted');
  });

  it('without a setting of a paid edition say nothing about it', async () => {
    const { rules } = await told({
      path_with_namespace: 'clinic/portal',
      default_branch: 'main',
      visibility: 'private',
      archived: false,
      owner: { name: 'Jo Miller' },
    });
    expect(rules).toEqual([]);
  });
});

describe('details of an account of AWS', () => {
  it('are asked what policies in Terraform are asked', async () => {
    const document = (action: string): unknown => ({
      Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
    });
    const { rules } = await told({
      UserDetailList: [
        {
          UserName: 'ci',
          UserPolicyList: [{ PolicyName: 'p', PolicyDocument: document('iam:Put*') }],
          AttachedManagedPolicies: [{ PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }],
        },
      ],
      GroupDetailList: [],
      RoleDetailList: [
        {
          RoleName: 'open',
          Path: '/',
          AssumeRolePolicyDocument: {
            Statement: { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' },
          },
          RolePolicyList: [],
          AttachedManagedPolicies: [],
        },
        {
          RoleName: 'AWSServiceRoleForX',
          Path: '/aws-service-role/x.amazonaws.com/',
          RolePolicyList: [{ PolicyName: 'p', PolicyDocument: document('*') }],
        },
      ],
      Policies: [
        {
          PolicyName: 'own',
          Arn: 'arn:aws:iam::111122223333:policy/own',
          PolicyVersionList: [
            { VersionId: 'v2', IsDefaultVersion: true, Document: document('cloudtrail:*') },
            { VersionId: 'v1', IsDefaultVersion: false, Document: document('*') },
          ],
        },
        {
          PolicyName: 'AdministratorAccess',
          Arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
          PolicyVersionList: [{ IsDefaultVersion: true, Document: document('*') }],
        },
      ],
    });
    expect(rules.toSorted()).toEqual([
      'TF-IAM-ADMINISTRATOR-IAM-USER-POLICY-ATTACHMENT User ci attachment 1',
      'TF-IAM-ESCALATION-USER User ci policy p',
      'TF-IAM-TRACES ManagedPolicy own',
      'TF-IAM-TRUST-ALL Role open',
      'TF-IAM-USER-POLICY User ci attachment 1',
    ]);
  });
});
