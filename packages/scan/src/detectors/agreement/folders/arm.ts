/** ARM. */
import type { LabelledFolders } from '../labelled-folders.ts';

export const ARM_FOLDERS: LabelledFolders = {
  AzureMLWorkspacePublicNetwork: { topic: 'network', rules: ['CFG-TF-AZURE-PUBLIC-*'] },
};
