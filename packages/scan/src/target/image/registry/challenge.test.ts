import fc from 'fast-check';
import { expect, test } from 'vitest';
import { challengesOf } from './challenge.ts';

const read = (header: string) =>
  challengesOf(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);

test.each([
  ['', []],
  ['Basic realm="Registry"', [['basic', { realm: 'Registry' }]]],
  [
    'Bearer realm="https://auth.example/token",service="registry.example",scope="repository:a/b:pull,push"',
    [
      [
        'bearer',
        {
          realm: 'https://auth.example/token',
          service: 'registry.example',
          scope: 'repository:a/b:pull,push',
        },
      ],
    ],
  ],
  [
    'Negotiate YIIabc==, BEARER Realm = "x" , Service=plain, Basic realm="with \\"quotes\\" and \\\\"',
    [
      ['negotiate', {}],
      ['bearer', { realm: 'x', service: 'plain' }],
      ['basic', { realm: 'with "quotes" and \\' }],
    ],
  ],
  ['Bearer realm="first", realm="second"', [['bearer', { realm: 'first' }]]],
  ['Bearer realm="unfinished', [['bearer', {}]]],
  ['realm="without a scheme"', []],
])('%s', (header, expected) => {
  expect(read(header)).toEqual(expected);
});

test('any header is read', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => void read(text)));
});
