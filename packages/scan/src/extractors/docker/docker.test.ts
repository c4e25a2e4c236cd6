import type { Extractor } from '@theriac/core';
import { extractFromMemory, extractOrRefuse, flawsOf, listing } from '@theriac/testing/check-extraction';
import type { MemoryFiles } from '@theriac/testing/extract-in-memory';
import { describe, expect, it } from 'vitest';
import { matchesFile } from '../../plugins/dispatch.ts';
import { parseImage, substitute } from './image-reference.ts';
import { extractors } from './index.ts';

const [dockerfile, compose] = extractors as [Extractor, Extractor];
const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

const read = async (extractor: Extractor, path: string, target: MemoryFiles) => {
  const result = await extractFromMemory(extractor, path, target);
  expect(flawsOf(result, (p) => String(target[p] ?? ''))).toEqual([]);
  return result;
};
const build = (text: string) => read(dockerfile, 'Dockerfile', { Dockerfile: text });

describe('Dockerfile', () => {
  it('tells the stages that are shipped from those that only build', async () => {
    const result = await build(`# syntax=docker/dockerfile:1
ARG NODE=22.1.0
ARG REGISTRY
FROM --platform=$BUILDPLATFORM golang:1.22 AS tools
FROM node:\${NODE}-alpine AS base
RUN --mount=type=bind,from=busybox:1.36,target=/x echo <<EOF
FROM ignored:1
EOF
FROM base AS build
COPY --from=tools /a /b
COPY --from=images.example/astral/uv:0.4@${DIGEST} \\
  # a comment between
  /uv /bin/
FROM scratch AS empty
FROM BASE
COPY --from=build /x /y
COPY --from=2 /x /y
COPY --from=nginx /x /y
`);
    expect(listing(result)).toEqual([
      'golang@1.22 build direct',
      'node@22.1.0-alpine production direct',
      'busybox@1.36 production direct',
      'images.example/astral/uv@0.4 build direct',
      'nginx@latest production direct',
    ]);
    expect(result.roots[0]?.components.map((c) => c.location.line)).toEqual([4, 5, 6, 11, 18]);
    expect(result.roots[0]?.components[3]?.qualifiers).toEqual({ digest: DIGEST });
    expect(
      result.unknowns.map((u) => `${u.reason} ${u.package} ${u.location.line} ${u.losesComponents}`),
    ).toEqual(['unresolved-version nginx 18 false']);
  });

  it('says where an argument without a value decides', async () => {
    const result = await build('ARG TAG\nARG IMAGE\nFROM alpine:$TAG\nFROM $IMAGE\nFROM "debian:12"\n');
    expect(listing(result)).toEqual(['alpine@? build direct', 'debian@12 production direct']);
    expect(result.unknowns.map((u) => `${u.reason} ${u.location.line} ${u.losesComponents}`)).toEqual([
      'dynamic 3 false',
      'dynamic 4 true',
    ]);
  });

  it('understands the escape directive of Windows', async () => {
    expect(listing(await build('# escape=`\nFROM `\n  mcr.example/windows/servercore:ltsc2022\n'))).toEqual([
      'mcr.example/windows/servercore@ltsc2022 production direct',
    ]);
  });

  it('refuses a file without FROM and one with stages beyond reason', async () => {
    expect(await extractOrRefuse(dockerfile, 'Dockerfile', { Dockerfile: 'RUN x\n' })).toBe(
      'THERIAC_INPUT_SYNTAX',
    );
    expect(await extractOrRefuse(dockerfile, 'Dockerfile', { Dockerfile: 'FROM a\n'.repeat(2000) })).toBe(
      'THERIAC_INPUT_LIMIT',
    );
  });

  it.each([
    ['Dockerfile', true],
    ['a/Dockerfile.prod', true],
    ['Dockerfile.next', true],
    ['src/main/docker/Dockerfile.legacy-jar', true],
    ['a/api.dockerfile', true],
    ['a/readme.prod', false],
    ['Containerfile', true],
  ])('wants %s: %s', (path, wanted) => expect(matchesFile(dockerfile.files, path)).toBe(wanted));
});

describe('Compose files', () => {
  it('fills in variables from .env and defaults', async () => {
    const result = await read(compose, 'deploy/compose.yaml', {
      'deploy/.env': 'TAG="16.2"\nexport OTHER=1 # note\n',
      'deploy/compose.yaml': `x-base: &base
  restart: always
services:
  db:
    <<: *base
    image: postgres:\${TAG}
  cache:
    image: "redis:\${CACHE:-7.2}"
  web:
    build: .
    image: own/web:1
  mail:
    image: mail/\${NAME}:1
  queue:
    image: rabbitmq:\${MISSING}
  old:
    extends: {file: gone.yml, service: x}
`,
    });
    expect(listing(result)).toEqual([
      'postgres@16.2 production direct',
      'redis@7.2 production direct',
      'rabbitmq@? production direct',
    ]);
    expect(result.unknowns.map((u) => `${u.reason} ${u.location.line} ${u.losesComponents}`)).toEqual([
      'dynamic 13 true',
      'dynamic 15 false',
      'unresolved-include 17 true',
    ]);
  });

  it.each([
    ['docker-compose.yml', true],
    ['x/docker-compose.override.yaml', true],
    ['compose.prod.yml', true],
    ['x/decompose.yml', false],
    ['.github/docker/server.compose.yml', true],
    ['compose.json', false],
  ])('wants %s: %s', (path, wanted) => expect(matchesFile(compose.files, path)).toBe(wanted));
});

describe('image references', () => {
  it.each([
    ['nginx', { repository: 'nginx' }],
    ['localhost:5000/a/b:1.0', { repository: 'localhost:5000/a/b', tag: '1.0' }],
    [`images.example/a/b@${DIGEST}`, { repository: 'images.example/a/b', digest: DIGEST }],
    ['a b', null],
    ['a:', null],
    ['UPPER/Case', null],
    ['$X', null],
  ])('%s', (text, expected) => expect(parseImage(text)).toEqual(expected));

  it('substitutes as a shell does', () => {
    const lookUp = (name: string) =>
      new Map([
        ['A', '1'],
        ['E', ''],
      ]).get(name);
    const text = ['$A', '{A}', '{E:-d}', '{E-d}', '{N:-d}', '{A:+x}', '{N:+x}'].map((t) =>
      t[0] === '{' ? `$${t}` : t,
    );
    expect(substitute(`${text.join(' ')} $N $$A`, lookUp)).toBe('1 1 d  d x  $N $A');
  });
});
