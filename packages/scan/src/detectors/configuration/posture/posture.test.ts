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

describe('answers of GitHub', () => {
  const people = [{ login: 'jo-miller', id: 9 }];

  it('that a branch is not protected name it by their file', async () => {
    const { rules } = await told({
      message: 'Branch not protected',
      documentation_url: 'https://docs.github.com/rest/branches/branch-protection',
      status: '404',
    });
    expect(rules).toEqual(['FORGE-UNPROTECTED answer']);
  });

  it('that something is not there are no export', () => {
    const answer = { message: 'Not Found', documentation_url: 'https://docs.github.com/rest' };
    expect(() => reduceExport(JSON.stringify(answer), 'answer.json', '2026-01-01')).toThrow(
      'no export that is understood',
    );
  });

  it('about a branch keep no names of persons', async () => {
    const { kept, rules } = await told({
      url: 'https://api.github.com/repos/clinic/portal/branches/main/protection',
      enforce_admins: { enabled: true },
      required_conversation_resolution: { enabled: true },
      allow_force_pushes: { enabled: false },
      allow_deletions: { enabled: true },
      restrictions: { url: 'https://api.github.com/', users: people },
      required_pull_request_reviews: {
        required_approving_review_count: 1,
        dismiss_stale_reviews: true,
        require_code_owner_reviews: true,
        dismissal_restrictions: { users: people },
      },
      required_status_checks: { strict: false, contexts: ['test'] },
    });
    expect(rules.toSorted()).toEqual([
      'FORGE-BRANCH-DELETABLE clinic/portal main',
      'FORGE-OUTDATED-BRANCH clinic/portal main',
    ]);
    expect(kept).not.toContain('jo-miller');
  });
});

describe('the age of an export', () => {
  const reasonsOn = async (asOf: string, collected: string | undefined): Promise<readonly string[]> => {
    const rows = [{ name: 'clinic', settings: { two_factor_requirement_enabled: true } }];
    const text = JSON.stringify({ theriacPosture: 1, type: 'github.organisation', collected, rows });
    const { reasons = [] } = await detectInMemory(configuration, {
      inventory: EMPTY_INVENTORY,
      files: { 'posture/github.json': text },
      asOf,
    });
    return reasons;
  };

  it('of more than 90 days is a gap in what was checked', async () => {
    expect(await reasonsOn('2026-02-25', '2025-01-01')).toEqual([
      'posture/github.json: it was taken on 2025-01-01, 420 days before; export and import it again',
    ]);
  });

  it('of 90 days is not', async () => {
    expect(await reasonsOn('2025-04-01', '2025-01-01')).toEqual([]);
  });

  it.each([undefined, 'yesterday'])('that is not told is a gap: %s', async (collected) => {
    expect(await reasonsOn('2025-04-01', collected)).toEqual([
      'posture/github.json: it does not say when it was taken; import it again',
    ]);
  });
});
