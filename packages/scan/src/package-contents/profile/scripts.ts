/** Scripts and sources that no parser here knows: comments taken off, judged line by line. Errs towards saying less. */
import { baseName } from '../../target/paths.ts';
import type { Notebook } from './capability.ts';
import { noteText } from './text.ts';

const MAX_LINE = 4000;
/** Of the pieces of a longer one, so that nothing is cut in two. */
const OVERLAP = 500;

interface Language {
  readonly comment: RegExp;
  readonly rows: readonly (readonly [RegExp, Parameters<Notebook['note']>[0], string])[];
}

const HASH = /^\s*(?:#|dnl\b)/;
const SLASHES = /^\s*(?:\/\/|\*|\/\*)/;

const LANGUAGES: Readonly<Record<string, Language>> = {
  shell: {
    comment: HASH,
    rows: [
      [/\b(?:curl|wget|nc|ncat)\s/, 'network', 'curl, wget or nc'],
      [/\beval\s+["'$`]/, 'dynamic-code', 'eval'],
      [/\b(?:env|printenv|set)\b\s*(?:\||>)/, 'environment', 'env'],
    ],
  },
  powershell: {
    comment: HASH,
    rows: [
      [/\b(?:Invoke-WebRequest|Invoke-RestMethod|Net\.WebClient|iwr|irm)\b/i, 'network', 'a web request'],
      [/\b(?:Invoke-Expression|iex)\b/i, 'dynamic-code', 'Invoke-Expression'],
      [/\bStart-Process\b/i, 'process', 'Start-Process'],
    ],
  },
  ruby: {
    comment: HASH,
    rows: [
      [
        /\b(?:Net::HTTP|open-uri|URI\.open|TCPSocket|RestClient|HTTParty|Faraday)\b/,
        'network',
        'a network library',
      ],
      [
        /\b(?:system|exec|spawn|Open3\.\w+|IO\.popen)\s*(?:\(\s*)?["'`%]|`[^`\n]{2,200}`/,
        'process',
        'a command',
      ],
      [/\beval\s*(?:\(\s*)?(?:Base64|Zlib|\[.{0,400}\]\.pack|.{0,400}unpack)/, 'decoded-code', 'eval'],
      [/\b(?:instance_eval|class_eval|eval)(?:\s*\(\s*|\s+)["'a-z]/, 'dynamic-code', 'eval'],
      [/\bENV\.(?:to_h|to_a|each|inspect|map)\b/, 'environment', 'ENV'],
    ],
  },
  php: {
    comment: SLASHES,
    rows: [
      [/\b(?:curl_exec|fsockopen|file_get_contents\s*\(\s*["']https?:)/, 'network', 'a network function'],
      [/\b(?:shell_exec|passthru|proc_open|popen|system|exec)\s*\(/, 'process', 'a command'],
      [
        /\b(?:eval|assert)\s*\(\s*(?:base64_decode|gzinflate|gzuncompress|str_rot13|strrev|hex2bin)/,
        'decoded-code',
        'eval',
      ],
      [/\beval\s*\(\s*\$/, 'dynamic-code', 'eval'],
      [
        /\bgetenv\s*\(\s*["'](?:AWS_\w{0,60}?(?:KEY|TOKEN)|\w{0,60}?(?:SECRET|PASSWORD|PRIVATE_KEY))/,
        'secret',
        'a variable with a key',
      ],
    ],
  },
  java: {
    comment: SLASHES,
    rows: [
      [/\bRuntime\.getRuntime\(\)\.exec\b|\bProcessBuilder\b/, 'process', 'a command'],
      [/\b(?:HttpURLConnection|HttpClient|URLConnection|Socket)\b/, 'network', 'a network class'],
      [/\bdefineClass\b|\bURLClassLoader\b/, 'dynamic-code', 'a class loader'],
    ],
  },
  rust: {
    comment: SLASHES,
    rows: [
      [/\bCommand::new\b/, 'process', 'Command::new'],
      [/\b(?:TcpStream|reqwest|ureq|hyper)::/, 'network', 'a network crate'],
    ],
  },
  go: {
    comment: SLASHES,
    rows: [
      [/\bexec\.Command(?:Context)?\(/, 'process', 'exec.Command'],
      [
        /\bexec\.Command(?:Context)?\([^"\n]{0,40}"(?:\/bin\/)?(?:ba)?sh"\s*(?:,\s*"-c"\s*,\s*[a-z]|\))/,
        'process',
        'a shell',
      ],
      [/\bnet\.Dial\w*\(/, 'network', 'a socket'],
      [/\b(?:http\.(?:Get|Post|NewRequest)|net\.Dial)\w*\(/, 'network', 'a network call'],
    ],
  },
};

const BY_ENDING: Readonly<Record<string, keyof typeof LANGUAGES>> = {
  sh: 'shell',
  bash: 'shell',
  zsh: 'shell',
  m4: 'shell',
  am: 'shell',
  ac: 'shell',
  in: 'shell',
  mk: 'shell',
  bat: 'powershell',
  cmd: 'powershell',
  ps1: 'powershell',
  rb: 'ruby',
  gemspec: 'ruby',
  rake: 'ruby',
  php: 'php',
  java: 'java',
  kt: 'java',
  groovy: 'java',
  rs: 'rust',
  go: 'go',
};

const BY_NAME: Readonly<Record<string, keyof typeof LANGUAGES>> = {
  configure: 'shell',
  Makefile: 'shell',
  Rakefile: 'ruby',
  Gemfile: 'ruby',
  'build.rs': 'rust',
  'binding.gyp': 'shell',
  'extconf.rb': 'ruby',
  gradlew: 'shell',
};

export function scriptLanguage(path: string, text: string): string | undefined {
  const name = baseName(path);
  if (Object.hasOwn(BY_NAME, name)) return BY_NAME[name];
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  if (name.includes('.') && Object.hasOwn(BY_ENDING, ending)) return BY_ENDING[ending];
  return /^#!.{0,60}\b(?:ba|da|z|k)?sh\b/.test(text)
    ? 'shell'
    : /^#!.{0,60}\bruby\b/.test(text)
      ? 'ruby'
      : undefined;
}

export function noteScript(text: string, language: string, notes: Notebook): void {
  const rules = Object.hasOwn(LANGUAGES, language) ? LANGUAGES[language] : undefined;
  if (rules === undefined) return;
  const lines = text.split('\n');
  noteDecodedSteps(lines, language, notes);
  for (let at = 0; at < lines.length; at += 1) {
    const start = at;
    let line = lines[at] ?? '';
    if (rules.comment.test(line)) continue;
    while (line.endsWith('\\') && at + 1 < lines.length && line.length < MAX_LINE) {
      at += 1;
      line = `${line.slice(0, -1)} ${(lines[at] ?? '').trim()}`;
    }
    // A long line piece by piece: what stands behind a lot of blanks runs as well.
    for (let piece = 0; piece < Math.max(line.length, 1); piece += MAX_LINE - OVERLAP) {
      const short = line.slice(piece, piece + MAX_LINE);
      noteText(short, start + 1, notes);
      if (language === 'shell' && unpacksIntoShell(short))
        notes.note('decoded-code', 'unpacks into a shell', start + 1);
      for (const [test, capability, subject] of rules.rows)
        if (test.test(short)) notes.note(capability, subject, start + 1);
    }
  }
}

/** What decodes, and what runs a variable: a few lines apart they belong together. */
const PAIRS: Readonly<Record<string, readonly [decodes: RegExp, runs: RegExp]>> = {
  ruby: [
    /\bBase64\.\w*decode64\b|\.unpack1?\(\s*["']m/,
    /\b(?:eval|instance_eval|class_eval)(?:\s*\(\s*|\s+)[a-z_]\w*/,
  ],
  php: [/\b(?:base64_decode|gzinflate|gzuncompress|hex2bin|str_rot13)\s*\(/, /\beval\s*\(\s*\$\w+/],
};
const NEAR = 8;

function noteDecodedSteps(lines: readonly string[], language: string, notes: Notebook): void {
  const pair = Object.hasOwn(PAIRS, language) ? PAIRS[language] : undefined;
  if (pair === undefined) return;
  const [decodes, runs] = pair;
  let last = Number.NEGATIVE_INFINITY;
  for (const [at, line] of lines.entries()) {
    if (line.length > MAX_LINE) continue;
    if (decodes.test(line)) last = at;
    if (at - last <= NEAR && runs.test(line)) notes.note('decoded-code', 'eval of what was decoded', at + 1);
  }
}

/** A pipe that ends in a shell and unpacks on the way: how a test file became code in xz 5.6. */
function unpacksIntoShell(line: string): boolean {
  const stages = line.split('|');
  const last = stages.at(-1)?.trim() ?? '';
  const intoShell =
    /^(?:\/bin\/)?(?:ba|da)?sh\b|^\$?\{?(?:SHELL|CONFIG_SHELL)\b/.test(last) || /\beval\s+[`"$(]/.test(line);
  const unpacks = stages.some(
    (stage) =>
      /\b(?:xz|gzip|gunzip|bzip2|zstd|openssl|base64)\b.{0,60}\s-(?:d|D|-decode|-decompress)/.test(stage) ||
      /\btr\s+["'\\]/.test(stage),
  );
  return stages.length > 1 && intoShell && unpacks;
}
