/**
 * Texts made from licence texts: variants that mean the same (as packages write them) and changes that do not. Each is a
 * documented, repeatable transformation.
 */

export interface Variant {
  readonly name: string;
  readonly make: (text: string) => string;
}

const paragraphs = (text: string): string[] =>
  text.split(/\n{2,}/).map((p) => p.replace(/\s*\n\s*/g, ' ').trim());

function reflow(text: string, width: number): string {
  return paragraphs(text)
    .map((paragraph) => {
      const lines: string[] = [];
      let line = '';
      for (const word of paragraph.split(' ')) {
        if (line !== '' && line.length + 1 + word.length > width) {
          lines.push(line);
          line = word;
        } else line = line === '' ? word : `${line} ${word}`;
      }
      return [...lines, line].join('\n');
    })
    .join('\n\n');
}

const eachLine = (text: string, change: (line: string) => string): string =>
  text.split('\n').map(change).join('\n');

const PROJECT = `frobnicate is a small tool that frobnicates files. It was begun in 2012 to make builds faster. Run it with
--help to see what it can do; the manual is in the doc folder. Bug reports and patches are welcome on the mailing list.`;

/** Ways in which packages carry a licence unchanged. */
export const HARMLESS: readonly Variant[] = [
  { name: 'as it is', make: (t) => t },
  { name: 'reflowed at 60', make: (t) => reflow(t, 60) },
  { name: 'reflowed at 100', make: (t) => reflow(t, 100) },
  { name: 'a line a paragraph', make: (t) => paragraphs(t).join('\n\n') },
  { name: 'no empty lines', make: (t) => t.replace(/\n{2,}/g, '\n') },
  { name: 'C comment', make: (t) => `/*\n${eachLine(t, (l) => ` * ${l}`)}\n */` },
  { name: '// comment', make: (t) => eachLine(t, (l) => `// ${l}`) },
  { name: '# comment', make: (t) => eachLine(t, (l) => `# ${l}`) },
  { name: '; comment', make: (t) => eachLine(t, (l) => `;; ${l}`) },
  {
    name: 'HTML',
    make: (t) =>
      `<!DOCTYPE html>\n<html><head><title>License</title></head><body>\n${paragraphs(
        t.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
      )
        .map((p) => `<p>${p}</p>`)
        .join('\n')}\n</body></html>`,
  },
  {
    name: 'Markdown',
    make: (t) =>
      `# License\n\n${paragraphs(t)
        .map((p, i) => (i % 3 === 1 ? `> ${p}` : p.replace(/"([^"]+)"/g, '**"$1"**')))
        .join('\n\n')}`,
  },
  {
    name: 'own copyright lines',
    make: (t) =>
      `Copyright (c) 2014-2021 Jane Roe <jane@example.org>\nCopyright © 2022 Example Health GmbH. All rights reserved.\n\n${t}`,
  },
  {
    name: 'copyright of many lines',
    make: (t) => `Copyright (c) 2011 Example Health GmbH,\n  Roe & Sons, and\n  Clinic of Elsewhere\n\n${t}`,
  },
  {
    name: 'typographic quotes',
    make: (t) =>
      t
        .replace(/"([^"\n]*)"/g, '“$1”')
        .replaceAll("'", '’')
        .replaceAll(' - ', ' – '),
  },
  { name: 'capitals', make: (t) => t.toUpperCase() },
  { name: 'small letters', make: (t) => t.toLowerCase() },
  { name: 'CRLF', make: (t) => t.replaceAll('\n', '\r\n').replace(/\r\n/g, '\n') },
  { name: 'indented by tabs', make: (t) => eachLine(t, (l) => `\t${l}`) },
  { name: 'two spaces after words', make: (t) => t.replaceAll(' ', '  ') },
  {
    name: 'British spelling',
    make: (t) => t.replace(/\blicense\b/g, 'licence').replace(/\bLicense\b/g, 'Licence'),
  },
  {
    name: 'project text before',
    make: (t) => `frobnicate\n==========\n\n${PROJECT}\n\nLicense\n-------\n\n${t}`,
  },
  { name: 'project text after', make: (t) => `${t}\n\n---\n\n${PROJECT}` },
  { name: 'list markers as stars', make: (t) => t.replace(/^(\s*)(?:\d{1,2}|[a-z])[.)]\s/gm, '$1* ') },
  { name: 'addresses with https', make: (t) => t.replaceAll('http://', 'https://') },
  { name: 'byte order mark', make: (t) => `\ufeff${t}` },
];

