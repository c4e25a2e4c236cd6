/** What a package can do: the capabilities of each of its files, with the place where each is seen. */
import { type KnownUnknown, TheriacError } from '@theriac/core';
import { decodeText } from '@theriac/read/text';
import { type Evidence, type FileRole, Notebook } from './capability.ts';
import { noteGyp } from './gyp.ts';
import { hiddenText, PROMPTS } from './indicators.ts';
import { type Manifest, manifestOf, noteManifest } from './manifest.ts';
import type { PackageFile, PackageFiles } from './package-files.ts';
import { notePython } from './python.ts';
import { runFiles } from './run-files.ts';
import { noteScript, scriptLanguage } from './scripts.ts';

export interface FileProfile {
  readonly path: string;
  readonly role: FileRole;
  readonly evidence: readonly Evidence[];
}

export interface PackageProfile {
  readonly manifest: Manifest;
  /** Only files of which there is something to say; sorted by path. */
  readonly files: readonly FileProfile[];
  readonly unknowns: readonly KnownUnknown[];
  /** How many files were read. */
  readonly read: number;
}

/** Larger sources are looked at as text: parsing them costs more than it tells. */
const MAX_PARSED = 4 * 1024 * 1024;
const MAX_TEXT = 24 * 1024 * 1024;
/** From so many names on, it was an obfuscator. */
const SCRAMBLED_NAMES = 40;
const SCRIPT = /\.(?:[cm]?js|jsx)$/i;
const PYTHON = /\.pyw?$/i;
const ASIDE =
  /(?:^|\/)(?:tests?|__tests__|specs?|__mocks__|fixtures?|testdata|examples?|docs?|benchmarks?|coverage|\.github)\/|\.(?:md|markdown|rst|txt|html?|map|d\.[cm]?ts|snap|svg|css|po)$|\.(?:test|spec)\.[cm]?[jt]sx?$|(?:^|\/)(?:readme|license|licence|changelog|history|authors)[^/]*$/i;

export async function profileOf({ files, unknowns }: PackageFiles): Promise<PackageProfile> {
  const manifest = manifestOf(files);
  const { install, loaded } = runFiles(manifest, files);
  const profiles: FileProfile[] = [];
  const missing: KnownUnknown[] = [...unknowns];
  for (const { path, message } of manifest.unread) missing.push(unknownOf('unparseable', message, path));
  for (const file of files) {
    const { path } = file;
    const role: FileRole = install.has(path)
      ? 'install'
      : ASIDE.test(path) && !loaded.has(path)
        ? 'aside'
        : 'code';
    const notes = new Notebook(path);
    const lost = await noteFile(file, role, install.has(path) || loaded.has(path), notes);
    if (lost !== undefined) missing.push(unknownOf(...lost, path));
    for (const of of [manifest, ...manifest.bundled]) if (path === of.path) noteManifest(of, notes);
    if (notes.full)
      missing.push(unknownOf('too-large', 'more than is kept of one file was found in it', path));
    if (notes.evidence.length > 0) profiles.push({ path, role, evidence: notes.evidence });
  }
  return { manifest, files: profiles, unknowns: missing, read: files.length };
}

type Lost = readonly [reason: KnownUnknown['reason'], message: string];

function unknownOf(reason: KnownUnknown['reason'], message: string, path: string): KnownUnknown {
  return { reason, message, location: { path }, losesComponents: true };
}

/**
 * @param runs whether it is known to run: when the package is installed or loaded
 * @returns why not all of it was analysed
 */
