/** `theriac init`: writes `theriac.yaml` by asking. */
import { existsSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { createInterface, type Interface } from 'node:readline/promises';
import {
  DATA_CLASSES,
  EXPOSURES,
  MISSION_IMPACTS,
  SAFETY_IMPACTS,
  SYSTEM_TYPES,
  TheriacError,
} from '@theriac/core';
import { Options } from '../../inputs/options.ts';

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
  readonly key: keyof Answers;
  readonly ask: string;
  readonly choices?: readonly string[];
  readonly fallback: string;
}

/** Answers of `--yes`: what ranking assumes anyway, written down so that it can be mended. */
function questions(folder: string): readonly Question[] {
  return [
    { key: 'name', ask: 'What do people call this system?', fallback: basename(resolve(folder)) },
    { key: 'type', ask: 'What is it?', choices: SYSTEM_TYPES, fallback: 'other' },
    { key: 'owner', ask: 'Who answers for it (person or team)?', fallback: 'unassigned' },
    { key: 'patientFacing', ask: 'Do patients use it directly?', choices: ['yes', 'no'], fallback: 'yes' },
    {
      key: 'exposure',
      ask: 'Who can reach it: few people (small), the organisation (controlled), the internet (open)?',
      choices: EXPOSURES,
      fallback: 'open',
    },
    { key: 'data', ask: 'What data does it hold or move?', choices: DATA_CLASSES, fallback: 'phi' },
    {
      key: 'safety',
      ask: 'If it is compromised, what is the worst harm to people (minor injury: negligible, major: marginal, death: critical, deaths: catastrophic)?',
      choices: SAFETY_IMPACTS,
      fallback: 'marginal',
    },
    {
      key: 'mission',
      ask: 'And to the work of the organisation?',
      choices: MISSION_IMPACTS,
      fallback: 'mef-support-crippled',
    },
  ];
}

export async function initCommand(folder: string, given: object): Promise<number> {
  const options = new Options(given);
  const path = join(folder, 'theriac.yaml');
  if (existsSync(path) && !options.flag('force')) {
    throw new TheriacError('THERIAC_CONFIG', 'there is one already; --force replaces it', { path });
  }
  const asked = questions(folder);
  const answers = Object.fromEntries(asked.map((q) => [q.key, q.fallback])) as Record<keyof Answers, string>;
  if (!options.flag('yes')) {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    const input = new Input(lines);
    try {
      for (const question of asked) answers[question.key] = await input.answer(question);
    } finally {
      lines.close();
    }
  }
  try {
    writeFileSync(path, renderConfig(answers), { flag: options.flag('force') ? 'w' : 'wx' });
  } catch (cause) {
    throw new TheriacError('THERIAC_OUTPUT', 'theriac.yaml cannot be written', { path }, { cause });
  }
  process.stdout.write(`Wrote ${path}. Next: theriac scan ${folder}\n`);
  return 0;
}

const MAX_TRIES = 5;

/** Lines of standard input, typed or piped; at the end of input the defaults stand. */
class Input {
  readonly #lines: AsyncIterator<string>;

  constructor(lines: Interface) {
    this.#lines = lines[Symbol.asyncIterator]();
  }

  async answer(question: Question): Promise<string> {
    const choices = question.choices === undefined ? '' : ` (${question.choices.join(', ')})`;
    for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
      process.stderr.write(`${question.ask}${choices} [${question.fallback}] `);
      const line = await this.#lines.next();
      const given = line.done === true ? '' : line.value.trim();
      if (given === '') return question.fallback;
      if (question.choices === undefined) return given;
      const chosen = question.choices.find((c) => c === given.toLowerCase());
      if (chosen !== undefined) return chosen;
      process.stderr.write(`  Please answer one of: ${question.choices.join(', ')}\n`);
    }
    throw new TheriacError('THERIAC_USAGE', `no usable answer to: ${question.ask}`);
  }
}

export function renderConfig(answers: Answers): string {
  const quoted = (text: string): string => JSON.stringify(text);
  return `# What this repository is part of. Ranking and due dates follow from it; see docs/configuration.md.
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
