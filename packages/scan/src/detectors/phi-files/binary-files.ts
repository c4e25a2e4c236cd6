/** Which binary files are wanted: what can hold patients, read or not. */
import { UNREAD_KINDS } from './containers/unread-table.ts';

/** Extensions of binary files that are read, or told as not read. */
export const BINARY_EXTENSIONS: readonly string[] = [
  ...['.dcm', '.dicom', '.jpg', '.jpeg', '.tif', '.tiff', '.png', '.webp', '.heic', '.heif', '.avif'],
  ...[
    '.xlsx',
    '.xlsm',
    '.xltx',
    '.docx',
    '.docm',
    '.dotx',
    '.pptx',
    '.pptm',
    '.ppsx',
    '.odt',
    '.ods',
    '.odp',
    '.ott',
    '.ots',
  ],
  ...['.zip', '.tar', '.tgz', '.gz', '.zst'],
  ...new Set(UNREAD_KINDS.flatMap(({ extensions }) => extensions)),
];
/**
 * Files that their content tells whatever their names: DICOM, SQLite, dumps, Access, Parquet. The last forms are those of
 * DICOM without preamble: group 2 or 8, then a value representation or a small length.
 */
export const BINARY_HEAD =
  /^(?:[\s\S]{128}DICM|SQLite format 3\x00|PGDMP|TAPE\x00|\x00\x01\x00\x00Standard (?:Jet|ACE) DB|PAR1|[\x02\x08]\x00[\s\S]\x00(?:[A-Z]{2}|[\s\S]{2}\x00\x00)|\x00\x08\x00[\s\S](?:[A-Z]{2}|\x00\x00))/;
