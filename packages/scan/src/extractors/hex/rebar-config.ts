/**
 * `rebar.config` (https://rebar3.org/docs/configuration/dependencies/) beside a rebar.lock: the literal names of its
 * `deps`, which that lockfile must hold.
 */
import type { Extract } from '@theriac/core';
import { LineIndex } from '@theriac/read/text';
import { siblingOf } from '../../target/paths.ts';
import { addAsked } from '../shared/asked-package.ts';
import { NOTHING, RootBuilder } from '../shared/root-builder.ts';
import { argumentsOf, endOfBrackets, withoutComments } from '../shared/source-text.ts';

const DEPS = /^\{[ \t\n]{0,20}deps[ \t\n]{0,20},[ \t\n]{0,60}\[/;
/** As far as the beginning of a term is looked at. */
const MAX_HEAD = 200;
/** `{cowboy, "2.9.0"}`, `{own, {git, …}}`, `jsx`. */
const NAME = /^\{?[ \t\n]{0,60}([a-z]\w{0,100})[ \t\n]{0,60}(?:,|\}?$)/;

export const extract: Extract = (file, context) => {
  const lock = siblingOf(file.path, ['rebar.lock'], context);
  if (lock === undefined) return NOTHING;
  const root = new RootBuilder(file.path, 'hex');
  const text = withoutComments(file.text(), { line: '%' });
  const start = startOfDeps(text);
  if (start === undefined) return NOTHING;
  const line = new LineIndex(text).line(start);
  for (const { value } of argumentsOf(text.slice(start + 1, endOfBrackets(text, start) - 1))) {
    const name = NAME.exec(value.trim())?.[1];
    if (name !== undefined) addAsked(root, { name, range: '', version: null, scope: 'production', line });
  }
  return root.lockedIn(lock);
};

/** Where the list begins. Only the term at the top counts: what profiles ask for is in no lockfile. */
function startOfDeps(text: string): number | undefined {
  for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', endOfBrackets(text, at))) {
    const found = DEPS.exec(text.slice(at, at + MAX_HEAD));
    if (found !== null) return at + found[0].length - 1;
  }
  return undefined;
}
