/** The secrets of a run: each once, with every place where it stands or stood. */
import { createHmac } from 'node:crypto';
import {
  type Location,
  type PastFile,
  type RawFinding,
  type RelatedLocation,
  type Rule,
  redact,
} from '@theriac/core';
import { scopeOf } from '../shared/deployed.ts';
import type { FoundSecret } from './found-secret.ts';

const SOURCE = 'detector/secrets';
/** Places of one secret that are told. */
const MOST_PLACES = 1000;
/** Places of one secret in the history that are told: a file that changed often holds it in each version. */
const MOST_PAST = 100;
/** Characters of an id of a commit that are told. */
const SHORT_COMMIT = 12;

interface PastPlace {
  readonly location: Location;
  readonly commit: string;
  readonly day: string | undefined;
}

interface KnownSecret extends Pick<FoundSecret, 'kind' | 'value'> {
  readonly locations: Location[];
  /** By path: the first commit that has it there. */
  readonly past: Map<string, PastPlace>;
  /** Whether the newest commit holds one of the contents in which it was found. */
  isCurrent: boolean;
}

export class KnownSecrets {
  readonly #known = new Map<string, KnownSecret>();
  readonly #rules: ReadonlyMap<string, Rule>;

  /** @param rules by the id of the kind */
  constructor(rules: ReadonlyMap<string, Rule>) {
    this.#rules = rules;
  }

  add(found: FoundSecret, location: Location): void {
    const { locations } = this.#of(found);
    if (!isSameLine(locations.at(-1), location) && locations.length < MOST_PLACES) locations.push(location);
  }

  addPast(found: FoundSecret, location: Location, { commit, day, isCurrent }: PastFile): void {
    const one = this.#of(found);
    one.isCurrent ||= isCurrent;
    if (!one.past.has(location.path) && one.past.size < MOST_PAST)
      one.past.set(location.path, { location, commit, day });
  }

  findings(): RawFinding[] {
    return [...this.#known.values()].flatMap((one) => this.#findingOf(one));
  }

  /** How many secrets stand in files that are delivered, and the first places of them; what was removed reaches no system. */
  standing(): { readonly count: number; readonly places: readonly Location[] } {
    const first = [...this.#known.values()].flatMap(({ locations }) => {
      const [place] = locations.filter(({ path }) => scopeOf(path) === 'production');
      return place === undefined ? [] : [place];
    });
    return { count: first.length, places: first.toSorted(byPlace) };
  }

  #of(found: FoundSecret): KnownSecret {
    const value = ownText(found);
    const key = `${found.kind.id} ${value}`;
    let one = this.#known.get(key);
    if (one === undefined) {
      // A part of a text keeps all of it in memory: of a long one the part is copied.
      const copy = found.kind.id.startsWith('KEY-') ? value : Buffer.from(value).toString();
      one = { kind: found.kind, value: copy, locations: [], past: new Map(), isCurrent: false };
      this.#known.set(key, one);
    }
    return one;
  }

  #findingOf({ kind, value, locations, past, isCurrent }: KnownSecret): RawFinding[] {
    const rule = this.#rules.get(kind.id);
    const before = [...past.values()];
    const here = (locations.length > 0 ? locations : before.map(({ location }) => location)).toSorted(
      byPlace,
    );
    const [first] = here;
    if (rule === undefined || first === undefined) return [];
    const related = before.map((place) => whenAdded(place, isCurrent || locations.length > 0));
    return [
      {
        rule,
        subject: { kind: 'file', path: first.path },
        key: digestOf(value),
        locations: here,
        ...(related.length === 0 ? {} : { related }),
        evidence: [redact(SOURCE, `${kind.title}, ${digestOf(value)}`, value)],
        ...(locations.length > 0 ? {} : { notes: [pastNote(before, isCurrent)] }),
        scope: here.every(({ path }) => scopeOf(path) === 'development') ? 'development' : 'production',
        action: rule.remediation ?? '',
      },
    ];
  }
}

/** What stands in no file any more is not found by who looks for it there. */
function pastNote([first]: readonly PastPlace[], isCurrent: boolean): string {
  const since = first?.day === undefined ? '' : `, since ${first.day}`;
  const where = isCurrent
    ? 'It is in commits, also in the newest'
    : 'It is in commits, though no longer in the newest';
  return `${where}: in ${first?.commit.slice(0, SHORT_COMMIT) ?? 'one'}${since}. Whoever has the repository has it.`;
}

function whenAdded({ location, commit, day }: PastPlace, isThere: boolean): RelatedLocation {
  const when = day === undefined ? '' : ` on ${day}`;
  const now = isThere ? 'it is still there' : 'no longer in the newest commit, but in the history';
  return { location, message: `Added by commit ${commit.slice(0, SHORT_COMMIT)}${when}; ${now}` };
}

function isSameLine(a: Location | undefined, b: Location): boolean {
  return a?.path === b.path && a.line === b.line;
}

/** A key is the same whether its lines end with line breaks, with `\\n` in quotes, or with a plus. */
function ownText({ kind, value }: FoundSecret): string {
  return kind.id.startsWith('KEY-') ? value.replace(/\\n|[^A-Za-z0-9+/=_-]/g, '') : value.trim();
}

function byPlace(a: Location, b: Location): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0);
}

/**
 * Tells secrets apart without saying what they are. 32 bits: of the passwords that somebody might try, thousands have the
 * same.
 */
function digestOf(value: string): string {
  return createHmac('sha256', 'theriac/secret').update(value).digest('hex').slice(0, 8);
}
