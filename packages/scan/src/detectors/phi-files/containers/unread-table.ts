/** Kinds of files that can hold records of patients and are not read. */

export interface UnreadKind {
  /** As people call it. */
  readonly title: string;
  readonly extensions: readonly string[];
  /** Over the first KiB as Latin-1; absent: the name alone says it. */
  readonly head?: RegExp;
  /**
   * `data`: written by programs that keep records, so that it always counts. `document`: written for readers, so that it
   * counts unless its path says documentation, an example or somebody else's software.
   */
  readonly is: 'data' | 'document';
}

const OLE = /^\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1/;

export const UNREAD_KINDS: readonly UnreadKind[] = [
  { title: 'PDF', extensions: ['.pdf'], head: /^[\s\S]{0,1000}%PDF-/, is: 'document' },
  { title: 'Word before 2007', extensions: ['.doc', '.dot'], head: OLE, is: 'document' },
  { title: 'PowerPoint before 2007', extensions: ['.ppt', '.pps'], head: OLE, is: 'document' },
  { title: 'Excel before 2007', extensions: ['.xls', '.xlt'], head: OLE, is: 'data' },
  { title: 'Excel binary workbook', extensions: ['.xlsb'], head: /^PK/, is: 'data' },
  // Office encrypts the whole archive and puts it into a file of the older form.
  {
    title: 'encrypted Office document',
    extensions: ['.xlsx', '.xlsm', '.docx', '.docm', '.pptx'],
    head: OLE,
    is: 'data',
  },
  { title: 'Outlook message', extensions: ['.msg'], head: OLE, is: 'data' },
  { title: 'Outlook mailbox', extensions: ['.pst', '.ost'], head: /^!BDN/, is: 'data' },
  {
    title: 'Access database',
    extensions: ['.mdb', '.accdb'],
    head: /^\x00\x01\x00\x00Standard (?:Jet|ACE) DB/,
    is: 'data',
  },
  { title: 'PostgreSQL dump in custom format', extensions: [], head: /^PGDMP/, is: 'data' },
  { title: 'backup of SQL Server', extensions: [], head: /^TAPE\x00/, is: 'data' },
  { title: 'Parquet', extensions: ['.parquet'], head: /^PAR[1E]/, is: 'data' },
  { title: 'Avro', extensions: ['.avro'], head: /^Obj\x01/, is: 'data' },
  { title: 'ORC', extensions: ['.orc'], head: /^ORC/, is: 'data' },
  { title: 'Arrow', extensions: ['.arrow', '.feather'], head: /^(?:ARROW1|FEA1)/, is: 'data' },
  { title: 'SAS data set', extensions: ['.sas7bdat', '.xpt'], is: 'data' },
  { title: 'SPSS data set', extensions: ['.sav', '.zsav'], head: /^\$FL[23]/, is: 'data' },
  { title: 'Stata data set', extensions: ['.dta'], is: 'data' },
  { title: 'R data set', extensions: ['.rds', '.rdata', '.rda'], is: 'data' },
  { title: '7z archive', extensions: ['.7z'], head: /^7z\xbc\xaf/, is: 'data' },
  { title: 'RAR archive', extensions: ['.rar'], head: /^Rar!/, is: 'data' },
  { title: 'xz archive', extensions: ['.xz', '.txz'], head: /^\xfd7zXZ/, is: 'data' },
  { title: 'bzip2 archive', extensions: ['.bz2', '.tbz2'], head: /^BZh/, is: 'data' },
];
