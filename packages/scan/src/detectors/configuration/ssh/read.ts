/** Files of the OpenSSH server: the first value of a keyword holds; `Match` begins what holds for some connections. */
import { type ConfigValue, map, type Place, type Resource, scalar } from '@theriac/core/configuration';
import type { LoadedArea } from '../contract.ts';
import { type Folders, includedFiles } from '../shared/included-files.ts';
import { foldersOf } from '../shared/target-folders.ts';
import { isTemplate } from '../shared/template.ts';
import { written } from '../shared/written.ts';
import { SSH_ALGORITHM_RULES } from './algorithm-rules.ts';
import { SSH_RULES } from './rules.ts';

interface Line {
  readonly name: string;
  readonly text: string;
  readonly at: Place;
}

export const loaded: LoadedArea = {
  rules: [...SSH_RULES, ...SSH_ALGORITHM_RULES],
  start: (report) => {
    const files = new Map<string, readonly Line[]>();
    return {
      inspect: (file) => {
        if (!isTemplate(file, 'configuration of the SSH server', report))
          files.set(file.path, linesOf(file.text(), file.path));
      },
      conclude: (context) => sshResources(files, (path) => context.file(path)?.text(), foldersOf(context)),
    };
  },
};

function linesOf(text: string, path: string): Line[] {
  return text.split('\n').flatMap((line, i): Line[] => {
    const content = line.trim();
    const [, name, rest = ''] = /^([A-Za-z0-9]{1,60})(?:[ \t]*=[ \t]*|[ \t]+)(\S.*)$/.exec(content) ?? [];
    if (name === undefined) return [];
    const value = withoutComment(rest);
    const plain = /^"[^"]*"$/.test(value) ? value.slice(1, -1) : value;
    return [
      {
        name: name.toLowerCase(),
        text: plain,
        at: { path, line: i + 1, column: line.length - line.trimStart().length + 1 },
      },
    ];
  });
}

function sshResources(
  files: ReadonlyMap<string, readonly Line[]>,
  read: (path: string) => string | undefined,
  folders: Folders,
): Resource[] {
  const included = new Set<string>();
  const resolve = ({ text, at }: Line): readonly string[] =>
    text.split(/[ \t]+/).flatMap((pattern) => {
      const found = includedFiles(pattern, at.path, ['/etc/ssh'], folders);
      return found.state === 'found' ? found.paths : [];
    });
  const expand = (lines: readonly Line[], open: readonly string[]): Line[] =>
    lines.flatMap((line): readonly Line[] => {
      if (line.name !== 'include') return [line];
      return resolve(line)
        .filter((path) => !open.includes(path) && open.length < 17)
        .flatMap((path) => {
          included.add(path);
          return expand(files.get(path) ?? linesOf(read(path) ?? '', path), [...open, path]);
        });
    });
  const whole = [...files].map(([path, lines]) => [path, expand(lines, [path])] as const);
  return whole.filter(([path]) => !included.has(path)).flatMap(([path, lines]) => partsOf(path, lines));
}

/** The server, or a file that a server includes, then each `Match`. */
function partsOf(path: string, lines: readonly Line[]): Resource[] {
  const isMain = path.endsWith('sshd_config');
  const start = { path, line: 1, column: 1 };
  const parts: { kind: string; name: string; at: Place; values: Map<string, ConfigValue> }[] = [
    { kind: isMain ? 'main' : 'part', name: isMain ? 'sshd' : 'part of sshd', at: start, values: new Map() },
  ];
  const main = parts[0]?.values;
  for (const { name, text, at } of lines) {
    if (name === 'match') {
      if (text.toLowerCase() === 'all' && main !== undefined)
        parts.push({ kind: 'match', name: 'Match all', at, values: new Map() });
      else parts.push({ kind: 'match', name: `Match ${text}`, at, values: new Map() });
      continue;
    }
    const part = parts.at(-1);
    // The first value counts; what the server says already does not hold back a `Match`.
    if (part !== undefined && !part.values.has(name)) part.values.set(name, written(text, at));
  }
  return parts.map(({ kind, name, at, values }) => ({
    type: 'ssh.server',
    name,
    at,
    values: map([...values, ['kind', scalar(kind, at)]], at),
  }));
}

/** A comment may follow a value since OpenSSH 8.5. */
function withoutComment(text: string): string {
  const at = text.search(/[ \t]#/);
  return (at < 0 ? text : text.slice(0, at)).trim();
}
