// biome-ignore-all lint/suspicious/noTemplateCurlyInString: interpolations of HCL
import { MemoryFile } from '@theriac/read/text';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readHclBody, readHclTemplate, readJsonAsHcl } from './body.ts';
import type { HclExpression } from './syntax.ts';

const read = (text: string) => readHclBody(new MemoryFile('main.tf', text));
const value = (text: string): HclExpression | undefined => read(`a = ${text}\n`).attributes.get('a')?.value;

/** A short form of the tree. */
function short(node: HclExpression | undefined): unknown {
  if (node === undefined) return undefined;
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'name':
      return `$${node.name}`;
    case 'list':
      return node.items.map(short);
    case 'object':
      return { object: node.entries.map((e) => [short(e.key), short(e.value)]) };
    case 'call':
      return { [node.name]: node.args.map(short), ...(node.expands ? { expands: true } : {}) };
    case 'operators':
      return [short(node.first), ...node.rest.flatMap((r) => [r.operator, short(r.operand)])];
    case 'prefix':
      return [node.signs.join(''), short(node.of)];
    case 'conditional':
      return {
        if: node.branches.map((b) => [short(b.condition), short(b.result)]),
        else: short(node.otherwise),
      };
    case 'path':
      return [
        short(node.of),
        ...node.steps.map((s) =>
          s.kind === 'attribute' ? `.${s.name}` : s.kind === 'splat' ? '*' : { at: short(s.key) },
        ),
      ];
    case 'for':
      return {
        for: [
          node.keyName,
          node.valueName,
          short(node.over),
          short(node.key),
          short(node.result),
          node.groups,
          short(node.condition),
        ],
      };
    case 'template':
      return {
        parts: node.parts.map((p) =>
          p.kind === 'text' ? p.text : p.kind === 'value' ? [short(p.value)] : p.kind,
        ),
      };
  }
}

test.each([
  ['1.5e3', 1500],
  ['"a\\n\\"b\\" \\u00e9 $${x} %%{y}"', 'a\n"b" é ${x} %{y}'],
  ['null', null],
  ['-1', ['-', 1]],
  ['!!x', ['!!', '$x']],
  ['1 + 2 * 3 - 4', [1, '+', [2, '*', 3], '-', 4]],
  ['a || b && c == d', ['$a', '||', ['$b', '&&', ['$c', '==', '$d']]]],
  [
    'a ? 1 : b ? 2 : 3',
    {
      if: [
        ['$a', 1],
        ['$b', 2],
      ],
      else: 3,
    },
  ],
  ['var.a[0].b["k"].*.c[*]', ['$var', '.a', { at: 0 }, '.b', { at: 'k' }, '*', '.c', '*']],
  ['x.0.y', ['$x', { at: 0 }, '.y']],
  ['[1, "b", # comment\n 3,\n]', [1, 'b', 3]],
  [
    '{ a = 1, "b": 2\n (c) = 3 }',
    {
      object: [
        ['a', 1],
        ['b', 2],
        ['$c', 3],
      ],
    },
  ],
  ['{ for = 1 }', { object: [['for', 1]] }],
  ['f(a, b...)', { f: ['$a', '$b'], expands: true }],
  ['provider::aws::arn_parse("x")', { 'provider::aws::arn_parse': ['x'] }],
  [
    '[for v in l : v.x if v.y]',
    { for: [undefined, 'v', '$l', undefined, ['$v', '.x'], false, ['$v', '.y']] },
  ],
  ['{for k, v in m : k => v...}', { for: ['k', 'v', '$m', '$k', '$v', true, undefined] }],
  ['"a ${ b } c"', { parts: ['a ', ['$b'], ' c'] }],
  ['"${"x${y}"}"', { parts: [[{ parts: ['x', ['$y']] }]] }],
  ['"%{ if a }x%{ else }y%{ endif }"', { parts: ['if'] }],
  ['(\n 1\n +\n 2)', [1, '+', 2]],
  ['<<EOT\n  x\n  ${y}\nEOT', { parts: ['  x\n  ', ['$y'], '\n'] }],
  ['<<-EOT\n    x\n      y\n    EOT', 'x\n  y\n'],
  ['"  ${~ a ~}  z"', { parts: [['$a'], 'z'] }],
])('%s', (text, expected) => {
  expect(short(value(text))).toEqual(expected);
});

