/** Output: every payload in every field, through every command and format, and the raw text that comes out. */
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { storeOf } from '@theriac/advisories';
import { buildIndexes, feedSourceOf } from '@theriac/advisories/build';
import { forgeZip } from '@theriac/testing/make-zip';
import { runInProcess } from '@theriac/testing/run-in-process';
import { problemOf } from './output/checks.ts';
import { type Command, commandsFor } from './output/commands.ts';
import { PAYLOADS, type Payload } from './output/payloads.ts';
import { FIELDS, inField, markOf, victimOf, writeDocuments, writeTarget } from './output/targets.ts';
import type { Suite } from './suite.ts';

const MAIN = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));

/** How output is shown: a pipe of a CI service, a terminal, a narrow one with colours. */
const SURFACES = [
  { id: 'pipe', env: {}, terminal: undefined },
  { id: 'terminal', env: { FORCE_COLOR: '1' }, terminal: 80 },
  { id: 'narrow', env: { COLUMNS: '44', NO_COLOR: '1' }, terminal: 44 },
] as const;

export const output: Suite = {
  id: 'output',
  promise:
    'No character that drives a terminal or hides text, and no command of a CI service, reaches output',
  run: async (form) => {
    const work = mkdtempSync(join(tmpdir(), 'theriac-attack-'));
    try {
      return await attack(work, form === 'short' ? 'short' : 'long');
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  },
};

async function attack(work: string, form: 'short' | 'long') {
  const data = join(work, 'data');
  await buildIndex(join(work, 'feeds'), data);
  const key = join(work, 'key.pem');
  writeFileSync(key, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }), {
    mode: 0o600,
  });
  const broken: string[] = [];
  const printed = new Set<string>();
  let tried = 0;
  for (const [index, payload] of PAYLOADS.entries()) {
    const commands = prepared(work, payload, key);
    const surfaces = form === 'short' ? [SURFACES[index % SURFACES.length] ?? SURFACES[0]] : SURFACES;
    for (const surface of surfaces)
      for (const { args, stdout } of commands) {
        const ran = await runInProcess(args, {
          env: { THERIAC_DATA: data, ...surface.env },
          ...(surface.terminal === undefined ? {} : { terminal: surface.terminal }),
        });
        tried += 1;
        for (const field of FIELDS)
          if (ran.stdout.includes(markOf(field)) || ran.stderr.includes(markOf(field))) printed.add(field);
        const failed = ran.code === 70 ? `exit code 70: ${ran.stderr.slice(0, 200)}` : undefined;
        // A command that was refused has no document on stdout.
        const problem =
          failed ??
          problemOf(ran.stdout, stdout, surface.id === 'terminal') ??
          problemOf(ran.stderr, 'text', surface.id === 'terminal');
        if (problem !== undefined)
          broken.push(`${payload.id}, ${surface.id}, ${shown(args, work)}: ${problem}`);
      }
    tried += inChild(payload, commands, data, { broken, work, most: form === 'short' ? 1 : 6 });
  }
  const silent = FIELDS.filter((field) => !printed.has(field));
  // A field that never reaches output proves nothing about output.
  for (const field of silent) broken.push(`the field ${field} was printed by no command`);
  return { tried, broken, figures: [`${PAYLOADS.length} payloads in ${printed.size} fields each`] };
}

function prepared(work: string, payload: Payload, key: string): Command[] {
  const [target, documents] = [join(work, payload.id, 'target'), join(work, payload.id, 'documents')];
  const x = inField(payload.text);
  mkdirSync(target, { recursive: true });
  mkdirSync(documents, { recursive: true });
  writeTarget(target, payload.id, x);
  writeDocuments(documents, payload.id, x);
  git(target, 'init', '-q');
  return commandsFor({ target, documents, argument: x('argument'), key, payloadId: payload.id }).concat({
    args: ['scan', target, '--offline', '--baseline', x('git-ref')],
    stdout: 'text',
  });
}

/** Real processes, whose bytes nothing of ours has touched; their arguments hold no NUL and no half character. */
function inChild(
  payload: Payload,
  commands: readonly Command[],
  data: string,
  { broken, work, most }: { readonly broken: string[]; readonly work: string; readonly most: number },
): number {
  if (!payload.text.isWellFormed()) return 0;
  const some = commands.slice(0, most);
  for (const { args, stdout } of some) {
    const ran = spawnSync(process.execPath, [MAIN, ...args], {
      env: { PATH: process.env.PATH, CI: '1', THERIAC_DATA: data },
      encoding: 'utf8',
    });
    const problem = problemOf(ran.stdout, stdout, false) ?? problemOf(ran.stderr, 'text', false);
    if (problem !== undefined) broken.push(`${payload.id}, child, ${shown(args, work)}: ${problem}`);
  }
  return some.length;
}

function git(folder: string, ...args: string[]): void {
  spawnSync('git', ['-C', folder, ...args], { env: { PATH: process.env.PATH, HOME: folder } });
}

/** One advisory for each payload, about a package that its target has. */
async function buildIndex(feeds: string, data: string): Promise<void> {
  const records = PAYLOADS.map(({ id, text }) => {
    const x = inField(text);
    return {
      name: `${id}.json`,
      content: JSON.stringify({
        id: `ADV-${id}`,
        modified: '2026-08-01T00:00:00Z',
        published: '2026-08-01T00:00:00Z',
        summary: x('advisory-title'),
        details: `${x('advisory-title')}\n\n# ${x('advisory-title')}`,
        references: [{ type: 'WEB', url: `https://advisories.example/${x('advisory-title')}` }],
        affected: [
          {
            package: { ecosystem: 'npm', name: victimOf(id) },
            ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }],
          },
        ],
      }),
    };
  });
  mkdirSync(join(feeds, 'osv/npm'), { recursive: true });
  writeFileSync(join(feeds, 'osv/npm/all.zip'), forgeZip(records));
  await buildIndexes({
    source: feedSourceOf(feeds),
    store: storeOf({ THERIAC_DATA: data }),
    download: () => Promise.resolve(undefined),
    only: ['npm'],
    builtAt: '2026-08-20T00:00:00Z',
  });
}

function shown(args: readonly string[], work: string): string {
  return JSON.stringify(args.join(' ').replaceAll(work, '')).slice(0, 120);
}
