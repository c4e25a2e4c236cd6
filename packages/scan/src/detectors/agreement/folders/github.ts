/** Settings of GitHub, as its API answers. */
import type { LabelledFolders } from '../labelled-folders.ts';

export const GITHUB_FOLDERS: LabelledFolders = {
  GithubBranchDisallowDeletions: { topic: 'software', rules: ['CFG-FORGE-BRANCH-DELETABLE'] },
  GithubBranchDismissStaleReviews: { topic: 'software', rules: ['CFG-FORGE-STALE-REVIEW'] },
  GithubBranchRequireCodeOwnerReviews: { topic: 'software', rules: ['CFG-FORGE-OWNERS-NOT-ASKED'] },
  GithubBranchRequireStatusChecks: { topic: 'software', rules: ['CFG-FORGE-NO-CHECKS'] },
  GithubRequire2Approvals: { topic: 'software', rules: ['CFG-FORGE-NO-REVIEW'] },
  GithubRequireStrictBasePermissionsRepository: { topic: 'identity', rules: ['CFG-FORGE-EVERYONE-WRITES'] },
  GithubPublicRepositoryCreationIsLimited: { topic: 'identity', rules: ['CFG-FORGE-PUBLIC-BY-ANYONE'] },
};
