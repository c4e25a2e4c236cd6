/** Container images that a repository builds upon or runs: Dockerfiles, Compose, Kubernetes and CI. */
import type { Extractor } from '@theriac/core';
import { COMPOSE_FILE, DOCKERFILES } from './file-names.ts';

const MAX_BYTES = 4 * 1024 * 1024;

export const extractors: readonly Extractor[] = [
  {
    id: 'docker/dockerfile',
    title: 'Dockerfile, Dockerfile.*, *.Dockerfile, Containerfile* (base images, stages)',
    ecosystem: 'docker',
    files: { ...DOCKERFILES, maxBytes: MAX_BYTES },
    requires: [],
    provides: { edges: false, exact: true, scope: true },
    load: () => import('./dockerfile.ts').then((m) => m.extract),
  },
  {
    id: 'docker/compose',
    title: 'compose.yaml, docker-compose*.yml (images of services)',
    ecosystem: 'docker',
    files: {
      patterns: ['.yml', '.yaml'].map((extension) => ({
        extension,
        path: COMPOSE_FILE,
      })),
      maxBytes: MAX_BYTES,
    },
    requires: [],
    provides: { edges: false, exact: true, scope: false },
    load: () => import('./compose.ts').then((m) => m.extract),
  },
  {
    id: 'docker/kubernetes',
    title: 'Kubernetes manifests (*.yml, *.yaml with apiVersion)',
    ecosystem: 'docker',
    // Most YAML is no manifest: one is not refused for its size before it is looked at.
    files: { extensions: ['.yml', '.yaml'], maxBytes: 64 * 1024 * 1024 },
    requires: [],
    provides: { edges: false, exact: true, scope: false },
    load: () => import('./kubernetes.ts').then((m) => m.extract),
  },
  {
    id: 'docker/gitlab-ci',
    title: '.gitlab-ci.yml, *.gitlab-ci.yml (images and services of jobs)',
    ecosystem: 'docker',
    files: {
      patterns: ['.yml', '.yaml'].map((extension) => ({
        extension,
        path: /(?:^|\/)[^/]{0,100}\.gitlab-ci\.ya?ml$/,
      })),
      maxBytes: MAX_BYTES,
    },
    requires: [],
    provides: { edges: false, exact: true, scope: true },
    load: () => import('./gitlab-ci.ts').then((m) => m.extract),
  },
  {
    id: 'docker/circleci',
    title: '.circleci/*.yml (images of executors and jobs)',
    ecosystem: 'docker',
    files: {
      patterns: ['.yml', '.yaml'].map((extension) => ({
        extension,
        path: /(?:^|\/)\.circleci\/[^/]{1,100}\.ya?ml$/,
      })),
      maxBytes: MAX_BYTES,
    },
    requires: [],
    provides: { edges: false, exact: true, scope: true },
    load: () => import('./circleci.ts').then((m) => m.extract),
  },
];
