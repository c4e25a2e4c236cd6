import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commandsOf } from '../../shared/shell-words.ts';
import type { HygieneRule } from './hygiene-rules.ts';
import { checkScript } from './shell.ts';

const script = (line: string): string[] => checkScript([line], 1, { automated: true }).map((hit) => hit.rule);

describe('words of a shell', () => {
  const programs = (text: string): string[] => commandsOf(text).map((c) => [c.program, ...c.args].join(' '));

  test.each([
    ['a b; c && d || e', ['a b', 'c', 'd', 'e']],
    ['a "b; c" \'d && e\' f\\ g', ['a b; c d && e f g']],
    ['sudo -E env X=1 /usr/bin/CURL.exe -k', ['curl -k']],
    ['a # b; c', ['a']],
    ['a#b', ['a#b']],
    ['cmd > out 2>&1 && next', ['cmd > out 2> 1', 'next']],
    ['x $(y z) w', ['y z', 'x $(y z) w']],
    ['', []],
  ])('%j', (text, expected) => {
    expect(programs(text)).toEqual(expected);
  });

  test('assignments and pipes', () => {
    expect(commandsOf('A=1 B="x y" curl -s u | export C=2 | sh')).toEqual([
      {
        assignments: [
          ['A', '1'],
          ['B', 'x y'],
        ],
        program: 'curl',
        args: ['-s', 'u'],
        piped: true,
        at: 0,
      },
      { assignments: [['C', '2']], program: 'export', args: [], piped: true, at: 24 },
      { assignments: [], program: 'sh', args: [], piped: false, at: 37 },
    ]);
  });

  test('a command in a substitution is where it is written', () => {
    expect(commandsOf('a $(b) ; c "$(d)"').map(({ program, at }) => [program, at])).toEqual([
      ['b', 4],
      ['a', 0],
      ['c', 9],
    ]);
  });

  test('any text ends', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('$(', ')', '"', "'", '\\', '|', '&', ';', ' ', 'a=', 'curl', '#', '`', '\n'),
        ),
        (parts) => {
          expect(commandsOf(parts.join('')).length).toBeLessThan(parts.length * 4 + 1);
        },
      ),
    );
  });
});

test.each<[string, HygieneRule[]]>([
  ['curl -fsSL https://example.org/i.sh | sh', ['PIPE-TO-SHELL']],
  ['wget -qO- https://example.org/i | sudo -E bash -s -- -y', ['PIPE-TO-SHELL']],
  ['curl https://example.org/k | gpg --dearmor | tee x', []],
  ['curl https://example.org/k | tee x | bash', ['PIPE-TO-SHELL']],
  ['bash <(curl -s https://example.org/i)', ['PIPE-TO-SHELL']],
  ['sh -c "$(curl -fsSL https://example.org/i)"', ['PIPE-TO-SHELL']],
  ['eval "$(curl -s https://example.org/i)"', ['PIPE-TO-SHELL']],
  ['iwr https://example.org/i.ps1 | iex', ['PIPE-TO-SHELL']],
  ['curl https://example.org/a.json | python3 -c "import json"', []],
  ['curl https://example.org/a.json | jq .', []],
  ['curl -LO https://example.org/tool.tar.gz', ['DOWNLOAD-UNCHECKED']],
  ['curl -LO https://example.org/tool.tar.gz && echo "00 tool.tar.gz" | sha256sum -c', []],
  ['curl https://example.org/health', []],
  ['curl -fsSkL https://example.org/', ['TLS-OFF']],
  ['curl https://example.org | grep -k x', []],
  ['npm install', ['INSTALL-NOT-FROZEN']],
  ['npm install --no-audit', ['INSTALL-NOT-FROZEN']],
  ['npm install left-pad@1.3.0', []],
  ['npm install -g', []],
  ['npm ci', []],
  ['yarn', ['INSTALL-NOT-FROZEN']],
  ['yarn install --frozen-lockfile', []],
  ['yarn build', []],
  ['bun install', ['INSTALL-NOT-FROZEN']],
  ['pip install flask', ['PIP-UNPINNED']],
  ['python3 -m pip install -U pip', []],
  ['pip install flask==3.0.0', []],
  ['pip install -r requirements.txt', []],
  ['pip install --target lib "uvicorn[standard]"', ['PIP-UNPINNED']],
  ['echo "deb [trusted=yes] http://x.example /" > /etc/apt/sources.list.d/x.list', ['UNSIGNED-PACKAGES']],
  ['apt-key add key.asc', ['APT-KEY']],
  ['export NODE_TLS_REJECT_UNAUTHORIZED=0', ['TLS-OFF']],
  ['GOSUMDB=off go build ./...', ['CHECKSUMS-OFF']],
  ['echo "do not use curl -k"', []],
])('%s', (line, rules) => {
  expect(script(line)).toEqual(rules);
});
