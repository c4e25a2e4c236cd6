/** The raw output of `git diff-tree` and `git diff-index` with `-z`: which contents a change brings. */

/** A file that a change brings or writes anew. */
export interface AddedFile {
  readonly id: string;
  /** From the top of the repository. */
  readonly path: string;
  /** The empty string where no commit is told. */
  readonly commit: string;
  /** YYYY-MM-DD */
  readonly day?: string;
}

const COMMIT = /^([0-9a-f]{40,64})(?: (\d{4}-\d{2}-\d{2}))?$/;
/** One mode and one id for each side: of a merge one for each parent, then those of the result. */
const CHANGE =
  /^:{1,64}(?:\d{6} ){1,64}(\d{6}) (?:[0-9a-f]{40,64} ){1,64}([0-9a-f]{40,64}) [A-Z]{1,64}\d{0,3}$/;
const REGULAR_FILE = /^100/;

/** Files only: neither links nor submodules, and nothing that was removed. */
export async function* addedFiles(output: AsyncIterable<Buffer>): AsyncGenerator<AddedFile> {
  let commit: Pick<AddedFile, 'commit' | 'day'> = { commit: '' };
  let change: RegExpExecArray | null = null;
  for await (const field of fieldsOf(output)) {
    if (change !== null) {
      const [, mode = '', id = ''] = change;
      change = null;
      if (REGULAR_FILE.test(mode)) yield { id, path: field, ...commit };
      continue;
    }
    const text = field.startsWith('\n') ? field.slice(1) : field;
    change = CHANGE.exec(text);
    const [, of, day] = COMMIT.exec(text) ?? [];
    if (of !== undefined) commit = { commit: of, ...(day === undefined ? {} : { day }) };
  }
}

async function* fieldsOf(output: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of output) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = bytes.indexOf(0); end >= 0; end = bytes.indexOf(0, from)) {
      yield bytes.toString('utf8', from, end);
      from = end + 1;
    }
    rest = bytes.subarray(from);
  }
}
