import { detectInMemory, EMPTY_INVENTORY } from '@theriac/testing/detect-in-memory';
import { describe, expect, test } from 'vitest';
import { configurationRules } from './catalogue.ts';
import { configuration } from './index.ts';
import { PREFIX } from './prefix.ts';

const RULES = await configurationRules();

/** An example is the text of one file, or several files after lines `--- path`. */
function filesOf(file: string, text: string): Record<string, string> {
  const parts = text.split(/^--- (\S+)\n/m);
  if (parts.length === 1) return { [file]: text };
  const files: Record<string, string> = {};
  for (let i = 1; i < parts.length; i += 2) files[parts[i] ?? file] = parts[i + 1] ?? '';
  return files;
}

async function found(file: string, text: string): Promise<string[]> {
  const { findings, unknowns } = await detectInMemory(configuration, {
    inventory: EMPTY_INVENTORY,
    files: filesOf(file, text),
  });
  // Rules about where modules come from have examples with modules that are not there.
  expect(unknowns.filter(({ message }) => !/^the module \w+ comes from elsewhere/.test(message))).toEqual([]);
  return findings.map(({ rule }) => rule.id);
}

describe('every rule', () => {
  test('has an id of its own', () => {
    const ids = RULES.map(({ id }) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) < i)).toEqual([]);
  });

  test.each(RULES.map((rule) => [rule.id, rule] as const))(
    '%s fails its one example and passes the other',
    async (id, { examples: { file, fail, pass } }) => {
      expect(await found(file, fail)).toContain(`${PREFIX}${id}`);
      expect(await found(file, pass)).not.toContain(`${PREFIX}${id}`);
    },
  );
});
