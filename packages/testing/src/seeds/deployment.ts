/** Workflows, containers, infrastructure and submodules: what a deployment names. */
import { COMMIT, json, type Seed, SHA256 } from './seed.ts';

const PROVIDER = (name: string, version: string): string =>
  `provider "registry.terraform.example/hashicorp/${name}" {
  version     = "${version}"
  constraints = "~> ${version.split('.')[0]}.0"
  hashes = [
    "h1:${'A'.repeat(43)}=",
    "zh:${SHA256}",
  ]
}
`;

const CHART_LOCK = `dependencies:
- name: postgresql
  repository: https://charts.example/stable
  version: 13.2.24
- name: redis
  repository: https://charts.example/stable
  version: 18.6.1
digest: sha256:${SHA256}
generated: "2026-01-01T00:00:00.000000000Z"
`;

const CHART =
  'apiVersion: v2\nname: clinic\nversion: 1.0.0\ndependencies:\n  - name: postgresql\n    repository: https://charts.example/stable\n    version: 13.2.24\n  - name: redis\n    repository: https://charts.example/stable\n    version: 18.6.1\n';

export const DEPLOYMENT: readonly Seed[] = [
  {
    extractor: 'terraform/provider-lock',
    files: {
      '.terraform.lock.hcl': `# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.

${PROVIDER('aws', '5.31.0')}
${PROVIDER('random', '3.6.0')}`,
      'main.tf':
        'terraform {\n  required_providers {\n    aws = {\n      source  = "hashicorp/aws"\n      version = "~> 5.0"\n    }\n    random = {\n      source = "hashicorp/random"\n    }\n  }\n}\n',
    },
  },
  {
    extractor: 'terraform/modules',
    byHand: true,
    files: {
      'main.tf':
        'module "vpc" {\n  source  = "terraform-aws-modules/vpc/aws"\n  version = "5.4.0"\n}\n\nmodule "eks" {\n  source  = "terraform-aws-modules/eks/aws"\n  version = "19.21.0"\n}\n',
    },
  },
  {
    extractor: 'helm/chart',
    byHand: true,
    files: { 'Chart.yaml': CHART },
  },
  {
    extractor: 'nix/flake-lock',
    files: {
      'flake.lock': json({
        nodes: {
          'flake-utils': {
            locked: {
              lastModified: 1700000000,
              narHash: `sha256-${'A'.repeat(43)}=`,
              owner: 'numtide',
              repo: 'flake-utils',
              rev: COMMIT,
              type: 'github',
            },
            original: { owner: 'numtide', repo: 'flake-utils', type: 'github' },
          },
          nixpkgs: {
            locked: {
              lastModified: 1700000000,
              narHash: `sha256-${'A'.repeat(43)}=`,
              owner: 'NixOS',
              repo: 'nixpkgs',
              rev: COMMIT,
              type: 'github',
            },
            original: { owner: 'NixOS', ref: 'nixos-23.11', repo: 'nixpkgs', type: 'github' },
          },
          root: { inputs: { 'flake-utils': 'flake-utils', nixpkgs: 'nixpkgs' } },
        },
        root: 'root',
        version: 7,
      }),
    },
  },
  {
    extractor: 'githubactions/workflow',
    byHand: true,
    files: {
      '.github/workflows/build.yml':
        'name: build\non: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    container: node:20.10.0\n    steps:\n      - uses: actions/checkout@v4.1.1\n      - uses: actions/setup-node@v4.0.1\n        with:\n          node-version: 20\n      - run: npm ci\n',
    },
  },
  {
    extractor: 'docker/dockerfile',
    byHand: true,
    files: {
      Dockerfile:
        'FROM node:20.10.0 AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci\n\nFROM nginx:1.25.3\nCOPY --from=build /app/dist /usr/share/nginx/html\n',
    },
  },
  {
    extractor: 'docker/compose',
    byHand: true,
    files: {
      'compose.yaml': 'services:\n  db:\n    image: postgres:16.1\n  cache:\n    image: redis:7.2.3\n',
    },
  },
  {
    extractor: 'docker/kubernetes',
    byHand: true,
    files: {
      'deploy.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: clinic\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          image: nginx:1.25.3\n        - name: cache\n          image: redis:7.2.3\n',
    },
  },
  {
    extractor: 'docker/gitlab-ci',
    byHand: true,
    files: {
      '.gitlab-ci.yml':
        'image: node:20.10.0\n\ntest:\n  services:\n    - postgres:16.1\n  script:\n    - npm ci\n    - npm test\n',
    },
  },
  {
    extractor: 'docker/circleci',
    byHand: true,
    files: {
      '.circleci/config.yml':
        'version: 2.1\njobs:\n  test:\n    docker:\n      - image: cimg/node:20.10.0\n      - image: cimg/postgres:16.1\n    steps:\n      - checkout\n      - run: npm test\n',
    },
  },
  {
    extractor: 'precommit/config',
    byHand: true,
    files: {
      '.pre-commit-config.yaml':
        'repos:\n  - repo: https://github.com/psf/black\n    rev: 23.12.0\n    hooks:\n      - id: black\n  - repo: https://github.com/pycqa/flake8\n    rev: 6.1.0\n    hooks:\n      - id: flake8\n',
    },
  },
  {
    extractor: 'git/submodules',
    byHand: true,
    files: {
      '.gitmodules':
        '[submodule "libs/zlib"]\n\tpath = libs/zlib\n\turl = https://git.example/madler/zlib.git\n[submodule "libs/fmt"]\n\tpath = libs/fmt\n\turl = https://git.example/fmtlib/fmt.git\n',
    },
  },
];

/** `Chart.lock` is read through the chart that it belongs to, so it is damaged beside a whole chart. */
export const CHART_LOCK_FILES = { 'Chart.lock': CHART_LOCK, 'Chart.yaml': CHART };
