import { detectInMemory } from '@theriac/testing/detect-in-memory';
import { fixture, fixtureNames, LANGUAGES } from '@theriac/testing/public-sets';
import { expect, test } from 'vitest';
import { lockfile } from './index.ts';

test('lockfiles of a public scanner: whatever is high is a real contradiction', async () => {
  const folders: Record<string, string> = {
    packagelockjson: 'package-lock.json',
    yarnlock: 'yarn.lock',
    pnpmlock: 'pnpm-lock.yaml',
    bunlock: 'bun.lock',
    poetrylock: 'poetry.lock',
    uvlock: 'uv.lock',
    pdmlock: 'pdm.lock',
    pylock: 'pylock.toml',
    cargolock: 'Cargo.lock',
    pipfilelock: 'Pipfile.lock',
    gemfilelock: 'Gemfile.lock',
    composerlock: 'composer.lock',
    packageslockjson: 'packages.lock.json',
  };
  const high: string[] = [];
  let read = 0;
  for (const path of fixtureNames(LANGUAGES)) {
    const name = Object.entries(folders).find(([folder]) => path.includes(`/${folder}/testdata/`))?.[1];
    if (name === undefined) continue;
    const { findings } = await detectInMemory(lockfile, {
      files: { [name]: fixture(`${LANGUAGES}/${path}`).toString('latin1') },
    });
    read += 1;
    for (const { rule, key } of findings)
      if (rule.severity === 'high') high.push(`${path.split('/').at(-1)} ${rule.id} ${key}`);
  }
  expect(read).toBeGreaterThan(150);
  // Its entry says 2.3.4 and its address 1.0.9.
  expect(high).toEqual(['files.v2.json THERIAC-SC-LOCK-URL-MISMATCH abbrev@2.3.4']);
});
