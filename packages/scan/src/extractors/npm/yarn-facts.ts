/** Origins and hashes of yarn.lock: of Yarn 1, and of Yarn 2 and later. */
import type { LockedPackage, LockfileFacts } from '@theriac/core';
import { mapOf, scalarOf, type YamlMap } from '@theriac/read/yaml';
import { integrityOf, sourceOf } from './resolved-source.ts';

/** An entry of Yarn 1. */
export interface ClassicBlock {
  /** `name@range`, at least one. */
  readonly patterns: readonly string[];
  readonly line: number;
  readonly fields: ReadonlyMap<string, string>;
}

export function classicFacts(blocks: readonly ClassicBlock[]): LockfileFacts {
  return { ecosystem: 'npm', packages: blocks.flatMap((b) => classicPackage(b) ?? []), hashes: true };
}

function classicPackage({ patterns, line, fields }: ClassicBlock): LockedPackage | null {
  const [first = ''] = patterns;
  const version = fields.get('version');
  const alias = /@npm:((?:@[^/@]+\/)?[^@]+)@/.exec(first)?.[1];
  const name = alias ?? first.slice(0, Math.max(first.indexOf('@', 1), 0));
  if (version === undefined || name === '') return null;
  const resolved = fields.get('resolved');
  const hashes = integrityOf(fields.get('integrity'));
  const fragment = /#([0-9a-f]{40})$/.exec(resolved ?? '')?.[1];
  const source =
    resolved === undefined ? sourceOf(first.slice(first.indexOf('@', 1) + 1)) : sourceOf(resolved);
  return {
    name,
    version,
    source: resolved === undefined && source === 'archive' ? 'registry' : source,
    // Before integrity fields, Yarn kept the SHA-1 of the file behind the address.
    integrity:
      hashes.length === 0 && fragment !== undefined && source === 'registry' ? [`sha1-${fragment}`] : hashes,
    line: () => line,
    ...(resolved === undefined ? {} : { resolved }),
  };
}

export function berryFacts(top: YamlMap): LockfileFacts {
  const packages: LockedPackage[] = [];
  for (const [descriptors, entry] of top.entries) {
    if (descriptors === '__metadata') continue;
    const found = berryPackage(mapOf(entry), entry.line);
    if (found !== null) packages.push(found);
  }
  return { ecosystem: 'npm', packages, hashes: true };
}

function berryPackage(fields: YamlMap, line: number): LockedPackage | null {
  const resolution = scalarOf(fields.get('resolution'));
  if (resolution === undefined) return null;
  const at = resolution.indexOf('@', 1);
  const reference = resolution.slice(at + 1);
  if (/^(?:workspace|link|portal|patch):/.test(reference)) return null;
  const checksum = (scalarOf(fields.get('checksum')) ?? '').replace(/^[^/]*\//, '');
  const npm = reference.startsWith('npm:');
  // `npm:1.0.0::__archiveUrl=…`: the registry serves it from an unusual address.
  const archive = /__archiveUrl=([^&]+)/.exec(reference)?.[1];
  return {
    name: resolution.slice(0, Math.max(at, 0)),
    version: npm ? reference.slice(4).replace(/::.*$/s, '') : (scalarOf(fields.get('version')) ?? null),
    source: npm ? 'registry' : sourceOf(reference),
    integrity: checksum === '' ? [] : [`sha512:${checksum}`],
    line: () => line,
    ...(npm ? (archive === undefined ? {} : { resolved: decoded(archive) }) : { resolved: reference }),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
