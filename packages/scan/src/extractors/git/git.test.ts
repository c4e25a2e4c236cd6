import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { submoduleCommits } from '../../target/git-index.ts';
import { extractors } from './index.ts';

const submodules = extractorOf(extractors, 'git/submodules');
const read = (files: MemoryFiles) => extractInMemory(submodules, files, '.gitmodules');

const TEXT = `# parts
[submodule "lib/forms"]
\tpath = lib/forms
\turl = https://user:secret@github.com/Clinic/forms.git
\tbranch = main
[submodule "viewer"]
\tpath = viewer
\turl = git@git.example.org:team/viewer.git
[submodule "near"]
\tpath = near
\turl = ../near.git
`;

/** An index as git writes it: version 2 pads entries, version 4 leaves out what paths have in common. */
function gitIndex(
  version: number,
  entries: readonly (readonly [path: string, mode: number, id: string])[],
): Buffer {
  const head = Buffer.alloc(12);
  head.write('DIRC', 'latin1');
  head.writeUInt32BE(version, 4);
  head.writeUInt32BE(entries.length, 8);
  let before = '';
  const written = entries.map(([path, mode, id]) => {
    const hash = Buffer.from(id, 'hex');
    const fixed = Buffer.alloc(42 + hash.length);
    fixed.writeUInt32BE(mode, 24);
    hash.copy(fixed, 40);
    fixed.writeUInt16BE(Math.min(path.length, 0xfff), 40 + hash.length);
    if (version !== 4) {
      const size = fixed.length + path.length;
      return Buffer.concat([fixed, Buffer.from(path), Buffer.alloc(8 - (size % 8))]);
    }
    let common = 0;
    while (common < before.length && before[common] === path[common]) common += 1;
    const entry = Buffer.concat([
      fixed,
      Buffer.from([before.length - common]),
      Buffer.from(`${path.slice(common)}\0`),
    ]);
    before = path;
    return entry;
  });
  return Buffer.concat([head, ...written]);
}

const INDEX = [
  ['README.md', 0o100644, '1'.repeat(40)],
  ['lib/forms', 0o160000, 'a'.repeat(40)],
  ['lib/other.c', 0o100755, '2'.repeat(40)],
  ['viewer', 0o160000, 'b'.repeat(40)],
] as const;

test.each([2, 3, 4])('commits of submodules in an index of version %i', (version) => {
  expect([...submoduleCommits(gitIndex(version, INDEX))]).toEqual([
    ['lib/forms', 'a'.repeat(40)],
    ['viewer', 'b'.repeat(40)],
  ]);
});

test.each([2, 4])('an index of version %i with SHA-256 object ids', (version) => {
  const long = INDEX.map(([path, mode, id]) => [path, mode, id.padEnd(64, '0')] as const);
  expect([...submoduleCommits(gitIndex(version, long))].map(([path, id]) => [path, id.length])).toEqual([
    ['lib/forms', 64],
    ['viewer', 64],
  ]);
  // A single entry has no next one that would tell that the ids were taken for shorter ones.
  expect([...submoduleCommits(gitIndex(version, long.slice(1, 2)))].map(([path]) => path)).toEqual([
    'lib/forms',
  ]);
});

test('an index that is not understood gives nothing', () => {
  const valid = gitIndex(2, INDEX);
  for (const bad of [valid.subarray(0, 100), Buffer.from('DIRC'), Buffer.alloc(0), gitIndex(9, INDEX)])
    expect(submoduleCommits(bad).size).toBe(0);
});

test('.gitmodules: repositories with the commits of the index', async () => {
  const result = await read({
    '.gitmodules': TEXT,
    '.git/index': gitIndex(2, INDEX),
    'lib/forms/.git': 'gitdir: x',
  });
  expect(listing(result)).toEqual([
    `Clinic/forms@${'a'.repeat(40)} production direct`,
    `git.example.org/team/viewer@${'b'.repeat(40)} production direct`,
    '../near@? production direct',
  ]);
  expect(result.roots[0]?.components.map((c) => c.ecosystem)).toEqual(['github', 'generic', 'generic']);
  expect(result.unknowns.map((u) => `${u.reason} ${u.location.line} ${u.losesComponents}`)).toEqual([
    'unresolved-include 6 true',
    'unresolved-version 9 false',
    'unresolved-include 9 true',
  ]);
  expect(JSON.stringify(result)).not.toContain('secret');
});

test('without the index no commit is known', async () => {
  const result = await read({ '.gitmodules': TEXT });
  expect(result.roots[0]?.components.map((c) => c.version)).toEqual([null, null, null]);
});

damaged(submodules, '.gitmodules', TEXT);
