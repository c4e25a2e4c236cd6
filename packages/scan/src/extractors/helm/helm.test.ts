import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { expect, test } from 'vitest';
import { extractors } from './index.ts';

const read = (id: string, files: MemoryFiles) =>
  extractInMemory(extractorOf(extractors, id), files, Object.keys(files)[0] ?? '');

test('Helm: dependencies of a chart, exact by its lock, optional where they can be switched off', async () => {
  const result = await read('helm/chart', {
    'Chart.yaml':
      'apiVersion: v2\nname: portal\nversion: 1.0.0\ndependencies:\n  - name: postgresql\n    version: "~12.1"\n    repository: https://charts.example.org\n    condition: postgresql.enabled\n  - name: redis\n    version: 18.0.0\n    repository: https://charts.example.org\n  - name: own\n    version: 0.1.0\n    repository: file://../own\n',
    'Chart.lock':
      'dependencies:\n- name: postgresql\n  repository: https://charts.example.org\n  version: 12.1.9\n',
  });
  expect(listing(result)).toEqual(['postgresql@12.1.9 optional direct', 'redis@18.0.0 production direct']);
  expect(result.roots[0]).toMatchObject({ name: 'portal', version: '1.0.0' });
});

damaged(
  extractorOf(extractors, 'helm/chart'),
  'Chart.yaml',
  'name: a\ndependencies:\n  - name: b\n    version: 1.0.0\n',
);
