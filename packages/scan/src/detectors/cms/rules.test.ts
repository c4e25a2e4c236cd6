import { DEFAULT_CONFIG } from '@theriac/govern';
import { parseConfig } from '@theriac/govern/config-schema';
import { detectInMemory, EMPTY_INVENTORY } from '@theriac/testing/detect-in-memory';
import { describe, expect, test } from 'vitest';
import { CMS_RULES } from './catalogue.ts';
import { cms } from './index.ts';
import { PREFIX } from './prefix.ts';

/** Release lines that an index would have. */
const LINES = [
  { cycle: '8.9', eol: '2021-11-02' },
  { cycle: '11', eol: false },
];

/** An example is several files after lines `--- path`. */
function filesOf(text: string): Record<string, string> {
  const parts = text.split(/^--- (\S+)\n/m);
  const files: Record<string, string> = {};
  for (let i = 1; i < parts.length; i += 2) files[parts[i] ?? ''] = parts[i + 1] ?? '';
  return files;
}

async function found(text: string): Promise<string[]> {
  const files = filesOf(text);
  const written = files['theriac.yaml'];
  const { findings, unknowns } = await detectInMemory(cms, {
    inventory: EMPTY_INVENTORY,
    files,
    config: written === undefined ? DEFAULT_CONFIG : parseConfig(written, 'theriac.yaml'),
    endOfLife: (product) => (product === 'drupal' ? LINES : []),
  });
  expect(unknowns).toEqual([]);
  return findings.map(({ rule }) => rule.id);
}

describe('every rule', () => {
  test('has an id of its own', () => {
    const ids = CMS_RULES.map(({ id }) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) < i)).toEqual([]);
  });

  test.each(CMS_RULES.map((rule) => [rule.id, rule] as const))(
    '%s fails its one example and passes the other',
    async (id, { examples: { fail, pass } }) => {
      expect(await found(fail)).toContain(`${PREFIX}${id}`);
      expect(await found(pass)).not.toContain(`${PREFIX}${id}`);
    },
  );
});
