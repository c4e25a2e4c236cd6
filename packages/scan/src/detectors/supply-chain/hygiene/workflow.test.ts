import { detectInMemory, type InMemory, told } from '@theriac/testing/detect-in-memory';
import { describe, expect, test } from 'vitest';
import { hygiene } from './index.ts';

/** Rule and place of each finding. */
const detect = async (given: InMemory): Promise<string[]> => {
  const { findings } = await detectInMemory(hygiene, given);
  return told({ findings: findings.map((finding) => ({ ...finding, key: '' })) });
};
const SHA = '4c'.repeat(20);

describe('workflows', () => {
  const workflow = async (text: string): Promise<string[]> =>
    (await detect({ files: { '.github/workflows/a.yml': text } })).map((line) =>
      line.replace(' .github/workflows/a.yml', ' '),
    );

  test('a careful one has no findings', async () => {
    expect(
      await workflow(
        `on: pull_request\npermissions:\n  contents: read\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: actions/checkout@${SHA} # v4\n      - uses: ./local\n      - run: npm ci\n        env:\n          TITLE: \${{ github.event.pull_request.title }}\n`,
      ),
    ).toEqual([]);
  });

  test('pins, permissions, injection', async () => {
    expect(
      await workflow(
        `on: [issues]\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n      - uses: some/action@main\n      - run: |\n          echo one\n          echo "\${{ github.event.issue.title }}"\n      - run: echo \${{ github.head_ref }}\n      - run: echo \${{ github.sha }} \${{ github.event.issue.number }}\n`,
      ),
    ).toEqual([
      'ACTION-UNPINNED-FIRST-PARTY :5',
      'ACTION-UNPINNED :6',
      'WORKFLOW-INJECTION :9',
      'WORKFLOW-INJECTION :10',
      'WORKFLOW-PERMISSIONS :3',
    ]);
  });

  test.each([
    ['pull_request_target', `ref: \${{ github.event.pull_request.head.sha }}`, true],
    ['pull_request_target', `ref: refs/pull/\${{ github.event.number }}/merge`, true],
    ['workflow_run', `ref: \${{ github.event.workflow_run.head_sha }}`, true],
    ['pull_request_target', 'fetch-depth: 0', false],
    ['pull_request', `ref: \${{ github.event.pull_request.head.sha }}`, false],
  ])('%s with %s', async (event, input, found) => {
    const text = `on:\n  ${event}:\npermissions: {}\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@${SHA}\n        with:\n          ${input}\n`;
    expect(await workflow(text)).toEqual(found ? ['PULL-REQUEST-TARGET :7'] : []);
  });

  test('scripts of github-script, rights of jobs, variables', async () => {
    expect(
      await workflow(
        `on: push\nenv:\n  NODE_TLS_REJECT_UNAUTHORIZED: 0\njobs:\n  a:\n    permissions: write-all\n    steps:\n      - uses: actions/github-script@${SHA}\n        with:\n          script: console.log("\${{ github.event.head_commit.message }}")\n`,
      ),
    ).toEqual(['TLS-OFF :3', 'WORKFLOW-INJECTION :10', 'WORKFLOW-WRITE-ALL :6']);
  });
});
