/**
 * Terraform sources: the modules that a configuration calls, and the providers that it requires where no lockfile
 * says which were chosen.
 */
import type { Extract, LockedAsk } from '@theriac/core';
import { type HclBlock, readHcl } from '@theriac/read/hcl';
import { beside } from '../../target/paths.ts';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';
import { moduleSource, providerName } from './source.ts';

const EXACT = /^=?\s*v?(\d+\.\d+\.\d[\w.+-]*)$/;

export const extract: Extract = (file, context) => {
  // Most files of a configuration call no module: then there is nothing to list.
  const root = new RootBuilder(file.path, 'terraform');
  const lockfile = beside(file.path, '.terraform.lock.hcl');
  const isLocked = context.exists(lockfile);
  const asks: LockedAsk[] = [];
  let found = 0;
  for (const block of readHcl(file)) {
    if (block.type === 'module') found += addModule(root, block);
    if (block.type !== 'terraform') continue;
    for (const required of block.blocks.filter((b) => b.type === 'required_providers')) {
      if (isLocked) for (const one of lockedProviders(required, file.path)) asks.push(one);
      else found += addProviders(root, required);
    }
  }
  const result = found === 0 && root.unknowns.length === 0 ? NOTHING : root.build();
  return asks.length === 0 ? result : { ...result, locked: { ecosystem: 'terraform', lockfile, asks } };
};

/** Providers that are part of Terraform are in no lockfile. */
function lockedProviders(block: HclBlock, path: string): LockedAsk[] {
  return [...block.attributes].flatMap(([local, { fields, line }]) => {
    const source = fields.get('source') ?? `hashicorp/${local}`;
    const isBuiltIn = source.startsWith('terraform.io/builtin/');
    return isBuiltIn ? [] : [{ name: providerName(source), location: { path, line } }];
  });
}

function addModule(root: RootBuilder, block: HclBlock): number {
  const [label = ''] = block.labels;
  const source = block.attributes.get('source');
  if (source === undefined || source.value === null || source.value.trim() === '') {
    root.unknown('dynamic', `the module ${label} has no source that could be read`, block.line, true);
    return 0;
  }
  const { name, origin, ref } = moduleSource(source.value);
  // Folders of the repository are scanned by themselves.
  if (origin.kind === 'workspace') return 0;
  const range = block.attributes.get('version')?.value ?? ref ?? '';
  const exact = origin.kind === 'git' && ref !== undefined ? ref : (EXACT.exec(range)?.[1] ?? null);
  if (exact === null) root.unresolved(name, range, source.line, root.path);
  const key = root.add({ name, version: exact, location: { path: root.path, line: source.line }, origin });
  root.want(key, 'production', range);
  return 1;
}

function addProviders(root: RootBuilder, block: HclBlock): number {
  for (const [local, { fields, value, line }] of block.attributes) {
    const name = providerName(fields.get('source') ?? `hashicorp/${local}`);
    const range = fields.get('version') ?? value ?? '';
    const exact = EXACT.exec(range)?.[1] ?? null;
    if (exact === null) root.unresolved(name, range, line, root.path);
    const key = root.add({ name, version: exact, location: { path: root.path, line } });
    root.want(key, 'production', range);
  }
  return block.attributes.size;
}
