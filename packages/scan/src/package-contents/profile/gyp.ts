/** What `node-gyp rebuild` runs of a gyp file: commands whose output is a value, and actions. */
import type { Notebook } from './capability.ts';
import { noteText } from './text.ts';

/** `<!(command)` and `<!@(command)`, in every place where a value may be. */
const EXPANDED = /<!@?\(([^\n"]{0,2000})/g;
const ACTION = /["'](?:action|rule_action)["']\s*:\s*\[([^\]]{0,4000})\]/g;
const TEXT = /"((?:[^"\\\n]|\\.){0,2000})"|'((?:[^'\\\n]|\\.){0,2000})'/g;
/** How packages ask another one for its folder of headers. */
const QUIET =
  /^node\s+(?:-[pe]|--print|--eval)\s+\\?["']{1,2}require\(\\?'?"?[@\w/.-]+\\?'?"?\)(?:\.\w+)*\\?["']?/;

export function noteGyp(text: string, notes: Notebook): void {
  for (const found of text.matchAll(EXPANDED)) {
    const command = (found[1] ?? '').trim();
    if (!QUIET.test(command)) note(command, lineOf(text, found.index), notes);
  }
  for (const found of text.matchAll(ACTION)) {
    const words = [...(found[1] ?? '').matchAll(TEXT)].map(([, double, single]) => double ?? single ?? '');
    note(words.join(' '), lineOf(text, found.index), notes);
  }
}

function note(command: string, line: number, notes: Notebook): void {
  notes.note('install-script', `gyp: ${command}`, line);
  noteText(command, line, notes);
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
