/** The words of the query language, for people who write rules. A test holds them against what queries can say. */
import type { QUERY_WORDS, TEST_WORDS } from './query.ts';

interface HelpRow {
  readonly name: (typeof TEST_WORDS)[number] | (typeof QUERY_WORDS)[number] | 'path' | '@key' | '@value';
  readonly about: string;
}

export const QUERY_HELP: readonly HelpRow[] = [
  {
    name: 'path',
    about:
      'Keys joined by dots, such as `security.privileged: false`. `*` is each entry of a list or a map, and the test must hold for each. A dot that belongs to a key is written `\\.`.',
  },
  { name: 'is', about: 'Equal to this value; a value alone means the same. `true` is also `yes` and `on`.' },
  { name: 'not', about: 'Not equal to this value.' },
  { name: 'in', about: 'Equal to one of these values.' },
  { name: 'notIn', about: 'Equal to none of these values.' },
  { name: 'like', about: 'Matches one of these patterns: `*` is any text, upper and lower case are alike.' },
  { name: 'notLike', about: 'Matches none of these patterns.' },
  { name: 'exists', about: 'Whether anything is there.' },
  {
    name: 'written',
    about:
      'Whether its whole text is written in the configuration: `false` where it comes from elsewhere, even in part.',
  },
  { name: 'min', about: 'A number of at least this, or a list or a map of at least this size.' },
  {
    name: 'max',
    about:
      'A number of at most this, or a list or a map of at most this size. An absent value passes, unless `default` says what it means.',
  },
  { name: 'has', about: 'A list that contains each of these, or a text of which these are words.' },
  { name: 'hasNone', about: 'A list or a text that contains none of these.' },
  { name: 'every', about: 'A query that holds for each entry of a list or a map.' },
  { name: 'some', about: 'A query that holds for one entry at least.' },
  { name: 'no', about: 'A query that holds for no entry.' },
  {
    name: 'default',
    about: 'What an absent value means. Without it, an absent value fails each test that asks for something.',
  },
  { name: 'all', about: 'A list of queries that all hold.' },
  { name: 'any', about: 'A list of queries of which one holds.' },
  { name: 'none', about: 'A list of queries of which none holds.' },
  { name: '@key', about: 'In queries about entries: the key of the entry.' },
  { name: '@value', about: 'In queries about entries: the entry itself.' },
];
