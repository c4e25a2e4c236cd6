import { TheriacError } from '@theriac/core';
import { MemoryFile } from '@theriac/read/text';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFullYaml } from './full.ts';
import { mapOf, YamlMap, type YamlNode, type YamlValue } from './node.ts';
import { readYaml } from './read-yaml.ts';
import { readSubset } from './subset.ts';

const plain = (value: YamlValue): unknown => {
  if (value instanceof YamlMap) {
    return Object.fromEntries([...value.entries].map(([key, node]) => [key, plain(node.value)]));
  }
  return Array.isArray(value) ? value.map((node) => plain(node.value)) : value;
};
const subset = (text: string): unknown => readSubset(text).map((node) => plain(node.value));
const full = (text: string): unknown =>
  readFullYaml(text, 'x.yaml', () => {}).map((node) => plain(node.value));

const keyPlaces = ({ value }: YamlNode): unknown =>
  value instanceof YamlMap
    ? [...value.entries].map(([key, node]) => [key, node.line, node.column, keyPlaces(node)])
    : Array.isArray(value)
      ? value.map(keyPlaces)
      : null;

const INSIDE = [
  'a: 1\nb:\n  c: x # note\n  d:\n    - e\n    - f: 1\n      g: 2\n    -\n      h: 1\n',
  "lockfileVersion: '9.0'\n\npackages:\n\n  '@s/a@1.0.0(b@2.0.0)':\n    resolution: {integrity: sha512-AA==}\n    engines: {node: '>=10', npm: \"x\"}\n    cpu: [x64, arm64]\n    os: []\n    hasBin: true\n",
  '? long key\n: value\n? "other"\n:\n  version: 1\nlast:\n',
  'jobs:\n  a:\n    steps:\n    - run: |\n        one\n          two\n\n        three\n    - uses: x/y@v1 # v1.2.3\n',
  'text: |-\n  a\n\n\nnext: 1\n',
  'key: "a\\u0041\\n"\n"q:k": \'it\'\'s\'\n',
  'a: {b: {c: [1, 2]}, d: , e: x:y}\n',
  'a: {b: 1,\n  c: 2}\n',
  'a:\n  {\n    b: sha512-A==,\n    "c": [x,\n      { d: "e,]" }\n    ],\n\n  } # note\nf: g\n',
  '---\na: b\n',
  '',
  '# only a comment\n',
  '- a\n- - b\n  - c\n- {d: e}\n',
];

describe('the YAML subset', () => {
  it.each(INSIDE)('agrees with the full parser: %j', (text) => {
    expect(subset(text)).toEqual(full(text));
  });

  it.each(INSIDE.slice(0, 11))('gives the places of keys as the full parser does: %j', (text) => {
    const [mine, theirs] = [readSubset(text), readFullYaml(text, 'x.yaml', () => {})];
    expect(mine.map(keyPlaces)).toEqual(theirs.map(keyPlaces));
  });

  it.each([
    'a: &x 1\nb: *x\n',
    'a: !!str 1\n',
    'a: >\n  folded\n  text\n',
    'a: one\n  two\n',
    'a: "one\n  two"\n',
    'a: 1\na: 2\n',
    'a: 1\n---\nb: 2\n',
    '<<: {a: 1}\nb: 2\n',
    'a: b: c\n',
    '\ta: 1\n',
    'a: {b: 1, # note\n  c: 2}\n',
    'a: {b: one\n  two}\n',
    'a: {b: "one\n  two"}\n',
    'a: {\n  b\n  : 1 }\n',
    'a: {\n  b: 1\n}\n',
    'a: {\n  b: 1\n',
    'a: {\n  b: 1 } }\n',
  ])('leaves to the full parser: %j', (text) => {
    expect(() => readSubset(text)).toThrow();
  });

  it('gives the line of every key', () => {
    const [top] = readSubset('\na:\n  # note\n  b: {c: 1}\n\n  d:\n  - e\n');
    const a = mapOf(top).get('a') as YamlNode;
    expect(a.line).toBe(2);
    expect([...mapOf(a).entries].map(([key, node]) => [key, node.line])).toEqual([
      ['b', 4],
      ['d', 6],
    ]);
  });

  it('keeps what a comment at the end of a line says, either way', () => {
    for (const read of [readSubset, (t: string) => readFullYaml(t, 'x', () => {})]) {
      const [top] = read('uses: a/b@0123 # v1.2.3\n');
      expect(mapOf(top).get('uses')?.comment).toBe('v1.2.3');
    }
  });

  it('agrees with the full parser wherever it accepts text at all', () => {
    const piece = fc.constantFrom(
      'a',
      'b:',
      ': ',
      '- ',
      '\n',
      '\n  ',
      '\n    ',
      "'",
      '"',
      '{',
      '}',
      '[',
      ']',
      ',',
      '#',
      ' #',
      '|',
      '? ',
      '\n: ',
      '&x',
      '*x',
      '1',
      '\\',
      '---',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 24 }).map((parts) => parts.join('')),
        (text) => {
          let mine: unknown;
          try {
            mine = subset(text);
          } catch {
            return;
          }
          expect(mine).toEqual(full(text));
        },
      ),
      { numRuns: 5000 },
    );
  });
});

