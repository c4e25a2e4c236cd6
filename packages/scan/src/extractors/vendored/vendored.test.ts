import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { describe, expect, test } from 'vitest';
import { matchesFile } from '../../plugins/dispatch.ts';
import { extractors as npm } from '../npm/index.ts';
import { extractors } from './index.ts';

const javascript = extractorOf(extractors, 'vendored/javascript');
const packageFile = extractorOf(extractors, 'vendored/package-file');
const packageJson = extractorOf(npm, 'npm/package-json');
const read = (path: string, text: string, others: MemoryFiles = {}) =>
  extractInMemory(javascript, { ...others, [path]: text }, path);
const listed = async (path: string, text: string, others: MemoryFiles = {}): Promise<string[]> =>
  matchesFile(javascript.files, path) ? listing(await read(path, text, others)) : ['not wanted'];

describe('files that state their release', () => {
  test.each([
    ['lib/jquery.js', '/*!\n * jQuery JavaScript Library v1.9.1\n */', 'jquery@1.9.1'],
    ['public/js/jquery-3.4.1.min.js', '/*! jQuery v3.4.1 | (c) */', 'jquery@3.4.1'],
    ['a/jquery-ui.min.js', '/*! jQuery UI - v1.13.2 - 2022-07-14', 'jquery-ui@1.13.2'],
    ['assets/bootstrap.bundle.min.js', '/*!\r\n  * Bootstrap v4.6.0 (x)\r\n */', 'bootstrap@4.6.0'],
    ['js/angular.min.js', '/*\n AngularJS v1.8.2\n*/', 'angular@1.8.2'],
    ['js/lodash.min.js', '/**\n * Lodash x | Underscore.js 1.8.3\n */a.VERSION="4.17.4"', 'lodash@4.17.4'],
    ['js/angular-route.js', '/*\n AngularJS v1.8.2\n*/', 'angular-route@1.8.2'],
    ['vendor/javascript/jquery.js', '// jquery@3.7.1 downloaded from x', 'jquery@3.7.1'],
    [
      'js/jquery.dataTables.min.js',
      '/*\n * File:   jquery.dataTables.min.js\n * Version:  1.6.2',
      'datatables.net@1.6.2',
    ],
    ['js/toastr.min.js', 'x={version:"2.1.4"}', 'toastr@2.1.4'],
    ['js/moment.min.js', 'e.version="2.29.1";', 'moment@2.29.1'],
    [
      'vendor/react-dom.production.min.js',
      '/** @license React v16.13.1\n * react-dom.x',
      'react-dom@16.13.1',
    ],
    ['app/everything.min.js', '/*! DOMPurify 2.3.0 | x */', 'dompurify@2.3.0'],
    ['lib/purify.js', "  DOMPurify.version = '2.0.0';", 'dompurify@2.0.0'],
    ['lib/codemirror.js', `${'x();'.repeat(100_000)}CodeMirror.version = "5.58.0";`, 'codemirror@5.58.0'],
    ['js/three.min.js', 'a.REVISION="90"', 'three@0.90.0'],
    ['js/dojo.js', 'version={major:1,minor:16,patch:3,flag:""}', 'dojo@1.16.3'],
    ['lib/cornerstone.min.js', '/*! cornerstone-core - 2.3.0 - 2019-07-03 | (c)', 'cornerstone-core@2.3.0'],
    ['lib/dwv.min.js', '/*! dwv 0.27.1 2020-09-24 */', 'dwv@0.27.1'],
    ['lib/tinymce.min.js', '// 4.9.11 (2020-07-13)\n!function(){}', 'tinymce@4.9.11'],
    ['lib/jquery.fancybox.js', '/*!\n * fancyBox - jQuery Plugin\n * version: 2.1.5 (x)', 'fancybox@2.1.5'],
    ['lib/jquery.fancybox.min.js', '// =====\n// fancyBox v3.5.7\n', '@fancyapps/fancybox@3.5.7'],
    ['lib/highlight.min.js', '/*!\n  Highlight.js v11.5.1 (git: b8f)', 'highlight.js@11.5.1'],
    ['js/ext-all.js', '/*\nThis file is part of Ext JS 6.2.0.981\n', 'extjs-gpl@6.2.0.981'],
  ])('%s', async (path, text, expected) => {
    expect(await listed(path, text)).toEqual([`${expected} production direct`]);
    expect((await read(path, text)).roots[0]?.components[0]).not.toHaveProperty('guessed');
  });
});

test('a version in the file name alone is a guess', async () => {
  const { roots, unknowns } = await read('lib/jquery-1.9.1.min.js', '!function(){}');
  expect(roots[0]?.components).toMatchObject([
    { name: 'jquery', version: '1.9.1', guessed: 'the file name' },
  ]);
  expect(unknowns).toEqual([]);
});

test('a library without a version is a known unknown', async () => {
  const { roots, unknowns } = await read('lib/jquery.min.js', 'f();'.repeat(2000));
  expect(roots[0]?.components).toMatchObject([{ name: 'jquery', version: null }]);
  expect(unknowns).toMatchObject([{ reason: 'unresolved-version', losesComponents: false }]);
});

