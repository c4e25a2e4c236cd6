/** Every public fixture that a reader of this folder understands, and what must hold of all of them. */

import { readdirSync, readFileSync } from 'node:fs';
import type { Extractor } from '@theriac/core';
import { decodeText } from '@theriac/read/text';
import { extractOrRefuse, flawsOf } from '@theriac/testing/check-extraction';
import { fixturePath, LANGUAGES } from '@theriac/testing/public-sets';
import { describe, expect, it } from 'vitest';
import { extractors } from './index.ts';

const OSV = fixturePath(`${LANGUAGES}/javascript`);
const REMEDIATION = fixturePath('remediation/guidedremediation');

/** Folder of fixtures → the name under which a project would hold each, which decides the extractor. */
const FOLDERS: readonly [folder: string, name: string, extractor: string][] = [
  [`${OSV}/packagelockjson/testdata`, 'package-lock.json', 'npm/package-lock'],
  [`${REMEDIATION}`, 'package-lock.json', 'npm/package-lock'],
  [`${OSV}/yarnlock/testdata`, 'yarn.lock', 'npm/yarn-lock'],
  [`${OSV}/pnpmlock/testdata`, 'pnpm-lock.yaml', 'npm/pnpm-lock'],
  [`${OSV}/bunlock/testdata`, 'bun.lock', 'npm/bun-lock'],
  [`${OSV}/packagejson/testdata`, 'package.json', 'npm/package-json'],
  [`${REMEDIATION}`, 'package.json', 'npm/package-json'],
];

describe.each(FOLDERS)('public fixtures $1 ($#)', (folder, name, id) => {
  const extractor = extractors.find((e) => e.id === id) as Extractor;
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => !folder.startsWith(REMEDIATION) || path.endsWith(`/${name}`))
    .filter((path) => /\.(?:json|json5|jsontest|txt|lock|yaml)$/.test(path))
    .sort();

  it('finds fixtures', () => expect(paths.length).toBeGreaterThan(3));

  it.each(paths)('%s', async (path) => {
    const bytes = readFileSync(`${folder}/${path}`);
    const target = { [name]: bytes };
    const result = await extractOrRefuse(extractor, name, target);
    expect(JSON.stringify(await extractOrRefuse(extractor, name, target))).toBe(JSON.stringify(result));
    if (typeof result === 'string') {
      expect(result).toBe('THERIAC_INPUT_SYNTAX');
      return;
    }
    const text = decodeText(bytes, name);
    expect(flawsOf(result, (p) => (p === name ? text : null))).toEqual([]);
  });
});