async function noteFile(
  file: PackageFile,
  role: FileRole,
  runs: boolean,
  notes: Notebook,
): Promise<Lost | undefined> {
  const { path, bytes } = file;
  const isCode = SCRIPT.test(path) || PYTHON.test(path);
  const kind = binaryKind(bytes);
  if (kind !== undefined && (role !== 'aside' || kind !== 'WebAssembly')) notes.note('binary', kind, 1);
  // `MZ = 1` is a program for Windows by its first bytes, and JavaScript.
  if (kind !== undefined && !(isCode && kind === 'Windows program')) return undefined;
  if (bytes.length > MAX_TEXT) return ['too-large', 'the file is larger than the limit'];
  const text = textOf(bytes, path, isCode || runs);
  if (text === undefined) return undefined;
  noteUnseen(text, role, notes);
  if (/\.pth$/i.test(path)) {
    const line = text.split('\n').findIndex((l) => /^import[\s\t]/.test(l));
    if (line >= 0) notes.note('import-hook', '.pth file with code', line + 1);
    return notePython(text.replaceAll(/^import\s/gm, 'import '), notes) ? undefined : CUT;
  }
  if (PYTHON.test(path) || /^#!.{0,60}\bpython/.test(text)) return notePython(text, notes) ? undefined : CUT;
  if (SCRIPT.test(path) || /^#!.{0,60}\bnode\b/.test(text))
    return noteCode(text, bytes.length, role, runs, notes);
  if (/\.[cm]?tsx?$/i.test(path) && !/\.d\.[cm]?ts$/i.test(path)) {
    noteUnparsed(text, notes);
    return role === 'install' ? ['not-read', 'TypeScript that runs at install is not analysed'] : undefined;
  }
  const language = scriptLanguage(path, text);
  if (language !== undefined) noteScript(text, language, notes);
  if (/\.gypi?$/i.test(path) && role === 'install') noteGyp(text, notes);
  // Node.js takes a file of any name for JavaScript.
  if (
    language === undefined &&
    runs &&
    !NOT_RUN.test(path) &&
    (role === 'install' || !RARELY_RUN.test(path))
  ) {
    const { noteJavaScript } = await import('./javascript.ts');
    if (bytes.length > MAX_PARSED || noteJavaScript(text, notes) !== 'all') {
      noteUnparsed(text, notes);
      noteScript(text, 'shell', notes);
      return role === 'install'
        ? ['not-read', 'what runs at install is in no language that is analysed']
        : undefined;
    }
  }
  return undefined;
}

const CUT: Lost = ['too-large', 'only its beginning was analysed'];
/** Data by its name: parsed, never run. */
const NOT_RUN = /\.(?:json|gypi?|map|d\.[cm]?ts|wasm|node)$/i;
/** Loaded by bundlers; a command that names one may run it all the same. */
const RARELY_RUN = /\.(?:md|css|ya?ml|toml|txt)$/i;

async function noteCode(
  text: string,
  size: number,
  role: FileRole,
  runs: boolean,
  notes: Notebook,
): Promise<Lost | undefined> {
  // Aside, nothing runs by itself; what is hidden there was noted before.
  if (role === 'aside' && size > 200_000) return undefined;
  if (size > MAX_PARSED) {
    noteUnparsed(text, notes);
    return role === 'aside' ? undefined : ['too-large', 'too large to be analysed as code'];
  }
  const { noteJavaScript } = await import('./javascript.ts');
  const analysed = noteJavaScript(text, notes);
  if (analysed === 'all') return undefined;
  if (analysed === 'part') return CUT;
  noteUnparsed(text, notes);
  if (runs || analysed === 'too-deep') noteScript(text, 'shell', notes);
  if (analysed === 'too-deep') return ['too-deep', 'code nested too deep to be analysed'];
  return runs ? ['unparseable', 'not JavaScript that can be analysed'] : undefined;
}

function noteUnseen(text: string, role: FileRole, notes: Notebook): void {
  const hidden = hiddenText(text);
  // Languages written from right to left need direction marks in prose.
  if (hidden !== undefined && (role !== 'aside' || !hidden.startsWith('characters'))) {
    notes.note('hidden-text', hidden, 1);
  }
  const prompt = PROMPTS.exec(text);
  if (prompt !== null)
    notes.note('prompt-text', prompt[0].slice(0, 60).toLowerCase(), lineOf(text, prompt.index));
}

/** JavaScript that no parser takes: TypeScript, JSX, broken or overlong. */
function noteUnparsed(text: string, notes: Notebook): void {
  const rows: readonly (readonly [RegExp, Evidence['capability'], string])[] = [
    [/['"](?:node:)?child_process['"]/, 'process', 'child_process'],
    [/['"](?:node:)?(?:https?|net|tls|dgram|dns)['"]|\bfetch\(|\bXMLHttpRequest\b/, 'network', 'network'],
    [/\beval\(\s*(?:atob|Buffer)/, 'decoded-code', 'eval'],
  ];
  for (const [test, capability, subject] of rows) {
    const found = test.exec(text.slice(0, MAX_PARSED));
    if (found !== null) notes.note(capability, subject, lineOf(text, found.index));
  }
  const scrambled = text.slice(0, MAX_PARSED).matchAll(/\b_0x[0-9a-f]{4,6}\b/g);
  if (scrambled.take(SCRAMBLED_NAMES).toArray().length === SCRAMBLED_NAMES) {
    notes.note('obfuscation', 'names and texts are scrambled', 1);
  }
}

/** The kind of program that the first bytes say; undefined for what is not a program. */
function binaryKind(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('hex');
  if (head.startsWith('7f454c46')) return 'ELF';
  if (head.startsWith('4d5a') && bytes.length > 512) return 'Windows program';
  if (/^(?:feedface|feedfacf|cffaedfe|cefaedfe|cafebabe0000000[1-4])/.test(head)) return 'Mach-O';
  return head.startsWith('0061736d') ? 'WebAssembly' : undefined;
}

function textOf(bytes: Uint8Array, path: string, isCode: boolean): string | undefined {
  // A zero byte early on: not a text in any encoding that source code has; in a comment it is one all the same.
  if (!isCode && bytes.subarray(0, 1024).includes(0) && !(bytes[0] === 0xff || bytes[0] === 0xfe))
    return undefined;
  try {
    return decodeText(bytes, path);
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    return Buffer.from(bytes).toString('latin1');
  }
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
