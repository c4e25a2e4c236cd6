/** How old what an index was built from may be. A mirror that nobody refreshes can be built from every day. */
import type { IndexInfo } from '@theriac/core';
import { daysBetween } from '@theriac/govern';

/**
 * Days for which a living public feed may be without any new or changed record, beyond what the policy allows: small
 * ecosystems have few advisories. Longest silences of the public feeds in 2025, rounded up.
 */
const QUIET_DAYS: Readonly<Record<string, number>> = {
  'osv/npm': 3,
  'osv/PyPI': 3,
  'osv/Maven': 7,
  'osv/Go': 14,
  'osv/crates.io': 21,
  'osv/RubyGems': 30,
  'osv/Packagist': 14,
  'osv/NuGet': 60,
  'osv/Debian': 3,
  'osv/Alpine': 14,
  'osv/AlmaLinux': 14,
  'osv/Bitnami': 7,
  'osv/GitHub Actions': 90,
  'osv/Hex': 120,
  'osv/Pub': 365,
  'osv/SwiftURL': 180,
  'osv/ConanCenter': 365,
  'osv/CRAN': 365,
  'osv/Hackage': 365,
  'osv/Julia': 30,
  epss: 3,
  kev: 14,
};

/** For feeds that are not listed: a mirror's own collection of malware, say. */
const QUIET_OTHERWISE = 30;

export interface AgeProblem {
  readonly reason: string;
  /** The feed whose newest record is too old; absent: the index itself. */
  readonly feed?: string;
}

/**
 * What of an index is too old, one sentence each: its build, and each feed whose newest record is.
 * @param maxAgeDays what the policy allows
 */
export function ageProblems(
  title: string,
  { builtAt, feeds }: Pick<IndexInfo, 'builtAt' | 'feeds'>,
  asOf: string,
  maxAgeDays: number,
): AgeProblem[] {
  const age = daysBetween(builtAt, asOf);
  const built =
    age <= maxAgeDays
      ? []
      : [
          {
            reason: `${title}: the index is ${age} days old (policy: ${maxAgeDays}); run \`theriac db update\``,
          },
        ];
  return [...built, ...feeds.flatMap((feed) => silence(title, feed, asOf, maxAgeDays))];
}

function silence(
  title: string,
  { name, newest, records }: IndexInfo['feeds'][number],
  asOf: string,
  maxAgeDays: number,
): AgeProblem[] {
  const allowed =
    maxAgeDays + (QUIET_DAYS[name] ?? QUIET_DAYS[name.split('/', 1)[0] ?? ''] ?? QUIET_OTHERWISE);
  if (newest === '') {
    // A feed whose every record another feed has as well adds nothing that could be old.
    return records === 0
      ? []
      : [{ feed: name, reason: `${title}: the age of the feed ${name} is not known` }];
  }
  const days = daysBetween(newest, asOf);
  return days <= allowed
    ? []
    : [
        {
          feed: name,
          reason: `${title}: the feed ${name} has no record newer than ${newest.slice(0, 10)} (${days} days; at most ${allowed}): refresh the mirror`,
        },
      ];
}
