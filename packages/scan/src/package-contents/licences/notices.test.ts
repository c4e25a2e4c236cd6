import { beforeAll, describe, expect, test } from 'vitest';
import { loadCorpus, loadLicenceTexts } from './corpus.ts';
import { TextDetector } from './detect-text.ts';

let detector: TextDetector;
let texts: ReadonlyMap<string, string>;
beforeAll(async () => {
  detector = new TextDetector(await loadCorpus());
  texts = await loadLicenceTexts();
});
const text = (id: string): string => texts.get(id) ?? '';
const concluded = (file: string): string | null => detector.detect(file).expression;

const fsf = (version: string): string => `This program is free software; you can redistribute it and/or modify
it under the terms of the GNU General Public License as published by
the Free Software Foundation; ${version}.

This program is distributed in the hope that it will be useful,
but WITHOUT ANY WARRANTY; without even the implied warranty of
MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE.  See the
GNU General Public License for more details.
`;
const LATER = 'either version 2 of the License, or (at your option) any later version';
const CLASSPATH = `Linking this library statically or dynamically with other modules is making a combined work based on this
library. Thus, the terms and conditions of the GNU General Public License cover the whole combination.

As a special exception, the copyright holders of this library give you permission to link this library with independent
modules to produce an executable, regardless of the license terms of these independent modules, and to copy and distribute
the resulting executable under terms of your choice, provided that you also meet, for each linked independent module, the
terms and conditions of the license of that module. An independent module is a module which is not derived from or based
on this library. If you modify this library, you may extend this exception to your version of the library, but you are not
obligated to do so. If you do not wish to do so, delete this exception statement from your version.`;

describe('statements', () => {
  test.each([
    ['Licensed under the MIT license.', 'MIT'],
    ['License: MIT', 'MIT'],
    ['## License\n\nApache License 2.0', 'Apache-2.0'],
    ['{ "name": "x", "license": "BSD-3-Clause" }', 'BSD-3-Clause'],
    ["setup(name='x', license='BSD 3-Clause')", 'BSD-3-Clause'],
    ['# License: GPL v2 or later', 'GPL-2.0-or-later'],
    ['MODULE_LICENSE("GPL v2");', 'GPL-2.0-only'],
    ['Distributed under the Boost Software License, Version 1.0.', 'BSL-1.0'],
    ['The contents are subject to the Erlang Public License, Version 1.1.', 'ErlPL-1.1'],
    [
      '<licenses><license><name>Apache License, Version 2.0</name><url>http://www.apache.org/licenses/LICENSE-2.0.txt</url></license></licenses>',
      'Apache-2.0',
    ],
    [
      'This work is licensed under a Creative Commons Attribution-ShareAlike 4.0 International License.',
      'CC-BY-SA-4.0',
    ],
  ])('%s', (file, expression) => {
    expect(concluded(file)).toBe(expression);
  });

  test.each([
    ['https://opensource.org/licenses/MIT', 'MIT'],
    ['http://www.apache.org/licenses/LICENSE-2.0.html', 'Apache-2.0'],
    ['see http://creativecommons.org/licenses/by-sa/4.0/', 'CC-BY-SA-4.0'],
    ['https://www.gnu.org/licenses/gpl-3.0-standalone.html', 'GPL-3.0-only'],
    ['<https://www.gnu.org/licenses/old-licenses/fdl-1.2.txt>', 'GFDL-1.2-only'],
    ['https://creativecommons.org/licenses/by-nd-nc/1.0', 'CC-BY-NC-ND-1.0'],
    ['https://git.example/thing/raw/main/LICENSE-MIT', 'MIT'],
    ['https://thing.example/licenses/lgpl-2.1.txt', 'LGPL-2.1-only'],
    ['https://jquery.org/license', 'MIT'],
    ['http://www.opensource.org/licenses/mozilla1.1.php', 'MPL-1.1'],
    ['https://glassfish.dev.java.net/public/CDDLv1.0.html', 'CDDL-1.0'],
  ])('the address %s', (file, expression) => {
    expect(concluded(file)).toBe(expression);
  });

  test.each([
    [
      'Licensed under either of Apache License, Version 2.0 or MIT license at your option.',
      'Apache-2.0 OR MIT',
    ],
    ['Dual licensed under the MIT license and the Apache License 2.0.', 'Apache-2.0 OR MIT'],
    [
      'The library is licensed under the MIT license. The tools are under the Apache License 2.0.',
      'Apache-2.0 AND MIT',
    ],
    [
      'Files: *\nLicense: GPL-2+ or Artistic-2.0\n\nFiles: debian/*\nLicense: MIT\n',
      '(Artistic-2.0 OR GPL-2.0-or-later) AND MIT',
    ],
  ])('choice or not: %s', (file, expression) => {
    expect(concluded(file)).toBe(expression);
  });

  test.each([
    ['This is released under the GPL.', 'GPL-1.0-or-later'],
    ['This code is licensed under the GNU General Public License.', 'GPL-1.0-or-later'],
    ['License: LGPL', 'LGPL-2.0-or-later'],
    ['It is distributed under the terms of the GNU Lesser General Public License.', 'LGPL-2.1-or-later'],
    ['MODULE_LICENSE("GPL");', null],
    ['http://www.gnu.org/licenses/gpl.html', 'GPL-1.0-or-later'],
    ['Released under the GPL. See https://www.gnu.org/licenses/gpl-3.0.en.html', 'GPL-3.0-only'],
    ['License: AGPL', null],
    ['Released under the BSD license.', null],
    ['Dual licensed under the MIT and GPL licenses.', 'GPL-1.0-or-later OR MIT'],
  ])('without a version: %s', (file, expression) => {
    expect(concluded(file)).toBe(expression);
  });

  test('a name without a version is what the file says elsewhere', () => {
    expect(concluded(`${fsf(LATER)}\n\nLicense: GPL`)).toBe('GPL-2.0-or-later');
    expect(concluded(`Released under the BSD license.\n\n${text('BSD-2-Clause')}`)).toBe('BSD-2-Clause');
  });

  test('“alternatively” inside a text offers a choice', () => {
    const dual = text('BSD-3-Clause').replace(
      'THIS SOFTWARE',
      'Alternatively, this software may be distributed under the terms of the GNU General Public License version 2.\n\nTHIS SOFTWARE',
    );
    expect(concluded(dual)).toBe('BSD-3-Clause OR GPL-2.0-only');
  });
});

