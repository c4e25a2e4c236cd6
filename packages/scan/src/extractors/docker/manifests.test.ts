import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { describe, expect, test } from 'vitest';
import { extractors } from './index.ts';

const kubernetes = extractorOf(extractors, 'docker/kubernetes');
const gitlab = extractorOf(extractors, 'docker/gitlab-ci');
const circleci = extractorOf(extractors, 'docker/circleci');

const read = async (extractor: typeof gitlab, path: string, text: string, others: MemoryFiles = {}) => {
  const result = await extractInMemory(extractor, { ...others, [path]: text }, path);
  return {
    images: listing(result),
    lines: result.roots[0]?.components.map((c) => c.location.line),
    unknowns: result.unknowns.map((u) => `${u.reason} ${u.location.line}${u.losesComponents ? '' : ' kept'}`),
  };
};

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      initContainers:
        - image: busybox:1.36
      containers:
        - name: web
          image: "nginx:1.25"
        - name: api
          image: registry.example.org/api@sha256:${'a'.repeat(64)}
---
apiVersion: monitoring.example.org/v1
kind: Database
spec:
  image:
    repository: postgres
    tag: '16'
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
spec:
  properties:
    image: { type: string }
`;

describe('Kubernetes', () => {
  test('containers of all kinds and fields of custom resources, not definitions', async () => {
    expect(await read(kubernetes, 'k8s/app.yaml', DEPLOYMENT)).toEqual({
      images: [
        'busybox@1.36 production direct',
        'nginx@1.25 production direct',
        `registry.example.org/api@sha256:${'a'.repeat(64)} production direct`,
        'postgres@16 production direct',
      ],
      lines: [7, 10, 12, 17],
      unknowns: [],
    });
  });

  test.each([
    ['other YAML', 'image: nginx:1\n'],
    ['an object without images', 'apiVersion: v1\nkind: Service\n'],
    ['a script inside another file', 'jobs:\n  a:\n    run: |\n      apiVersion: v1\n      image: a:1\n'],
    ['another encoding', Buffer.from([0xff, 0x00, 0xe9])],
  ])('%s is left alone', async (_, text) => {
    const result = await extractInMemory(kubernetes, { 'a.yml': text }, 'a.yml');
    expect(result).toEqual({ roots: [], unknowns: [] });
  });

  test.each([
    ['a template', 'apiVersion: v1\nspec:\n  image: a:1\n  {{- if .Values.x }}\n', ['dynamic 4']],
    ['a computed image', 'apiVersion: v1\nspec:\n  image: "{{ .Values.image }}"\n', ['dynamic 3']],
    ['a list that is none', 'apiVersion: v1\nspec:\n  containers: 7\n  image: a:1\n', ['unparseable 3']],
    ['an image that is none', 'apiVersion: v1\nspec:\n  image: [a]\n', ['unparseable 3']],
    ['parts without a repository', 'apiVersion: v1\nspec:\n  image:\n    tag: a\n', ['unparseable 3']],
  ])('%s is a known unknown', async (_, text, expected) => {
    expect((await read(kubernetes, 'a.yaml', text)).unknowns).toEqual(expected);
  });

  test('a manifest that is not text is refused', async () => {
    const bytes = Buffer.concat([Buffer.from('apiVersion: v1\nimage: a:1\n# '), Buffer.from([0xff, 0xfe])]);
    await expect(extractInMemory(kubernetes, { 'a.yml': bytes }, 'a.yml')).rejects.toMatchObject({
      code: 'THERIAC_INPUT_SYNTAX',
    });
  });
});

test('GitLab CI: images and services of jobs, with variables; includes are known unknowns', async () => {
  const text = `image: node:22
variables:
  PHP: '8.3'
default:
  services: [postgres:16]
.base:
  image: { name: 'alpine:3.20', entrypoint: [''] }
test:
  extends: .base
  variables: { TAG: '7' }
  services:
    - name: redis:$TAG
      alias: cache
  script: [a]
build:
  image: php:\${PHP}-cli
deploy:
  image: $CI_REGISTRY_IMAGE/tool:1
# The job that publishes a site has no other name.
pages:
  image: ruby:3.3
include:
  - local: /ci/a.gitlab-ci.yml
  - project: group/templates
`;
  const others = { 'ci/a.gitlab-ci.yml': 'x:\n  image: a:1\n' };
  expect(await read(gitlab, '.gitlab-ci.yml', text, others)).toEqual({
    images: [
      'node@22 build direct',
      'postgres@16 build direct',
      'alpine@3.20 build direct',
      'redis@7 build direct',
      'php@8.3-cli build direct',
      'ruby@3.3 build direct',
    ],
    lines: [1, 5, 7, 12, 16, 21],
    unknowns: ['dynamic 18', 'unresolved-include 24'],
  });
});

test('CircleCI: images of executors and jobs; machines are no containers, orbs are known unknowns', async () => {
  const text = `version: 2.1
orbs:
  node: circleci/node@5
executors:
  own:
    docker:
      - image: cimg/base:2024.01
jobs:
  a:
    machine: { image: 'ubuntu-2204:current' }
  b:
    docker:
      - image: cimg/node:<< parameters.version >>
      - image: mysql:8.0
        auth: { username: x }
`;
  expect(await read(circleci, '.circleci/config.yml', text)).toEqual({
    images: ['cimg/base@2024.01 build direct', 'cimg/node@? build direct', 'mysql@8.0 build direct'],
    lines: [7, 13, 14],
    unknowns: ['dynamic 13 kept', 'not-read 3'],
  });
});

test('sections of another type are told', async () => {
  expect((await read(circleci, '.circleci/config.yml', 'jobs: [a]\norbs: 7\n')).unknowns).toEqual([
    'unparseable 1',
    'unparseable 2',
  ]);
  expect((await read(gitlab, '.gitlab-ci.yml', 'a:\n  services: x\n  image: [y]\n')).unknowns).toEqual([
    'unparseable 3',
    'unparseable 2',
  ]);
  expect((await read(gitlab, '.gitlab-ci.yml', '- a\n')).unknowns).toEqual(['unparseable 1']);
});

damaged(kubernetes, 'k8s/app.yaml', DEPLOYMENT);
damaged(gitlab, '.gitlab-ci.yml', 'image: node:22\nbuild:\n  services: [postgres:16]\n');
damaged(circleci, '.circleci/config.yml', 'jobs:\n  a:\n    docker:\n      - image: mysql:8.0\n');
