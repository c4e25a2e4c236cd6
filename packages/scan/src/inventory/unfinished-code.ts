/**
 * Whether a build file that is a program ends before it is complete: inside a text, a bracket or a block. Only what can
 * be told without parsing the language: regular expressions and here-documents may hold brackets that do not close, so
 * a file whose last line begins at its first column is complete.
 */

const OPEN = '([{';
const CLOSE = ')]}';

/**
 * @param comment what begins a comment that ends with the line
 * @param ends `code`: a last line that is indented is inside a block; `expression`: it may be
 * @returns what does not end, or undefined; linear in the text
 */
export function unfinishedCode(
  text: string,
  comment: '#' | '//',
  ends: 'code' | 'expression',
): string | undefined {
  const last = text.split('\n').findLast((line) => line.trim() !== '') ?? '';
  const { depth, inText } = stateAtEnd(text, comment);
  if (inText) return 'its last text does not end';
  if (last.trimStart().startsWith(comment)) return undefined;
  if (goesOn(last.trimEnd(), comment)) return 'its last line goes on';
  if (!/^[ \t]/.test(last)) return undefined;
  if (depth > 0) return 'a bracket is not closed';
  // Blocks of languages with such comments have brackets around them.
  return ends === 'code' && comment === '#' ? 'its last block does not end' : undefined;
}

/** @param line without blanks at its end */
function goesOn(line: string, comment: string): boolean {
  if (',=([{'.includes(line.charAt(line.length - 1))) return true;
  return comment === '#' && / do(?: \|[\w, ]{1,100}\|)?$/.test(line);
}

/** Texts end with their line at the latest, so that an apostrophe in a here-document does no harm. */
function stateAtEnd(text: string, comment: string): { readonly depth: number; readonly inText: boolean } {
  let depth = 0;
  for (let at = 0; at < text.length; ) {
    const char = text.charAt(at);
    if (text.startsWith(comment, at)) at = lineEnd(text, at);
    else if (comment === '//' && text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      if (end < 0) return { depth, inText: true };
      at = end + 2;
    } else if (char === '"' || char === "'") {
      const end = endOfText(text, at);
      if (end === undefined) return { depth, inText: true };
      at = end;
    } else {
      if (OPEN.includes(char)) depth += 1;
      else if (CLOSE.includes(char)) depth -= 1;
      at += 1;
    }
  }
  return { depth, inText: false };
}

/** Offset after the text that starts at `at`; undefined where the file ends inside of it. */
function endOfText(text: string, at: number): number | undefined {
  const quote = text.charAt(at);
  const triple = quote.repeat(3);
  if (text.startsWith(triple, at)) {
    const end = text.indexOf(triple, at + 3);
    return end < 0 ? undefined : end + 3;
  }
  for (let end = at + 1; end < text.length; end += 1) {
    const char = text[end];
    if (char === '\\') end += 1;
    else if (char === quote) return end + 1;
    else if (char === '\n') return end;
  }
  return undefined;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
