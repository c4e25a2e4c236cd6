/** Where is it? Also of a package that has no advisory yet. */
import type { RouteAnswer, RouteInput, Routes } from '@theriac/contract';
import { componentOfPurl, parsePurl, parseVers, TheriacError, type Vers, versContains } from '@theriac/core';
import { ApiFailure } from '../../errors.ts';
import type { SignedCall } from '../../http/call.ts';
import { type PackageAsked, packagesAsked, placesOf } from './store.ts';

type Given = RouteInput<Routes['where']['find']>['query'];

export async function find(call: SignedCall, query: Given): Promise<RouteAnswer<Routes['where']['find']>> {
  const { db, principal, reach, now } = call;
  const started = performance.now();
  const { limit, after, ...rest } = query;
  const asked = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >;
  const packages = await packagesAsked(db, principal.org, askedOf(query));
  const range = query.range === undefined ? undefined : rangeOf(query.range);
  const inRange =
    range === undefined
      ? packages
      : packages.filter(({ version }) => version !== null && contains(range, version));
  const found = await placesOf(db, principal.org, reach, {
    packages: inRange.map(({ id }) => id),
    limit,
    after,
  });
  return {
    asked,
    ...found,
    tookMs: Math.round((performance.now() - started) * 10) / 10,
    at: now.toISOString(),
  };
}

function askedOf({ purl, name, advisory, licence, range }: Given): PackageAsked {
  const given = [purl, name, advisory, licence].filter((one) => one !== undefined);
  if (given.length !== 1)
    throw new ApiFailure('INVALID', undefined, {
      problems: [{ at: 'query', message: 'takes one of purl, name, advisory and licence' }],
    });
  if (range !== undefined && purl === undefined)
    throw new ApiFailure('INVALID', undefined, {
      problems: [{ at: 'query.range', message: 'belongs to a purl' }],
    });
  if (name !== undefined) return { by: 'name', name };
  if (advisory !== undefined) return { by: 'advisory', advisory };
  if (licence !== undefined) return { by: 'licence', licence };
  return packageOf(purl ?? '', range !== undefined);
}

function packageOf(text: string, hasRange: boolean): PackageAsked {
  const native = refusing('query.purl', () => componentOfPurl(parsePurl(text)));
  if (native === null)
    throw new ApiFailure('INVALID', undefined, {
      problems: [{ at: 'query.purl', message: 'is of a type that is not known' }],
    });
  const { ecosystem, name, version } = native;
  if (version !== null && hasRange)
    throw new ApiFailure('INVALID', undefined, {
      problems: [{ at: 'query.range', message: 'belongs to a purl without a version' }],
    });
  return { by: 'package', ecosystem, name, ...(version === null ? {} : { version }) };
}

function rangeOf(text: string): Vers {
  return refusing('query.range', () => parseVers(text));
}

/** A version that the scheme cannot read is in no range, and shown with the others when no range is asked for. */
function contains(range: Vers, version: string): boolean {
  try {
    return versContains(range, version);
  } catch (error) {
    if (error instanceof TheriacError) return false;
    throw error;
  }
}

function refusing<T>(at: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    throw new ApiFailure('INVALID', undefined, { problems: [{ at, message: error.message.slice(0, 300) }] });
  }
}
