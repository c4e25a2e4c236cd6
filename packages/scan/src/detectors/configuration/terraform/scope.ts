/** What an expression is evaluated in. */
import type { ConfigValue, Place } from '@theriac/core/configuration';

/** What names mean where an expression stands. */
export interface Scope {
  /** Names that are not local to the expression: `var`, `local`, `module`, `data`, types of resources. */
  readonly refer: (root: string, steps: readonly EvaluatedStep[], at: Place) => Referred;
  /** Folder of the root module, relative to the target; `''` is the target. */
  readonly rootFolder: string;
  readonly budget: Budget;
  /** A file of the target as text; null when it is not there or outside. */
  readonly readText: (path: string) => string | null;
  readonly readYamlText: ((text: string, at: Place) => ConfigValue) | undefined;
}

export interface Referred {
  readonly value: ConfigValue;
  /** Steps that are part of the reference. */
  readonly used: number;
}

/** Names of loops, of `each` and of `count`. */
export interface Names {
  readonly name: string;
  readonly value: ConfigValue;
  readonly outer: Names | undefined;
}

export interface Env {
  readonly scope: Scope;
  readonly path: string;
  readonly names: Names | undefined;
}

export type EvaluatedStep =
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'index'; readonly key: ConfigValue }
  | { readonly kind: 'splat'; readonly attributesOnly: boolean };

/** Bounds what a run evaluates, whatever refers to what. */
export class Budget {
  #left: number;
  #depth = 0;

  constructor(steps: number) {
    this.#left = steps;
  }

  spend(steps: number): boolean {
    this.#left -= steps;
    return this.#left > 0;
  }

  enter(): boolean {
    this.#left -= 1;
    this.#depth += 1;
    return this.#left > 0 && this.#depth <= MAX_DEPTH;
  }

  leave(): void {
    this.#depth -= 1;
  }
}

/** Expressions that wait for each other. */
const MAX_DEPTH = 400;
