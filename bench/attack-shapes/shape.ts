/** Imitations of published attacks on packages. They have the shape and none of the harm: hosts do not exist, payloads say “inert”. */
import { hash } from 'node:crypto';

export interface AttackShape {
  readonly id: string;
  /** The published attack. */
  readonly models: string;
  /** What the malicious release adds or replaces: path → contents. */
  readonly files: Readonly<Record<string, string>>;
}

/** Named before any rule was tuned on these, by the id alone: these shapes only measure. */
export function isHeldOut(shape: AttackShape): boolean {
  return Number.parseInt(hash('sha256', shape.id).slice(0, 2), 16) % 2 === 1;
}

/** A payload that does nothing, encoded. */
export const INERT = Buffer.from('console.log("inert")').toString('base64');
export const INERT_HEX = Buffer.from('console.log("inert")').toString('hex');

/** As an obfuscator writes it: a table of texts, a function that looks them up, and names of hexadecimal digits. */
export function scrambled(texts: readonly string[], body: string): string {
  const table = texts.map((text) => `'${text}'`).join(',');
  const filler = Array.from(
    { length: 12 },
    (_, i) => `var _0x${(0x3fa200 + i).toString(16)}=_0x2c11(${i % Math.max(texts.length, 1)});`,
  ).join('');
  return `var _0x4a5b=[${table}];(function(_0x1f2e3d,_0x5c6b7a){var _0x2d3c4b=function(_0x6e7f80){while(--_0x6e7f80){_0x1f2e3d['push'](_0x1f2e3d['shift']());}};_0x2d3c4b(++_0x5c6b7a);}(_0x4a5b,0x1));function _0x2c11(_0x9a8b7c){return _0x4a5b[_0x9a8b7c-0x0];}${filler}${body}`;
}

/** A release as it was before: something small and honest. */
export const HONEST_NPM: Readonly<Record<string, string>> = {
  'package.json': '{"name":"small-tool","version":"1.0.0","main":"index.js"}',
  'index.js':
    "'use strict';\nmodule.exports = function pad(text, width) {\n  return String(text).padStart(width);\n};\n",
};
export const HONEST_PYTHON: Readonly<Record<string, string>> = {
  'setup.py': "from setuptools import setup\nsetup(name='small-tool', version='1.0.0', packages=['tool'])\n",
  'tool/__init__.py': '"""Pads texts."""\n\ndef pad(text, width):\n    return str(text).rjust(width)\n',
};

export function npmScript(event: string, command: string): string {
  return JSON.stringify({
    name: 'small-tool',
    version: '1.0.1',
    main: 'index.js',
    scripts: { [event]: command },
  });
}
