import { elementsOf, parseXml, type XmlNode } from '@theriac/read/xml';
import { describe, expect, test } from 'vitest';
import { cleanResult, sampleResult } from '../testdata/sample-result.ts';
import { renderReport } from './index.ts';

interface Element {
  name: string;
  attributes: Record<string, string>;
}

async function render(result = sampleResult()): Promise<Element[]> {
  const elements: Element[] = [];
  const add = (node: XmlNode): void => {
    elements.push({
      name: node.local,
      attributes: Object.fromEntries(node.attributes.map(({ local, value }) => [local, value])),
    });
    for (const child of elementsOf(node)) add(child);
  };
  add(parseXml(await renderReport(result, 'junit'), 'junit.xml'));
  return elements;
}

describe('JUnit', () => {
  test('one suite per root and one for coverage, with true counts', async () => {
    const elements = await render();
    expect(
      elements
        .filter((e) => e.name.startsWith('testsuite'))
        .map(({ attributes: a }) => [a.name, a.tests, a.failures, a.errors, a.skipped]),
    ).toEqual([
      ['theriac', '10', '2', '1', '4'],
      ['package-lock.json', '2', '2', '0', '0'],
      ['tools/package-lock.json', '1', '0', '0', '1'],
      ['coverage', '7', '0', '1', '3'],
    ]);
  });

  test('a change that clears a failing finding is a failure that says what to do', async () => {
    const text = await renderReport(sampleResult(), 'junit');
    expect(text).toContain(
      '<failure type="gate" message="out-of-cycle, due 2026-12-07: Override lodash 4.17.20 → 4.17.21 (via @portal/forms)">CVE-2021-23337 high: Command injection in lodash (package-lock.json:12).',
    );
  });

  test('hostile text stays text', async () => {
    const elements = await render();
    expect(new Set(elements.map((e) => e.name))).toEqual(
      new Set(['testsuites', 'testsuite', 'testcase', 'failure', 'skipped', 'error']),
    );
  });

  test('a clean result has no failures', async () => {
    const elements = await render(cleanResult());
    expect(elements[0]?.attributes).toMatchObject({ tests: '9', failures: '0', errors: '0', skipped: '0' });
  });
});
