/** Workflows of GitHub Actions. */
import type { LabelledFolders } from '../labelled-folders.ts';

export const GITHUB_ACTIONS_FOLDERS: LabelledFolders = {
  ReadOnlyTopLevelPermissions: {
    topic: 'identity',
    rules: ['SC-WORKFLOW-WRITE-ALL', 'SC-WORKFLOW-PERMISSIONS'],
  },
};
