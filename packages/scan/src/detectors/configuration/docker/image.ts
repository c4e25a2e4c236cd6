/** The image that a Dockerfile makes: its last stage, and what it has from the stages that this one is built on. */
import { type ConfigValue, list, map, type Resource, scalar } from '@theriac/core/configuration';
import { type Instruction, instructionsOf } from '../../../extractors/docker/instructions.ts';
import { dockerfileVariables } from '../../shared/dockerfile-variables.ts';
import { userOfBase } from './base-images.ts';

/** A login that was written before the host; no image is named so, and messages show no password. */
const LOGIN = /^[^@/\s]{1,200}:[^@/\s]{1,200}@/;

interface Stage {
  readonly from: string;
  readonly name: string | undefined;
  readonly line: number;
  readonly instructions: Instruction[];
}

export function dockerfileResources(text: string, path: string): Resource[] {
  const stages: Stage[] = [];
  for (const instruction of instructionsOf(text)) {
    if (instruction.name === 'FROM') {
      const [, from = '', name] = /^(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i.exec(instruction.rest) ?? [];
      stages.push({ from, name: name?.toLowerCase(), line: instruction.line, instructions: [] });
    } else stages.at(-1)?.instructions.push(instruction);
  }
  const last = stages.at(-1);
  if (last === undefined) return [];
  const chain = [last];
  for (let at = stages.length - 1, stage = last; ; ) {
    const below = stages.findLastIndex((one, i) => i < at && one.name === stage.from.toLowerCase());
    const next = stages[below];
    if (next === undefined) break;
    chain.unshift(next);
    at = below;
    stage = next;
  }
  const place = (line: number): ConfigValue['at'] => ({ path, line, column: 1 });
  const at = place(last.line);
  const instructions = chain.flatMap((stage) => stage.instructions);
  const texts = (name: string): ConfigValue =>
    list(
      instructions.filter((one) => one.name === name).map((one) => scalar(one.rest, place(one.line))),
      at,
    );
  const only = (name: string): ConfigValue | undefined => {
    const found = instructions.findLast((one) => one.name === name);
    if (found === undefined) return undefined;
    const value = found.rest.trim();
    return value.includes('$')
      ? { kind: 'unknown', reason: 'a variable is in it', at: place(found.line) }
      : scalar(value, place(found.line));
  };
  const base = chain[0]?.from ?? '';
  const values = map(
    [
      [
        'from',
        base.includes('$') ? { kind: 'unknown', reason: 'a variable is in it', at } : scalar(base, at),
      ],
      ['user', only('USER') ?? baseUser(base, at)],
      ['healthcheck', only('HEALTHCHECK')],
      ['run', texts('RUN')],
      ['add', texts('ADD')],
      ['copy', texts('COPY')],
      ['expose', list(exposed(instructions, place), at)],
      ['variables', map(variables(instructions, place), at)],
    ],
    at,
  );
  return [{ type: 'docker.image', name: 'image', at, values }];
}

/** Absent: the base sets none, which is root. */
function baseUser(base: string, at: ConfigValue['at']): ConfigValue | undefined {
  // What is built on nothing has no accounts; the rule says what counts.
  if (base === 'scratch') return undefined;
  const user = userOfBase(base);
  if (user === undefined)
    return {
      kind: 'unknown',
      reason: `the base image ${base.replace(LOGIN, '')} decides which user it runs as`,
      at,
    };
  return user === 'root' ? undefined : scalar(user, at);
}

function exposed(
  instructions: readonly Instruction[],
  place: (line: number) => ConfigValue['at'],
): ConfigValue[] {
  return instructions
    .filter(({ name }) => name === 'EXPOSE')
    .flatMap(({ rest, line }) =>
      rest.split(/\s+/).map((port) => scalar(port.replace(/\/(?:tcp|udp)$/i, ''), place(line))),
    );
}

/** Names and values of ENV and ARG. */
function variables(
  instructions: readonly Instruction[],
  place: (line: number) => ConfigValue['at'],
): (readonly [string, ConfigValue])[] {
  return instructions
    .filter(({ name }) => name === 'ENV' || name === 'ARG')
    .flatMap(({ rest, line }) =>
      dockerfileVariables(rest).map(([key, value]) => [key, scalar(value, place(line))] as const),
    );
}
