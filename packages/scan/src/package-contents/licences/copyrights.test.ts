import { expect, test } from 'vitest';
import { copyrightKey, copyrightLines } from './copyrights.ts';
import { kindOfFile } from './package-texts.ts';

const lines = (text: string): string[] => copyrightLines(text, new Set());

test.each([
  [
    ' * Copyright (c) 2015-2018, Jane Roe <jane@example.org>. All rights reserved.',
    ['Copyright (c) 2015-2018, Jane Roe <jane@example.org>.'],
  ],
  ['© 2020 Example Health GmbH', ['© 2020 Example Health GmbH']],
  ['(c) 2009 John Doe', ['(c) 2009 John Doe']],
  ['Portions Copyright 2011 The Clinic', ['Portions Copyright 2011 The Clinic']],
  ['<p>Copyright &copy; 2020 Foo</p>', ['Copyright © 2020 Foo']],
  ['Copyright (c) 2012 Ann\nCOPYRIGHT (C) 2012 ANN.', ['Copyright (c) 2012 Ann']],
  ['Copyright (c) <year> <copyright holders>', []],
  ['Copyright [yyyy] [name of copyright owner]', []],
  ['The above copyright notice and this permission notice shall be included', []],
  ['copyright holders be liable for any claim', []],
  ['(c) You must retain the notices', []],
  ['Copyright', []],
])('%j', (text, found) => {
  expect(lines(text)).toEqual(found);
});

test('lines of the licence text itself are left out', () => {
  const own = 'Copyright (C) 2007 Free Software Foundation, Inc. <http://fsf.org/>';
  expect(copyrightLines(`${own}\nCopyright 2020 Jane Roe`, new Set([copyrightKey(own)]))).toEqual([
    'Copyright 2020 Jane Roe',
  ]);
});

test.each([
  ['LICENSE', 'licence'],
  ['LICENCE.md', 'licence'],
  ['license-mit', 'licence'],
  ['COPYING.LESSER', 'licence'],
  ['UNLICENSE', 'licence'],
  ['NOTICE.txt', 'notice'],
  ['ThirdPartyNotices.txt', 'notice'],
  ['README.md', 'readme'],
  ['REUSE.toml', 'tags'],
  ['license.js', null],
  ['index.js', null],
  ['license.json', null],
])('%s is a %s file', (name, kind) => {
  expect(kindOfFile(name)).toBe(kind);
});
