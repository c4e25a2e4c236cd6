/** What expressions of a template are evaluated in. */
import { TheriacError } from '@theriac/core';
import type { ConfigValue, Place } from '@theriac/core/configuration';
import type { TemplateExpression } from '@theriac/read/bicep';

/** Values of one deployment with everything that it calls, so that hostile ones end. */
const MAX_STEPS = 3_000_000;
const MAX_LEVELS = 400;

/** One deployment from a root template. */
export class Budget {
  #steps = 0;
  #levels = 0;

  /** Values inside values, whatever names lie between them. @returns false where they are nested too deep */
  enter(): boolean {
    if (this.#levels >= MAX_LEVELS) return false;
    this.#levels += 1;
    return true;
  }

  leave(): void {
    this.#levels -= 1;
  }

  /** @throws TheriacError THERIAC_INPUT_LIMIT */
  take(at: Place, count = 1): void {
    this.#steps += count;
    if (this.#steps > MAX_STEPS)
      throw new TheriacError('THERIAC_INPUT_LIMIT', 'the template computes too much', {
        path: at.path,
        line: at.line,
      });
  }
}

/** A function that the template declares. */
export interface OwnFunction {
  readonly parameters: readonly string[];
  readonly body: (frame: Frame) => ConfigValue;
  readonly names: Names;
}

/** Names of one template. */
export interface Names {
  readonly path: string;
  readonly budget: Budget;
  /** `resourceGroup`, `subscription`, `managementGroup` or `tenant` */
  readonly targetScope: string;
  parameter(name: string, at: Place): ConfigValue;
  variable(name: string, at: Place): ConfigValue;
  /** A name of Bicep, or a symbolic name of JSON; undefined: there is none. */
  name(name: string, at: Place): ConfigValue | undefined;
  ownFunction(name: string): OwnFunction | undefined;
  /** What a deployment gives, by the key of its resource; undefined: it is not at hand. */
  outputsOf(key: string): ((name: string) => ConfigValue | undefined) | undefined;
  /** A file of the target, relative to the template. */
  fileText(path: string): string | undefined;
}

export interface Frame {
  readonly names: Names;
  /** Of lambdas, loops and functions. */
  readonly locals: ReadonlyMap<string, ConfigValue>;
  /** Indices of `copy`, by name; the innermost of resources under the empty name. */
  readonly loops: ReadonlyMap<string, ConfigValue>;
}

export const topFrame = (names: Names): Frame => ({ names, locals: new Map(), loops: new Map() });

/** A reference to a resource or module, as expressions see it. */
export interface Handle {
  readonly key: string;
  /** Children that are declared inside. */
  readonly child?: (name: string) => ConfigValue | undefined;
  readonly output?: (name: string) => ConfigValue | undefined;
}

const handles = new WeakMap<ConfigValue, Handle>();

export function withHandle<T extends ConfigValue>(value: T, handle: Handle): T {
  handles.set(value, handle);
  return value;
}

export const handleOf = (value: ConfigValue): Handle | undefined => handles.get(value);

export type Evaluate = (expression: TemplateExpression, frame: Frame) => ConfigValue;
