/** `theriac rules test`. */
import { count, TheriacError } from '@theriac/core';
import { printable, wrap } from '@theriac/formats/terminal-text';
import type { OwnRule } from '@theriac/govern';
import { configurationInMemory, ResourceJudge } from '@theriac/scan/configuration';
import type { CommandContext } from '../../../command/command.ts';
import { configFor, readOwnRules } from '../../../inputs/config-file.ts';
import type { TestGiven } from './declare.ts';

/** @returns 0; 1 when a rule does not do what its examples say, or has none */
export async function run(given: TestGiven, { stdout, width }: CommandContext): Promise<number> {
  const { json, rules: files } = given;
  const config = files.length > 0 ? undefined : await configFor(given.target, given);
  const rules = config?.ownRules ?? (await readOwnRules(files));
  // Their examples were tried when the file was read: one that does not hold is an error with its line.
  const kinds = config?.secrets.kinds ?? [];
  if (rules.length + kinds.length === 0)
    throw new TheriacError(
      'THERIAC_USAGE',
      'there are no rules of your own: name their files with --rules, or under `rules` in theriac.yaml; kinds of secrets stand under `secrets.kinds`',
    );
  const results: { id: string; source: string; problems: readonly string[] }[] = kinds.map(
    ({ id, source }) => ({
      id,
      source,
      problems: [],
    }),
  );
  for (const rule of rules)
    results.push({ id: rule.id, source: rule.source, problems: await problemsOf(rule) });
  const failed = results.filter(({ problems }) => problems.length > 0);
  if (json) stdout.write(`${JSON.stringify(results, null, 2)}\n`, 'json');
  else {
    const lines = results.flatMap(({ id, source, problems }) => [
      `${problems.length === 0 ? 'ok  ' : 'FAIL'}  ${printable(id)} (${printable(source)})`,
      ...problems.flatMap((problem) => wrap(printable(problem), width, '      ')),
    ]);
    stdout.write(
      `${[...lines, '', `${count(results.length, 'rule')}, ${failed.length} failed`].join('\n')}\n`,
    );
  }
  return failed.length === 0 ? 0 : 1;
}

async function problemsOf(rule: OwnRule): Promise<string[]> {
  const { examples } = rule;
  if (examples === undefined) return ['it has no examples: give a file that fails and one that passes'];
  const { file, fail, pass } = examples;
  return [
    ...(await problemsWith(rule, { file, text: fail, mustFail: true })),
    ...(await problemsWith(rule, { file, text: pass, mustFail: false })),
  ];
}

async function problemsWith(
  rule: OwnRule,
  { file, text, mustFail }: { readonly file: string; readonly text: string; readonly mustFail: boolean },
): Promise<string[]> {
  const which = mustFail ? 'the example that must fail' : 'the example that must pass';
  const { resources, unknowns } = await configurationInMemory({ [file]: text });
  const judge = new ResourceJudge('detector/configuration');
  judge.add([rule], '');
  const asked = resources.filter(({ type }) => type === rule.on);
  for (const resource of asked) judge.look(resource);
  const found = judge.findings.length;
  if (asked.length === 0) {
    const there = [...new Set(resources.map(({ type }) => type))].sort().join(', ');
    const instead = there === '' ? 'nothing that is configuration' : there;
    return [`${which} has no ${rule.on}: there is ${instead} in ${file}`];
  }
  const open = [...judge.reasons(), ...unknowns.map(({ message }) => message)];
  if (open.length > 0) return open.map((reason) => `${which}: ${reason}`);
  if (mustFail === found > 0) return [];
  return [mustFail ? `${which} passes` : `${which} fails: ${found} found`];
}
