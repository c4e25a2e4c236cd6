/** Jenkinsfiles, as far as their text tells: commands, variables, agents. Groovy is not run. */
import { list, map, type Resource, scalar } from '@theriac/core/configuration';

const COMMAND =
  /\b(?:sh|bat|powershell|pwsh)\b[ (]{0,4}(?:script:[ ]{0,4})?(?:"""([\s\S]{0,20000}?)"""|'''([\s\S]{0,20000}?)'''|"([^"\n]{0,4000})"|'([^'\n]{0,4000})')/g;
const VARIABLE =
  /^[ \t]{0,40}([A-Z][A-Z0-9_]{1,60})[ \t]{0,9}=[ \t]{0,9}(?:"([^"\n]{0,1000})"|'([^'\n]{0,1000})')[ \t]{0,40}$/gm;
const CALL = /^[ \t]{0,40}([a-zA-Z]\w{0,60})\b/gm;

export function jenkinsResources(text: string, path: string): Resource[] {
  const place = { path, line: 1, column: 1 };
  const lineAt = lineFinder(text);
  const at = (index: number): typeof place => ({ path, line: lineAt(index), column: 1 });
  const commands = [...text.matchAll(COMMAND)].flatMap((match) => {
    const [whole, a, b, c, d] = match;
    const body = a ?? b ?? c ?? d ?? '';
    const isGroovyText = a !== undefined || c !== undefined;
    const start = match.index + whole.indexOf(body);
    let from = 0;
    return body.split('\n').map((line) => {
      const value = map(
        [
          ['text', scalar(line.trim(), at(start + from))],
          ['interpolates', scalar(String(isGroovyText && /\$\{|\$[A-Za-z]/.test(line)), at(start + from))],
        ],
        at(start + from),
      );
      from += line.length + 1;
      return value;
    });
  });
  const variables = [...text.matchAll(VARIABLE)].map(
    ({ index, 1: name = '', 2: double, 3: single }) =>
      [name, scalar(double ?? single ?? '', at(index))] as const,
  );
  const calls = [...new Set([...text.matchAll(CALL)].map(([, name = '']) => name))];
  return [
    {
      type: 'jenkins.pipeline',
      name: 'pipeline',
      at: place,
      values: map(
        [
          ['commands', list(commands, place)],
          ['variables', map(variables, place)],
          [
            'calls',
            list(
              calls.map((name) => scalar(name, place)),
              place,
            ),
          ],
          ['agent', agentOf(text, at)],
        ],
        place,
      ),
    },
  ];
}

function agentOf(text: string, at: (index: number) => Resource['at']): ReturnType<typeof scalar> | undefined {
  const match = /^[ \t]{0,40}agent[ \t]{1,9}(any|none)\b/m.exec(text);
  return match === null ? undefined : scalar(match[1] ?? '', at(match.index));
}

/** Lines of places, by halving. */
function lineFinder(text: string): (index: number) => number {
  const starts = [0];
  for (let next = text.indexOf('\n'); next >= 0; next = text.indexOf('\n', next + 1)) starts.push(next + 1);
  return (index) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}
