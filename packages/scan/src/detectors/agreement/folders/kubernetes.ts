/** Kubernetes. The labels are at the bindings; we judge the roles that they bind. */
import type { LabelledFolders } from '../labelled-folders.ts';

const GROUP = 'In the group of the rule there are no such resources: it grants nothing.';
const PERSON = 'The subject is a person; what the role allows is the same.';

export const KUBERNETES_FOLDERS: LabelledFolders = {
  AllowPrivilegeEscalation: { topic: 'identity', rules: ['CFG-K8S-ESCALATION'] },
  AllowedCapabilities: {
    topic: 'identity',
    rules: ['CFG-K8S-DANGEROUS-CAPABILITY'],
    differs: {
      'Pod.default.cassandra.app-cassandra':
        'IPC_LOCK keeps memory from being swapped; it gives nothing over others.',
    },
  },
  ImpersonatePermissions: {
    topic: 'identity',
    rules: ['CFG-K8S-ROLE-ESCALATES*'],
    isLabelledElsewhere: true,
  },
  ModifyServicesStatus: {
    topic: 'network',
    rules: ['CFG-K8S-ROLE-SERVICE-STATUS*'],
    isLabelledElsewhere: true,
    differs: {
      'ClusterRoleBinding.default.failing-crb1': GROUP,
      'ClusterRoleBinding.default.failing-crb2': GROUP,
    },
  },
  NoCreateNodesProxyOrPodsExec: {
    topic: 'identity',
    rules: ['CFG-K8S-ROLE-EXEC*', 'CFG-K8S-ROLE-NODES*'],
    isLabelledElsewhere: true,
    differs: {
      'RoleBinding.kube-system.failing-rb3': 'Nodes belong to no namespace; a Role cannot grant them.',
      'ClusterRoleBinding.default.failing-crb4': GROUP,
      'ClusterRoleBinding.default.passing-crb2':
        'Reading `nodes/proxy` runs commands too: the agent takes them over a WebSocket, which begins with GET.',
    },
  },
  ReadAllSecrets: { topic: 'identity', rules: ['CFG-K8S-ROLE-SECRETS*'], isLabelledElsewhere: true },
  RoleBindingPE: {
    topic: 'identity',
    rules: ['CFG-K8S-ROLE-ESCALATES*'],
    isLabelledElsewhere: true,
    differs: {
      'ClusterRoleBinding.default.failing-crb1':
        'Who makes a binding can only pass on rights that they have; `bind` on roles would be needed.',
      'ClusterRoleBinding.default.passing-crb2': PERSON,
    },
  },
};
