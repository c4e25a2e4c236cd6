import { MemoryFile } from '@theriac/read/text';
import { describe, expect, test } from 'vitest';
import { Judge } from '../detect.ts';
import { resourcesOf } from '../read/resources.ts';
import { CONFIGURATION_RULES } from './all.ts';

async function findings(file: string, text: string): Promise<Judge> {
  const judge = new Judge(CONFIGURATION_RULES);
  for (const resource of await resourcesOf(new MemoryFile(file, text), (unknown) =>
    expect(unknown).toBeUndefined(),
  ))
    judge.look(resource);
  return judge;
}

describe('every rule', () => {
  test('has an id of its own', () => {
    const ids = CONFIGURATION_RULES.map(({ id }) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) < i)).toEqual([]);
  });

  test.each(CONFIGURATION_RULES.map((rule) => [rule.id, rule] as const))(
    '%s fails its one example and passes the other',
    async (id, { examples: { file, fail, pass } }) => {
      const failed = (await findings(file, fail)).findings.map(({ rule }) => rule.id);
      const passed = (await findings(file, pass)).findings.map(({ rule }) => rule.id);
      expect(failed).toContain(`THERIAC-CFG-${id}`);
      expect(passed).not.toContain(`THERIAC-CFG-${id}`);
    },
  );
});
