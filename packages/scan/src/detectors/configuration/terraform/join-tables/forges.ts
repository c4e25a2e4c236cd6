/** Resources of forges that configure a repository. */
import type { Join } from './join.ts';

const REPOSITORY = ['github_repository'];

export const FORGE_JOINS: readonly Join[] = [
  { type: 'github_branch_protection', by: 'repository_id', to: REPOSITORY, as: '@protection' },
  { type: 'github_branch_protection_v3', by: 'repository', to: REPOSITORY, as: '@protection' },
  { type: 'github_repository_ruleset', by: 'repository', to: REPOSITORY, as: '@rulesets' },
  { type: 'gitlab_branch_protection', by: 'project', to: ['gitlab_project'], as: '@protection' },
  { type: 'gitlab_project_level_mr_approvals', by: 'project', to: ['gitlab_project'], as: '@approvals' },
];
