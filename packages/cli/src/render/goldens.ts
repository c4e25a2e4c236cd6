/**
 * What the terminal says of the three examples, by a fixed index on a fixed day. `npm run goldens` writes the files
 * in `testdata/` anew; read the difference before you commit it.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { storeOf } from '@theriac/advisories';
import { PLAIN, renderTerminal } from '@theriac/formats/reports/terminal';
import { scan } from '@theriac/scan';
import { configFor } from '../inputs/config-file.ts';
import { AS_OF, sharedData } from '../shared-index.ts';

const EXAMPLES = ['patient-portal', 'fhir-interface', 'clinic-cms'] as const;

export function goldenPath(name: string): string {
  return fileURLToPath(new URL(`../testdata/${name}.txt`, import.meta.url));
}

/** @returns name of the golden file → what it should hold */
export async function renderGoldens(): Promise<Map<string, string>> {
  const store = storeOf({ THERIAC_DATA: await sharedData() });
  const rendered = new Map<string, string>();
  for (const example of EXAMPLES) {
    const path = fileURLToPath(new URL(`../../../../examples/${example}`, import.meta.url));
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
  for (const [name, text] of await renderGoldens()) writeFileSync(goldenPath(name), text);
}
