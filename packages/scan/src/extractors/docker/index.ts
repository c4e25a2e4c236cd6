/** Container images that a repository builds upon or runs: Dockerfiles and Compose files. */
import type { Extractor } from '@theriac/core';

const MAX_BYTES = 4 * 1024 * 1024;

/** `Dockerfile.prod`: what follows the name says what the image is for, and is free; these are the usual ones. */
const DOCKERFILE_SUFFIXES = [
  'alpine',
  'amd64',
  'api',
  'app',
  'arm64',
  'backend',
  'base',
  'build',
  'builder',
  'ci',
  'client',
  'cuda',
  'debian',
  'db',
  'debug',
  'dev',
  'development',
  'distroless',
  'frontend',
  'gpu',
  'in',
  'jvm',
  'legacy-jar',
  'linux',
  'local',
  'multiarch',
  'native',
  'native-micro',
  'next',
  'nginx',
  'prod',
  'production',
  'release',
  'server',
  'slim',
  'stage',
  'staging',
  'test',
  'tests',
  'ubi',
  'ubi8',
  'ubi9',
  'ubuntu',
  'web',
  'windows',
  'worker',
];

export const extractors: readonly Extractor[] = [
  {
    id: 'docker/dockerfile',
    title: 'Dockerfile, Containerfile (base images, stages)',
    ecosystem: 'docker',
    files: {
      names: ['Dockerfile', 'Containerfile', 'dockerfile', 'containerfile'],
      extensions: ['.dockerfile', '.Dockerfile', '.containerfile', '.Containerfile'],
      patterns: DOCKERFILE_SUFFIXES.map((suffix) => ({
        extension: `.${suffix}`,
        path: /(?:^|\/)(?:[Dd]ocker|[Cc]ontainer)file\.[^/]+$/,
      })),
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
