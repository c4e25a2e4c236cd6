import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOSTILE } from '../../testdata/sample-result.ts';
import { safeMarkdown } from './safe-markdown.ts';
import { markdownHtml } from './to-html.ts';

const htmlOf = (text: string): string => markdownHtml(text, 20_000).markup;

describe('advisory text as HTML', () => {
  test.each([
    [
      '### Impact\nAn *attacker* can **read** `x`.',
      '<h6>Impact</h6>\n<p>An <em>attacker</em> can <strong>read</strong> <code>x</code>.</p>',
    ],
    ['- one\n- two', '<ul><li><p>one</p></li><li><p>two</p></li></ul>'],
    ['3. three', '<ol start="3"><li><p>three</p></li></ol>'],
    ['```js\nif (a < b) {\n  go();\n}\n```', '<pre><code>if (a &lt; b) {\n  go();\n}</code></pre>'],
    ['> said', '<blockquote><p>said</p></blockquote>'],
    [
      '[page](https://advisories.example/1)',
      '<p><a href="https://advisories.example/1" rel="noreferrer">page</a></p>',
    ],
    [
      '[page][1]\n\n[1]: https://advisories.example/1',
      '<p><a href="https://advisories.example/1" rel="noreferrer">page</a></p>',
    ],
  ])('%j', (text, expected) => {
    expect(htmlOf(text)).toBe(expected);
  });

  test('a table keeps its rows and heads', () => {
    expect(htmlOf('| a | b |\n| - | - |\n| 1 | 2 |')).toMatch(/<th scope="col">a<\/th>[\s\S]*<td>2<\/td>/);
  });

  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '![x](https://tracker.example/p.png)',
    '[a](javascript:alert(1))',
    '[a](data:text/html,x)',
    '<https://user:secret@advisories.example/>',
    '<div onclick="x">',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '[a]: javascript:x\n[a]',
    HOSTILE,
  ])('nothing acts: %s', (text) => {
    const html = htmlOf(text);
    expect(html).not.toMatch(/<(?:script|img|div|iframe|svg)|javascript:[^<]*"|href="(?!https?:)/i);
    expect(html).not.toMatch(/[\u0000-\u0008\u202a-\u202e]/);
  });

  test('only elements of the list come out, whatever goes in', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '[',
      ']',
      '(',
      ')',
      '!',
      '*',
      '_',
      '`',
      '#',
      '- ',
      '> ',
      '|',
      '\n',
      '\n\n',
      'x',
      'javascript:',
      'https://a.example/',
      '"',
      '&#x202e;',
      '&lt;',
      '<b>',
      '\\',
      '1. ',
      '    ',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const html = htmlOf(parts.join(''));
        for (const [, tag = ''] of html.matchAll(/<\/?([^\s>/]+)/g))
          expect(tag).toMatch(
            /^(?:p|h5|h6|em|strong|del|code|pre|a|br|ul|ol|li|hr|blockquote|div|table|thead|tbody|tr|th|td)$/,
          );
        for (const [, href = ''] of html.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^https?:\/\//);
      }),
    );
  });
});

describe('advisory text as Markdown', () => {
  test('keeps its form without HTML, images and other addresses', () => {
    expect(
      safeMarkdown(
        '# Impact\n\nAn **attacker** <img src=x> ![p](https://t.example/p.png) [a](javascript:x)',
        1000,
      ),
    ).toBe('### Impact\n\nAn **attacker** &#60;img src=x&#62; p a');
  });

  test('written again it stays the same', () => {
    const text = safeMarkdown('* a\n* b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```', 1000);
    expect(safeMarkdown(text, 1000)).toBe(text);
  });

  test.each(['>', '[', '- ', '*', '`', '<', '| ', '![', '\\', '_a'])(
    '%j, ten thousand times, ends',
    (part) => {
      const text = part.repeat(10_000);
      expect(safeMarkdown(text, 8000).length).toBeGreaterThan(0);
      expect(htmlOf(text).length).toBeGreaterThan(0);
    },
  );
});
