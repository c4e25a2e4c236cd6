/**
 * A file as extractors see it: its text has no credentials, so that no reader can take an address apart and keep a
 * password as a name, a version or a key. Bytes stay as they are; lines are the same, columns may not be.
 */
import { type TargetFile, withoutCredentials } from '@theriac/core';

const known = new WeakMap<TargetFile, TargetFile>();

/** The same object for the same file. */
export function cleanFile(file: TargetFile): TargetFile {
  const before = known.get(file);
  if (before !== undefined) return before;
  let text: string | undefined;
  const clean: TargetFile = {
    path: file.path,
    size: file.size,
    bytes: () => file.bytes(),
    text: () => {
      text ??= withoutCredentials(file.text());
      return text;
    },
    chunks: () => file.chunks(),
  };
  known.set(file, clean);
  return clean;
}