/** Changes after which a text is no longer the licence: none may be recognised as it with confidence. */
export const HARMFUL: readonly Variant[] = [
  {
    name: 'commercial use forbidden at the end',
    make: (t) =>
      `${t}\n\nThe Software may not be used, sold or distributed for commercial purposes without written permission of the licensor.`,
  },
  {
    name: 'Commons Clause before',
    make: (t) =>
      `“Commons Clause” License Condition. The Software is provided to you by the Licensor under the License, subject to the following condition. Without limiting other conditions in the License, the grant of rights under the License will not include, and the License does not grant to you, the right to Sell the Software.\n\n${t}`,
  },
  {
    name: 'a condition in the middle',
    make: (t) =>
      middle(t, 'Hospitals with more than one hundred beds must pay a royalty to the licensor each year.'),
  },
  {
    name: 'the middle is missing',
    make: (t) => `${t.slice(0, Math.floor(t.length * 0.4))}\n${t.slice(Math.floor(t.length * 0.6))}`,
  },
  { name: 'the second half is missing', make: (t) => t.slice(0, Math.floor(t.length / 2)) },
  {
    name: 'permission turned into prohibition',
    make: (t) =>
      t.replace(
        /\b(?:is hereby granted|are permitted|may be used|is granted|hereby grants|may copy|is permitted|is free to)\b/gi,
        (m) => m.replace(/^(\w+)/, '$1 not'),
      ),
  },
  {
    name: 'without becomes with',
    make: (t) =>
      t.replace(/\bwithout (?:any )?(?:warranty|warranties|restriction|modification)\b/gi, (m) =>
        m.replace(/^without/i, 'with'),
      ),
  },
  {
    name: 'a field of use',
    make: (t) => middle(t, 'The Software shall be used for good, not evil, and never in weapons or prisons.'),
  },
];

/** In the middle by paragraphs, so that no word is cut. */
function middle(text: string, sentence: string): string {
  const parts = text.split('\n\n');
  const at = Math.max(1, Math.floor(parts.length / 2));
  return [...parts.slice(0, at), sentence, ...parts.slice(at)].join('\n\n');
}

/** Files that people keep beside licences and that license nothing. */
export const NOT_LICENCES: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'README',
    text: `# frobnicate\n\n${PROJECT}\n\n## Install\n\nnpm install frobnicate\n\n## Usage\n\nSee the examples folder.\n`,
  },
  {
    name: 'CHANGELOG',
    text: '# Changelog\n\n## 2.0.0\n\n- The license of the icons was clarified.\n- Removed the deprecated permission check.\n\n## 1.0.0\n\n- First release.\n',
  },
  {
    name: 'code of conduct',
    text: 'We pledge to make participation in our community a harassment-free experience for everyone. Community leaders are responsible for clarifying and enforcing our standards and will take fair action in response to any behaviour that they deem inappropriate. They have the right to remove comments and commits that are not aligned with this code.',
  },
  {
    name: 'privacy notice',
    text: 'This notice describes how medical information about you may be used and disclosed and how you can get access to it. We are required by law to maintain the privacy of your health information. We may use it for treatment, payment and operations. Other uses are made only with your written permission, which you may revoke.',
  },
  {
    name: 'contract',
    text: 'The Business Associate shall not use or disclose protected health information other than as permitted by this Agreement or as required by law. It shall report any use not provided for, ensure that subcontractors agree to the same restrictions, and return or destroy all information at termination. Liability is limited to the fees paid.',
  },
  {
    name: 'EULA',
    text: 'By installing this software you accept these terms. The software is licensed, not sold. You may install one copy on one device. You may not rent, lease, reverse engineer or redistribute it. The vendor grants no warranty and is not liable for damages. This licence ends when you break its terms.',
  },
  {
    name: 'security policy',
    text: 'Please report vulnerabilities by mail to security@example.org and not in public issues. We answer within three days and publish an advisory when a fix is released.',
  },
  { name: 'authors', text: 'Jane Roe <jane@example.org>\nJohn Doe <john@example.org>\n' },
  {
    name: 'contributing',
    text: 'By contributing you agree that your contributions are licensed under the license of the project. Please add tests and run the linter before you open a pull request.',
  },
  { name: 'empty', text: '' },
  { name: 'spaces', text: '\n \n\t\n' },
  {
    name: 'binary',
    text: Array.from({ length: 4000 }, (_, i) => String.fromCharCode((i * 7919) % 256)).join(''),
  },
  {
    name: 'lorem ipsum',
    text: 'Lorem ipsum dolor sit amet, consectetur adipisici elit, sed eiusmod tempor incidunt ut labore et dolore magna aliqua. '.repeat(
      20,
    ),
  },
  {
    name: 'disclaimer alone',
    text: 'THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND. IN NO EVENT SHALL THE AUTHORS BE LIABLE FOR ANY CLAIM.',
  },
  {
    name: 'all rights reserved',
    text: 'Copyright (c) 2020 Example Health GmbH. All rights reserved. No part of this work may be copied without permission.',
  },
];
