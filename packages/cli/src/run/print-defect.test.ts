import { expect, test } from 'vitest';
import { defectPrinter } from './print-defect.ts';

const printed = (debug: boolean): string => {
  let text = '';
  const stderr = {
    write: (more: string) => {
      text += more;
    },
  };
  const error = new RangeError('of \u001b[2Ja plug-in');
  defectPrinter({ debug, stderr })({ plugin: 'extractor npm', path: 'a\u0007.json', error });
  return text;
};

test('what a plug-in threw is printed with --debug only, and drives no terminal', () => {
  expect(printed(false)).toBe('');
  expect(printed(true)).toMatch(
    /^theriac: extractor npm failed on a \.json\n {2}RangeError: of {2}\[2Ja plug-in\n( {6}at .+\n)+$/,
  );
});
