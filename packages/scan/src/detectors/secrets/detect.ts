/** Searches every text of the target; the same secret in many places is one finding. */
import { createHmac } from 'node:crypto';
import {
  type Location,
  type RawFinding,
  redact,
  type StartDetector,
  type TargetFile,
  TheriacError,
} from '@theriac/core';
import type { Config } from '@theriac/govern';
import { scopeOf } from '../shared/deployed.ts';
import { searchOptionsOf } from './file-habits.ts';
import { type FoundSecret, findSecrets } from './find-secrets.ts';
import { SECRET_RULES } from './rules.ts';

const SOURCE = 'detector/secrets';
/** Places of one secret that are told. */
const MOST_PLACES = 1000;

interface KnownSecret extends Pick<FoundSecret, 'kind' | 'value'> {
  readonly locations: Location[];
}

export const start: StartDetector<Config> = () => {
  const known = new Map<string, KnownSecret>();
  return {
    inspect: (file) => {
      const options = searchOptionsOf(file.path);
      const text = textOf(file);
      const lines = new Lines(text);
      for (const found of findSecrets(text, options)) {
        const value = ownText(found);
        const key = `${found.kind.id} ${value}`;
        const location = { path: file.path, ...lines.at(found.start) };
        const same = known.get(key);
        if (same === undefined) known.set(key, { kind: found.kind, value, locations: [location] });
        else if (!isSameLine(same.locations.at(-1), location) && same.locations.length < MOST_PLACES)
          same.locations.push(location);
      }
    },
    conclude: () => ({ findings: [...known.values()].flatMap(findingOf) }),
  };
};

function isSameLine(a: Location | undefined, b: Location): boolean {
  return a?.path === b.path && a.line === b.line;
}

/** Bytes that are no UTF-8 are taken one by one: a key in such a file is a key. */
function textOf(file: TargetFile): string {
  try {
    return file.text();
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    return Buffer.from(file.bytes()).toString('latin1');
  }
}

/** A key is the same whether its lines end with line breaks, with `\\n` in quotes, or with a plus. */
function ownText({ kind, value }: FoundSecret): string {
  return kind.id.startsWith('KEY-') ? value.replace(/\\n|[^A-Za-z0-9+/=_-]/g, '') : value.trim();
}

function findingOf({ kind, value, locations }: KnownSecret): RawFinding[] {
  const rule = SECRET_RULES.get(kind.id);
  const sorted = locations.toSorted(byPlace);
  const [first] = sorted;
  if (rule === undefined || first === undefined) return [];
  return [
    {
      rule,
      subject: { kind: 'file', path: first.path },
      key: digestOf(value),
      locations: sorted,
      evidence: [redact(SOURCE, `${kind.title}, ${digestOf(value)}`, value)],
      scope: sorted.every(({ path }) => scopeOf(path) === 'development') ? 'development' : 'production',
      action: rule.remediation ?? '',
    },
  ];
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

/** Lines and columns of places in a text, asked in rising order. */
class Lines {
  readonly #text: string;
  #line = 1;
  #start = 0;

  constructor(text: string) {
    this.#text = text;
  }

  at(place: number): { readonly line: number; readonly column: number } {
    for (let next = this.#text.indexOf('\n', this.#start); next !== -1 && next < place; ) {
      this.#line += 1;
      this.#start = next + 1;
      next = this.#text.indexOf('\n', this.#start);
    }
    return { line: this.#line, column: place - this.#start + 1 };
  }
}
