/** Dockerfiles: what RUN and ADD fetch, and what ENV and ARG switch off. Images are judged in `images.ts`. */
import { edit } from '@theriac/core';
import { instructionsOf, type LineStart } from '../../../extractors/docker/instructions.ts';
import { dockerfileVariables } from '../../shared/dockerfile-variables.ts';
import { brokenBy } from './environment.ts';
import type { Hit } from './hit.ts';
import { checkLines, logicalLines } from './shell.ts';

export function checkDockerfile(text: string): Hit[] {
  const hits: Hit[] = [];
  for (const { name, rest, line, lines, body = [] } of instructionsOf(text)) {
    if (name === 'RUN') {
      const command = rest.replace(/^(?:--\S+\s+)+/, '');
      const last = lines.at(-1)?.line ?? line;
      const script = command.startsWith('[')
        ? { text: execForm(command), lines: [{ at: 0, line }] }
        : { text: command, lines: shifted(lines, rest.length - command.length) };
      for (const one of checkLines([script, ...logicalLines(body, last + 1)], { automated: true }))
        hits.push(one);
    } else if (name === 'ENV' || name === 'ARG') {
      for (const [key, value] of dockerfileVariables(rest)) {
        const rule = brokenBy(key, value);
        if (rule !== undefined) hits.push({ rule, line, observed: key, text: value });
      }
    } else if (name === 'ADD' && /(?:^|\s)https?:\/\//.test(rest) && !/--checksum=/.test(rest)) {
      hits.push({
        rule: 'DOWNLOAD-UNCHECKED',
        line,
        observed: 'ADD from an address without --checksum',
        text: rest,
        step: edit('ADD --checksum=sha256:<hash> https://example.org/file /file'),
      });
    }
  }
  return hits;
}

/** Where lines begin in a text without its first `length` characters. */
function shifted(lines: readonly LineStart[], length: number): LineStart[] {
  const starts = new Map(lines.map(({ at, line }) => [Math.max(0, at - length), line]));
  return [...starts].map(([at, line]) => ({ at, line }));
}

/** `["sh", "-c", "…"]` → the words as one command. */
function execForm(command: string): string {
  try {
    const words: unknown = JSON.parse(command);
    if (!Array.isArray(words)) return command;
    const strings = words.filter((word): word is string => typeof word === 'string');
    return /^(?:.*\/)?(?:ba)?sh$/.test(strings[0] ?? '') && strings[1] === '-c'
      ? (strings[2] ?? '')
      : strings.join(' ');
  } catch {
    return command;
  }
}
