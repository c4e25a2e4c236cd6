/** Every example in the help of every command runs as it is written. */
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '@theriac/cli';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { placeOf } from './documentation/run-block.ts';
import { EXAMPLES, WORKSHOP } from './documentation/workshop.ts';
import { folderWith, removeFolders } from './run-cli.ts';

const sample = { feeds: inject('sampleFeeds'), data: inject('sampleData') };
const examples = COMMANDS.flatMap((entry) =>
  entry.kind === 'group' ? entry.commands.flatMap((c) => c.declaration.examples) : entry.declaration.examples,
);

let prepared: string;
let data: string;
let signingKey: string;
let fingerprint: string;

beforeAll(() => {
  data = folderWith();
  const { folder, shell } = placeOf({ ...WORKSHOP, env: { THERIAC_DATA: data } }, sample);
  prepared = folder;
  signingKey = readFileSync(join(folder, 'key.pem'), 'utf8');
  const { printed } = shell('theriac scan app --format json');
  fingerprint = /"fingerprint": "([0-9a-f]{12})/.exec(printed)?.[1] ?? '';
});
afterAll(removeFolders);

test('there are examples, and the table names no other', () => {
  expect(examples.length).toBeGreaterThan(40);
  expect(Object.keys(EXAMPLES).filter((example) => !examples.includes(example))).toEqual([]);
});

/** The server is a package of its own, and does not run on the oldest Node.js. */
const isOldest = process.env.THERIAC_TEST_NODE !== undefined;
const isOfServer = (example: string): boolean =>
  EXAMPLES[example]?.serves === true || example.startsWith('server ');
const run = examples.filter((example) => !(isOldest && isOfServer(example)));

test.each(run)('theriac %s', (example) => {
  const { exit = 0, mirror, sampleIndex, serves } = EXAMPLES[example] ?? {};
  const own = folderWith();
  cpSync(sampleIndex === undefined ? data : sample.data, own, { recursive: true });
  const { shell } = placeOf(
    {
      day: WORKSHOP.day,
      from: prepared,
      ...(mirror === undefined ? {} : { mirror }),
      env: {
        THERIAC_DATA: own,
        SIGNING_KEY: signingKey,
        // Nothing answers a package manager.
        npm_config_registry: 'http://127.0.0.1:9',
        npm_config_fetch_retries: '0',
      },
    },
    sample,
  );
  const text = example.replace('1bcbe13dd153', fingerprint).replace('| less', '| cat');
  const { code, printed } = shell(
    serves === true
      ? servedAndStopped(text)
      : `mkdir -p ~/.local/share/bash-completion/completions ~/.config/fish/completions; theriac ${text}`,
  );
  expect([code, printed]).toEqual([exit, expect.any(String)]);
});

/** In a folder that another user can reach, who runs the database where root runs the tests. */
function servedAndStopped(text: string): string {
  const [written = ''] = text.split('#');
  return [
    'chmod 755 .',
    `theriac ${written.trim()} --data served --port 0 > log 2>&1 &`,
    'server=$!; tries=0',
    'until grep -qE "listening|working" log || [ $tries -ge 600 ] || ! kill -0 $server; do sleep 0.1; tries=$((tries+1)); done',
    'kill -INT $server; wait $server; code=$?; cat log; exit $code',
  ].join('\n');
}
