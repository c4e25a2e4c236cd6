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
  const own = withoutArguments(text);
  const shell = SHELL.exec(own);
  if (shell !== null) {
    const rest = own.slice(shell[0].length).trim();
    const nop = /^#\(nop\)\s*/.exec(rest);
    return nop === null ? `RUN ${rest}` : rest.slice(nop[0].length);
  }
  if (text === '' || WORDS.test(text))
    return text.startsWith('RUN ')
      ? `RUN ${withoutArguments(text.slice('RUN '.length)).replace(SHELL, '')}`
      : text;
  return `RUN ${text}`;
}

const SHELL = /^\/bin\/(?:sh|bash) -c /;
const ARGUMENTS = /^\|\d{1,4} /;

/** Arguments of the build, which stand before the command: `|2 A=1 B=2 /bin/sh -c make`. */
export function argumentsOf(createdBy: string): string | undefined {
  const text = createdBy.startsWith('RUN ') ? createdBy.slice('RUN '.length) : createdBy;
  const own = withoutArguments(text);
  return own === text ? undefined : text.slice(0, text.length - own.length).trim();
}

function withoutArguments(text: string): string {
  if (!ARGUMENTS.test(text)) return text;
  const [first, second] = [' /bin/sh -c ', ' /bin/bash -c '].map((shell) => text.indexOf(shell));
  const at = first === undefined || first < 0 ? (second ?? -1) : first;
  return at < 0 ? text : text.slice(at + 1);
}
