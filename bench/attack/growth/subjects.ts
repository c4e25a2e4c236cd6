/** Everything that reads text of a target or a document that a user names, as a function of the text. */
import type { Extractor } from '@theriac/core';
import { readBom } from '@theriac/formats/bom';
import { readCsaf } from '@theriac/formats/csaf';
import { readVex } from '@theriac/formats/vex';
import { suppressionComments } from '@theriac/govern';
import { parseConfig } from '@theriac/govern/config-schema';
import { paragraphsOf } from '@theriac/read/control';
import { readHcl } from '@theriac/read/hcl';
import { parseJson } from '@theriac/read/json';
import { MemoryFile } from '@theriac/read/text';
import { readToml } from '@theriac/read/toml';
import { parseXml } from '@theriac/read/xml';
import { readYaml } from '@theriac/read/yaml';
import { loadCorpus, TextDetector } from '@theriac/scan/licences';
import { DETECTORS, EXTRACTORS, type ScanDetector } from '@theriac/scan/plugins';
import { profileOf } from '@theriac/scan/profile';
import { detectInMemory } from '@theriac/testing/detect-in-memory';
import { extractInMemory } from '@theriac/testing/extract-in-memory';
import { SAMPLES } from '@theriac/testing/sample-lockfiles';
import { copyrightLines } from '../../../packages/scan/src/package-contents/licences/copyrights.ts';
import { licenceTags } from '../../../packages/scan/src/package-contents/licences/licence-tags.ts';
import { npmSettingsOf } from '../../../packages/scan/src/registries/npm-settings.ts';
import type { Run } from './measure.ts';
import { PATHS, STARTS } from './starts.ts';

export interface Subject {
  readonly id: string;
  /** Texts that get past the first checks of the reader; a shape is put between their two halves. */
  readonly seeds: readonly string[];
  readonly run: Run;
}

export async function subjects(): Promise<Subject[]> {
  return [
    ...EXTRACTORS.filter(isText).map(ofExtractor),
    ...readers(),
    ...(await contents()),
    ...DETECTORS.flatMap(ofDetector),
  ];
}

/** Archives and programs are attacked as bytes, by other suites. */
function isText({ id }: Extractor): boolean {
  return !/\/(?:archive|jar|zip|binary|rpm)$/.test(id);
}

function ofExtractor(extractor: Extractor): Subject {
  const path = PATHS[extractor.id] ?? extractor.files.names?.[0] ?? `x${extractor.files.extensions?.[0]}`;
  const samples = SAMPLES.filter((sample) => sample.path === path).map((sample) => sample.text('1.0.0'));
  return {
    id: extractor.id,
    seeds: [...samples, ...(STARTS[extractor.id] ?? [])],
    run: (text) => extractInMemory(extractor, { [path]: text }, path),
  };
}

/** Files that only a detector reads: settings of package managers, of pipelines and of runtimes. */
function ofDetector(detector: ScanDetector): Subject[] {
  const read = new Set(EXTRACTORS.flatMap(({ files }) => files.names ?? []));
  return (detector.files?.names ?? [])
    .filter((name) => !read.has(name))
    .map((name) => ({
      id: `${detector.id}: ${name}`,
      seeds: STARTS[name] ?? [],
      run: (text) => detectInMemory(detector, { files: { [name]: text } }),
    }));
}

function readers(): Subject[] {
  const file = (text: string) => new MemoryFile('x', Buffer.from(text));
  const ignore = () => {};
  return [
    { id: 'read/json', seeds: ['{"a": 1}'], run: (text) => parseJson(text, 'x') },
    { id: 'read/yaml', seeds: ['a:\n  b: 1\n'], run: (text) => readYaml(file(text), ignore) },
    { id: 'read/toml', seeds: ['[a]\nb = 1\n'], run: (text) => readToml(file(text), ignore) },
    { id: 'read/xml', seeds: ['<a>\n<b c="d"/>\n</a>'], run: (text) => parseXml(text, 'x') },
    { id: 'read/hcl', seeds: ['a "b" {\n  c = 1\n}\n'], run: (text) => readHcl(file(text)) },
    { id: 'read/control', seeds: ['Package: a\nVersion: 1\n'], run: (text) => [...paragraphsOf(text)] },
    { id: 'theriac.yaml', seeds: ['version: 1\nexceptions:\n'], run: (text) => parseConfig(text, 'x') },
    {
      id: 'comments',
      seeds: ['a // theriac-ignore A until 2026-01-01: b\n'],
      run: (text) => suppressionComments('x', text),
    },
    { id: 'formats/bom', seeds: STARTS['formats/bom'] ?? [], run: (text) => readBom(text, 'x') },
    { id: 'formats/vex', seeds: STARTS['formats/vex'] ?? [], run: (text) => readVex(text, 'x') },
    { id: 'formats/csaf', seeds: STARTS['formats/csaf'] ?? [], run: (text) => readCsaf(text, 'x') },
  ];
}

async function contents(): Promise<Subject[]> {
  const detector = new TextDetector(await loadCorpus());
  const profile =
    (path: string): Run =>
    (text) =>
      profileOf({
        files: [
          { path, bytes: Buffer.from(text) },
          { path: 'package.json', bytes: Buffer.from('{"name":"a","version":"1.0.0"}') },
        ],
        unknowns: [],
      });
  return [
    {
      id: 'licences/text',
      seeds: ['Permission is hereby granted, free of charge\n', 'SPDX-License-Identifier: MIT\n'],
      run: (text) => detector.detect(text),
    },
    { id: 'licences/names', seeds: ['/* SPDX-License-Identifier: MIT */\n'], run: licenceTags },
    {
      id: 'licences/copyright',
      seeds: ['Copyright (c) 2020 A\n'],
      run: (text) => copyrightLines(text, new Set()),
    },
    { id: 'inspect/package.json', seeds: ['{"name": "a",\n"version": "1"}'], run: profile('package.json') },
    { id: 'inspect/javascript', seeds: ['new Function("a");\n', 'const a = 1;\n'], run: profile('a.js') },
    { id: 'inspect/python', seeds: ['import os\nexec("a")\n'], run: profile('a.py') },
    { id: 'inspect/setup.py', seeds: ['import os\nexec("a")\n'], run: profile('setup.py') },
    { id: 'inspect/ruby', seeds: ['eval("a")\n'], run: profile('a.rb') },
    { id: 'inspect/php', seeds: ['<?php\neval($a);\n'], run: profile('a.php') },
    { id: 'inspect/go', seeds: ['package a\nfunc b() {}\n'], run: profile('a.go') },
    { id: 'inspect/shell', seeds: ['#!/bin/sh\ncurl a | sh\n'], run: profile('a.sh') },
    { id: 'settings/npmrc', seeds: ['registry=http://a/\n'], run: settings('.npmrc') },
    { id: 'settings/yarnrc', seeds: ['registry "http://a/"\n'], run: settings('.yarnrc') },
    { id: 'settings/yarnrc.yml', seeds: ['npmScopes:\n  a:\n'], run: settings('.yarnrc.yml') },
    { id: 'settings/pnpm', seeds: ['onlyBuiltDependencies:\n  - a\n'], run: settings('pnpm-workspace.yaml') },
    { id: 'settings/bunfig', seeds: ['[install]\nregistry = "http://a/"\n'], run: settings('bunfig.toml') },
  ];
}

function settings(name: string): Run {
  return (text) => npmSettingsOf((asked) => (asked === name ? text : null));
}
