/** What a package can do: the capabilities of each of its files, with the place where each is seen. */
import { type KnownUnknown, TheriacError } from '@theriac/core';
import { decodeText } from '@theriac/read/text';
import { type Evidence, type FileRole, Notebook } from './capability.ts';
import { hiddenText, PROMPTS } from './indicators.ts';
import { installFiles, type Manifest, manifestOf, noteManifest } from './manifest.ts';
import type { PackageFile, PackageFiles } from './package-files.ts';
import { notePython } from './python.ts';
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
  const atInstall = installFiles(manifest, files);
  const profiles: FileProfile[] = [];
  const missing: KnownUnknown[] = [...unknowns];
  for (const file of files) {
    const role: FileRole = atInstall.has(file.path) ? 'install' : ASIDE.test(file.path) ? 'aside' : 'code';
    const notes = new Notebook(file.path);
    await noteFile(file, role, notes, missing);
    if (file.path === manifest.path) noteManifest(manifest, notes);
    if (notes.evidence.length > 0) profiles.push({ path: file.path, role, evidence: notes.evidence });
  }
  return { manifest, files: profiles, unknowns: missing, read: files.length };
}

async function noteFile(
  file: PackageFile,
  role: FileRole,
  notes: Notebook,
  missing: KnownUnknown[],
): Promise<void> {
  const { path, bytes } = file;
  const kind = binaryKind(bytes);
  if (kind !== undefined) {
    if (role !== 'aside' || kind !== 'WebAssembly') notes.note('binary', kind, 1);
    return;
  }
  if (bytes.length > MAX_TEXT) {
    missing.push({
      reason: 'too-large',
      message: 'the file is larger than the limit',
      location: { path },
      losesComponents: true,
    });
    return;
  }
  const text = textOf(bytes, path);
  if (text === undefined) return;
  noteUnseen(text, role, notes);
  if (/\.pth$/i.test(path)) {
    const line = text.split('\n').findIndex((l) => /^import[\s\t]/.test(l));
    if (line >= 0) notes.note('import-hook', '.pth file with code', line + 1);
    notePython(text.replaceAll(/^import\s/gm, 'import '), notes);
  } else if (PYTHON.test(path)) notePython(text, notes);
  else if (SCRIPT.test(path) || /^#!.{0,60}\bnode\b/.test(text)) {
    // Aside, nothing runs by itself; what is hidden there was noted above.
    if (role === 'aside' && bytes.length > 200_000) return;
    const { noteJavaScript } = await import('./javascript.ts');
    if (bytes.length <= MAX_PARSED && noteJavaScript(text, notes)) return;
    noteUnparsed(text, notes);
  } else if (/\.[cm]?tsx?$/i.test(path) && !/\.d\.[cm]?ts$/i.test(path)) noteUnparsed(text, notes);
  else {
    const language = scriptLanguage(path, text);
    if (language !== undefined) noteScript(text, language, notes);
  }
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

function textOf(bytes: Uint8Array, path: string): string | undefined {
  // A zero byte early on: not a text in any encoding that source code has.
  if (bytes.subarray(0, 1024).includes(0) && !(bytes[0] === 0xff || bytes[0] === 0xfe)) return undefined;
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
