/** Dependencies that a lockfile names but does not list, reported without flooding the result. */
import { type KnownUnknown, type Location, withoutCredentials } from '@theriac/core';

const REPORTED_ONE_BY_ONE = 50;

export interface DanglingEdges {
  add(parent: string, name: string, range: string, location: Location): void;
  /** Reports how many more there were. */
  finish(): void;
}

export function danglingEdges(report: (unknown: KnownUnknown) => void): DanglingEdges {
  let count = 0;
  let last: Location | undefined;
  return {
    add(parent, name, range, location) {
      count += 1;
      last = location;
      if (count > REPORTED_ONE_BY_ONE) return;
      report({
        reason: 'dangling-edge',
        message: `${parent} requires ${name}, which is missing from the lockfile`,
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
