/** Dependencies that a lockfile names but does not list, reported without flooding the result. */
import { type KnownUnknown, type Location, withoutCredentials } from '@theriac/core';

const REPORTED_ONE_BY_ONE = 50;
const MAX_RANGE = 80;

/** Name and range as people write them; other versions of the package may be listed. */
export function askedFor(name: string, range: string): string {
  const shown = withoutCredentials(range);
  return shown === '' || shown.length > MAX_RANGE ? name : `${name}@${shown}`;
}

export interface DanglingEdges {
  /** @param instead the version that is there in its place, outside the range */
  add(parent: string, name: string, range: string, location: Location, instead?: string): void;
  /** Reports how many more there were. */
  finish(): void;
}

export function danglingEdges(report: (unknown: KnownUnknown) => void): DanglingEdges {
  let count = 0;
  let last: Location | undefined;
  return {
    add(parent, name, range, location, instead) {
      count += 1;
      last = location;
      if (count > REPORTED_ONE_BY_ONE) return;
      report({
        reason: 'dangling-edge',
        message:
          instead === undefined
            ? `${parent} requires ${askedFor(name, range)}, which is missing from the lockfile`
            : `${parent} requires ${askedFor(name, range)}, and the lockfile has ${instead}`,
        location,
        package: name,
        range: withoutCredentials(range),
        losesComponents: true,
      });
    },
    finish() {
      if (count <= REPORTED_ONE_BY_ONE || last === undefined) return;
      report({
        reason: 'dangling-edge',
        message: `${count - REPORTED_ONE_BY_ONE} more dependencies are not in the lockfile`,
        location: { path: last.path },
        losesComponents: true,
      });
    },
  };
}
