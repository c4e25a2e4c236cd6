import { expect, test } from 'vitest';
import { numbersFrom } from './examples.ts';
import { searchOptionsOf } from './file-habits.ts';
import { findSecrets } from './find-secrets.ts';
import { exampleOf, piecesOfText } from './shape.ts';

const random = numbersFrom(3);
const made = (shape: string): string => exampleOf(piecesOfText(shape), random);
const told = (path: string, text: string): string[] =>
  findSecrets(text, searchOptionsOf(path)).map(({ kind, value }) => `${kind.id} ${value}`);

test('a key alone in a file is told by the name of the file, and nothing is elsewhere', () => {
  const key = made('{hex:32}');
  expect(told('config/master.key', `${key}\n`)).toEqual([`RAILS-KEY ${key}`]);
  expect(told('config/credentials/staging.key', key)).toEqual([`RAILS-KEY ${key}`]);
  expect(told('checksums/master.key', `${key}\n`)).toEqual([]);
  const cookie = made('{upper:20}');
  expect(told('home/.erlang.cookie', cookie)).toEqual([`ERLANG-COOKIE ${cookie}`]);
});

test('the last @ ends a password of .git-credentials', () => {
  const password = made('{lower:3}@{base62:4}#{digits:2}');
  expect(told('.git-credentials', `https://nurse:${password}@git.ward.example\n`)).toEqual([
    `GIT-CREDENTIALS-FILE ${password}`,
  ]);
});

test.each([',', ';', '\t'])('a column of passwords, parted by %j', (mark) => {
  const [one, two] = [made('{lower:3}{digits:2}{base62:8}'), made('{lower:3}{digits:2}{base62:8}')];
  const rows = [
    ['name', 'User Password', 'note'],
    ['ada', one, 'x'],
    ['"Bell, B"', `"${two}"`, 'y'],
    ['cy', 'changeme', made('{base62:16}')],
    ['di'],
  ];
  const text = rows.map((row) => row.join(mark)).join('\n');
  expect(told('users.csv', text)).toEqual([`PASSWORD ${one}`, `PASSWORD ${two}`]);
});

test('a table without such a column, or without rows, has none', () => {
  const value = made('{lower:3}{digits:2}{base62:8}');
  expect(told('a.csv', `name,password_changed\nada,${value}\n`)).toEqual([]);
  expect(told('a.csv', 'name,password')).toEqual([]);
});

test('a table with a million cells that are none takes time by its length', () => {
  const text = `password,a\n${'"'.repeat(200_000)}\n${'a,'.repeat(500_000)}\n`;
  expect(told('a.csv', text)).toEqual([]);
});
