/** Texts that make readers slow: what is put into a file, in any size. */

export interface Shape {
  readonly id: string;
  /** @returns about `size` characters */
  readonly make: (size: number) => string;
}

const UNITS: readonly string[] = [
  ...[
    ' ',
    '\t',
    '\n',
    '\r\n',
    '\u00a0',
    '0',
    '9',
    'a',
    'A',
    '.',
    '-',
    '_',
    '/',
    '\\',
    ':',
    ';',
    ',',
    '=',
    '#',
  ],
  ...[
    '"',
    "'",
    '`',
    '(',
    '[',
    '{',
    '<',
    ')',
    ']',
    '}',
    '>',
    '*',
    '+',
    '!',
    '@',
    '$',
    '%',
    '&',
    '|',
    '~',
    '^',
  ],
  ...[
    '[]',
    '{}',
    '()',
    '""',
    "''",
    '${',
    '<a>',
    '<a ',
    '</a>',
    '<!--',
    '/*',
    '/**/',
    '//',
    '<![CDATA[',
    '&lt;',
  ],
  ...[
    '"a",',
    '[1,',
    '{"a":',
    'a b ',
    ' #',
    ' \\',
    '-1',
    '.1',
    '1.',
    ':a',
    '@a',
    '=a',
    '0a',
    'a(',
    'a[',
    'a:\n',
  ],
  ...[
    '- ',
    '  - a\n',
    ' a: b\n',
    'a: b\n',
    'a=b\n',
    'a = "b"\n',
    '"a": "b",\n',
    '# a\n',
    '// a\n',
    '; a\n',
    '\n\n',
  ],
  ...[
    'a 1.0\n',
    'a==1.0 \\\n',
    '[a]\n',
    '[[a]]\n',
    '- [a\n',
    '"""',
    "'''",
    '%q<',
    '<<-A\n',
    '#{',
    '$(',
    '`a',
    '\\"',
  ],
  ...[
    'requires ',
    'version ',
    'FROM a\n',
    'ENV A ',
    'RUN ',
    'eval ',
    'eval( ',
    'Copyright (c) ',
    'http://',
    '--a=',
  ],
];

export const SHAPES: readonly Shape[] = [
  ...UNITS.map((unit): Shape => ({ id: JSON.stringify(unit), make: (size) => repeated(unit, size) })),
  numbered('distinct settings', (i) => `key${i} = "v${i}"\n`),
  numbered('distinct fields', (i) => `key${i}: v${i}\n`),
  numbered('distinct indented fields', (i) => `  key${i}: v${i}\n`),
  numbered('distinct members', (i) => `"k${i}": "v${i}", `),
  numbered('distinct words', (i) => `word${i} `),
  numbered('distinct items', (i) => `  - item${i}\n`),
  numbered('deeper and deeper', (i) => `${' '.repeat(i % 200)}a${i}:\n`),
];

function repeated(unit: string, size: number): string {
  return unit.repeat(Math.ceil(size / unit.length));
}

function numbered(id: string, line: (i: number) => string): Shape {
  return {
    id,
    make: (size) => {
      const lines: string[] = [];
      let length = 0;
      for (let i = 0; length < size; i += 1) {
        const text = line(i);
        lines.push(text);
        length += text.length;
      }
      return lines.join('');
    },
  };
}
