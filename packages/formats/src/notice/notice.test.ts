import { expect, test } from 'vitest';
import type { NoticeComponent, NoticeContent } from './content.ts';
import { renderNoticeHtml } from './html.ts';
import { groupTexts, renderNoticeJson, renderNoticeText } from './text.ts';

const component = (name: string, more: Partial<NoticeComponent> = {}): NoticeComponent => ({
  name,
  version: '1.0.0',
  purl: `pkg:npm/${name}@1.0.0`,
  licence: 'MIT',
  chosen: null,
  copyrights: [],
  texts: [],
  ...more,
});
const licence = (text: string, source: string) => ({
  kind: 'licence' as const,
  origin: 'package' as const,
  source,
  text,
});

const content: NoticeContent = {
  product: 'portal <1>',
  components: [
    component('a', {
      copyrights: ['Copyright (c) 2020 Ann'],
      texts: [licence('MIT License\n\nPermission …  \n', 'node_modules/a/LICENSE')],
    }),
    component('b', { texts: [licence('MIT License\n\nPermission …', 'node_modules/b/LICENSE')] }),
    component('c', {
      licence: 'MIT OR GPL-3.0-only',
      chosen: 'MIT',
      texts: [
        { kind: 'licence', origin: 'standard', source: 'MIT', text: 'MIT License\n\nPermission …' },
        {
          kind: 'notice',
          origin: 'package',
          source: 'node_modules/c/NOTICE',
          text: 'This product <b>includes</b> c.',
        },
      ],
    }),
  ],
  gaps: [
    {
      component: 'd 1.0.0',
      purl: 'pkg:npm/d@1.0.0',
      why: 'it declares no licence, and no text was recognised',
    },
  ],
};

test('equal texts of packages are one text; a standard text is another; notices come last', () => {
  expect(
    groupTexts(content.components).map((g) => [g.id, g.kind, g.origin, g.components.map((c) => c.name)]),
  ).toEqual([
    ['L1', 'licence', 'package', ['a', 'b']],
    ['L2', 'licence', 'standard', ['c']],
    ['L3', 'notice', 'package', ['c']],
  ]);
});

test('the text document', () => {
  const line = '='.repeat(80);
  expect(renderNoticeText(content)).toBe(`THIRD-PARTY NOTICES

portal <1> contains the 3 third-party components listed here.
Their licences and notices follow.

${line}
COMPONENTS
${line}

a 1.0.0
  Licence: MIT
  Texts:   L1
  Copyright (c) 2020 Ann

b 1.0.0
  Licence: MIT
  Texts:   L1

c 1.0.0
  Licence: MIT OR GPL-3.0-only (taken: MIT)
  Texts:   L2, L3

${line}
NOT FOUND
${line}

d 1.0.0: it declares no licence, and no text was recognised

${line}
L1  Licence (node_modules/a/LICENSE, node_modules/b/LICENSE)
For: a 1.0.0, b 1.0.0
${'-'.repeat(80)}

MIT License

Permission …

${line}
L2  Licence: standard text of MIT, because the packages contain none
For: c 1.0.0
${'-'.repeat(80)}

MIT License

Permission …

${line}
L3  Notice (node_modules/c/NOTICE)
For: c 1.0.0
${'-'.repeat(80)}

This product <b>includes</b> c.
`);
});

test('JSON names every text once', () => {
  const json = JSON.parse(renderNoticeJson(content));
  expect(json.components.map((c: { texts: string[] }) => c.texts)).toEqual([['L1'], ['L1'], ['L2', 'L3']]);
  expect(json.texts).toHaveLength(3);
  expect(json.gaps).toEqual(content.gaps);
});

test('HTML is escaped, self-contained and has headings, captions and a language', () => {
  const page = renderNoticeHtml(content);
  expect(page).toContain('<h1>portal &lt;1&gt;</h1>');
  expect(page).toContain('This product &lt;b&gt;includes&lt;/b&gt; c.');
  expect(page).not.toMatch(/<script|src=|https?:\/\//);
  expect(page).toMatch(/<html lang="en">[\s\S]*<caption[\s\S]*<th scope="col">/);
});

test('same content, same bytes; a text cannot draw on the terminal', () => {
  const hostile: NoticeContent = {
    ...content,
    components: [component('x', { texts: [licence('a\u001b[31m\u202eb\u0007', 'LICENSE')] })],
  };
  expect(renderNoticeText(hostile)).toBe(renderNoticeText(hostile));
  expect(renderNoticeText(hostile)).not.toMatch(/[\u001b\u202e\u0007]/);
});
