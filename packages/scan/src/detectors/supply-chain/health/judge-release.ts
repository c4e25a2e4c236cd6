/** What the history of a package says of the release in use: pure. */
import { count, type Release, type ReleaseHistory, type Rule } from '@theriac/core';
import { HEALTH_RULES, LIFECYCLE_RULES } from './health-rules.ts';

export interface ReleaseConcern {
  readonly rule: Rule;
  readonly observed: string;
  readonly expected?: string;
}

/** Releases before the one in use that say what is usual. */
const USUAL = 10;
const SILENCE_DAYS = 365;
const DORMANT_DAYS = 3 * 365;
/** Publishers and repositories change; that a change is worth a look fades. */
const RECENT_DAYS = 180;

/** @param asOf YYYY-MM-DD */
export function judgeRelease(
  history: ReleaseHistory,
  version: string,
  asOf: string,
  cooldownDays: number,
): ReleaseConcern[] {
  const at = history.findIndex((release) => release.version === version);
  const release = history[at];
  if (release === undefined)
    return [{ rule: HEALTH_RULES['VERSION-GONE'], observed: `${version} is not there` }];
  const before = history.slice(Math.max(0, at - USUAL), at);
  const concerns: ReleaseConcern[] = [];
  const age = daysFrom(release.published, asOf);
  if (age !== undefined && age >= 0 && age < cooldownDays) {
    concerns.push({
      rule: HEALTH_RULES['TOO-YOUNG'],
      observed: `published ${count(age, 'day')} before ${asOf}`,
      expected: `${cooldownDays} days`,
    });
  }
  if (age !== undefined && age < RECENT_DAYS) {
    concerns.push(...publisherConcerns(release, before), ...repositoryConcerns(release, before));
  }
  for (const one of provenanceConcerns(release, before)) concerns.push(one);
  if (release.yanked === true)
    concerns.push({ rule: HEALTH_RULES.YANKED, observed: `${version} was withdrawn` });
  if (release.deprecated !== undefined) {
    concerns.push({
      rule: LIFECYCLE_RULES['DEPRECATED-RELEASE'],
      observed: release.deprecated.replace(/\s+/g, ' ').slice(0, 200),
    });
  }
  const silence = daysFrom(history.at(-1)?.published, asOf);
  if (silence !== undefined && silence > DORMANT_DAYS) {
    concerns.push({
      rule: LIFECYCLE_RULES.DORMANT,
      observed: `last release ${history.at(-1)?.published?.slice(0, 10) ?? ''}`,
    });
  }
  return concerns;
}

function publisherConcerns(release: Release, before: readonly Release[]): ReleaseConcern[] {
  const known = new Set(before.flatMap((r) => r.publisher ?? []));
  const { publisher } = release;
  // An automation account takes over from people once; that is what trusted publishing looks like.
  if (publisher === undefined || known.size === 0 || known.has(publisher) || release.attested) return [];
  const last = before.at(-1)?.published;
  const gap = daysFrom(last, (release.published ?? '').slice(0, 10));
  const silent = gap !== undefined && gap > SILENCE_DAYS;
  const expected = [...known].sort().slice(0, 3).join(', ');
  const observed = silent ? `${publisher}, after ${gap} days without a release` : publisher;
  return [{ rule: HEALTH_RULES[silent ? 'DORMANT-RELEASE' : 'NEW-PUBLISHER'], observed, expected }];
}

function provenanceConcerns(release: Release, before: readonly Release[]): ReleaseConcern[] {
  const recent = before.slice(-3);
  if (release.attested || recent.length < 2 || !recent.every((r) => r.attested)) return [];
  return [
    {
      rule: HEALTH_RULES['PROVENANCE-LOST'],
      observed: `${release.version} has no statement`,
      expected: `as ${recent.at(-1)?.version ?? ''} has`,
    },
  ];
}

function repositoryConcerns(release: Release, before: readonly Release[]): ReleaseConcern[] {
  const known = new Set(before.flatMap((r) => r.repository ?? []));
  if (known.size === 0 || release.repository === undefined || known.has(release.repository)) return [];
  return [
    {
      rule: HEALTH_RULES['REPOSITORY-CHANGED'],
      observed: release.repository,
      expected: [...known].sort().slice(0, 3).join(', '),
    },
  ];
}

/** Whole days from a date to a day; undefined when there is no date. */
function daysFrom(date: string | undefined, day: string): number | undefined {
  const from = Date.parse((date ?? '').slice(0, 10));
  const to = Date.parse(day);
  return Number.isNaN(from) || Number.isNaN(to) ? undefined : Math.round((to - from) / 86_400_000);
}
