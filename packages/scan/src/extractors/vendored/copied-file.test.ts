import { listing } from '@theriac/testing/check-extraction';
import { extractInMemory, type MemoryFiles } from '@theriac/testing/extract-in-memory';
import { damaged, extractorOf } from '@theriac/testing/extractor-sweep';
import { describe, expect, test } from 'vitest';
import { matchesFile } from '../../plugins/dispatch.ts';
import { extractors } from './index.ts';

const php = extractorOf(extractors, 'vendored/php');
const native = extractorOf(extractors, 'vendored/native');
const style = extractorOf(extractors, 'vendored/style');

const listed = async (
  extractor: typeof php,
  path: string,
  text: string,
  others: MemoryFiles = {},
): Promise<string[]> =>
  matchesFile(extractor.files, path)
    ? listing(await extractInMemory(extractor, { ...others, [path]: text }, path))
    : ['not wanted'];

describe('PHP', () => {
  test.each([
    [
      'library/class.phpmailer.php',
      '<?php\nclass PHPMailer {\n  var $Version = "1.73";',
      'phpmailer/phpmailer@1.73',
    ],
    [
      'lib/PHPMailer.php',
      "<?php\nclass PHPMailer\n{\n    const VERSION = '6.5.0';",
      'phpmailer/phpmailer@6.5.0',
    ],
    [
      'Smarty.class.php',
      "<?php\nclass Smarty\n{\n    var $_version              = '2.6.29';",
      'smarty/smarty@2.6.29',
    ],
    [
      'x/Smarty.class.php',
      "<?php\nclass Smarty extends A {\n const SMARTY_VERSION = 'Smarty-3.1.8';",
      'smarty/smarty@3.1.8',
    ],
    [
      'a/tcpdf.php',
      "<?php\ndefine('PDF_PRODUCER', 'TCPDF 4.6.012 (http://www.tcpdf.org)');",
      'tecnickcom/tcpdf@4.6.012',
    ],
    ['fpdf.php', "<?php\ndefine('FPDF_VERSION','1.81');\nclass FPDF\n{", 'setasign/fpdf@1.81'],
    [
      'adodb/adodb.inc.php',
      "<?php\n$ADODB_vers = 'V4.90 8 June 2006  (c) 2000-2006 John Lim",
      'adodb/adodb-php@4.90',
    ],
    ['adodb.inc.php', "<?php\n$ADODB_vers = 'v5.21.0-dev  ??-???-2016';", 'adodb/adodb-php@5.21.0-dev'],
    [
      'Twig/Environment.php',
      "<?php\nclass Twig_Environment\n{\n    const VERSION = '1.19.0';",
      'twig/twig@1.19.0',
    ],
    ['x/nusoap.php', "<?php\nclass nusoap_base {\n\tvar $version = '0.6.3';", 'econea/nusoap@0.6.3'],
  ])('%s', async (path, text, expected) => {
    expect(await listed(php, path, text)).toEqual([`${expected} production direct`]);
  });

  const mailer = "<?php\nclass PHPMailer\n{\n    const VERSION = '6.5.0';";

  test.each<[string, string, string, MemoryFiles]>([
    [
      'a class of the same name in a file that says nothing',
      'app/Environment.php',
      '<?php\nnamespace App;\nclass Environment {',
      {},
    ],
    [
      'what Composer installed',
      'vendor/phpmailer/phpmailer/src/PHPMailer.php',
      mailer,
      { 'composer.lock': '{}' },
    ],
    ['what Composer lists', 'lib/phpmailer/PHPMailer.php', mailer, { 'lib/composer/installed.json': '[]' }],
    [
      'the library itself',
      'src/PHPMailer.php',
      mailer,
      { 'composer.json': '{"name": "phpmailer/phpmailer"}' },
    ],
    ['a file for which a better one speaks', 'a/tcpdf.php', '// TCPDF', { 'a/include/tcpdf_static.php': '' }],
  ])('%s is no copy', async (_, path, text, others) => {
    expect(await listed(php, path, text, others)).toEqual([]);
  });

  test('a copy that states no release is a known unknown', async () => {
    const path = 'lib/class.phpmailer.php';
    const { roots, unknowns } = await extractInMemory(php, { [path]: '<?php\nclass PHPMailer {' }, path);
    expect(roots[0]?.components).toMatchObject([{ name: 'phpmailer/phpmailer', version: null }]);
    expect(unknowns).toMatchObject([{ reason: 'unresolved-version', package: 'phpmailer/phpmailer' }]);
  });
});

