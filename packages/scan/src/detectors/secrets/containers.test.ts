import fc from 'fast-check';
import { expect, test } from 'vitest';
import { containersIn, decodedValue } from './containers.ts';

const opened = (text: string): string[] => containersIn(text).map((one) => one.text);
const base64 = (text: string): string => Buffer.from(text).toString('base64');

test.each([
  ['base64', `a: ${base64('the text of a value')}`, 'the text of a value'],
  [
    'base64 without its padding',
    `a: ${base64('the text of a value').replace(/=+$/, '')};`,
    'the text of a value',
  ],
  ['base64 of URLs', `a: ${Buffer.from('~~~? a text ???>>>').toString('base64url')}`, '~~~? a text ???>>>'],
  ['hexadecimal digits', `X'${Buffer.from('the text of a value').toString('hex')}'`, 'the text of a value'],
  [
    'hexadecimal capitals',
    `0x${Buffer.from('the text of a value').toString('hex').toUpperCase()}`,
    'the text of a value',
  ],
  ['percent signs', 'to=postgres%3A%2F%2Fapp%40db.ward.example', 'to=postgres://app@db.ward.example'],
])('opens %s', (_, text, inner) => {
  expect(opened(text)).toEqual([inner]);
});

test('the place is that of the container', () => {
  const text = `data: "${base64('the text of a value')}"`;
  expect(containersIn(text)).toMatchObject([{ start: 7, end: 33 }]);
});

test.each([
  ['an image', 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ'],
  ['a hash', '0beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a33'],
  [
    'a hash of an integrity',
    'sha512-MJ7MSJwS1utMxA9QyQLytNDtd+5RGnx6m808qG1M2G+YndNbxf9JlnDaNCVbRbDP2DDoH2Bdz33FVC6TrpzXbw==',
  ],
  ['words', 'const administrationOfSecrets = theNameOfSomethingLong / packages/scan/src/detectors'],
  ['a percent sign', 'width: 100%; 50%ab'],
])('%s is none', (_, text) => {
  expect(opened(text)).toEqual([]);
});

test('one level is opened, and not what is in it', () => {
  expect(opened(base64(base64('the text of a value')))).toEqual([base64('the text of a value')]);
});

test('a value is decoded as a whole or not at all', () => {
  expect(decodedValue(base64('Wq7xTz93Lm'))).toBe('Wq7xTz93Lm');
  expect(decodedValue(`${base64('Wq7xTz93Lm')}!`)).toBeUndefined();
  expect(decodedValue('Wq7xTz93Lm')).toBeUndefined();
  expect(decodedValue('')).toBeUndefined();
});

test('every text of some length comes back from base64 and from hexadecimal digits', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 24, maxLength: 200, unit: 'grapheme-ascii' }), (inner) => {
      expect(opened(` ${base64(inner)} `)).toContain(inner);
      expect(opened(` ${Buffer.from(inner).toString('hex')} `)).toContain(inner);
    }),
  );
});

test('whatever text there is, containers stand in it, one after the other', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('%41', '%', 'QUJD', '=', 'a', ' ', '\n', '0x', '414243')),
      (parts) => {
        const text = parts.join('');
        for (const { start, end } of containersIn(text))
          expect(start >= 0 && start < end && end <= text.length).toBe(true);
      },
    ),
  );
});
