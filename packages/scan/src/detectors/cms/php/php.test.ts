import { MemoryTree } from '@theriac/scan/target';
import { describe, expect, test } from 'vitest';
import { type PhpFacts, runPhp } from './run.ts';
import { phpTokens } from './tokens.ts';
import { type PhpValue, textOfPhp } from './value.ts';

function run(files: Readonly<Record<string, string>>, environment?: string): PhpFacts {
  const tree = new MemoryTree(files);
  return runPhp(
    { file: (path) => tree.file(path), exists: (path) => tree.exists(path) },
    'a/settings.php',
    environment === undefined ? {} : { environment },
  );
}

/** A value in one line: literals as JSON, what is not known in brackets. */
function shown(value: PhpValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (value.kind === 'unknown') return `(${value.environment ?? value.reason})`;
  if (value.kind === 'scalar') return JSON.stringify(value.value);
  return `{${[...value.entries].map(([key, one]) => `${key}: ${shown(one)}`).join(', ')}}`;
}

const assigned = (code: string): string =>
  shown(run({ 'a/settings.php': `<?php\n${code}\n` }).variables.get('x'));

test.each([
  ["$x = 'it\\'s';", '"it\'s"'],
  ['$x = "a\\tb";', '"a\\tb"'],
  ['$x = 0x10;', '16'],
  ['$x = TRUE;', 'true'],
  ['$x = -5;', '-5'],
  ["$x = 'a' . 'b' . 3;", '"ab3"'],
  ["$x = ['k' => ['n' => 1], 2];", '{k: {n: 1}, 0: 2}'],
  ["$x = array('a', 'b' => false);", '{0: "a", b: false}'],
  ["$x['a']['b'] = 1; $x['a']['c'] = 2;", '{a: {b: 1, c: 2}}'],
  ['$x[] = 1; $x[] = 2;', '{0: 1, 1: 2}'],
  ["$y = 'v'; $x = $y;", '"v"'],
  ["$x = __DIR__ . '/f';", '"/target/a/f"'],
  ['$x = dirname(__DIR__);', '"/target"'],
  ["$x = getenv('HOME_OF');", '(HOME_OF)'],
  ["$x = getenv('A') ?: 'b';", '(A)'],
  ["$x = $_ENV['A'] ?? 'b';", '(A)'],
  ["$x = null ?? 'b';", '"b"'],
  ["$x = isset($y) ? 'yes' : 'no';", '(it depends on a condition)'],
  ["$x = empty('') ? 'yes' : 'no';", '"yes"'],
  ["$x = md5('a');", '(it is the result of md5())'],
  ['$x = new Thing();', '(it is made when the site runs)'],
  ["$x = <<<'EOT'\n  a\n  b\n  EOT;", '"a\\nb"'],
  ['$x = 1; # $x = 2;\n// $x = 3;\n/* $x = 4; */', '1'],
  ['if (true) { $x = 1; } else { $x = 2; }', '1'],
  ['if (false): $x = 1; else: $x = 2; endif;', '2'],
  ['$x = 1; if (something()) { $x = 1; }', '1'],
  ['$x = 1; if (something()) { $x = 2; }', '(a condition decides whether it is set)'],
  ["if (PHP_SAPI === 'cli') { $x = 1; }", 'nothing'],
  ["if (getenv('LANDO_INFO')) $x = 1;", 'nothing'],
  ["foreach (['a', 'b'] as $k => $v) { $x[$v] = $k; }", '{a: "0", b: "1"}'],
  ["switch (getenv('A')) { case 'b': $x = 1; break; }", '(a condition decides whether it is set)'],
  ['function f() { $x = 1; }', 'nothing'],
  ['$f = function () { return 1; }; $x = 2;', '2'],
])('%s', (code, expected) => {
  expect(assigned(code)).toBe(expected);
});

describe('constants', () => {
  test('the first definition stays, also of Config::define and const', () => {
    const { constants } = run({
      'a/settings.php':
        "<?php\ndefine('A', 1);\ndefine('A', 2);\nConfig::define('B', 'b');\nconst C = 'c';\nif (!defined('D')) { define('D', 4); }\ndefined('A') || define('A', 3);",
    });
    expect([...constants].map(([name, value]) => `${name}=${textOfPhp(value)}`)).toEqual([
      'A=1',
      'B=b',
      'C=c',
      'D=4',
    ]);
  });
});

describe('includes', () => {
  test('a file inside the target is read in its place, once for each statement', () => {
    const facts = run({
      'a/settings.php':
        "<?php\n$x = 1;\nif (file_exists(__DIR__ . '/more.php')) { include __DIR__ . '/more.php'; }\n",
      'a/more.php': '<?php $x = 2;',
    });
    expect(shown(facts.variables.get('x'))).toBe('2');
    expect(facts.files).toEqual(['a/settings.php', 'a/more.php']);
  });

  test('a circle ends, and what is outside is told and not read', () => {
    const facts = run({
      'a/settings.php':
        "<?php\ninclude __DIR__ . '/b.php';\nrequire '/etc/passwd';\ninclude __DIR__ . '/../../up.php';\ninclude $unknown;\n",
      'a/b.php': "<?php include __DIR__ . '/settings.php'; include __DIR__ . '/b.php'; $x = 1;",
    });
    expect(shown(facts.variables.get('x'))).toBe('1');
    expect(
      facts.missing.map(({ what, outside }) => `${what}${outside === true ? ' (outside)' : ''}`),
    ).toEqual(['/etc/passwd (outside)', 'a/../../up.php (outside)', 'a file whose path is computed']);
  });

  test('the environment completes a path', () => {
    const files = {
      'a/settings.php': "<?php\n$e = getenv('E');\ninclude __DIR__ . '/settings.' . $e . '.php';\n",
      'a/settings.prod.php': '<?php $x = 1;',
    };
    expect(shown(run(files).variables.get('x'))).toBe('nothing');
    expect(shown(run(files, 'prod').variables.get('x'))).toBe('1');
  });
});

test('whatever the text, reading ends', () => {
  const pieces = [
    "<?php $x['a'] = ",
    '[',
    '(',
    '{',
    "'",
    '"',
    '<<<A\n',
    '?>',
    '/*',
    'if (',
    'foreach (',
    '$',
    '\\',
    ';',
    '=> ',
    '? ',
    '!',
  ];
  for (let seed = 1; seed <= 300; seed += 1) {
    let state = seed;
    let text = '<?php ';
    for (let i = 0; i < 40; i += 1) {
      state = (state * 48_271) % 2_147_483_647;
      text += pieces[state % pieces.length] ?? '';
    }
    expect(phpTokens(text).every(({ at }) => at < text.length)).toBe(true);
    expect(run({ 'a/settings.php': text }).files).toEqual(['a/settings.php']);
  }
  for (const piece of [
    '(',
    '[',
    '{',
    '!',
    'if (1) ',
    '$a = ',
    '1 ? ',
    "['a' => ",
    'array(',
    '- ',
    'foreach ([1, 2] as $v) ',
    'foreach ([1, 2] as $v) {',
    'switch (1) ',
  ])
    for (const start of ['', '$x = '])
      expect(run({ 'a/settings.php': `<?php ${start}${piece.repeat(20_000)}` }).files.length).toBe(1);
});
