import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { checkpointText, parseCheckpoint } from './checkpoint.ts';
import { noteKey, noteKeyText, openNote, parseNoteKey, signNote } from './note.ts';

/** The example of Go's package `golang.org/x/mod/sumdb/note`, from which the specification comes. */
const KEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const NOTE = [
  'If you think cryptography is the answer to your problem,',
  "then you don't know what your problem is.",
  '',
  '\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=',
  '',
].join('\n');

describe('the published example', () => {
  test('is opened by its key', () => {
    const opened = openNote(NOTE, [parseNoteKey(KEY)]);
    expect(opened).toMatchObject({ state: 'signed', by: [{ name: 'PeterNeumann' }] });
    expect(noteKeyText(parseNoteKey(KEY))).toBe(KEY);
  });

  test.each([
    ['another text', NOTE.replace('problem is', 'problem was'), 'false-signature'],
    ['another signature', NOTE.replace('x08go/ZJ', 'x08go/ZK'), 'false-signature'],
    ['another name', NOTE.replace('PeterNeumann', 'PeterNewmann'), 'unknown-key'],
    ['no signature', NOTE.slice(0, NOTE.indexOf('\n\n') + 1), 'unreadable'],
    ['a control character', NOTE.replace('problem is', 'problem\tis'), 'unreadable'],
    ['no last newline', NOTE.trimEnd(), 'unreadable'],
  ])('%s', (_, note, state) => {
    expect(openNote(note, [parseNoteKey(KEY)]).state).toBe(state);
  });

  test.each([
    ['the hash of another name', KEY.replace('PeterNeumann', 'PeterNewmann')],
    ['another algorithm', 'x+00000000+AhpcKQ=='],
    ['no key', 'x'],
  ])('a key with %s is none', (_, text) => {
    expect(() => parseNoteKey(text)).toThrow(/THERIAC_SIGNATURE|not a key of signed notes/);
  });
});

test('a checkpoint is signed, opened and read', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const other = noteKey('other', generateKeyPairSync('ed25519').publicKey);
  const checkpoint = { origin: 'theriac/audit/1', size: 7, root: Buffer.alloc(32, 1) };
  const note = signNote(checkpointText(checkpoint), checkpoint.origin, privateKey);
  const key = noteKey(checkpoint.origin, publicKey);
  const opened = openNote(note, [other, parseNoteKey(noteKeyText(key))]);
  expect(opened.state === 'signed' && parseCheckpoint(opened.text)).toEqual(checkpoint);
  expect(openNote(note, [other]).state).toBe('unknown-key');
  expect(
    parseCheckpoint(`theriac/audit/1\n7\n${checkpoint.root.toString('base64')}\nan extension\n`),
  ).toEqual(checkpoint);
  for (const text of [
    'theriac/audit/1\n07\nAA==\n',
    'x\n-1\n',
    '',
    `\n1\n${checkpoint.root.toString('base64')}\n`,
  ])
    expect(parseCheckpoint(text)).toBeUndefined();
});
