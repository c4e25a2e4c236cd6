/** Settings of GitHub, as its API answers. */
import type { LabelledFolders } from '../labelled-folders.ts';

export const GITHUB_FOLDERS: LabelledFolders = {
  GithubBranchDisallowDeletions: { topic: 'software', rules: ['CFG-FORGE-BRANCH-DELETABLE'] },
  GithubBranchDismissStaleReviews: { topic: 'software', rules: ['CFG-FORGE-STALE-REVIEW'] },
  GithubBranchRequireCodeOwnerReviews: { topic: 'software', rules: ['CFG-FORGE-OWNERS-NOT-ASKED'] },
  GithubBranchRequireStatusChecks: { topic: 'software', rules: ['CFG-FORGE-NO-CHECKS'] },
  GithubBranchRequireConversationResolution: {
    topic: 'software',
    rules: ['CFG-FORGE-CONVERSATIONS-OPEN'],
  },
  GithubBranchRequirePushRestrictions: { topic: 'software', rules: ['CFG-FORGE-PUSH-OPEN'] },
  GithubRequire2Approvals: { topic: 'software', rules: ['CFG-FORGE-NO-REVIEW', 'CFG-FORGE-UNPROTECTED'] },
  GithubRequireUpdatedBranch: {
    topic: 'software',
    rules: ['CFG-FORGE-OUTDATED-BRANCH', 'CFG-FORGE-NO-CHECKS'],
  },
  GithubRequireStrictBasePermissionsRepository: { topic: 'identity', rules: ['CFG-FORGE-EVERYONE-WRITES'] },
  GithubPublicRepositoryCreationIsLimited: {
    topic: 'identity',
    rules: ['CFG-FORGE-PUBLIC-BY-ANYONE'],
    differs: {
      'fail2_org_metadata.json':
        'The answer does not have the setting: it was given to somebody who is no owner, and tells nothing about it.',
    },
  },
};
