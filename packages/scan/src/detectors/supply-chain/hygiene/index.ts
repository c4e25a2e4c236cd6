/** How the repository fetches, builds and runs what it depends on. */
import type { Detector } from '@theriac/core';
import type { Config } from '@theriac/govern';
import { DOCKERFILES } from '../../../extractors/docker/file-names.ts';

export const hygiene: Detector<Config> = {
  id: 'hygiene',
  title: 'pinning, verification and pipelines',
  area: 'supply-chain',
  files: {
    stems: DOCKERFILES.stems,
    names: [
      ...DOCKERFILES.names,
      '.npmrc',
      '.yarnrc',
      '.yarnrc.yml',
      'pip.conf',
      'pip.ini',
      '.gemrc',
      '.condarc',
      '.curlrc',
      '.wgetrc',
      '.gitconfig',
      'go.env',
      'composer.json',
      '.gitmodules',
      'renovate.json',
      'renovate.json5',
      '.renovaterc',
      '.renovaterc.json',
      '.renovaterc.json5',
      'action.yml',
      'action.yaml',
      'Makefile',
      'Jenkinsfile',
      '.gitlab-ci.yml',
      'bitbucket-pipelines.yml',
      'azure-pipelines.yml',
      '.travis.yml',
    ],
    extensions: ['.sh', '.bash', '.ps1', ...DOCKERFILES.extensions],
    patterns: [
      ...['.yml', '.yaml'].map((extension) => ({
        extension,
        path: /(?:^|\/)(?:\.github\/(?:workflows\/[^/]+|dependabot)|\.circleci\/config|\.buildkite\/[^/]+)\.ya?ml$/,
      })),
    ],
    maxBytes: 2 * 1024 * 1024,
  },
  requires: [],
  concerns: (inventory, matched) => matched > 0 || inventory.roots.length > 0,
  rules: () => import('./hygiene-rules.ts').then((m) => Object.values(m.HYGIENE_RULES)),
  load: () => import('./detect.ts').then((m) => m.start),
};
