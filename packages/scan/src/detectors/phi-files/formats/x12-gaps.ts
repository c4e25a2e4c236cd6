/** What is missing in X12 interchanges: segments that end what others begin, and the numbers of segments that they state. */
import { count } from '@theriac/core';
import type { Gap } from '../record.ts';

const ENVELOPE = 105;

/** @returns nothing for texts that only quote an interchange */
export function x12Gaps(text: string): readonly Gap[] {
  const given = text.trimStart();
  if (!/^ISA([^\w\s])[\w ]{2}\1/.test(given)) return [];
  const separator = given[3] ?? '*';
  const terminator = given[ENVELOPE] ?? '';
  if (given[ENVELOPE - 2] !== separator || terminator === '' || /[A-Za-z0-9]/.test(terminator))
    return [{ reason: 'unparseable', message: 'the X12 interchange has a damaged header (ISA)' }];
  const numbers = new Map<string, number>();
  let [broken, segments, isOpen] = [0, 0, false];
  for (const piece of given.split(terminator)) {
    const [name = '', first = ''] = piece.trim().split(separator, 2);
    numbers.set(name, (numbers.get(name) ?? 0) + 1);
    segments += 1;
    if (name === 'ST') {
      if (isOpen) broken += 1;
      [isOpen, segments] = [true, 1];
    } else if (name === 'SE') {
      if (!isOpen || Number(first) !== segments) broken += 1;
      isOpen = false;
    }
  }
  if (isOpen) broken += 1;
  const of = (name: string): number => numbers.get(name) ?? 0;
  const gaps: Gap[] = [];
  if (broken > 0)
    gaps.push({
      reason: 'unparseable',
      message: `${count(broken, 'X12 transaction')} without an end, or with another number of segments than stated`,
    });
  if (of('ISA') !== of('IEA') || of('GS') !== of('GE'))
    gaps.push({ reason: 'unparseable', message: 'the X12 interchange has no end (GE, IEA): it was cut off' });
  return gaps;
}
