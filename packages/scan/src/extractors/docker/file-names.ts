/** Which files are Dockerfiles and Compose files. */
import type { FileMatcher } from '@theriac/core';

const NAMES = ['Dockerfile', 'dockerfile', 'Containerfile', 'containerfile'];

export const DOCKERFILES = {
  names: NAMES,
  stems: NAMES,
  extensions: NAMES.map((name) => `.${name}`),
} satisfies Partial<FileMatcher>;

export const COMPOSE_FILE = /(?:^|\/)(?:docker-|podman-|[^/]*\.)?compose(?:[._-][^/]*)?\.ya?ml$/;
