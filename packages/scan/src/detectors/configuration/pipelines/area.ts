/** Pipelines of GitHub, GitLab, Azure, CircleCI, Bitbucket and Jenkins. */
import type { ConfigurationArea } from '../contract.ts';
import { systemOf } from './systems.ts';

export const pipelines: ConfigurationArea = {
  id: 'pipelines',
  title: 'pipelines of GitHub Actions, GitLab CI, Azure Pipelines, CircleCI, Bitbucket and Jenkins',
  files: {
    names: [
      'Jenkinsfile',
      'bitbucket-pipelines.yml',
      'bitbucket-pipelines.yaml',
      'action.yml',
      'action.yaml',
    ],
    stems: ['Jenkinsfile'],
    extensions: ['.jenkinsfile', '.gitlab-ci.yml', '.gitlab-ci.yaml'],
    patterns: ['.yml', '.yaml'].map((extension) => ({
      extension,
      path: /(?:^|\/)(?:\.github\/workflows\/[^/]+|\.circleci\/config|azure-pipelines[^/]*|\.azure-pipelines\/[^/]+)\.ya?ml$/,
    })),
  },
  claims: (file) => systemOf(file.path) !== undefined,
  load: () => import('./read.ts').then((m) => m.loaded),
};
