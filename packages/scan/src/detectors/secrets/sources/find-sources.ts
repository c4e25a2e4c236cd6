/** Where a text says that secrets come from. */
import type { Location, SecretSourceUse } from '@theriac/core';
import { plainName } from '../assignment.ts';
import { genericKindOf } from '../generic.ts';
import { Keywords } from '../keywords.ts';
import { drupalKeyIn } from './drupal-keys.ts';
import { SOURCE_FORMS, type SourceForm } from './forms.ts';

export interface FoundSource {
  readonly source: SecretSourceUse['source'];
  readonly form: string;
  readonly start: number;
}

/** Names of addresses that are given with a password. */
const ADDRESS_NAME =
  /(?:database|db|mongo|mongodb|redis|amqp|rabbitmq|postgres|mysql)(?:url|uri|dsn)$|connectionstring$|(?:secret|signing|private|access|encryption|api)key(?:base|id)?$/;

const ROWS: readonly (readonly [word: string, form: SourceForm])[] = SOURCE_FORMS.flatMap((form) =>
  form.keywords.map((word) => [word, form] as const),
);
const WORDS = new Keywords(ROWS.map(([word]) => word));

/** In the order of the text. */
export function findSources(path: string, text: string): FoundSource[] {
  const found: FoundSource[] = [];
  WORDS.each(text, (word, start) => {
    const form = ROWS[word]?.[1];
    if (form === undefined) return;
    form.pattern.lastIndex = start;
    const match = form.pattern.exec(text);
    if (match === null) return;
    const { name, quoted = name } = match.groups ?? {};
    if (quoted !== undefined && !promisesSecret(quoted)) return;
    found.push({ source: form.source, form: form.form, start });
  });
  const key = drupalKeyIn(path, text);
  if (key !== undefined) found.push(key);
  return found.toSorted((a, b) => a.start - b.start);
}

function promisesSecret(name: string): boolean {
  const plain = plainName(name);
  return genericKindOf(plain, name) !== undefined || ADDRESS_NAME.test(plain);
}

/** Places of one form that are named. */
const MOST_PLACES = 5;

/** Counts over all files of a run. */
export class SourceCounts {
  readonly #uses = new Map<
    string,
    { source: SecretSourceUse['source']; form: string; count: number; places: Location[] }
  >();

  add({ source, form }: FoundSource, place: Location): void {
    const key = `${source} ${form}`;
    const use = this.#uses.get(key);
    if (use === undefined) this.#uses.set(key, { source, form, count: 1, places: [place] });
    else {
      use.count += 1;
      if (use.places.length < MOST_PLACES) use.places.push(place);
    }
  }

  /** Most frequent first within a source. */
  all(): SecretSourceUse[] {
    return [...this.#uses.values()].toSorted((a, b) => b.count - a.count || (a.form < b.form ? -1 : 1));
  }
}
