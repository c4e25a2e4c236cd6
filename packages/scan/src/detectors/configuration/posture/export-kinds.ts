/** The exports that are understood: how each is told, and which of its settings are kept. Nothing personal is. */

export interface ExportKind {
  /** Type of the resources that it makes. */
  readonly type: string;
  /** For people. */
  readonly title: string;
  /** How it is made. */
  readonly from: string;
  /** Keys that it has, all of them. */
  readonly has: readonly string[];
  /** Where its rows are; absent: it is one. */
  readonly rows?: string;
  /** By which key a row is named; of several, the first that is there. */
  readonly name: readonly string[];
  /** Whether the names tell what it is an export of. */
  readonly isNamed?: true;
  /** Settings that are kept. */
  readonly keep: readonly string[];
}

export const EXPORT_KINDS: readonly ExportKind[] = [
  {
    type: 'github.organisation',
    title: 'settings of an organisation of GitHub',
    from: 'gh api orgs/ORG',
    has: ['login', 'two_factor_requirement_enabled'],
    name: ['login'],
    isNamed: true,
    keep: [
      'two_factor_requirement_enabled',
      'default_repository_permission',
      'members_can_create_public_repositories',
      'members_can_fork_private_repositories',
      'members_can_change_repo_visibility',
      'members_can_delete_repositories',
      'web_commit_signoff_required',
      'secret_scanning_push_protection_enabled_for_new_repositories',
      'secret_scanning_enabled_for_new_repositories',
      'dependabot_alerts_enabled_for_new_repositories',
    ],
  },
  {
    type: 'github.actions',
    title: 'permissions of GitHub Actions',
    from: 'gh api orgs/ORG/actions/permissions',
    has: ['allowed_actions'],
    name: ['allowed_actions'],
    keep: ['allowed_actions', 'enabled_repositories', 'sha_pinning_required'],
  },
  {
    type: 'github.actions-token',
    title: 'permissions of the token of workflows',
    from: 'gh api orgs/ORG/actions/permissions/workflow',
    has: ['default_workflow_permissions'],
    name: ['default_workflow_permissions'],
    keep: ['default_workflow_permissions', 'can_approve_pull_request_reviews'],
  },
  {
    type: 'github.branch',
    title: 'protection of a branch of GitHub',
    from: 'gh api repos/OWNER/REPO/branches/BRANCH/protection',
    has: ['allow_force_pushes', 'enforce_admins'],
    name: ['url'],
    isNamed: true,
    keep: [
      'required_pull_request_reviews',
      'required_status_checks',
      'enforce_admins',
      'required_signatures',
      'allow_force_pushes',
      'allow_deletions',
      'required_conversation_resolution',
    ],
  },
  {
    type: 'github.environment',
    title: 'environments of a repository of GitHub',
    from: 'gh api repos/OWNER/REPO/environments',
    has: ['environments', 'total_count'],
    rows: 'environments',
    name: ['name'],
    keep: ['name', 'protection_rules', 'deployment_branch_policy'],
  },
  {
    type: 'github.repository',
    title: 'settings of a repository of GitHub',
    from: 'gh api repos/OWNER/REPO',
    has: ['full_name', 'default_branch', 'visibility'],
    name: ['full_name'],
    isNamed: true,
    keep: ['full_name', 'visibility', 'security_and_analysis', 'allow_forking', 'archived'],
  },
  {
    type: 'aws.user',
    title: 'credential report of AWS IAM',
    from: 'aws iam get-credential-report (decoded)',
    has: ['user', 'mfa_active', 'password_enabled'],
    rows: 'rows',
    name: ['user'],
    keep: [
      'user',
      'password_enabled',
      'password_last_changed',
      'mfa_active',
      'access_key_1_active',
      'access_key_1_last_rotated',
      'access_key_2_active',
      'access_key_2_last_rotated',
    ],
  },
  {
    type: 'aws.finding',
    title: 'findings of AWS Security Hub (ASFF)',
    from: 'aws securityhub get-findings',
    has: ['Findings'],
    rows: 'Findings',
    name: ['GeneratorId'],
    keep: ['Title', 'GeneratorId', 'RecordState', 'Workflow', 'Compliance', 'Severity', 'Resources'],
  },
];
