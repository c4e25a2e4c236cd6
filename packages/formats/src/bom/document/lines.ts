/** Lines of problems and of ids in the text of a document. */
import type { BomProblem } from '@theriac/core';
import { placesOfPointers, placesOfTexts } from '@theriac/read/json';
import type { Shape } from './shape.ts';
import type { Sniffed } from './sniff.ts';

/** Problems with their lines. */
export function withLines(
  problems: readonly BomProblem[],
  shape: Shape,
  text: string,
  sniffed: Sniffed,
): BomProblem[] {
  const missing = problems.filter((problem) => problem.line === undefined);
  if (missing.length === 0) return [...problems];
  const { lineOf } = shape;
  if (lineOf !== undefined)
    return problems.map((problem) => {
      const line = problem.line ?? lineOf(problem.pointer);
      return line === undefined ? problem : { ...problem, line };
    });
  // GitHub's wrapping moves everything one level down.
  const wrapped =
    sniffed.family === 'spdx-2' && !/^\s*\{\s*"(?:spdx|SPDX)/.test(text.slice(0, 200)) && isWrapped(text);
  const full = (pointer: string): string => (wrapped ? `/sbom${pointer}` : pointer);
  const places = placesOfPointers(
    text,
    '',
    missing.map(({ pointer }) => full(pointer)),
  );
  return problems.map((problem) => {
    const line = problem.line ?? places.get(full(problem.pointer))?.line;
    return line === undefined ? problem : { ...problem, line };
  });
}

const isWrapped = (text: string): boolean => /^\s*\{\s*"sbom"\s*:/.test(text.slice(0, 200));

/** Line of an id, found only on request. */
export function lineFinder(text: string, sniffed: Sniffed): (ref: string) => number | undefined {
  let lines: ReadonlyMap<string, number> | undefined;
  return (ref) => {
    lines ??= linesOfIds(text, sniffed);
    return lines.get(ref);
  };
}

function linesOfIds(text: string, sniffed: Sniffed): ReadonlyMap<string, number> {
  if (sniffed.family === 'cyclonedx-xml') {
    return linesMatching(text, /\sbom-ref\s*=\s*(?:"([^"]*)"|'([^']*)')|<(?:\w+:)?purl>\s*([^<\s]+)/g);
  }
  if (sniffed.family === 'spdx-tag-value')
    return linesMatching(text, /^(?:SPDXID|SnippetSPDXID)[ \t]*:[ \t]*(\S+)/gm);
  const places = placesOfTexts(text, '', ['bom-ref', 'SPDXID', 'spdxId', 'purl']);
  return new Map([...places].map(([id, { line }]) => [id, line]));
}

function linesMatching(text: string, pattern: RegExp): Map<string, number> {
  const lines = new Map<string, number>();
  let line = 1;
  let counted = 0;
  for (const match of text.matchAll(pattern)) {
    for (
      let at = text.indexOf('\n', counted);
      at >= 0 && at < match.index + 1;
      at = text.indexOf('\n', at + 1)
    ) {
      line += 1;
      counted = at + 1;
    }
    const raw = match[1] ?? match[2] ?? match[3] ?? '';
    const value = raw
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
    if (!lines.has(value)) lines.set(value, line);
  }
  return lines;
}
