/** Kinds of the user's own: their expressions, their rules, and the secrets in their examples, which are none. */
import type { Rule } from '@theriac/core';
import type { OwnSecretKind } from '@theriac/govern';
import { CONFIGURATION_HABITS } from './file-habits.ts';
import { findSecrets } from './find-secrets.ts';
import type { FoundSecret } from './found-secret.ts';
import { Keywords } from './keywords.ts';
import type { SecretKind } from './kind.ts';
import { ownRule } from './rule-of.ts';

interface OwnPattern {
  readonly kind: Omit<SecretKind, 'how'>;
  readonly pattern: RegExp;
  readonly longest: number;
}

/**
 * Characters that the expressions of the user may read of a text, for each of its characters: a keyword that stands at every
 * place would make a long text be read as often as the expression is long.
 */
const MOST_READ = 64;
const LEAST_BUDGET = 1_000_000;

export interface OwnKinds {
  /** Every place where one stands, in the order of their ends. */
  readonly find: (text: string) => readonly FoundSecret[];
  /** Whether the keywords stood too often in the last text, so that not all of it was searched for them. */
  readonly hasOverrun: () => boolean;
  /** By the id of the kind. */
  readonly rules: readonly (readonly [id: string, rule: Rule])[];
  /** Whether it is an example in the file that declares the kinds. */
  readonly isExample: (path: string, value: string) => boolean;
}

/** @param kinds checked when the file was read: their expressions are linear */
export function ownKindsOf(kinds: readonly OwnSecretKind[]): OwnKinds {
  const words: string[] = [];
  const tried: OwnPattern[] = [];
  for (const { id, title, severity, revoke, keywords, expression, longest } of kinds) {
    const pattern = new RegExp(expression, 'y');
    for (const word of keywords) {
      words.push(word);
      tried.push({ kind: { id, title, severity, revoke }, pattern, longest });
    }
  }
  const automaton = new Keywords(words);
  let overrun = false;
  const find = (text: string): readonly FoundSecret[] => {
    const found: FoundSecret[] = [];
    let budget = Math.max(LEAST_BUDGET, text.length * MOST_READ);
    automaton.each(text, (word, start) => {
      const one = tried[word];
      if (one === undefined) return;
      budget -= one.longest;
      overrun ||= budget < 0;
      if (budget < 0) return;
      one.pattern.lastIndex = start;
      const match = one.pattern.exec(text);
      if (match === null) return;
      const value = match.groups?.secret ?? match[0];
      found.push({ kind: one.kind, value, start: start + match[0].indexOf(value) });
    });
    return found;
  };
  const files = new Set(kinds.map(({ source }) => source.slice(0, source.lastIndexOf(':'))));
  const examples = kinds.flatMap(({ examples: { fail, pass } }) => [...fail, ...pass]);
  const inExamples = new Set(
    examples.flatMap((text) => findSecrets(text, CONFIGURATION_HABITS, find).map(({ value }) => value)),
  );
  return {
    find,
    hasOverrun: () => {
      const told = overrun;
      overrun = false;
      return told;
    },
    rules: kinds.map((kind) => [kind.id, ownRule(kind)] as const),
    isExample: (path, value) => inExamples.has(value) && files.has(path.slice(path.lastIndexOf('/') + 1)),
  };
}
