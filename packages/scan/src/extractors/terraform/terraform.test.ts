import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const read = (id: string, files: MemoryFiles) =>
  extractInMemory(extractorOf(extractors, id), files, Object.keys(files)[0] ?? '');

const modules = `
  # module "commented" { source = "x/y/z" }
  module "vpc" {
    source  = "terraform-aws-modules/vpc/aws"
    version = "5.1.2"
    name    = "clinic-\${var.stage}"
  }
  module "db" {
    source = "git::https://example.org/modules/db.git?ref=v1.2.0"
  }
  module "loose" {
    source  = "terraform-aws-modules/eks/aws"
    version = "~> 19.0"
  }
  module "own" { source = "./modules/own" }
  terraform {
    required_providers {
      aws = { source = "hashicorp/aws", version = "~> 5.0" }
    }
  }
`;

const lock = `
provider "registry.example.org/hashicorp/aws" {
  version     = "5.31.0"
  constraints = "~> 5.0"
  hashes = [
    "h1:abc=",
    "zh:${'a'.repeat(64)}",
  ]
}
`;
test('Terraform: modules by source, exact or not; providers where no lockfile is', async () => {
  const result = await read('terraform/modules', { 'main.tf': modules });
  expect(listing(result)).toEqual([
    'terraform-aws-modules/vpc/aws@5.1.2 production direct',
    'example.org/modules/db@v1.2.0 production direct',
    'terraform-aws-modules/eks/aws@? production direct',
    'hashicorp/aws@? production direct',
  ]);
  expect(result.unknowns.map((u) => u.range)).toEqual(['~> 19.0', '~> 5.0']);
});

test('.terraform.lock.hcl: exact providers with hashes; the sources then leave providers to it', async () => {
  const result = await read('terraform/provider-lock', { '.terraform.lock.hcl': lock });
  expect(listing(result)).toEqual(['hashicorp/aws@5.31.0 production direct']);
  expect(result.roots[0]?.components[0]).toMatchObject({
    requested: '~> 5.0',
    hashes: [{ algorithm: 'sha256', hex: 'a'.repeat(64) }],
  });
  const beside = await read('terraform/modules', { 'main.tf': modules, '.terraform.lock.hcl': lock });
  expect(listing(beside).some((l) => l.startsWith('hashicorp/aws'))).toBe(false);
});

test('a file without modules says nothing; a source that is computed is a known unknown', async () => {
  expect(await read('terraform/modules', { 'a.tf': 'resource "x" "y" {\n  a = 1\n}\n' })).toEqual({
    roots: [],
    unknowns: [],
  });
  const dynamic = await read('terraform/modules', {
    'a.tf': `module "m" {\n  source = "\${var.where}"\n}\n`,
  });
  expect(dynamic.unknowns).toMatchObject([
    { reason: 'dynamic', losesComponents: true, location: { line: 1 } },
  ]);
});

damaged(extractorOf(extractors, 'terraform/modules'), 'main.tf', modules);
damaged(extractorOf(extractors, 'terraform/provider-lock'), '.terraform.lock.hcl', lock);