describe('readYaml', () => {
  const read = (text: string) => readYaml(new MemoryFile('x.yaml', text), () => {});
  it('resolves aliases and merges without copying, and bounds them', async () => {
    expect((await read('a: &x {b: 1}\nc:\n  <<: *x\n  d: 2\n')).map((n) => plain(n.value))).toEqual([
      { a: { b: '1' }, c: { b: '1', d: '2' } },
    ]);
    const laughs = ['a0: &a0 [x,x,x,x,x,x,x,x,x]'];
    for (let at = 1; at < 30; at += 1) laughs.push(`a${at}: &a${at} [${`*a${at - 1},`.repeat(9)}]`);
    expect(await read(laughs.join('\n'))).toHaveLength(1);
  });

  it.each([
    ['nested brackets', `a: ${'['.repeat(20_000)}`, 'THERIAC_INPUT_LIMIT'],
    [
      'nested mappings',
      Array.from({ length: 3000 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'),
      'THERIAC_INPUT_LIMIT',
    ],
    ['nested items', `${'- '.repeat(5000)}a`, 'THERIAC_INPUT_LIMIT'],
    ['an unclosed quote', 'a: "b', 'THERIAC_INPUT_SYNTAX'],
    ['an alias to nothing', 'a: *b', 'THERIAC_INPUT_SYNTAX'],
  ])('refuses %s with a code', async (_, text, code) => {
    await expect(read(text)).rejects.toThrow(TheriacError);
    await expect(read(text)).rejects.toMatchObject({ code });
  });

  it('reads many keys in time where only the full parser can', async () => {
    const text = `a: &x\n${Array.from({ length: 50_000 }, (_, n) => `k${n}: 1\n`).join('')}`;
    expect(mapOf((await read(text))[0]).entries.size).toBe(50_001);
  });

  it('reports keys that repeat and keeps the last', async () => {
    const reasons: string[] = [];
    const nodes = await readYaml(new MemoryFile('x.yaml', 'a: 1\na: 2\n'), (u) =>
      reasons.push(`${u.reason} ${u.location.line}`),
    );
    expect(nodes.map((n) => plain(n.value))).toEqual([{ a: '2' }]);
    expect(reasons).toEqual(['duplicate-key 2']);
  });
});

describe('tags', () => {
  const tagsOf = (text: string): (string | undefined)[] => {
    const [document] = readFullYaml(text, 'x.yaml', () => {});
    return [...mapOf(document).entries.values()].map(({ tag }) => tag);
  };

  it('keeps those of applications, on scalars, sequences, mappings and what aliases name', () => {
    const text =
      'a: !Sub "x"\nb: !Join\n  - ""\n  - [y]\nc: !T {d: e}\nf: &g !Ref h\ni: *g\nj: !!str 1\nk: l\n';
    expect(tagsOf(text)).toEqual(['!Sub', '!Join', '!T', '!Ref', '!Ref', undefined, undefined]);
  });

  it('keeps them on items of sequences', () => {
    const [document] = readFullYaml('- !Ref a\n- b\n', 'x.yaml', () => {});
    expect(Array.isArray(document?.value) ? document.value.map(({ tag }) => tag) : []).toEqual([
      '!Ref',
      undefined,
    ]);
  });

  it('reaches those who read a file', async () => {
    const [document] = await readYaml(new MemoryFile('x.yaml', 'a: !GetAtt b.Arn\n'), () => {});
    expect(mapOf(document).get('a')).toMatchObject({ value: 'b.Arn', tag: '!GetAtt' });
  });
});
