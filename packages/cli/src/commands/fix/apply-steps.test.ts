import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applySteps } from './apply-steps.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'theriac-steps-'));
});
afterEach(() => rmSync(root, { recursive: true }));

test.each([
  ['package.json', '{"overrides": {"a": "1.0.1"}}', '{\n  "name": "x"\n}\n'],
  ['pnpm-workspace.yaml', 'overrides:\n  a: 1.0.1\n', '# ours\npackages:\n  - web\n'],
  ['requirements.txt', 'a==1.0.1', '# ours\na==1.0.0\n'],
])('an edit of %s keeps line ends and a byte order mark', async (name, text, before) => {
  const path = join(root, name);
  const written = async (given: string): Promise<string> => {
    writeFileSync(path, given);
    expect(await applySteps([{ kind: 'edit', path, text }], {})).toBeUndefined();
    return readFileSync(path, 'utf8');
  };
  const plain = await written(before);
  expect(plain).not.toBe(before);
  expect(await written(`\ufeff${before.replaceAll('\n', '\r\n')}`)).toBe(
    `\ufeff${plain.replaceAll('\n', '\r\n')}`,
  );
});