describe('C and C++', () => {
  test.each([
    ['lib/zlib.h', '#define ZLIB_VERSION "1.2.11"', 'zlib@1.2.11'],
    ['src/sqlite3.h', '#define SQLITE_VERSION        "3.40.1"', 'sqlite@3.40.1'],
    ['src/sqlite3.c', '#define SQLITE_VERSION        "3.40.1"', 'sqlite@3.40.1'],
    [
      'openssl/opensslv.h',
      '# define OPENSSL_VERSION_TEXT    "OpenSSL 1.0.2k-fips  26 Jan 2017"',
      'openssl@1.0.2k',
    ],
    [
      'openssl/opensslv.h',
      '# define OPENSSL_VERSION_MAJOR  3\n# define OPENSSL_VERSION_MINOR  0\n# define OPENSSL_VERSION_PATCH  22\n',
      'openssl@3.0.22',
    ],
    [
      'x/expat.h',
      '#  define XML_MAJOR_VERSION 2\r\n#  define XML_MINOR_VERSION 7\r\n#  define XML_MICRO_VERSION 4\r\n',
      'expat@2.7.4',
    ],
    ['x/tiffvers.h', '#define TIFFLIB_VERSION_STR "LIBTIFF, Version 4.5.0\\nCopyright', 'libtiff@4.5.0'],
    ['x/pugixml.hpp', '#\tdefine PUGIXML_VERSION 1130 // 1.13\n', 'pugixml@1.13'],
    ['x/stb_image.h', '/* stb_image - v2.27 - public domain image loader', 'stb_image@2.27'],
    ['x/jversion.h', '#define JVERSION\t"6b  27-Mar-1998"', 'libjpeg@6b'],
    ['lua/lua.h', '#define LUA_VERSION "Lua 5.1"\n#define LUA_RELEASE\t"Lua 5.1.5"', 'lua@5.1.5'],
    [
      'lua/lua.h',
      '#define LUA_VERSION_MAJOR\t"5"\n#define LUA_VERSION_MINOR\t"3"\n#define LUA_VERSION_RELEASE\t"6"\n#define LUA_VERSION\t"Lua "',
      'lua@5.3.6',
    ],
    ['boost/version.hpp', '#define BOOST_LIB_VERSION "1_81"', 'boost@1.81'],
    ['boost/version.hpp', '#define BOOST_LIB_VERSION "1_34_1"', 'boost@1.34.1'],
    ['c/civetweb.h', '#define CIVETWEB_VERSION "1.15"', 'civetweb@1.15'],
    [
      'uv/version.h',
      '#define UV_VERSION_MAJOR 1\n#define UV_VERSION_MINOR 44\n#define UV_VERSION_PATCH 2\n',
      'libuv@1.44.2',
    ],
  ])('%s: %s', async (path, text, expected) => {
    expect(await listed(native, path, text)).toEqual([`${expected} production direct`]);
  });

  const zlib = '#define ZLIB_VERSION "1.2.11"';

  test.each<[string, string, string, MemoryFiles]>([
    ['a header that is called alike', 'app/version.h', '#define APP_VERSION "1.0"', {}],
    ['a header of the operating system', 'usr/include/zlib.h', zlib, {}],
    [
      'the library itself',
      'zlib.h',
      zlib,
      { 'CMakeLists.txt': 'cmake_minimum_required(VERSION 3)\nproject(zlib C)' },
    ],
    [
      'the library itself with autoconf',
      'expat/lib/expat.h',
      '#define XML_MAJOR_VERSION 2',
      { 'configure.ac': 'AC_INIT([expat], [2])' },
    ],
    ['the second file of a copy', 'src/sqlite3.c', '#define SQLITE_VERSION "3.1.0"', { 'src/sqlite3.h': '' }],
  ])('%s is no copy', async (_, path, text, others) => {
    expect(await listed(native, path, text, others)).toEqual([]);
  });

  test('a macro that another tool fills in is a known unknown', async () => {
    const path = 'lib/png.h';
    const { unknowns } = await extractInMemory(
      native,
      { [path]: '#define PNG_LIBPNG_VER_STRING "@VERSION@"' },
      path,
    );
    expect(unknowns).toMatchObject([
      { reason: 'unresolved-version', package: 'libpng', losesComponents: false },
    ]);
  });
});

test.each([
  ['css/bootstrap.css', '/*!\n * Bootstrap v3.3.4 (http://getbootstrap.com)', 'bootstrap@3.3.4'],
  ['css/bootstrap.min.css', '@charset "UTF-8";/*!\n * Bootstrap  v5.3.0 (https://x', 'bootstrap@5.3.0'],
  ['css/font-awesome.min.css', '/*!\n *  Font Awesome 4.7.0 by @davegandy', 'font-awesome@4.7.0'],
  ['css/all.css', '/*!\n * Font Awesome Free 5.15.4 by @fontawesome', '@fortawesome/fontawesome-free@5.15.4'],
  ['normalize.css', '/*! normalize.css v8.0.1 | MIT License', 'normalize.css@8.0.1'],
  [
    'animate.css',
    '@charset "UTF-8";\n\n/*!\n * animate.css -https://x.io/animate.css/\n * Version - 3.7.2\n',
    'animate.css@3.7.2',
  ],
])('style sheet %s', async (path, text, expected) => {
  expect(await listed(style, path, text)).toEqual([`${expected} production direct`]);
});

test('a style sheet of the project is no copy', async () => {
  expect(await listed(style, 'css/all.css', '/* colours of the clinic */')).toEqual([]);
  expect(
    await listed(style, 'css/bootstrap.min.css', '/*! Bootstrap v3.3.4', { 'css/bootstrap.css': '' }),
  ).toEqual([]);
});

damaged(php, 'lib/class.phpmailer.php', "<?php\nclass PHPMailer {\n  const VERSION = '6.5.0';\n}\n");
damaged(native, 'lib/zlib.h', '#define ZLIB_VERSION "1.2.11"\n');
damaged(style, 'css/bootstrap.css', '/*!\n * Bootstrap v3.3.4 (http://getbootstrap.com)\n */\n');
