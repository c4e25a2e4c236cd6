/** The contract of a command: its declaration, and a function that is loaded when the command is called. */
import type { Readable } from 'node:stream';
import type { Channel } from '@theriac/formats/channel';
import type { Given, Specs } from './spec.ts';

/** Where bytes go; `process.stdout` is one. */
export interface Sink {
  readonly write: (text: string) => unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Where text goes: it is made safe for its channel on the way, and is text of a terminal unless said otherwise. */
export interface Output {
  readonly write: (text: string, channel?: Channel) => unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Everything of the machine that a command line uses besides files: tests pass their own. */
export interface Io {
  /** Opened when a command reads it. */
  readonly stdin: () => Readable;
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly env: NodeJS.ProcessEnv;
  /** Program and first arguments that start Theriac again, for updates in the background; absent: there are none. */
  readonly self?: readonly string[];
  /** For commands that run until they are told to stop: the name of the signal. Absent: they end at once. */
  readonly untilStopped?: () => Promise<string>;
}

/** What a command is called with besides its options. */
export interface CommandContext extends Omit<Io, 'stdout' | 'stderr'> {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Columns of stdout. */
  readonly width: number;
  /** Stacks of defects are wanted: `--debug` or `THERIAC_DEBUG=1`. */
  readonly debug: boolean;
  /** All commands, for those that speak about commands. */
  readonly commands: readonly Entry[];
}

/** What the command line gave, by key of the declaration. */
export type Reader = (key: string) => Given;

export interface Declaration<T> {
  readonly name: string;
  /** One line in the list of commands. */
  readonly summary: string;
  readonly description?: string;
  readonly operands: Readonly<Record<string, Shown>>;
  readonly options: Readonly<Record<string, Shown>>;
  /** Complete command lines, with what each is for where that is not plain. */
  readonly examples: readonly string[];
  /** @throws TheriacError THERIAC_USAGE */
  readonly read: (reader: Reader) => T;
}

/** What help and completion show of a spec. */
interface Shown {
  readonly written: string;
  readonly about: string;
  readonly fallback?: string;
  readonly choices?: readonly string[];
  readonly mandatory?: true;
  readonly takesValue: boolean;
  readonly valueIsOptional?: true;
}

/** The typed values that a command is called with. */
export type GivenTo<D> = D extends Declaration<infer T> ? T : never;

interface Written<A, O> {
  readonly name: string;
  readonly summary: string;
  readonly description?: string;
  readonly operands: Specs<A>;
  readonly options: Specs<O>;
  readonly examples: readonly string[];
}

export function declare<A extends object, O extends object>(written: Written<A, O>): Declaration<A & O> {
  return {
    ...written,
    operands: { ...written.operands },
    options: { ...written.options },
    read: (reader) => ({ ...valuesOf(written.operands, reader), ...valuesOf(written.options, reader) }),
  };
}

function valuesOf<T extends object>(specs: Specs<T>, reader: Reader): T {
  const values: Partial<T> = {};
  for (const key in specs) values[key] = specs[key].read(reader(key));
  if (!hasAll(values, specs)) throw new RangeError('every declared option has a value');
  return values;
}

function hasAll<T extends object>(values: Partial<T>, specs: Specs<T>): values is T {
  return Object.keys(specs).every((key) => key in values);
}

/** @returns the exit code */
export type Run<T> = (given: T, context: CommandContext) => number | Promise<number>;

export interface CommandEntry {
  readonly kind: 'command';
  readonly name: string;
  readonly declaration: Declaration<unknown>;
  readonly execute: (reader: Reader, context: CommandContext) => Promise<number>;
}

export interface GroupEntry {
  readonly kind: 'group';
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly commands: readonly CommandEntry[];
}

export type Entry = CommandEntry | GroupEntry;

/** Joins a declaration with the module that runs it. */
export function command<T>(
  declaration: Declaration<T>,
  load: () => Promise<{ readonly run: Run<T> }>,
): CommandEntry {
  return {
    kind: 'command',
    name: declaration.name,
    declaration,
    execute: async (reader, context) => {
      const given = declaration.read(reader);
      return (await load()).run(given, context);
    },
  };
}

export function group(written: Omit<GroupEntry, 'kind'>): GroupEntry {
  return { kind: 'group', ...written };
}
