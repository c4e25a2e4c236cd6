/**
 * Typed options and operands. A spec defines how an option is written, what it is for, and which value the command
 * receives; everything that can be wrong about the text is reported here, before the command is loaded.
 */
import { isDay, nearest, TheriacError } from '@theriac/core';

/** What the command line gives for one option or operand. */
export interface Given {
  /** Texts in the order given; empty when absent. */
  readonly texts: readonly string[];
  /** For switches: whether it is on. */
  readonly on: boolean;
}

export interface Spec<T> {
  /** Commander's notation: `-o, --output <file>`, `[target]`, `<files...>`. */
  readonly written: string;
  readonly about: string;
  /** Shown in the help; the text that `read` falls back to. */
  readonly fallback?: string;
  readonly choices?: readonly string[];
  /** An option that must be given. */
  readonly mandatory?: true;
  readonly takesValue: boolean;
  /** An option whose value, after an equals sign, may be left out: `--history`, `--history=main..`. */
  readonly valueIsOptional?: true;
  /** @throws TheriacError THERIAC_USAGE */
  readonly read: (given: Given) => T;
}

/** The specs of an object of values. */
export type Specs<T> = { readonly [K in keyof T]: Spec<T[K]> };

/** `--as-of` of `--as-of <day>`, `package` of `<package>`. */
export function nameOf(written: string): string {
  return /--[\w-]+/.exec(written)?.[0] ?? written.replace(/[<>[\].]/g, '');
}

/** @throws TheriacError with the option, the text and what is allowed */
function usageError(written: string, text: string, what: string): TheriacError {
  return new TheriacError('THERIAC_USAGE', `${nameOf(written)} ${text}: ${what}`);
}

export function flag(written: string, about: string): Spec<boolean> {
  return { written, about, takesValue: false, read: ({ on }) => on };
}

export function text(written: string, about: string): Spec<string | undefined> {
  return { written, about, takesValue: true, read: ({ texts }) => texts.at(-1) };
}

/** `--history` or `--history=RANGE`, never with a blank between: what follows is an operand. The empty string: no value. */
export function optionalText(written: string, about: string): Spec<string | undefined> {
  return { ...text(written, about), valueIsOptional: true };
}

/** May be repeated. */
export function texts(written: string, about: string): Spec<readonly string[]> {
  return { written, about, takesValue: true, read: (given) => given.texts };
}

/** A text that is always there: a required operand, or one with a fallback. */
export function textOr(written: string, about: string, fallback: string): Spec<string> {
  return { written, about, fallback, takesValue: true, read: ({ texts }) => texts.at(-1) ?? fallback };
}

/** A required operand; commander has refused the command line without it. */
export function operand(written: string, about: string): Spec<string> {
  return { written, about, takesValue: true, read: ({ texts }) => texts.at(-1) ?? '' };
}

export function parsed<T>(
  written: string,
  about: string,
  parse: (text: string, refuse: (what: string) => TheriacError) => T,
): Spec<T | undefined> {
  return {
    written,
    about,
    takesValue: true,
    read: ({ texts }) => {
      const given = texts.at(-1);
      return given === undefined ? undefined : parse(given, (what) => usageError(written, given, what));
    },
  };
}

/** As {@link parsed}, may be repeated. */
export function parsedList<T>(
  written: string,
  about: string,
  parse: (text: string, refuse: (what: string) => TheriacError) => T,
): Spec<readonly T[]> {
  return {
    written,
    about,
    takesValue: true,
    read: ({ texts }) => texts.map((given) => parse(given, (what) => usageError(written, given, what))),
  };
}

/** @throws TheriacError THERIAC_USAGE with the choices */
function chosen<C extends string>(written: string, text: string, choices: readonly C[]): C {
  const choice = choices.find((c) => c === text);
  if (choice === undefined) throw usageError(written, text, notOneOf(text, choices));
  return choice;
}

/** A longer list is shown only to those whose word resembles none of it. */
const MOST_CHOICES = 12;

/** `not one of high, low; did you mean high?` */
export function notOneOf(text: string, choices: readonly string[]): string {
  const near = nearest(text, choices);
  if (near !== undefined && choices.length > MOST_CHOICES) return `not known; did you mean ${near}?`;
  const hint = near === undefined ? '' : `; did you mean ${near}?`;
  return `not one of ${choices.join(', ')}${hint}`;
}

/** One of a list that the help shows. */
export function choice<const C extends string>(
  written: string,
  about: string,
  choices: readonly C[],
): Spec<C | undefined> {
  return { ...parsed(written, about, (given) => chosen(written, given, choices)), choices };
}

export function choiceOr<const C extends string>(
  written: string,
  about: string,
  choices: readonly C[],
  fallback: C,
): Spec<C> {
  return {
    written,
    about,
    choices,
    fallback,
    takesValue: true,
    read: ({ texts }) => chosen(written, texts.at(-1) ?? fallback, choices),
  };
}

/** Some of a list that the help shows; may be repeated. */
export function choices<const C extends string>(
  written: string,
  about: string,
  list: readonly C[],
): Spec<readonly C[]> {
  return { ...parsedList(written, about, (given) => chosen(written, given, list)), choices: list };
}

/** Some of a list that the help shows, separated by commas, in any case; may be repeated. */
export function choiceList<const C extends string>(
  written: string,
  about: string,
  list: readonly C[],
): Spec<readonly C[]> {
  const wordsOf = (given: string): C[] =>
    given.split(',').map((word) => chosen(written, word.trim().toLowerCase(), list));
  return {
    written,
    about,
    choices: list,
    takesValue: true,
    read: ({ texts }) => [...new Set(texts.flatMap(wordsOf))],
  };
}

/** A calendar day, YYYY-MM-DD. */
export function day(written: string, about: string): Spec<string | undefined> {
  return parsed(written, about, (given, refuse) => {
    if (!isDay(given)) throw refuse('not a day that exists; write YYYY-MM-DD');
    return given;
  });
}

/** A whole number from 1. */
export function wholeNumber(written: string, about: string): Spec<number | undefined> {
  return parsed(written, about, (given) => {
    const number = Number(given);
    if (!Number.isInteger(number) || number < 1)
      throw new TheriacError('THERIAC_USAGE', `${nameOf(written)} takes a whole number from 1`);
    return number;
  });
}

/** An option without which the command cannot run. */
export function mandatory<T>(spec: Spec<T | undefined>): Spec<T> {
  return {
    ...spec,
    mandatory: true,
    read: (given) => {
      const value = spec.read(given);
      if (value === undefined)
        throw new TheriacError('THERIAC_USAGE', `required option '${spec.written}' not specified`);
      return value;
    },
  };
}

/** A list of which at least one is given. */
export function atLeastOne<T>(spec: Spec<readonly T[]>): Spec<readonly T[]> {
  return { ...spec, mandatory: true };
}
