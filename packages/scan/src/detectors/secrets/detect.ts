/** Searches every text of the target, and of its history where that is read. */
import {
  type Location,
  type SecretSourceUse,
  type StartDetector,
  type TargetFile,
  TheriacError,
} from '@theriac/core';
import type { Config } from '@theriac/govern';
import { decodeAnyway } from '@theriac/read/text';
import { scopeOf } from '../shared/deployed.ts';
import { searchOptionsOf } from './file-habits.ts';
import { findSecrets } from './find-secrets.ts';
import type { FoundSecret } from './found-secret.ts';
import { KnownSecrets } from './known-secrets.ts';
import { ownKindsOf } from './own-kinds.ts';
import { SECRET_RULES } from './rules.ts';
import { findSources, SourceCounts } from './sources/find-sources.ts';

/** Files that are named as not wholly searched. */
const MOST_GAPS = 20;

export const start: StartDetector<Config> = ({ config }) => {
  const { kinds } = config.secrets;
  const own = kinds.length === 0 ? undefined : ownKindsOf(kinds);
  const known = new KnownSecrets(new Map([...SECRET_RULES, ...(own?.rules ?? [])]));
  const sources = new SourceCounts();
  const gaps = new Set<string>();
  const each = (file: TargetFile, told: (found: FoundSecret, location: Location) => void): void => {
    const text = textOf(file);
    const lines = new Lines(text);
    for (const found of findSecrets(text, searchOptionsOf(file.path), own?.find))
      if (own?.isExample(file.path, found.value) !== true)
        told(found, { path: file.path, ...lines.at(found.start) });
    if (own?.hasOverrun() === true)
      gaps.add(
        `${file.path}: not wholly searched for kinds of secrets of your own: their keywords stand too often in it`,
      );
  };
  return {
    inspect: (file) => {
      each(file, (found, location) => known.add(found, location));
      if (isDocumentation(file.path) || scopeOf(file.path) !== 'production') return;
      const text = textOf(file);
      const lines = new Lines(text);
      for (const one of findSources(file.path, text))
        sources.add(one, { path: file.path, ...lines.at(one.start) });
    },
    inspectPast: (past) => {
      each(past.file, (found, location) => known.addPast(found, location, past));
    },
    conclude: () => ({
      findings: known.findings(),
      secretSources: [...literals(known.standing()), ...sources.all()],
      reasons: [...gaps].slice(0, MOST_GAPS),
    }),
  };
};

/** What says how to use a secret takes none. */
function isDocumentation(path: string): boolean {
  return /\.(?:md|mdx|rst|adoc|txt)$/i.test(path);
}

function literals({ count, places }: ReturnType<KnownSecrets['standing']>): SecretSourceUse[] {
  if (count === 0) return [];
  return [{ source: 'literal', form: 'value in a file', count, places: places.slice(0, MOST_LITERALS) }];
}

/** Places of literals that are named; each is a finding as well. */
const MOST_LITERALS = 5;

/** Bytes that are no UTF-8 are taken one by one: a key in such a file is a key. */
function textOf(file: TargetFile): string {
  try {
    return file.text();
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    return decodeAnyway(file.bytes());
  }
}

/** Lines and columns of places in a text, asked in rising order. */
class Lines {
  readonly #text: string;
  #line = 1;
  #start = 0;
  /** Of the next line break; a line may be as long as the text. */
  #next = 0;

  constructor(text: string) {
    this.#text = text;
    this.#next = text.indexOf('\n');
  }

  at(place: number): { readonly line: number; readonly column: number } {
    while (this.#next !== -1 && this.#next < place) {
      this.#line += 1;
      this.#start = this.#next + 1;
      this.#next = this.#text.indexOf('\n', this.#start);
    }
    return { line: this.#line, column: place - this.#start + 1 };
  }
}
