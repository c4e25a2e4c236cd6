/** One npm package of a lockfile as a graph node, with what is wrong about its name or version said aloud. */
import type { Hash, KnownUnknown, Location, Origin, Scope } from '@theriac/core';
import type { LockNode } from '../shared/lock-graph.ts';
import { exactVersion, isPackageName } from './package-source.ts';

export interface PackageFacts {
  readonly id: string;
  readonly name: string;
  /** As written; checked here. */
  readonly version: string | undefined;
  readonly location: Location;
  readonly origin: Origin;
  readonly hashes?: readonly Hash[];
  readonly licence?: string | undefined;
  readonly installScript?: boolean;
  readonly firstParty?: boolean;
  readonly ecosystem?: 'npm' | 'deno';
  readonly unreachedScope?: Scope;
}

/** Null, with a known unknown, for a name that no registry could hold. */
export function packageNode(facts: PackageFacts, report: (unknown: KnownUnknown) => void): LockNode | null {
  const { id, name, location, origin, hashes, licence, ecosystem = 'npm' } = facts;
  if (!isPackageName(name)) {
    report({
      reason: 'unparseable',
      message: `${JSON.stringify(name.slice(0, 120))} cannot be the name of a package`,
      location,
      losesComponents: true,
    });
    return null;
  }
  const version = facts.version === undefined ? null : exactVersion(facts.version);
  if (version === null && facts.firstParty !== true) {
    const missing = facts.version === undefined;
    report({
      reason: missing ? 'unresolved-version' : 'invalid-version',
      message: missing
        ? `the lockfile gives no version for ${name}, only where it comes from`
        : `the lockfile gives ${name} a version that is none`,
      location,
      package: name,
      losesComponents: false,
    });
  }
  return {
    id,
    draft: {
      ecosystem,
      name,
      version,
      location,
      origin,
      ...(hashes === undefined || hashes.length === 0 ? {} : { hashes }),
      ...(licence === undefined ? {} : { licence }),
      ...(facts.installScript === true ? { installScript: true } : {}),
      ...(facts.firstParty === true ? { firstParty: true } : {}),
    },
    edges: [],
    unreachedScope: facts.unreachedScope ?? 'production',
  };
}
