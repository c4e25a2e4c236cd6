import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseConfig } from '@theriac/govern/config-schema';
import { parseOwnRules } from '@theriac/govern/own-rules';
import { ruleCatalogue } from '@theriac/scan/plugins';
import { runInProcess } from '@theriac/testing/run-in-process';
import { expect, test } from 'vitest';
import { docTexts } from './doc-texts.ts';

const ROOT = fileURLToPath(new URL('../../../../../', import.meta.url));

test('lists the pages with their titles, and prints one by its name or path', async () => {
  const { code, stdout } = await runInProcess(['docs']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ {2}gate +The gate$/m);
  expect(stdout).toMatch(/^ {2}errors +Errors$/m);
  const page = readFileSync(`${ROOT}docs/gate.md`, 'utf8');
  for (const name of ['gate', 'gate.md', 'docs/gate.md'])
    expect(await runInProcess(['docs', name])).toEqual({ code: 0, stdout: page, stderr: '' });
});

test('an unknown page is a usage error with the nearest one', async () => {
  const { code, stdout, stderr } = await runInProcess(['docs', 'gait']);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('there is no page gait; did you mean gate?');
});

const texts = [
  ...globSync('packages/*/src/**/*.ts', {
    cwd: ROOT,
    exclude: (path) => /testdata|\.generated\.ts$/.test(path),
  }),
  ...globSync('{docs/**/*.md,*.md,packages/*/README.md}', { cwd: ROOT }),
].map((path) => ({ path, text: readFileSync(ROOT + path, 'utf8') }));

test('every page that a message or another page names exists', () => {
  const pages = docTexts();
  const named = texts.flatMap(({ path, text }) =>
    [...text.matchAll(/\btheriac docs ([a-z][a-z-]+)/g)].map(([, page = '']) => ({ path, page })),
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(({ page, path }) => !pages.has(page) && !path.endsWith('docs.test.ts'))).toEqual([]);
});

test('every example of theriac.yaml and of own rules is valid', () => {
  const examples = texts
    // The recipes for CI services have a test of their own.
    .filter(({ path }) => path.endsWith('.md') && path !== 'docs/ci.md')
    .flatMap(({ path, text }) =>
      [...text.matchAll(/^ *```yaml\n([\s\S]*?)^ *```$/gm)].map(([, yaml = '']) => ({ path, yaml })),
    )
    .filter(({ yaml }) => /^[a-zA-Z]+:/m.test(yaml) && !/^(?:jobs|on|steps|repos|- run):?/m.test(yaml));
  expect(examples.length).toBeGreaterThan(5);
  for (const { path, yaml } of examples) {
    const whole = /^version:/m.test(yaml) ? yaml : `version: 1\n${yaml}`;
    const isRules = /^rules:\n/m.test(yaml);
    expect(() => (isRules ? parseOwnRules(whole, path) : parseConfig(whole, path)), yaml).not.toThrow();
  }
});

test('findings in examples have the titles and severities of their rules', async () => {
  const rules = new Map((await ruleCatalogue()).map((rule) => [rule.id, rule]));
  const shown = texts
    .filter(({ path }) => path.endsWith('.md'))
    .flatMap(({ text }) => [...text.matchAll(/• (THERIAC-[A-Z-]+) (\w+): (.+?)…?$/gm)]);
  expect(shown.length).toBeGreaterThan(3);
  for (const [, id = '', severity, title = ''] of shown) {
    const rule = rules.get(id);
    expect([id, rule?.severity, rule?.title.startsWith(title)]).toEqual([id, severity, true]);
  }
});

test('links between pages lead to files, and the command is called theriac everywhere', () => {
  expect(texts.length).toBeGreaterThan(500);
  const runner = ['npx', 'theriac'].join(' ');
  expect(texts.filter(({ text }) => text.includes(runner)).map(({ path }) => path)).toEqual([]);
  const broken = texts
    .filter(({ path }) => path.endsWith('.md'))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].flatMap(([, link = '']) =>
        globSync(fileURLToPath(new URL(link, `file://${ROOT}${path}`)).replace(/\/$/, '')).length === 0
          ? [`${path}: ${link}`]
          : [],
      ),
    );
  expect(broken).toEqual([]);
});
