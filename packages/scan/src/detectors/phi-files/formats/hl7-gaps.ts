/** What is missing in files of HL7 v2 messages: ends of batches and frames, segments and fields that every message has. */
import { count } from '@theriac/core';
import type { Gap } from '../record.ts';
import { withUsualSeparators } from './hl7.ts';

const BEGINNING = /^[\s\v]{0,9}(?:MSH|FHS|BHS)[^\w\s]/;
const SEGMENT = /^[A-Z][A-Z0-9]{2}(?:\||$)/;
/** Messages that are about one patient (MSH-9, first component). */
const ABOUT_PATIENT = /^(?:ADT|ORU|ORM|OML|OMP|ORR|VXU|MDM|SIU|DFT|BAR|RDE|RDS|RAS|PPR|REF)(?:\^|$)/;
const MESSAGE_TYPE = 8;
/** MSH-12, the version, is required. */
const FIELDS_OF_HEADER = 12;
/** PID-5, the name, is required. */
const FIELDS_OF_PATIENT = 6;
const MOST_LINES = 200_000;

const cut = (message: string): Gap => ({ reason: 'unparseable', message });

/** @returns nothing for texts that only quote messages */
export function hl7Gaps(path: string, given: string): readonly Gap[] {
  if (!BEGINNING.test(given)) {
    const isNamed = /\.(?:hl7|adt|oru)$/i.test(path) && /^PID\|/m.test(given);
    return isNamed ? [cut('the HL7 file does not begin with a header: its beginning is missing')] : [];
  }
  const text = withUsualSeparators(given);
  const lines = text
    .split(/[\n\v\x1c]/, MOST_LINES)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const gaps: Gap[] = [];
  const strange = lines.filter((line) => !SEGMENT.test(line)).length;
  if (strange > 0)
    gaps.push(cut(`${count(strange, 'line')} of the HL7 file ${strange === 1 ? 'is' : 'are'} no segment`));
  const has = (name: string): boolean => lines.some((line) => line.startsWith(name));
  if (
    (has('FHS') && !has('FTS')) ||
    (has('BHS') && !has('BTS')) ||
    (text.startsWith('\v') && !text.includes('\x1c'))
  )
    gaps.push(cut('the HL7 file has no end (FTS, BTS, end of block): it was cut off'));
  const broken = brokenMessages(lines);
  if (broken > 0)
    gaps.push(cut(`${count(broken, 'HL7 message')} without what every such message has: cut off or damaged`));
  return gaps;
}

function brokenMessages(lines: readonly string[]): number {
  let broken = 0;
  let open: { isShort: boolean; wantsPatient: boolean; hasPatient: boolean } | undefined;
  const close = (): void => {
    if (open !== undefined && (open.isShort || (open.wantsPatient && !open.hasPatient))) broken += 1;
  };
  for (const line of lines) {
    const fields = line.split('|', FIELDS_OF_HEADER + 1);
    if (line.startsWith('MSH')) {
      close();
      open = {
        // The separator itself is MSH-1, so that MSH-12 is the twelfth piece.
        isShort: fields.length < FIELDS_OF_HEADER,
        wantsPatient: ABOUT_PATIENT.test(fields[MESSAGE_TYPE] ?? ''),
        hasPatient: false,
      };
    } else if (open !== undefined && line.startsWith('PID')) {
      open.hasPatient = true;
      open.isShort ||= fields.length < FIELDS_OF_PATIENT;
    }
  }
  close();
  return broken;
}
