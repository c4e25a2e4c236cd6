/**
 * What the terminal says about the three examples, by an index of the public feeds on a fixed day.
 * `THERIAC_FEEDS=DIR npm run goldens` regenerates the files; read the difference before you commit it.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { storeOf } from '@theriac/advisories';
import { configFor } from '@theriac/cli';
import { PLAIN, renderTerminal } from '@theriac/formats/reports/terminal';
import { scan } from '@theriac/scan';
import { buildFeedsIndex } from '@theriac/testing/feeds-index';
import { AS_OF } from '@theriac/testing/sample-feeds';

const EXAMPLES = ['patient-portal', 'fhir-interface', 'clinic-cms'] as const;

export function goldenPath(name: string): string {
  return fileURLToPath(new URL(`../packages/cli/src/testdata/${name}.txt`, import.meta.url));
}

/**
 * @param data value for `THERIAC_DATA`
 * @returns name of the golden file → what it should hold
 */
export async function renderGoldens(data: string): Promise<Map<string, string>> {
  const store = storeOf({ THERIAC_DATA: data });
  const rendered = new Map<string, string>();
  for (const example of EXAMPLES) {
    const path = fileURLToPath(new URL(`../examples/${example}`, import.meta.url));
    const result = await scan({
      path,
      config: await configFor(path, {}),
      vex: [],
      store,
      asOf: AS_OF,
      onlyNew: false,
      prose: false,
      toolVersion: '0.0.0',
    });
    rendered.set(example, renderTerminal(result, { style: PLAIN, width: 80, all: false }));
    rendered.set(`${example}.all`, renderTerminal(result, { style: PLAIN, width: 100, all: true }));
  }
  return rendered;
}

if (import.meta.main) {
  const data = mkdtempSync(join(tmpdir(), 'theriac-goldens-'));
  await buildFeedsIndex(data);
  for (const [name, text] of await renderGoldens(data)) writeFileSync(goldenPath(name), text);
  rmSync(data, { recursive: true });
}
