/** Kubernetes. The labels are at the bindings; we judge the roles that they bind. */
import type { LabelledFolders } from '../labelled-folders.ts';

const USER = 'The subject is a person; what the role allows is the same.';

export const KUBERNETES_FOLDERS: LabelledFolders = {
  AllowPrivilegeEscalation: { topic: 'identity', rules: ['CFG-K8S-ESCALATION'] },
  AllowedCapabilities: { topic: 'identity', rules: ['CFG-K8S-DANGEROUS-CAPABILITY'] },
  ImpersonatePermissions: {
    topic: 'identity',
    rules: ['CFG-K8S-ROLE-ESCALATES*'],
    isLabelledElsewhere: true,
  },
  ModifyServicesStatus: {
    topic: 'network',
    rules: ['CFG-K8S-ROLE-SERVICE-STATUS*'],
    isLabelledElsewhere: true,
  },
  NoCreateNodesProxyOrPodsExec: {
    topic: 'identity',
    rules: ['CFG-K8S-ROLE-EXEC*', 'CFG-K8S-ROLE-NODES*'],
    isLabelledElsewhere: true,
    differs: { 'ClusterRoleBinding.default.passing-crb1': USER },
  },
  ReadAllSecrets: { topic: 'identity', rules: ['CFG-K8S-ROLE-SECRETS*'], isLabelledElsewhere: true },
  RoleBindingPE: {
    topic: 'identity',
    rules: ['CFG-K8S-ROLE-ESCALATES*'],
    isLabelledElsewhere: true,
    differs: { 'ClusterRoleBinding.default.passing-crb2': USER },
  },
};