describe('notices of the FSF', () => {
  test.each([
    [LATER, 'GPL-2.0-or-later'],
    ['version 2 of the License', 'GPL-2.0-only'],
    ['either version 2 or version 3 of the License', 'GPL-2.0-only OR GPL-3.0-only'],
    ['either version 2 of the License or any later version accepted by the Example Project', null],
  ])('%s', (version, expression) => {
    expect(concluded(fsf(version))).toBe(expression);
  });

  test.each(['// ', '# ', ' * ', 'dnl ', 'rem ', 'REM ', ';; ', '-- ', '% ', '.\\" ', '! ', "' "])(
    'in comments that begin with “%s”',
    (mark) => {
      const commented = (file: string): string =>
        file
          .split('\n')
          .map((line) => mark + line)
          .join('\n');
      expect(concluded(commented(fsf(LATER)))).toBe('GPL-2.0-or-later');
      expect(concluded(commented(text('MIT')))).toBe('MIT');
    },
  );

  test('an exception word for word is joined; one in other words forbids a conclusion', () => {
    expect(concluded(`${fsf(LATER)}\n${CLASSPATH}`)).toBe('GPL-2.0-or-later WITH Classpath-exception-2.0');
    expect(concluded(`${fsf(LATER)}\n${CLASSPATH.replaceAll('independent', 'proprietary')}`)).toBeNull();
    expect(concluded(`${fsf(LATER)}\nAs a special exception, you may link it with Foo.`)).toBeNull();
  });
});

