/** Declarations as commander's commands: parsing, help and suggestions are commander's. */
import { Argument, type Command, Option } from 'commander';
import type { CommandContext, CommandEntry, Declaration, Entry, Reader } from './command.ts';
import { nameOf } from './spec.ts';

type Shown = Declaration<unknown>['options'][string];

/** @param done receives the exit code of the command that ran */
export function addEntry(
  parent: Command,
  entry: Entry,
  context: CommandContext,
  done: (exitCode: number) => void,
): void {
  if (entry.kind === 'command') {
    addCommand(parent, entry, context, done);
    return;
  }
  const group = parent.command(entry.name).summary(entry.summary).description(entry.description);
  for (const command of entry.commands) addCommand(group, command, context, done);
}

function addCommand(
  parent: Command,
  entry: CommandEntry,
  context: CommandContext,
  done: (exitCode: number) => void,
): void {
  const { name, summary, description, operands, options, examples } = entry.declaration;
  const command = parent
    .command(name)
    .summary(summary)
    .description(description ?? `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`);
  for (const operand of Object.values(operands)) {
    const argument = new Argument(operand.written, described(operand));
    command.addArgument(argument);
  }
  for (const option of Object.values(options)) command.addOption(optionOf(option));
  if (examples.length > 0)
    command.addHelpText('after', `\nExamples:\n${examples.map((line) => `  $ theriac ${line}`).join('\n')}`);
  command.action(async () => done(await entry.execute(readerOf(command, entry), context)));
}

function optionOf(spec: Shown): Option {
  const option = new Option(spec.written, described(spec));
  if (spec.takesValue)
    option.argParser((text: string, before: readonly string[] | undefined) => [...(before ?? []), text]);
  return option.makeOptionMandatory(spec.mandatory === true);
}

function described({ about, choices, fallback }: Shown): string {
  const listed = choices === undefined ? about : `${about}: ${choices.join(', ')}`;
  return fallback === undefined || fallback === '.' ? listed : `${listed} (default: ${fallback})`;
}

function readerOf(command: Command, entry: CommandEntry): Reader {
  const { operands, options } = entry.declaration;
  const positions = Object.keys(operands);
  const names = new Map(
    Object.entries(options).map(([key, spec]) => [key, new Option(spec.written).attributeName()]),
  );
  return (key) => {
    const value: unknown = positions.includes(key)
      ? command.processedArgs[positions.indexOf(key)]
      : command.getOptionValue(names.get(key) ?? nameOf(key));
    return { texts: textsOf(value), on: value === true };
  };
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((v) => typeof v === 'string') : [];
}
