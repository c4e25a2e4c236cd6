/** What a table of functions of the template language holds. */
import type { ConfigValue, Place } from '@theriac/core/configuration';
import { notComputed } from '../symbols.ts';

/** Undefined: what it gives cannot be told. */
export type TemplateFunction = (args: readonly ConfigValue[], at: Place) => ConfigValue | undefined;

export type FunctionTable = Readonly<Record<string, TemplateFunction>>;

/** A function that needs to know all of its arguments. */
export function ofKnown(
  make: (args: readonly ConfigValue[], at: Place) => ConfigValue | undefined,
): TemplateFunction {
  return (args, at) => (args.some(({ kind }) => kind === 'unknown') ? undefined : make(args, at));
}

/** A function of texts. */
export function ofTexts(
  make: (texts: readonly string[], at: Place) => ConfigValue | undefined,
): TemplateFunction {
  return (args, at) => {
    const texts: string[] = [];
    for (const one of args) {
      if (one.kind !== 'scalar') return undefined;
      texts.push(one.text);
    }
    return make(texts, at);
  };
}

export function given(
  table: FunctionTable,
  name: string,
  args: readonly ConfigValue[],
  at: Place,
): ConfigValue | undefined {
  const found = Object.hasOwn(table, name) ? table[name] : undefined;
  return found === undefined ? undefined : (found(args, at) ?? notComputed(name, args, at));
}
