import { TheriacError } from '@theriac/core';
import { MemoryFile } from '@theriac/read/text';
import { expect, test } from 'vitest';
import { readXml } from './index.ts';

const read = (content: string | Uint8Array) => readXml(new MemoryFile('a.xml', content));
const refused = (content: string) => {
  try {
    read(content);
  } catch (error) {
    return error instanceof TheriacError ? [error.code, error.place.line] : error;
  }
  return null;
};

test('elements, attributes and text with the line of each opening tag', () => {
  const root = read(
    '<?xml version="1.0"?>\n<a xmlns:x="u">\n <b\n   x:k="v">t<![CDATA[<c>]]></b>\n <b/></a>',
  );
  expect([root.name, root.line, root.children.map((c) => [c.name, c.line])]).toEqual([
    'a',
    2,
    [
      ['b', 3],
      ['b', 5],
    ],
  ]);
  expect([root.child('b')?.attribute('k'), root.textOf('b'), root.at('b').length]).toEqual(['v', 't<c>', 2]);
});

test('a document type that defines entities is refused: external files and billion laughs', () => {
  const laughs = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>';
  expect(refused(laughs)).toEqual(['THERIAC_INPUT_LIMIT', 1]);
  expect(refused('<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><l>&a;</l>')).toEqual([
    'THERIAC_INPUT_LIMIT',
    1,
  ]);
  expect(read('<!DOCTYPE project><project>&oacute;</project>').text).toBe('&oacute;');
});

test('hostile depth and syntax errors are coded errors with their line', () => {
  expect(refused('<a>'.repeat(100_000))).toEqual(['THERIAC_INPUT_LIMIT', 1]);
  expect(refused('<a>\n<b></a>')).toEqual(['THERIAC_INPUT_SYNTAX', 2]);
  expect(refused('')).toEqual(['THERIAC_INPUT_SYNTAX', 1]);
  expect(refused('<a>\n<<<<<<< HEAD\n</a>')).toEqual(['THERIAC_INPUT_SYNTAX', 2]);
});

test('single-byte encodings are decoded as declared', () => {
  const bytes = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>Jos\u00e9</a>', 'latin1');
  expect(read(bytes).text).toBe('José');
});
