/** Files of sudo: who may run what as whom, and the defaults. */
import { type ConfigValue, list, map, type Place, type Resource, scalar } from '@theriac/core/configuration';
import { fileByFile, type LoadedArea } from '../contract.ts';
import { isTemplate } from '../shared/template.ts';
import { SUDO_RULES } from './rules.ts';

export const loaded: LoadedArea = {
  rules: SUDO_RULES,
  start: fileByFile((file, report) =>
    isTemplate(file, 'list of sudo', report) ? [] : sudoResources(file.text(), file.path),
  ),
};

const ALIASES = new Set(['User_Alias', 'Runas_Alias', 'Host_Alias', 'Cmnd_Alias', 'Cmd_Alias']);

function sudoResources(text: string, path: string): Resource[] {
  const lines = logicalLines(text, path);
  const commands = new Map<string, readonly string[]>();
  for (const { text: line } of lines) {
    const [word = '', ...rest] = line.split(/[ \t]+/);
    if (word !== 'Cmnd_Alias' && word !== 'Cmd_Alias') continue;
    for (const part of rest.join(' ').split(':')) {
      const equals = part.indexOf('=');
      if (equals > 0)
        commands.set(
          part.slice(0, equals).trim(),
          part
            .slice(equals + 1)
            .split(',')
            .map((one) => one.trim()),
        );
    }
  }
  const defaults: (readonly [string, ConfigValue])[] = [];
  const rules: Resource[] = [];
  for (const { text: line, at } of lines) {
    const [word = ''] = line.split(/[ \t]/, 1);
    if (ALIASES.has(word) || /^[@#]include/.test(word)) continue;
    if (/^Defaults(?:[@:!>].*)?$/.test(word))
      for (const one of defaultsOf(line.slice(word.length), at)) defaults.push(one);
    else for (const one of rulesOf(line, at, commands)) rules.push(one);
  }
  const at = defaults[0]?.[1].at ?? { path, line: 1, column: 1 };
  return defaults.length === 0
    ? rules
    : [{ type: 'sudo.defaults', name: 'Defaults', at, values: map(defaults, at) }, ...rules];
}

function logicalLines(text: string, path: string): { readonly text: string; readonly at: Place }[] {
  const found: { text: string; at: Place }[] = [];
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i += 1) {
    const at = { path, line: i + 1, column: 1 };
    const parts = [lines[i] ?? ''];
    while (parts.at(-1)?.endsWith('\\') === true && i + 1 < lines.length) {
      parts[parts.length - 1] = parts.at(-1)?.slice(0, -1) ?? '';
      i += 1;
      parts.push((lines[i] ?? '').trimStart());
    }
    const line = parts.join(' ').trim();
    if (line !== '' && (!line.startsWith('#') || /^#(?:include|\d)/.test(line)))
      found.push({ text: line, at });
  }
  return found;
}

/** `!authenticate, timestamp_timeout=5, env_keep += "A B"` */
function defaultsOf(text: string, at: Place): (readonly [string, ConfigValue])[] {
  return splitOutsideQuotes(text).map((part) => {
    const [, not, name = part, , value] =
      /^(!?)([A-Za-z_]{1,60})[ \t]*(?:([+-]?=)[ \t]*"?([^"]*)"?)?$/.exec(part.trim()) ?? [];
    return [name, scalar(not === '!' ? 'off' : (value ?? 'on').trim(), at)] as const;
  });
}

function splitOutsideQuotes(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  let isQuoted = false;
  for (let i = 0; i < text.length; i += 1) {
    if (text.charAt(i) === '"') isQuoted = !isQuoted;
    else if (text.charAt(i) === ',' && !isQuoted) {
      parts.push(text.slice(from, i));
      from = i + 1;
    }
  }
  parts.push(text.slice(from));
  return parts.filter((part) => part.trim() !== '');
}

/** `user HOST = (runas) TAG: command, command` */
function rulesOf(line: string, at: Place, aliases: ReadonlyMap<string, readonly string[]>): Resource[] {
  const equals = line.indexOf('=');
  if (equals < 0) return [];
  const [user = ''] = line
    .slice(0, equals)
    .trim()
    .split(/[ \t]+/, 1);
  const spec = line.slice(equals + 1).trim();
  const close = spec.startsWith('(') ? spec.indexOf(')') : -1;
  const runas = close < 0 ? '' : spec.slice(1, close);
  const rest = spec.slice(close + 1).trim();
  const tags = new Set(
    [...rest.matchAll(/\b(NOPASSWD|PASSWD|NOEXEC|SETENV)[ \t]*:/g)].map(([, tag = '']) => tag),
  );
  const commands = rest
    .replaceAll(
      /\b(?:NOPASSWD|PASSWD|NOEXEC|EXEC|SETENV|NOSETENV|LOG_INPUT|LOG_OUTPUT|FOLLOW|NOFOLLOW|MAIL|NOMAIL|INTERCEPT|NOINTERCEPT)[ \t]*:/g,
      '',
    )
    .split(/(?<!\\),/)
    .map((one) => one.trim())
    .flatMap((one) => aliases.get(one) ?? [one])
    .filter((one) => one !== '');
  const yes = (value: boolean): ConfigValue => scalar(String(value), at);
  return [
    {
      type: 'sudo.rule',
      name: `rule of ${user}`,
      at,
      values: map(
        [
          ['user', scalar(user, at)],
          ['runas', scalar(runas === '' ? 'root' : runas, at)],
          ['nopasswd', yes(tags.has('NOPASSWD'))],
          ['noexec', yes(tags.has('NOEXEC'))],
          ['wildcard', wildcardOf(commands, at)],
          [
            'commands',
            list(
              commands.map((one) => scalar(one, at)),
              at,
            ),
          ],
        ],
        at,
      ),
    },
  ];
}

/** A command of which an argument may be anything. */
function wildcardOf(commands: readonly string[], at: Place): ConfigValue | undefined {
  const found = commands.find(
    (one) =>
      one.startsWith('/') && /[*?]/.test(one.slice(one.indexOf(' ') < 0 ? one.length : one.indexOf(' '))),
  );
  return found === undefined ? undefined : scalar(found, at);
}
