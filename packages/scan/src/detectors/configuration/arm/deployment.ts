/** One deployment from a root template, with everything that it calls. */
import { posix } from 'node:path';
import { TheriacError } from '@theriac/core';
import type { ConfigValue, Origin, Place } from '@theriac/core/configuration';
import type { Report } from '../contract.ts';
import { type MapValue, refersOf } from '../terraform/values.ts';
import { Budget } from './frame.ts';
import { symbolOf } from './symbols.ts';

/** Modules inside of modules. */
const MAX_DEPTH = 15;
/** What a call of a template costs, beside the values in it. */
const CALL = 500;
/** Levels of what is passed that are looked into. */
const MAX_LEVELS = 6;

/** A resource of a template, with its expressions evaluated. */
export interface Written {
  /** `Microsoft.Storage/storageAccounts` */
  readonly type: string;
  readonly apiVersion: string | undefined;
  readonly key: string;
  /** The last part of its name. */
  readonly name: ConfigValue;
  /** For people. */
  readonly label: string;
  readonly origin: Origin;
  readonly at: Place;
  /** `properties`, `sku`, `kind` and so on. */
  readonly body: MapValue;
  readonly parentKey: string | undefined;
  /** What an extension is about, where it says so. */
  readonly scopeKey: string | undefined;
  readonly hasScope: boolean;
  /** Why it is not known whether there is one. */
  readonly open: string | undefined;
  /** Of the template: `resourceGroup`, `subscription`. */
  readonly targetScope: string;
}

/** Files of the target. */
export type ReadText = (path: string) => string | undefined;

export class Deployment {
  readonly resources: Written[] = [];
  /** Keys of resources that deployments get which are not at hand, and who gets them. */
  readonly givenAway = new Map<string, string>();
  /** Names that deployments get instead of addresses, in small letters. */
  readonly namesGivenAway = new Map<string, string>();
  readonly budget = new Budget();
  readonly readText: ReadText;
  /** Paths of templates that others call. */
  readonly called: Set<string>;
  readonly #report: Report;
  readonly #open: string[] = [];

  constructor(readText: ReadText, called: Set<string>, report: Report) {
    this.readText = readText;
    this.called = called;
    this.#report = report;
  }

  /** @returns undefined where it would call itself, or is too deep */
  within<T>(path: string, at: Place, read: () => T): T | undefined {
    if (this.#open.includes(path) || this.#open.length >= MAX_DEPTH) {
      this.note('a template calls itself, or templates call each other too deep', at);
      return undefined;
    }
    this.budget.take(at, CALL);
    this.#open.push(path);
    try {
      return read();
    } finally {
      this.#open.pop();
    }
  }

  /** What `owner` does with these values is not known: it may configure the resources that they name. */
  giveAway(values: Iterable<ConfigValue>, owner: string, depth = 0): void {
    for (const value of values) {
      this.budget.take(value.at);
      for (const key of refersOf(value)) this.givenAway.set(key, owner);
      if (value.kind === 'scalar' || value.kind === 'unknown')
        this.namesGivenAway.set(symbolOf(value).toLowerCase(), owner);
      else if (depth < MAX_LEVELS && value.kind !== 'empty')
        this.giveAway(value.kind === 'list' ? value.items : value.entries.values(), owner, depth + 1);
    }
  }

  /** What is read, unless it computes too much. */
  limited<T>(path: string, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof TheriacError)) throw error;
      this.note(error.message, { path, line: error.place?.line ?? 1, column: 1 });
      return undefined;
    }
  }

  note(message: string, { path, line }: Place): void {
    this.#report({ reason: 'dynamic', message, location: { path, line }, losesComponents: false });
  }
}

/** A path that a template names, in the target; undefined: outside of it. */
export function pathBeside(from: string, path: string): string | undefined {
  if (path.startsWith('/') || path.includes('\0') || /^[a-z]+:/i.test(path)) return undefined;
  const found = posix.normalize(posix.join(posix.dirname(from), path));
  return found.startsWith('../') || found === '..' ? undefined : found;
}
