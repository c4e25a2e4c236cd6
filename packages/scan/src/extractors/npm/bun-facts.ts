/** Origins and hashes of bun.lock: `packages` maps a key to `[name@version, registry, facts, integrity]`. */
import type { LockedPackage, LockfileFacts } from '@theriac/core';
import { asObject, asString, get, type JsonDocument, type JsonObject } from '@theriac/read/json';
import { sourceOf } from './resolved-source.ts';

export function bunFacts(top: JsonObject, document: JsonDocument): LockfileFacts {
  const packages: LockedPackage[] = [];
  for (const [key, value] of Object.entries(asObject(get(top, 'packages')))) {
    if (!Array.isArray(value)) continue;
    const id = asString(value[0]) ?? '';
    const at = id.indexOf('@', 1);
    const reference = id.slice(at + 1);
    if (/^(?:workspace|link|file|root):/.test(reference)) continue;
    const exact = /^\d/.test(reference);
    const hash = value.slice(1).find((v): v is string => typeof v === 'string' && /^(?:sha|md5)/.test(v));
    const registry = asString(value[1]) ?? '';
    const resolved = exact ? (registry.startsWith('http') ? registry : undefined) : reference;
    packages.push({
      name: id.slice(0, Math.max(at, 0)),
      version: exact ? reference : null,
      source: exact ? 'registry' : sourceOf(reference),
      integrity: hash === undefined ? [] : [hash],
      line: () => document.line('packages', key) ?? 1,
      ...(resolved === undefined ? {} : { resolved }),
    });
  }
  return { ecosystem: 'npm', packages, hashes: true };
}