describe('names of owners', () => {
  test.each([
    ['dtoa', /Lucent/gi, 'Fabrikam'],
    ['HPND-sell-variant', /OpenVision/gi, 'Keith Wibble'],
  ])('%s with another owner is the same licence', (id, from, to) => {
    const changed = text(id).replace(from, to);
    expect(changed).not.toBe(text(id));
    expect(concluded(changed)).toBe(id);
  });

  test('a licence that only its name tells from others is another one with another name', () => {
    expect(concluded(text('Saxpath').replaceAll(/saxpath/gi, 'Wibble'))).toBeNull();
    expect(
      concluded(text('MPL-1.1').replaceAll('Netscape', 'Wibble').replaceAll('Mozilla', 'Wibble')),
    ).toBeNull();
  });

  test('whom a BSD-4-Clause text acknowledges is a name and nothing else', () => {
    const four = (name: string): string => text('BSD-4-Clause').replace('the organization', name);
    expect(four('X')).not.toBe(text('BSD-4-Clause'));
    expect(concluded(four('Example Navigation, Ltd.'))).toBe('BSD-4-Clause');
    expect(concluded(four('the authors. Commercial use is not permitted'))).toBeNull();
  });
});

describe('never concluded', () => {
  test.each([
    'Released under an MIT-style license.',
    'This is licensed under a license similar to the MIT license.',
    'The GPL is a licence of the FSF.',
    'Your application should be published under the GPL.',
    'MODULE_LICENSE("GPL and additional rights");',
    'This software is not licensed under the MIT license.',
    'It is no longer available under the MIT license.',
    'This license is compatible with the GNU General Public License version 2.',
    'Licensed under the Wibble General Public License version 2.',
    'Licensed under the Apache License, Version 2.0, with Commons Clause.',
    'Licensed under the Apache License, Version 2.0, except that you may not offer it as a service.',
    'Everything is under the MIT license, except for the files in vendor/ which are proprietary.',
    'MIT License. For evaluation only.',
    'Licensed under the MIT license. Companies with more than 10 employees need a paid licence.',
    'This project is licensed under AGPL-3.0. A commercial license is available.',
    'Released under the MIT and GPL licenses.',
    'This file is free software, distributed under the terms of the GNU General Public License. As a special exception to the GNU General Public License, this file may be distributed as part of a program that contains a configuration script generated by Autoconf, under the same distribution terms as the rest of that program.',
    'The result is covered by the GPL.',
    'Released under the GPL. The documentation is licensed under the Apache License 2.0.',
    'https://github.com/example/thing/blob/main/LICENSE',
    'https://git.example/mit-tools/LICENSE.txt',
    '// SPDX-License-Identifier: MIT\n// This file may not be redistributed.',
  ])('%s', (file) => {
    expect(concluded(file)).toBeNull();
  });

  test.each([
    'The Software shall not be used for military purposes.',
    'Any use in hospitals requires our written approval.',
    'All advertising materials mentioning features of this software must display our logo.',
    'Non-commercial use only.',
    'The Software shall be used for Good, not Evil.',
    'Die Nutzung in Kliniken ist untersagt.',
    'Toute utilisation commerciale est interdite.',
    '本软件仅供个人学习使用，禁止任何形式的商业用途。',
  ])('MIT with “%s” after it or in its middle', (clause) => {
    expect(concluded(`${text('MIT')}\n\n${clause}`)).toBeNull();
    expect(
      concluded(text('MIT').replace('The above copyright', `${clause}\n\nThe above copyright`)),
    ).toBeNull();
  });

  test.each([
    ['specific prior written permission', 'paying a fee'],
    ['THIS SOFTWARE', '4. Users send a postcard to the author.\n\nTHIS SOFTWARE'],
    ['list of conditions', 'list of conditions unmodified'],
  ])('BSD-3-Clause with “%s” turned into “%s”', (from, to) => {
    expect(concluded(text('BSD-3-Clause').replace(from, to))).toBeNull();
  });

  test.each([
    ['MIT', 'THE AUTHORS OR', 'NOT EVIL USERS OR'],
    ['HPND-sell-variant', 'OPENVISION DISCLAIMS', 'NO HOSPITAL DISCLAIMS'],
    ['ISC', 'any purpose with', 'any kindergarten purpose with'],
  ])('%s with terms where a name may stand', (id, from, to) => {
    const changed = text(id).replace(from, to);
    expect(changed).not.toBe(text(id));
    expect(concluded(changed)).toBeNull();
  });

  test('a title that limits', () => {
    expect(concluded(`MIT License (non-commercial)\n\n${text('MIT').replace(/^.*\n/, '')}`)).toBeNull();
  });
});
