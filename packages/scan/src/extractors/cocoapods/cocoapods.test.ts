import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const read = (id: string, files: MemoryFiles) =>
  extractInMemory(extractorOf(extractors, id), files, Object.keys(files)[0] ?? '');

test('Podfile.lock: subspecs, edges, and pods from repositories', async () => {
  const result = await read('cocoapods/podfile-lock', {
    'Podfile.lock':
      'PODS:\n  - Alamofire (5.8.0)\n  - Firebase/Core (10.0.0):\n    - Firebase/CoreOnly\n  - Firebase/CoreOnly (10.0.0)\n  - Own (1.0.0)\n\nDEPENDENCIES:\n  - Alamofire (~> 5.8)\n  - Firebase/Core\n  - Own (from `https://example.org/own.git`, tag `1.0.0`)\n\nCHECKOUT OPTIONS:\n  Own:\n    :git: https://example.org/own.git\n    :tag: 1.0.0\n',
  });
  expect(listing(result)).toEqual([
    'Alamofire@5.8.0 production direct',
    'Firebase/Core@10.0.0 production direct',
    'Firebase/CoreOnly@10.0.0 production',
    'Own@1.0.0 production direct',
  ]);
  const [alamofire, core, , own] = result.roots[0]?.components ?? [];
  expect(alamofire?.requested).toBe('~> 5.8');
  expect(core?.dependsOn).toEqual(['Firebase/CoreOnly@10.0.0']);
  expect(own?.origin).toEqual({ kind: 'git', url: 'https://example.org/own.git', commit: '1.0.0' });
});
