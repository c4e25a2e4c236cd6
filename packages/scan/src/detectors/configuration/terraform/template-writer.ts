/** Writes a template: texts, values and what directives choose; parts that are not known are holes. */
import type { ConfigValue, Place } from '@theriac/core/configuration';
import type { HclExpression, HclPart } from '@theriac/read/hcl';
import { loopEnv } from './loop.ts';
import type { Env } from './scope.ts';
import { HOLE, MAX_TEXT, pairsOf, refersOf, templateText, textValue, truth, type Unknown } from './values.ts';

export class TemplateWriter {
  readonly #env: Env;
  readonly #evaluate: (node: HclExpression, env: Env) => ConfigValue;
  readonly #at: Place;
  readonly #texts: string[] = [];
  #length = 0;
  #open: Unknown | undefined;
  readonly #refers = new Set<string>();

  constructor(env: Env, at: Place, evaluate: (node: HclExpression, env: Env) => ConfigValue) {
    this.#evaluate = evaluate;
    this.#env = env;
    this.#at = at;
  }

  write(parts: readonly HclPart[], env = this.#env): void {
    for (const part of parts) {
      if (this.#length > MAX_TEXT) return;
      if (part.kind === 'text') this.#add(part.text);
      else if (part.kind === 'value') this.#value(this.#evaluate(part.value, env));
      else if (part.kind === 'if') {
        const condition = this.#evaluate(part.condition, env);
        const holds = truth(condition);
        if (holds === undefined) this.#hole(condition);
        else this.write(holds ? part.then : part.otherwise, env);
      } else {
        const over = this.#evaluate(part.over, env);
        const pairs = pairsOf(over);
        if (pairs === undefined) this.#hole(over);
        for (const [key, value] of pairs ?? []) {
          if (!env.scope.budget.spend(1)) {
            this.#hole(over);
            return;
          }
          this.write(part.body, loopEnv(part, key, value, env, this.#at));
        }
      }
    }
  }

  value(): ConfigValue {
    return textValue(this.#texts.join(''), this.#at, this.#open, [...this.#refers]);
  }

  #add(text: string): void {
    this.#length += text.length;
    this.#texts.push(text);
  }

  #value(value: ConfigValue): void {
    if (value.kind === 'unknown') this.#open ??= value;
    for (const address of refersOf(value)) this.#refers.add(address);
    this.#add(templateText(value));
  }

  #hole(why: ConfigValue): void {
    if (why.kind === 'unknown') this.#open ??= why;
    this.#add(HOLE);
  }
}
