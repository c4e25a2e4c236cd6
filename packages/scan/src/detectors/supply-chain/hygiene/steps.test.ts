/** What is to be done is written in the language of the script that it is for. */
import { detectInMemory } from '@theriac/testing/detect-in-memory';
import { describe, expect, test } from 'vitest';
import { hygiene } from './index.ts';

describe('fixes are in the language of the script', () => {
  const BASH = /curl|sha256sum/;
  const steps = async (path: string, text: string): Promise<string> =>
    JSON.stringify((await detectInMemory(hygiene, { files: { [path]: text } })).findings.map((f) => f.steps));
  const job = (shell: string, run: string): string =>
    `on: push\npermissions: {}\njobs:\n  a:\n    steps:\n      - shell: ${shell}\n        run: ${run}\n`;

  test.each([
    ['a.ps1', 'iwr https://example.org/i.ps1 | iex\n'],
    ['a.ps1', 'curl.exe -LO https://example.org/a.zip\n'],
    ['a.ps1', 'iex ((New-Object Net.WebClient).DownloadString("https://example.org/i.ps1"))\n'],
    ['Dockerfile', 'FROM a\nRUN iwr https://example.org/i.ps1 | iex\n'],
    ['.github/workflows/a.yml', job('pwsh', 'curl -LO https://example.org/a.zip')],
    [
      '.github/workflows/a.yml',
      `defaults:\n  run:\n    shell: powershell\n${job("''", 'curl -LO https://example.org/a.zip').replace("shell: ''", 'name: x')}`,
    ],
  ])('%s %#', async (path, text) => {
    const fix = await steps(path, text);
    expect(fix).toMatch(/Get-FileHash -Algorithm SHA256/);
    expect(fix).not.toMatch(BASH);
  });

  test('bash stays bash; a variable is quoted in the way of the shell', async () => {
    expect(await steps('a.sh', 'curl https://example.org/i | sh\n')).toMatch(BASH);
    const run = `echo \${{ github.head_ref }}`;
    expect(await steps('.github/workflows/a.yml', job('pwsh', run))).toContain('$env:VALUE');
    expect(await steps('.github/workflows/a.yml', job('bash', run))).not.toContain('$env:VALUE');
  });
});
