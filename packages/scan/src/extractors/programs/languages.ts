/** Language runtimes and tools: where they stand and how they state their release. */
import { libraryBeside, type Program, range } from './program.ts';

/** Release lines of CPython that are in use, in names of files. */
const PYTHONS = ['2.7', ...range(5, 18).map((minor) => `3.${minor}`)];
const RUBIES = ['2.5', '2.6', '2.7', '3.0', '3.1', '3.2', '3.3', '3.4', '3.5', '4.0'];
const PHPS = ['5.6', '7.0', '7.1', '7.2', '7.3', '7.4', '8.0', '8.1', '8.2', '8.3', '8.4', '8.5'];
/** NODE_MODULE_VERSION of releases with long-term support, and of those between since 18. */
const NODES = [64, 72, 83, 93, 102, 108, 111, 115, 120, 127, 131, 137, 141];

const PYTHON = {
  name: 'python',
  ecosystem: 'bitnami',
  cpe: ['python', 'python'],
  content: 'program',
  version: /\0([23]\.\d{1,2}\.\d{1,2}(?:(?:a|b|rc)\d{1,2})?)\+?(?=\0)/g,
  line: /(\d\.\d{1,2})/,
} as const satisfies Program;

export const LANGUAGES: readonly Program[] = [
  {
    name: 'node',
    ecosystem: 'bitnami',
    cpe: ['nodejs', 'node.js'],
    names: ['node', ...NODES.map((abi) => `libnode.so.${abi}`)],
    content: 'program',
    version: /node\.js\/v(\d{1,2}\.\d{1,3}\.\d{1,3})(?!\d)/g,
  },
  { ...PYTHON, names: PYTHONS.map((line) => `libpython${line}.so.1.0`) },
  ...PYTHONS.map(
    (line): Program => ({
      ...PYTHON,
      names: [`python${line}`],
      twins: libraryBeside(`libpython${line}.so.1.0`),
    }),
  ),
  {
    name: 'pypy',
    ecosystem: 'generic',
    cpe: ['pypy', 'pypy'],
    paths: [{ extension: '.so', path: /(?:^|\/)libpypy[23][.\d]{0,4}-c\.so$/ }],
    content: 'program',
    version: /\[PyPy (\d\.\d{1,2}\.\d{1,3})[ -]/g,
  },
  {
    name: 'ruby',
    ecosystem: 'bitnami',
    cpe: ['ruby-lang', 'ruby'],
    names: RUBIES.flatMap((line) => [`libruby.so.${line}`, `libruby-${line}.so.${line}`]),
    content: 'program',
    version: /\0ruby (\d\.\d\.\d{1,3})(?:p\d{1,4}|rc\d|preview\d)? \(/g,
  },
  {
    name: 'ruby',
    ecosystem: 'bitnami',
    cpe: ['ruby-lang', 'ruby'],
    names: ['ruby'],
    content: 'program',
    version: /\0ruby (\d\.\d\.\d{1,3})(?:p\d{1,4}|rc\d|preview\d)? \(/g,
  },
  {
    name: 'perl',
    ecosystem: 'generic',
    cpe: ['perl', 'perl'],
    names: ['perl', 'libperl.so', ...range(15, 22).map((half) => `libperl.so.5.${2 * half}`)],
    content: 'program',
    version: /\0v(5\.\d{1,2}\.\d{1,2})(?=\0)/g,
    also: /PERL_INTERNAL_RAND_SEED|PERL_HASH_SEED/,
  },
  {
    name: 'php',
    ecosystem: 'bitnami',
    cpe: ['php', 'php'],
    names: ['php', ...PHPS.map((line) => `php${line}`)],
    content: 'program',
    version: /\0X-Powered-By: PHP\/(\d\.\d{1,2}\.\d{1,3})(?!\d)/g,
  },
  {
    name: 'php',
    ecosystem: 'bitnami',
    cpe: ['php', 'php'],
    names: ['php-cgi', 'php-fpm', 'libphp.so', ...PHPS.map((line) => `php-fpm${line}`)],
    content: 'program',
    version: /\0X-Powered-By: PHP\/(\d\.\d{1,2}\.\d{1,3})(?!\d)/g,
    twins: ['php', '../bin/php', ...PHPS.map((line) => `../bin/php${line}`)],
  },
  {
    // Its programs are made by Go and say so themselves; the tool that builds is a module of its own in advisories.
    name: 'toolchain',
    ecosystem: 'golang',
    cpe: ['golang', 'go'],
    paths: [{ extension: '', path: /(?:^|\/)go(?:-?1\.\d{1,2}[.\d]{0,4})?\/VERSION$/ }],
    content: 'text',
    version: /^go(1\.\d{1,2}(?:\.\d{1,2}|rc\d|beta\d)?)(?=\s|$)/g,
  },
  {
    name: 'rust',
    ecosystem: 'generic',
    cpe: ['rust-lang', 'rust'],
    paths: [{ extension: '.so', path: /(?:^|\/)librustc_driver-[0-9a-f]{8,20}\.so$/ }],
    content: 'program',
    version: /rustc (1\.\d{1,3}\.\d{1,2})(?!\d)/g,
  },
  {
    name: 'erlang',
    ecosystem: 'generic',
    cpe: ['erlang', 'erlang\\/otp'],
    paths: [{ extension: '', path: /(?:^|\/)releases\/\d{2}\/OTP_VERSION$/ }],
    content: 'text',
    version: /^(\d{2}(?:\.\d{1,3}){0,4})\s{0,3}$/g,
  },
  {
    name: 'elixir',
    ecosystem: 'generic',
    cpe: ['elixir-lang', 'elixir'],
    names: ['elixir.app'],
    content: 'text',
    version: /\{vsn, ?"(1\.\d{1,2}\.\d{1,2}[-.\w]{0,12})"\}/g,
  },
  {
    name: 'lua',
    ecosystem: 'bitnami',
    cpe: ['lua', 'lua'],
    names: range(1, 5).flatMap((minor) => [`liblua5.${minor}.so.0`, `liblua.so.5.${minor}`]),
    content: 'program',
    version: /\$Lua(?:Version)?: Lua (5\.\d\.\d{1,2}) /g,
  },
  ...['lua', ...range(1, 5).map((minor) => `lua5.${minor}`)].map(
    (name): Program => ({
      name: 'lua',
      ecosystem: 'bitnami',
      cpe: ['lua', 'lua'],
      names: [name],
      content: 'program',
      version: /\$Lua(?:Version)?: Lua (5\.\d\.\d{1,2}) /g,
      twins: range(1, 5).flatMap((minor) => libraryBeside(`liblua5.${minor}.so.0`)),
    }),
  ),
];
