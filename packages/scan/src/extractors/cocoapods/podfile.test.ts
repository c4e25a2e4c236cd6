import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const podfile = extractorOf(extractors, 'cocoapods/podfile');
const read = (files: MemoryFiles) => extractInMemory(podfile, files, Object.keys(files)[0] ?? '');

const TEXT = `platform :ios, '15.0' # pod 'Unused'
target 'Portal' do
  pod 'AFNetworking', '~> 2.5'
  pod "Exact", "1.2.3"
  pod 'Firebase/Core', '>= 8.0', '< 10',
      :configurations => ['Debug']
  pod 'Forms', git: 'https://example.org/forms.git', tag: '1.0.1'
  pod 'Kit', :path => '../Kit'
  pod name_of_pod
  pod('Bare')
  use_react_native!(:path => config[:reactNativePath])
end
`;

test('Podfile: literal pods; what only running it would name is a known unknown', async () => {
  const result = await read({ Podfile: TEXT });
  expect(listing(result)).toEqual([
    'AFNetworking@? production direct',
    'Exact@1.2.3 production direct',
    'Firebase/Core@? production direct',
    'Forms@1.0.1 production direct',
    'Kit@? production direct',
    'Bare@? production direct',
  ]);
  const [, , firebase, forms, kit] = result.roots[0]?.components ?? [];
  expect(firebase).toMatchObject({ requested: '>= 8.0, < 10', location: { line: 5 } });
  expect(forms?.origin).toEqual({ kind: 'git', url: 'https://example.org/forms.git', commit: '1.0.1' });
  expect(kit?.origin).toEqual({ kind: 'path', path: '../Kit' });
  expect(result.unknowns.map((u) => `${u.reason} ${u.location.line ?? ''} ${u.losesComponents}`)).toEqual([
    'unresolved-version 3 false',
    'unresolved-version 5 false',
    'dynamic 9 true',
    'unresolved-version 10 false',
    'dynamic 11 true',
    'unresolved-version  true',
  ]);
});

test('Podfile.lock covers it', async () => {
  expect(await read({ Podfile: TEXT, 'Podfile.lock': '' })).toMatchObject({ roots: [], unknowns: [] });
});

test('local pods of Podfile.lock need not have all they name', async () => {
  const lock = extractorOf(extractors, 'cocoapods/podfile-lock');
  const text =
    'PODS:\n  - Own (1.0.0):\n    - OnlyOnMac\n  - Bad (1.0.0):\n    - Missing\n\nDEPENDENCIES:\n  - Own (from `../own`)\n  - Bad\n';
  const result = await extractInMemory(lock, { 'Podfile.lock': text }, 'Podfile.lock');
  expect(result.roots[0]?.components[0]?.origin).toEqual({ kind: 'path', path: '../own' });
  expect(result.unknowns).toMatchObject([{ reason: 'dangling-edge', location: { line: 5 } }]);
});

damaged(podfile, 'Podfile', TEXT);
