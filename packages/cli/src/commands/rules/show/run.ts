/** `theriac rules show`. */
import { nearest, TheriacError } from '@theriac/core';
import { QUERY_HELP, RESOURCE_TYPES } from '@theriac/core/configuration';
import { hanging, printable, wrap } from '@theriac/formats/terminal-text';
import type { CommandContext } from '../../../command/command.ts';
import { type AnyRule, knownRules } from '../known-rules.ts';
import { yamlText } from '../yaml-text.ts';
import type { ShowGiven } from './declare.ts';

export async function run(given: ShowGiven, { stdout, width }: CommandContext): Promise<number> {
  const { id, json } = given;
  if (id === 'types' || id === 'query') {
    const rows = id === 'types' ? typeRows() : QUERY_HELP;
    const text = json
      ? JSON.stringify(rows, null, 2)
      : rows.flatMap(({ name, about }) => [name, ...hanging('    ', about, width)]).join('\n');
    stdout.write(`${text}\n`, json ? 'json' : undefined);
    return 0;
  }
  const rules = await knownRules(given);
  const wanted = id.toUpperCase();
  const rule = rules.find((one) => one.id === wanted || one.id === `THERIAC-CFG-${wanted}`);
  if (rule === undefined) {
    const near = nearest(
      wanted,
      rules.map((one) => one.id),
    );
    throw new TheriacError(
      'THERIAC_USAGE',
      `there is no rule ${printable(id)} about configuration; ${near === undefined ? '`theriac rules list` lists them' : `did you mean ${near}?`}`,
    );
  }
  stdout.write(
    json ? `${JSON.stringify(rule, null, 2)}\n` : `${await shown(rule, width)}\n`,
    json ? 'json' : undefined,
  );
  return 0;
}

function typeRows(): readonly { readonly name: string; readonly about: string }[] {
  return RESOURCE_TYPES.map(({ type, files, values }) => ({ name: type, about: `${files}: ${values}` }));
}

async function shown(rule: AnyRule, width: number): Promise<string> {
  const { id, title, severity, on, when, pass, rationale, remediation, after, examples, source } = rule;
  const section = (heading: string, text: string | undefined): string[] =>
    text === undefined
      ? []
      : [
          '',
          heading,
          ...text
            .trimEnd()
            .split('\n')
            .map((line) => `  ${printable(line)}`),
        ];
  const { cwe, controls } = rule;
  const lines = [
    ...wrap(`${printable(id)}: ${printable(title)}`, width),
    ...wrap(
      [severity, `asked of ${on}`, ...cwe, ...controls].map((one) => printable(one)).join(' · '),
      width,
    ),
    ...(source === undefined ? [] : [`yours: ${printable(source)}`]),
    '',
    ...wrap(printable(rationale), width),
    ...section('Concerns', when === undefined ? undefined : await yamlText(when)),
    ...section('Must hold', await yamlText(pass)),
    '',
    'Fix',
    ...wrap(printable(remediation), width, '  '),
    ...section('Afterwards', after),
    ...section(`Fails (${examples?.file ?? ''})`, examples?.fail),
    ...section(`Passes (${examples?.file ?? ''})`, examples?.pass),
  ];
  return lines.join('\n');
}
