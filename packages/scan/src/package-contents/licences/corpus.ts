/**
 * The texts of the SPDX licence list: as words, compiled when the data was generated, for matching; and as they are,
 * for notices. Both are decompressed on first use.
 */
import { brotliDecompressSync } from 'node:zlib';

/** One text, which may be the text of several ids (`GPL-2.0-only` and `GPL-2.0-or-later`). */
export interface LicenceText {
  /** The id to report first, then the others with the same text. */
  readonly ids: readonly string[];
  /** Indexes into {@link Corpus.vocabulary}. */
  readonly words: Uint16Array;
  /** Words of the title: they may be missing. */
  readonly head: number;
  /** Where an appendix starts (“how to apply these terms”): what follows may be missing. */
  readonly tail: number;
}

export interface Corpus {
  readonly texts: readonly LicenceText[];
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly words: readonly string[];
}

/** What the generator writes before the words: one row a text. */
export interface CorpusHeader {
  readonly vocabulary: readonly string[];
  readonly texts: readonly (readonly [ids: readonly string[], length: number, head: number, tail: number])[];
}

let corpus: Promise<Corpus> | undefined;
let texts: Promise<ReadonlyMap<string, string>> | undefined;

/** For matching. About 10 ms, once. */
export function loadCorpus(): Promise<Corpus> {
  corpus ??= import('./licence-texts.generated.ts').then(({ COMPILED }) => readCorpus(unpack(COMPILED)));
  return corpus;
}

/** Id → the list's text of it. */
export function loadLicenceTexts(): Promise<ReadonlyMap<string, string>> {
  texts ??= import('./licence-texts.generated.ts').then(({ TEXTS }) => {
    const rows = new Map<string, string>();
    for (const row of unpack(TEXTS).toString('utf8').split('\u0001')) {
      const [ids = '', text = ''] = row.split('\u0002');
      for (const id of ids.split(' ')) rows.set(id, text);
    }
    return rows;
  });
  return texts;
}

function unpack(base64: string): Buffer {
  return brotliDecompressSync(Buffer.from(base64, 'base64'));
}

/** Layout: length of the header (4 bytes, little-endian), header as JSON, words as 16-bit little-endian numbers. */
function readCorpus(bytes: Buffer): Corpus {
  const headerEnd = 4 + bytes.readUInt32LE(0);
  const header: CorpusHeader = JSON.parse(bytes.toString('utf8', 4, headerEnd));
  let at = headerEnd;
  return {
    words: header.vocabulary,
    vocabulary: new Map(header.vocabulary.map((word, i) => [word, i])),
    texts: header.texts.map(([ids, length, head, tail]) => {
      const words = new Uint16Array(length);
      for (let i = 0; i < length; i += 1, at += 2) words[i] = bytes.readUInt16LE(at);
      return { ids, words, head, tail };
    }),
  };
}
