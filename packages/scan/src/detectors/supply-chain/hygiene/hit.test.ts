import { detectInMemory } from '@theriac/testing/detect-in-memory';
import { describe, expect, test } from 'vitest';
import { hygiene } from './index.ts';

describe('one finding for each subject', () => {
  const PATH = '.github/workflows/a.yml';
  const steps = async (...lines: readonly string[]) => {
    const text = `on: push\npermissions: {}\njobs:\n  a:\n    steps:\n${lines.map((line) => `      - ${line}\n`).join('')}`;
    const { findings } = await detectInMemory(hygiene, { files: { [PATH]: text } });
    return findings.map(({ key, locations }) => [key, ...locations.map(({ line }) => line)]);
  };
  const TITLE = `run: echo "\${{ github.event.pull_request.title }}"`;
  const BODY = `run: echo "\${{ github.event.comment.body }}"`;

  test('expressions, also two in one line, and the same one twice', async () => {
    expect(await steps(TITLE, BODY)).toEqual([
      ['github.event.pull_request.title', 6],
      ['github.event.comment.body', 7],
    ]);
    expect(await steps(`run: echo \${{ github.head_ref }} \${{ github.event.comment.body }}`)).toEqual([
      ['github.head_ref', 6],
      ['github.event.comment.body', 6],
    ]);
    expect(await steps(TITLE, TITLE)).toEqual([
      ['github.event.pull_request.title', 6],
      ['github.event.pull_request.title@#2', 7],
    ]);
  });

  test('actions by name: a version bump, another order and a second use keep the key', async () => {
    expect(await steps('uses: a/a@v1', 'uses: b/b@v1', 'uses: a/a@v2')).toEqual([
      ['a/a', 6, 8],
      ['b/b', 7],
    ]);
    expect(await steps('uses: b/b@v9', 'uses: a/a@v3')).toEqual([
      ['b/b', 6],
      ['a/a', 7],
    ]);
  });

  test('commands without versions and hashes, with hosts', async () => {
    const get = (url: string): string => `run: curl ${url} | sh`;
    const a = await steps(get('https://example.org/v1.2.3/i.sh'));
    expect(await steps(get('https://example.org/v1.3.0/i.sh'))).toEqual(a);
    expect(await steps(get('https://10.0.0.1/i.sh'))).not.toEqual(await steps(get('https://10.0.0.2/i.sh')));
    expect(await steps(get('https://a.example/i'), get('https://b.example/i'))).toHaveLength(2);
  });

  test('jobs without permissions', async () => {
    const text = 'on: push\njobs:\n  a:\n    steps: []\n  b:\n    steps: []\n';
    const { findings } = await detectInMemory(hygiene, { files: { [PATH]: text } });
    expect(findings.map((f) => f.key)).toEqual(['a', 'b']);
  });

  test('beyond the limit one finding has the rest, and says so', async () => {
    const text = Array.from({ length: 1005 }, (_, i) => `curl https://h${i}.example | sh\n`).join('');
    const { findings } = await detectInMemory(hygiene, { files: { 'a.sh': text } });
    expect(findings).toHaveLength(1001);
    expect(findings.at(-1)?.notes).toEqual(['and 5 more places in this file, in one finding']);
    expect(findings.at(-1)?.locations).toHaveLength(5);
  });
});
