/** The sets of labelled examples, by what they configure: https://github.com/bridgecrewio/checkov, Apache-2.0. */
import { ARM_FOLDERS } from './folders/arm.ts';
import { BICEP_FOLDERS } from './folders/bicep.ts';
import { CLOUDFORMATION_FOLDERS } from './folders/cloudformation.ts';
import { DOCKERFILE_FOLDERS } from './folders/dockerfile.ts';
import { GITHUB_FOLDERS } from './folders/github.ts';
import { GITHUB_ACTIONS_FOLDERS } from './folders/github-actions.ts';
import { KUBERNETES_FOLDERS } from './folders/kubernetes.ts';
import { TERRAFORM_FOLDERS } from './folders/terraform.ts';
import type { LabelledSet } from './labelled-folders.ts';

export const LABELLED_SETS: readonly LabelledSet[] = [
  {
    id: 'terraform',
    title: 'Terraform',
    path: 'terraform/graph/checks/resources',
    folders: TERRAFORM_FOLDERS,
    labels: 'resources',
  },
  {
    id: 'cloudformation',
    title: 'CloudFormation',
    path: 'cloudformation/graph/checks/resources',
    folders: CLOUDFORMATION_FOLDERS,
    labels: 'resources',
  },
  {
    id: 'arm',
    title: 'ARM',
    path: 'arm/graph_builder/checks/resources',
    folders: ARM_FOLDERS,
    labels: 'files',
  },
  {
    id: 'bicep',
    title: 'Bicep',
    path: 'bicep/graph/checks/resources',
    folders: BICEP_FOLDERS,
    labels: 'resources',
  },
  {
    id: 'kubernetes',
    title: 'Kubernetes',
    path: 'kubernetes/graph/checks/resources',
    folders: KUBERNETES_FOLDERS,
    labels: 'resources',
  },
  {
    id: 'dockerfile',
    title: 'Dockerfiles',
    path: 'dockerfile/graph_builder/checks/resources',
    folders: DOCKERFILE_FOLDERS,
    labels: 'files',
  },
  { id: 'github', title: 'GitHub', path: 'github/checks', folders: GITHUB_FOLDERS, labels: 'files' },
  {
    id: 'github-actions',
    title: 'GitHub Actions',
    path: 'github_actions/checks/graph_checks/resources',
    folders: GITHUB_ACTIONS_FOLDERS,
    labels: 'files',
  },
];
