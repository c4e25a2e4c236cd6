/** Which binary files are wanted: what can hold patients, read or not. */
import { UNREAD_KINDS } from './containers/unread-table.ts';

/** Extensions of binary files that are read, or told as not read. */
export const BINARY_EXTENSIONS: readonly string[] = [
  ...['.dcm', '.dicom', '.jpg', '.jpeg', '.tif', '.tiff'],
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
/** Files that their content tells whatever their names: DICOM, SQLite, dumps, Access, Parquet. */
export const BINARY_HEAD =
  /^(?:[\s\S]{128}DICM|SQLite format 3\x00|PGDMP|TAPE\x00|\x00\x01\x00\x00Standard (?:Jet|ACE) DB|PAR1)/;
