/** Entry points for those who run the command line in process, and for commands that are added to it. */
export {
  type CommandContext,
  type CommandEntry,
  command,
  type Declaration,
  declare,
  type Entry,
  type GivenTo,
  type GroupEntry,
  group,
  type Io,
  type Output,
  type Run,
} from './command/command.ts';
export {
  choice,
  choiceOr,
  choices,
  day,
  flag,
  mandatory,
  operand,
  parsed,
  parsedList,
  type Spec,
  text,
  textOr,
  texts,
  wholeNumber,
} from './command/spec.ts';
export { COMMANDS } from './commands/index.ts';
export { configFor } from './inputs/config-file.ts';
export { run } from './program.ts';