test('settings, blocks and values have places, also behind heredocs and comments', () => {
  const body = read('/* one\n */ module "a" b {\n  x = <<EOT\ntext\nEOT\n  y = 2 }\nlocals {}\n');
  const [first, second] = body.blocks;
  expect(first).toMatchObject({ type: 'module', labels: ['a', 'b'], line: 2, column: 5 });
  expect(first?.body.attributes.get('x')).toMatchObject({
    line: 3,
    column: 3,
    value: { value: 'text\n', line: 4 },
  });
  expect(first?.body.attributes.get('y')).toMatchObject({
    line: 6,
    column: 3,
    value: { line: 6, column: 7 },
  });
  expect(second).toMatchObject({ type: 'locals', line: 7 });
});

test.each([
  ['a = "b\n', 'a string is not closed', 1],
  ['\n/* a', 'a comment is not closed', 2],
  ['a = [1\n', '`]` is missing at the end of a list', 1],
  ['a {\n', 'a block is not closed', 1],
  ['a = <<X\ny\n', 'the text is not closed by a line X', 1],
  ['a = 1 2\n', 'a line break is missing after a setting', 1],
  ['a = "${x"\n', 'is missing at the end of an interpolation', 1],
  ['a = "%{ if x }y"\n', '`endif` is missing in a template', 1],
])('%j is refused with its line', (text, message, line) => {
  expect(() => read(text)).toThrow(
    expect.objectContaining({ code: 'THERIAC_INPUT_SYNTAX', message: expect.stringContaining(message) }),
  );
  expect(() => read(text)).toThrow(expect.objectContaining({ place: expect.objectContaining({ line }) }));
});

test.each(['[', '(', '{a=', '"${', 'f(', 'x[', '!(', 'a ? '])('10,000 times %s ends in a limit', (open) => {
  expect(() => read(`a = ${open.repeat(10_000)}`)).toThrow(
    expect.objectContaining({ code: 'THERIAC_INPUT_LIMIT' }),
  );
});

test('long chains are no depth', () => {
  const many = (text: string): string => text.repeat(10_000);
  expect(value(`1${many(' + 1')}`)?.kind).toBe('operators');
  expect(value(`x${many('.y')}`)?.kind).toBe('path');
  expect(value(`${many('!')}x`)?.kind).toBe('prefix');
  expect(value(`${many('a ? 1 : ')}2`)?.kind).toBe('conditional');
});

test('a template file is an expression', () => {
  expect(short(readHclTemplate('a ${b}\n"c"\n', 'x.tpl'))).toEqual({ parts: ['a ', ['$b'], '\n"c"\n'] });
});

test('JSON is read with places, its strings as they are', () => {
  const tree = readJsonAsHcl('{"a": "${x}\\/",\n "b": [1, null]\n, "c": -1.5}', 'x.json');
  expect(short(tree)).toEqual({
    object: [
      ['a', '${x}/'],
      ['b', [1, null]],
      ['c', ['-', 1.5]],
    ],
  });
  expect(tree.kind === 'object' && tree.entries[1]?.value).toMatchObject({ line: 2, column: 7 });
});

test('any text ends in a body or a coded error', () => {
  const piece = fc.constantFrom(
    'a',
    '=',
    ' ',
    '\n',
    '"',
    '${',
    '}',
    '{',
    '[',
    ']',
    '(',
    ')',
    '<<A\n',
    'A\n',
    '%{',
    'if ',
    'for ',
    'in ',
    ':',
    '=>',
    '?',
    '.',
    '*',
    '#',
    '/*',
    '*/',
    '\\',
    '1',
    ',',
    '~',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      try {
        read(pieces.join(''));
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^THERIAC_INPUT_/) });
      }
    }),
    { numRuns: 2000 },
  );
});
