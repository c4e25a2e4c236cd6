/** Container images that a repository builds upon or runs: Dockerfiles and Compose files. */
import type { Extractor } from '@theriac/core';

const MAX_BYTES = 4 * 1024 * 1024;

const NAMES = ['Dockerfile', 'dockerfile', 'Containerfile', 'containerfile'];

export const extractors: readonly Extractor[] = [
  {
    id: 'docker/dockerfile',
    title: 'Dockerfile, Dockerfile.*, *.Dockerfile, Containerfile* (base images, stages)',
    ecosystem: 'docker',
    files: {
      names: NAMES,
      stems: NAMES,
      extensions: NAMES.map((name) => `.${name}`),
      maxBytes: MAX_BYTES,
    },
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
        path: /(?:^|\/)(?:docker-|podman-|[^/]*\.)?compose(?:[._-][^/]*)?\.ya?ml$/,
      })),
      maxBytes: MAX_BYTES,
    },
    requires: [],
    provides: { edges: false, exact: true, scope: false },
    load: () => import('./compose.ts').then((m) => m.extract),
  },
];
