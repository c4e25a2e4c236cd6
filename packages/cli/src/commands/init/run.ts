/** `theriac init`: writes `theriac.yaml` by asking. */
import { existsSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import {
  DATA_CLASSES,
  EXPOSURES,
  MISSION_IMPACTS,
  SAFETY_IMPACTS,
  SYSTEM_TYPES,
  TheriacError,
} from '@theriac/core';
import { printable } from '@theriac/formats/terminal-text';
import type { CommandContext, Output } from '../../command/command.ts';
import { writableIn } from '../../inputs/inside-target.ts';
import { readGiven } from '../../inputs/read-given.ts';
import { unwritable } from '../../run/report-file.ts';
import { onTarget, placeOfTarget } from '../../run/target-place.ts';
import { schemaText } from '../schema/schemas.ts';
import type { InitGiven } from './declare.ts';

/** Beside theriac.yaml, so that the line for editors is true on every machine that has the repository. */
const SCHEMA_NAME = 'theriac.schema.json';

interface Answers {
  readonly name: string;
  readonly type: string;
  readonly owner: string;
  readonly patientFacing: string;
  readonly exposure: string;
  readonly data: string;
  readonly safety: string;
  readonly mission: string;
}

interface Question {
  readonly ask: string;
  readonly choices?: readonly string[];
  readonly fallback: string;
}

/** Answers of `--yes`: what ranking assumes anyway, written down so that it can be edited. */
function questions(folder: string): Readonly<Record<keyof Answers, Question>> {
  return {
    name: { ask: 'What is the system called?', fallback: basename(resolve(folder)) },
    type: { ask: 'What is it?', choices: SYSTEM_TYPES, fallback: 'other' },
    owner: { ask: 'Who owns it (person or team)?', fallback: 'unassigned' },
    patientFacing: { ask: 'Do patients use it directly?', choices: ['yes', 'no'], fallback: 'yes' },
    exposure: {
      ask: 'Who can reach it: few people (small), the organisation (controlled), the internet (open)?',
      choices: EXPOSURES,
      fallback: 'open',
    },
    data: { ask: 'What data does it store or transmit?', choices: DATA_CLASSES, fallback: 'phi' },
    safety: {
      ask: 'If it is compromised, what is the worst harm to people (minor injury: negligible, major: marginal, death: critical, deaths: catastrophic)?',
      choices: SAFETY_IMPACTS,
      fallback: 'marginal',
    },
    mission: {
      ask: 'And to the work of the organisation?',
      choices: MISSION_IMPACTS,
      fallback: 'mef-support-crippled',
    },
  };
}

export async function run({ folder, yes, force }: InitGiven, context: CommandContext): Promise<number> {
  const path = writableIn(folder, join(folder, 'theriac.yaml'));
  const schemaPath = writableIn(folder, join(folder, SCHEMA_NAME));
  const schema = schemaText('config');
  if (!force) {
    if (existsSync(path)) throw exists(path);
    if (existsSync(schemaPath) && readGiven(schemaPath) !== schema) throw exists(schemaPath);
  }
  const answers = await answersOf(folder, yes ? undefined : context);
  write(path, renderConfig(answers), force);
  write(schemaPath, schema, true);
  context.stdout.write(
    `Wrote ${printable(path)} and ${printable(schemaPath)} (for editors).\nNext: ${onTarget('theriac scan', placeOfTarget(folder))}\n`,
  );
  return 0;
}

/** @param io absent: nothing is asked */
async function answersOf(
  folder: string,
  io: Pick<CommandContext, 'stdin' | 'stderr'> | undefined,
): Promise<Answers> {
  const asked = questions(folder);
  const lines = io === undefined ? undefined : createInterface({ input: io.stdin() });
  const input = io === undefined || lines === undefined ? undefined : new Input(lines, io.stderr);
  const answer = async (question: Question): Promise<string> =>
    input === undefined ? question.fallback : input.answer(question);
  try {
    return {
      name: await answer(asked.name),
      type: await answer(asked.type),
      owner: await answer(asked.owner),
      patientFacing: await answer(asked.patientFacing),
      exposure: await answer(asked.exposure),
      data: await answer(asked.data),
      safety: await answer(asked.safety),
      mission: await answer(asked.mission),
    };
  } finally {
    lines?.close();
  }
}

function exists(path: string): TheriacError {
  return new TheriacError('THERIAC_USAGE', 'the file exists already; --force replaces it', { path });
}

function write(path: string, text: string, replace: boolean): void {
  try {
    writeFileSync(path, text, { flag: replace ? 'w' : 'wx' });
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

const MAX_TRIES = 5;

/** Lines of standard input, typed or piped. Who ends it before the last question does not want the file. */
class Input {
  readonly #lines: AsyncIterator<string>;

  readonly #prompt: Output;

  constructor(lines: Interface, prompt: Output) {
    this.#prompt = prompt;
    this.#lines = lines[Symbol.asyncIterator]();
  }

  async answer(question: Question): Promise<string> {
    const choices = question.choices === undefined ? '' : ` (${question.choices.join(', ')})`;
    for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
      this.#prompt.write(`${question.ask}${choices} [${question.fallback}] `);
      const line = await this.#lines.next();
      if (line.done === true) {
        // The cursor stands behind the question.
        this.#prompt.write('\n');
        throw new TheriacError(
          'THERIAC_USAGE',
          'the input ended before every question was answered: nothing was written; --yes takes the defaults',
        );
      }
      const given = line.value.trim();
      if (given === '') return question.fallback;
      if (question.choices === undefined) return given;
      const chosen = question.choices.find((c) => c === given.toLowerCase());
      if (chosen !== undefined) return chosen;
      this.#prompt.write(`  Please answer one of: ${question.choices.join(', ')}\n`);
    }
    throw new TheriacError('THERIAC_USAGE', `no valid answer to: ${question.ask}`);
  }
}

function renderConfig(answers: Answers): string {
  const quoted = (text: string): string => JSON.stringify(text);
  return `# yaml-language-server: $schema=./${SCHEMA_NAME}
# The system that this repository belongs to. Ranking and due dates depend on it: theriac docs configuration
version: 1
system:
  name: ${quoted(answers.name)}
  type: ${answers.type}
  owner: ${quoted(answers.owner)}
  patientFacing: ${answers.patientFacing === 'yes'}
  exposure: ${answers.exposure}
  dataClasses: [${answers.data}]
  safetyImpact: ${answers.safety}
  missionImpact: ${answers.mission}
policy:
  failOn: out-of-cycle
`;
}
