/** Terraform and OpenTofu: providers and modules. */
import type { Extractor } from '@theriac/core';

const MEBIBYTE = 1024 * 1024;

export const extractors: readonly Extractor[] = [
  {
    id: 'terraform/provider-lock',
    title: '.terraform.lock.hcl',
    ecosystem: 'terraform',
    files: { names: ['.terraform.lock.hcl'], maxBytes: 4 * MEBIBYTE },
    requires: [],
    provides: { edges: false, exact: true, scope: false },
    whole: [{ neverEmpty: true, ends: 'line' }],
    load: () => import('./provider-lock.ts').then((m) => m.extract),
  },
  {
    id: 'terraform/modules',
    title: '*.tf, *.tofu: module and required_providers blocks',
    ecosystem: 'terraform',
    files: { extensions: ['.tf', '.tofu'], maxBytes: 4 * MEBIBYTE },
    requires: [],
    provides: { edges: false, exact: false, scope: false },
    load: () => import('./modules.ts').then((m) => m.extract),
  },
];
