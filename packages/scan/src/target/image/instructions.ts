/** The history of an image as a Dockerfile has it. */
import type { HistoryEntry } from './manifest.ts';

export interface Instruction {
  /** `RUN apt-get update` */
  readonly instruction: string;
  readonly created?: string;
}

/** What BuildKit and others put behind an instruction. */
const MARK = / # (?:buildkit|buildx)$/;
const WORDS =
  /^(?:ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)\b/;

/** Of each layer, from the bottom; undefined for all where the history does not speak of as many layers. */
export function instructionsOf(
  history: readonly HistoryEntry[],
  layers: number,
): readonly (Instruction | undefined)[] {
  const made = history.filter(({ emptyLayer }) => !emptyLayer);
  if (made.length !== layers) return Array.from({ length: layers }, () => undefined);
  return made.map((entry) => ({
    instruction: asInstruction(entry.createdBy),
    ...(entry.created === undefined ? {} : { created: entry.created }),
  }));
}

/** `/bin/sh -c #(nop)  CMD ["bash"]` → `CMD ["bash"]`; `/bin/sh -c apt-get update` → `RUN apt-get update`. */
export function asInstruction(createdBy: string): string {
  const text = createdBy.replace(MARK, '').trim();
  const shell = /^(?:\|\d+ .*?)?\/bin\/(?:sh|bash) -c /s.exec(text);
  if (shell !== null) {
    const rest = text.slice(shell[0].length).trim();
    const nop = /^#\(nop\)\s*/.exec(rest);
    return nop === null ? `RUN ${rest}` : rest.slice(nop[0].length);
  }
  if (text === '' || WORDS.test(text))
    return text.replace(/^RUN (?:\|\d+ .*?)?\/bin\/(?:ba)?sh -c /s, 'RUN ');
  return `RUN ${text}`;
}