test.each([
  ['a plug-in of a library', 'js/jquery.clinic.js', '// needs jQuery v3.4.1'],
  ['minified code of the project', 'js/app.min.js', 'var jquery="jQuery v3.4.1"'],
  ['prose about a library', 'js/app.min.js', '/* works with Bootstrap v3.3.4 */'],
  ['what a plug-in needs at least', 'js/app.min.js', '/*\n * DataTables 1.10 or newer.\n */'],
  ['a file of the project with the name of a library', 'resources/js/bootstrap.js', 'f();'.repeat(2000)],
  ['a word that begins like a library', 'js/reactor.js', ''],
])('%s is not a copy', async (_, path, text) => {
  if (matchesFile(javascript.files, path)) expect((await read(path, text)).roots).toEqual([]);
});

test('files of one release in one folder are one copy; other releases are another', async () => {
  const banner = '/*! jQuery v3.4.1 */';
  expect(await listed('lib/jquery.min.js', banner, { 'lib/jquery.js': banner })).toEqual([]);
  expect(await listed('lib/jquery.min.js', banner, { 'lib/jquery.js': '/*! jQuery v1.9.1 */' })).toHaveLength(
    1,
  );
});

test('what the project of the library itself builds is not a copy', async () => {
  const own = { 'package.json': '{"name": "jquery", "version": "3.4.1"}' };
  expect(await listed('dist/jquery.min.js', '/*! jQuery v3.4.1 */', own)).toEqual([]);
});

describe('package files of copied packages', () => {
  const text = (more: object) =>
    JSON.stringify({ name: 'calendar', version: '1.2.3', devDependencies: { grunt: '~0.4.5' }, ...more });
  const project = { 'package.json': '{"name": "portal", "repository": "clinic/portal"}' };
  const readPackage = async (path: string, content: string) => {
    const files = { ...project, [path]: content };
    const both = [
      await extractInMemory(packageJson, files, path),
      await extractInMemory(packageFile, files, path),
    ];
    return { roots: both.flatMap((r) => r.roots), unknowns: both.flatMap((r) => r.unknowns) };
  };

  test.each([
    ['a folder named after the release', 'web/calendar-1.2.3/package.json', {}],
    ['fields of an installed package', 'vendor/calendar/package.json', { _id: 'calendar@1.2.3' }],
    ['another repository', 'lib/calendar/package.json', { repository: { url: 'git://x.example/a/b.git' } }],
    ['a known library', 'assets/x/package.json', { name: 'bootstrap' }],
  ])('%s', async (_, path, more) => {
    const result = await readPackage(path, text(more));
    expect(listing(result)).toEqual([
      expect.stringMatching(/^(?:calendar|bootstrap)@1\.2\.3 production direct$/),
    ]);
    expect(result.roots[0]).not.toHaveProperty('name');
    expect(result.unknowns).toEqual([]);
  });

  test('dependencies that are not beside it are a known unknown', async () => {
    const { unknowns } = await readPackage(
      'web/calendar-1.2.3/package.json',
      text({ dependencies: { moment: '^2.0.0' } }),
    );
    expect(unknowns).toMatchObject([
      { reason: 'unresolved-parent', losesComponents: true, package: 'calendar' },
    ]);
  });

  test.each([
    ['a package of the project', 'libs/calendar/package.json', {}],
    ['the same repository', 'libs/calendar/package.json', { repository: 'github:clinic/portal' }],
    ['a private package', 'lib/calendar-1.2.3/package.json', { private: true }],
  ])('%s stays part of the project', async (_, path, more) => {
    expect(listing(await readPackage(path, text(more)))).toEqual(['grunt@? development direct']);
  });
});

damaged(javascript, 'lib/jquery.min.js', '/*! jQuery v3.4.1 | (c) */\n!function(){}');

test('a copy is replaced, not updated', () => {
  const steps = javascript.fix?.direct({
    name: 'jquery',
    version: '3.5.0',
    from: ['3.4.1'],
    lockfile: 'jquery.min.js',
    declared: [],
    askers: [],
    pins: [],
    byParent: false,
    others: false,
    development: false,
    together: [],
  });
  expect(steps).toEqual([
    {
      kind: 'text',
      text: 'replace the copied files of jquery (jquery.min.js) with those of 3.5.0, or install the package with a package manager',
    },
  ]);
});

describe('a copy under a name that says nothing', () => {
  const { heads = [] } = extractorOf(extractors, 'vendored/javascript').files;
  const BANNER = '/*! jQuery v1.11.3 | (c) 2005, 2015 */\n';
  const isWanted = (text: string): boolean => heads.some(({ head }) => head.test(text));

  test('is looked at for the banner at its beginning', () => {
    expect(isWanted(BANNER)).toBe(true);
    expect(isWanted('// lodash 4.17.21\n')).toBe(true);
    expect(isWanted('import "a";\n/*! jQuery v1.11.3 */')).toBe(false);
    expect(isWanted('/* our own code */\n')).toBe(false);
  });

  test('is listed, unless it is as small as a translation', async () => {
    const path = 'assets/js/site.js';
    const read = (text: string) =>
      extractInMemory(extractorOf(extractors, 'vendored/javascript'), { [path]: text }, path);
    expect(listing(await read(BANNER + ';'.repeat(5000)))).toEqual(['jquery@1.11.3 production direct']);
    expect((await read(BANNER)).roots).toEqual([]);
  });
});
