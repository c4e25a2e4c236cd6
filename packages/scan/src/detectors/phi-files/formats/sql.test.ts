import { expect, test } from 'vitest';
import { readSql } from './sql.ts';
import { personsOf } from './table.ts';

const told = (text: string): string[] =>
  readSql(text)
    .flatMap(personsOf)
    .map(
      ({ line, identifiers }) => `${line} ${identifiers.map(({ is, value }) => `${is}=${value}`).join(' ')}`,
    );

const NAME = 'name=Rosalind Kowalczyk birth=1958-07-23';

test.each([
  [
    'one line, CREATE TABLE and INSERT without columns',
    "CREATE TABLE patients (id int, first_name varchar(10), last_name varchar(10), dob date DEFAULT '1900-01-01', PRIMARY KEY (id)); INSERT INTO patients VALUES (1, 'Rosalind', 'Kowalczyk', '1958-07-23');",
    [`1 ${NAME}`],
  ],
  [
    'INSERT with columns alone, many rows',
    "INSERT INTO patients (first_name, last_name, dob) VALUES ('Rosalind', 'Kowalczyk', '1958-07-23'),\n('Tobias', 'O''Konkwo', '1971-11-04')",
    [`1 ${NAME}`, "2 name=Tobias O'Konkwo birth=1971-11-04"],
  ],
  [
    'SQL Server script',
    "INSERT [dbo].[Patients] ([Id], [FirstName], [LastName], [Date Of Birth]) VALUES (1, N'Rosalind', N'Kowalczyk', CAST(N'1958-07-23' AS Date))\nGO",
    [`1 ${NAME}`],
  ],
  [
    'mysqldump',
    "CREATE TABLE `patients` (\n  `id` int(11) NOT NULL,\n  `first_name` varchar(20),\n  `last_name` varchar(20),\n  `dob` date,\n  KEY `k` (`dob`)\n) ENGINE=InnoDB;\nINSERT INTO `patients` VALUES (1,'Rosalind','Kowalczyk','1958-07-23');",
    [`8 ${NAME}`],
  ],
  [
    'texts in double quotes',
    'REPLACE INTO patients (first_name, last_name, dob) VALUES ("Rosalind", "Kowalczyk", "1958-07-23");',
    [`1 ${NAME}`],
  ],
  [
    'sqlite3 .dump',
    "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE IF NOT EXISTS \"patients\"(id integer, first_name text, last_name text, dob text);\nINSERT INTO patients VALUES(1,'Rosalind','Kowalczyk','1958-07-23');\nCOMMIT;",
    [`4 ${NAME}`],
  ],
  [
    'pg_dump --inserts',
    "INSERT INTO public.patients (id, first_name, last_name, dob) OVERRIDING SYSTEM VALUE VALUES (1, 'Rosalind', 'Kowalczyk', '1958-07-23');",
    [`1 ${NAME}`],
  ],
  [
    'COPY without columns',
    'CREATE TABLE public.patients (first_name text, last_name text, dob date);\nCOPY public.patients FROM stdin;\nRosalind\tKowalczyk\t1958-07-23\n\\.\n',
    [`3 ${NAME}`],
  ],
  [
    'COPY as CSV',
    'COPY patients (first_name, last_name, dob) FROM stdin WITH (FORMAT csv);\nRosalind,"Kowalczyk",1958-07-23\n\\.\n',
    [`2 ${NAME}`],
  ],
  [
    'MERGE with rows',
    "MERGE INTO dbo.Patients AS t USING (VALUES\n(1, N'Rosalind', N'Kowalczyk', '1958-07-23')) AS s (id, first_name, last_name, dob) ON t.id = s.id WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id);",
    [`2 ${NAME}`],
  ],
  [
    'MERGE of Oracle',
    "MERGE INTO patients t USING (SELECT 'Rosalind' AS first_name, 'Kowalczyk' AS last_name, TO_DATE('1958-07-23', 'YYYY-MM-DD') AS dob FROM dual) s ON (t.id = s.id)",
    [`1 ${NAME}`],
  ],
  [
    'INSERT of a SELECT',
    "INSERT INTO patients (first_name, last_name, dob) SELECT 'Rosalind', 'Kowalczyk', DATE '1958-07-23' UNION ALL SELECT 'Tobias', 'Okonkwo', '1971-11-04'",
    [`1 ${NAME}`, '1 name=Tobias Okonkwo birth=1971-11-04'],
  ],
  [
    'UPDATE and INSERT with SET',
    "UPDATE patients SET first_name = 'Rosalind', last_name = 'Kowalczyk', dob = '1958-07-23' WHERE id = 1;\nINSERT INTO patients SET first_name='Tobias', last_name='Okonkwo', dob='1971-11-04';",
    [`1 ${NAME}`, '2 name=Tobias Okonkwo birth=1971-11-04'],
  ],
  [
    'INSERT OR IGNORE, comments between',
    "INSERT OR IGNORE INTO patients -- all of them\n(first_name, /* family */ last_name, dob)\nVALUES\n('Rosalind', 'Kowalczyk', '1958-07-23');",
    [`4 ${NAME}`],
  ],
])('%s', (_, text, expected) => {
  expect(told(text)).toEqual(expected);
});

test.each([
  [
    'statements inside of a value',
    "INSERT INTO notes (body) VALUES ('INSERT INTO patients (ssn) VALUES (1)');",
  ],
  ['places for values', 'INSERT INTO patients (first_name, last_name, dob) VALUES (?, ?, ?)'],
  ['named places', 'INSERT INTO patients (first_name, last_name, dob) VALUES (:first, :last, @dob)'],
  [
    'another table',
    "INSERT INTO orders (first_name, last_name, dob) VALUES ('Rosalind', 'Kowalczyk', '1958-07-23')",
  ],
  ['columns of others', "UPDATE patients SET status = 'done', updated_at = now()"],
  ['prose', 'We update patients and insert values (see below), then copy them from stdin.'],
])('%s: nobody', (_, text) => {
  expect(told(text)).toEqual([]);
});
