/** What Python code can do: its imports under their local names, the calls on them, and its texts. */
import type { Notebook } from './capability.ts';
import { SECRET_VARIABLES } from './indicators.ts';
import { MAX_TOKENS, type PythonToken, pythonTokens } from './python-tokens.ts';
import { noteText } from './text.ts';

const NETWORK =
  /^(?:socket|ssl|http\.client|urllib2|urllib3|urllib\.request|requests|httpx|aiohttp|ftplib|smtplib|telnetlib|websocket|websockets|paramiko|pycurl|xmlrpc)(?:\.|$)/;
const NETWORK_CALLS =
  /^(?:socket\.(?:socket|create_connection)|urllib2?\.(?:request\.)?(?:urlopen|urlretrieve|Request)|requests\.(?:get|post|put|request|Session|session|head|delete)|httpx\.(?:get|post|put|request|Client|AsyncClient)|http\.client\.HTTPS?Connection|aiohttp\.ClientSession|smtplib\.SMTP(?:_SSL)?|urllib3\.PoolManager)$/;
const PROCESS =
  /^(?:os\.(?:system|popen|exec[lv]p?e?|spawn\w+|startfile)|subprocess\.(?:run|call|check_call|check_output|Popen|getoutput|getstatusoutput)|commands\.getoutput|pty\.spawn|asyncio\.create_subprocess_(?:exec|shell))$/;
const WRITES =
  /^(?:os\.(?:remove|unlink|rename|replace|chmod|rmdir|makedirs)|shutil\.(?:rmtree|copy|copyfile|move|copytree))$/;
const DECODERS =
  /^(?:base64\.(?:b64decode|b32decode|b16decode|b85decode|a85decode|urlsafe_b64decode|decodebytes)|zlib\.decompress|gzip\.decompress|lzma\.decompress|bz2\.decompress|marshal\.loads|codecs\.decode|binascii\.(?:unhexlify|a2b_base64)|bytes\.fromhex|bytearray\.fromhex|(?:\w+\.)*Fernet)$/;
const CODE =
  /^(?:exec|eval|compile|builtins\.(?:exec|eval|compile)|__builtins__\.(?:exec|eval)|types\.FunctionType)$/;
const CLIPBOARD = /^(?:pyperclip|clipboard|win32clipboard)(?:\.|$)/;

/** How far behind `exec(` a decoder still belongs to its argument. */
const ARGUMENT_TOKENS = 400;

/** @returns false when not all of it was read */
export function notePython(source: string, notes: Notebook): boolean {
  const tokens = pythonTokens(source);
  const names = importsIn(tokens, notes);
  const decoded = decodingFunctions(tokens, names);
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) continue;
    if (token.kind === 'text') {
      if (!isDocstring(tokens, at)) noteText(token.value, token.line, notes);
      continue;
    }
    if (token.kind !== 'name' || tokens[at - 1]?.value === '.') continue;
    const { path, next } = dotted(tokens, at, names);
    if (tokens[next]?.value === '(') noteCall(path, tokens, at, next, names, decoded, notes);
    else noteName(path, tokens, next, token.line, notes);
    // `code = base64.b64decode(…)`
    if (
      tokens[next]?.value === '=' &&
      tokens[next + 1]?.value !== '=' &&
      holdsDecoder(tokens, next + 1, names, decoded)
    )
      decoded.add(path);
  }
  if (scrambledNames(tokens)) notes.note('obfuscation', 'names are scrambled', 1);
  return tokens.length < MAX_TOKENS;
}

const MAX_FUNCTION_TOKENS = 120;

/** Functions that begin with, or soon come to, a decoder: what they give back was decoded. */
function decodingFunctions(tokens: readonly PythonToken[], names: ReadonlyMap<string, string>): Set<string> {
  const found = new Set<string>();
  for (let at = 0; at < tokens.length; at += 1) {
    if (tokens[at]?.value !== 'def' || tokens[at + 1]?.kind !== 'name') continue;
    for (
      let i = at + 2;
      i < Math.min(tokens.length, at + MAX_FUNCTION_TOKENS) && tokens[i]?.value !== 'def';
      i += 1
    ) {
      if (tokens[i]?.value !== 'return') continue;
      if (holdsDecoder(tokens, i + 1, names, found)) found.add(tokens[at + 1]?.value ?? '');
      break;
    }
  }
  return found;
}

function importsIn(tokens: readonly PythonToken[], notes: Notebook): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.kind !== 'name' || (token.value !== 'import' && token.value !== 'from')) continue;
    const before = tokens[at - 1];
    if (before !== undefined && before.kind !== 'newline' && before.value !== ':') continue;
    let i = at + 1;
    const module = (): string => {
      let text = '';
      while (tokens[i]?.kind === 'name' || tokens[i]?.value === '.') {
        const value = tokens[i]?.value ?? '';
        if (value === 'import' || value === 'as') break;
        text += value;
        i += 1;
      }
      return text;
    };
    const local = (fallback: string): string => {
      if (tokens[i]?.value !== 'as') return fallback;
      i += 2;
      return tokens[i - 1]?.value ?? fallback;
    };
    const from = token.value === 'from' ? module() : '';
    if (token.value === 'from') {
      if (tokens[i]?.value !== 'import') continue;
      i += 1;
      noteModule(from, token.line, notes);
    }
    for (let more = true; more && i < tokens.length; ) {
      if (tokens[i]?.value === '(') i += 1;
      const start = i;
      const name = module();
      if (i === start) break;
      if (from === '') {
        noteModule(name, token.line, notes);
        // `import a.b` binds `a`; `import a.b as c` binds `c` to the whole.
        const as = local('');
        if (as === '') names.set(name.split('.')[0] ?? name, name.split('.')[0] ?? name);
        else names.set(as, name);
      } else names.set(local(name), `${from}.${name}`);
      more = tokens[i]?.value === ',';
      i += 1;
    }
  }
  return names;
}

function noteModule(module: string, line: number, notes: Notebook): void {
  if (NETWORK.test(module)) notes.note('network', module, line);
  else if (module === 'subprocess' || module === 'pty') notes.note('process', module, line);
  else if (CLIPBOARD.test(module)) notes.note('clipboard', module, line);
  else if (module === 'ctypes' || module === 'cffi') notes.note('binary', module, line);
  else if (module === 'winreg' || module === '_winreg') notes.note('persistence', module, line);
}

/** `a.b.c` from `at` on, with the local name replaced by what was imported; `__import__('x').y` as `x.y`. */
function dotted(
  tokens: readonly PythonToken[],
  at: number,
  names: ReadonlyMap<string, string>,
): { path: string; next: number } {
  const first = tokens[at]?.value ?? '';
  let path = names.get(first) ?? first;
  let next = at + 1;
  if (
    (first === '__import__' || path === 'importlib.import_module') &&
    tokens[next]?.value === '(' &&
    tokens[next + 1]?.kind === 'text' &&
    tokens[next + 2]?.value === ')'
  ) {
    path = tokens[next + 1]?.value ?? '';
    next += 3;
  }
  while (tokens[next]?.value === '.' && tokens[next + 1]?.kind === 'name') {
    path += `.${tokens[next + 1]?.value ?? ''}`;
    next += 2;
  }
  // `importlib.import_module` written out.
  if (
    path === 'importlib.import_module' &&
    tokens[next]?.value === '(' &&
    tokens[next + 1]?.kind === 'text' &&
    tokens[next + 2]?.value === ')' &&
    tokens[next + 3]?.value === '.'
  ) {
    path = `${tokens[next + 1]?.value ?? ''}.${tokens[next + 4]?.value ?? ''}`;
    next += 5;
  }
  return { path, next };
}

function noteCall(
  path: string,
  tokens: readonly PythonToken[],
  at: number,
  open: number,
  names: ReadonlyMap<string, string>,
  decoded: ReadonlySet<string>,
  notes: Notebook,
): void {
  const line = tokens[at]?.line ?? 1;
  if (CODE.test(path)) {
    // `def eval(`, and `re.compile`, which is another.
    if (tokens[at - 1]?.value === 'def') return;
    if (path.endsWith('compile')) {
      if (holdsDecoder(tokens, open + 1, names, decoded)) notes.note('decoded-code', path, line);
      return;
    }
    notes.note(holdsDecoder(tokens, open + 1, names, decoded) ? 'decoded-code' : 'dynamic-code', path, line);
  } else if (PROCESS.test(path)) {
    notes.note('process', path, line);
    const words = tokens.slice(open + 1, open + 6);
    if (
      words.some(
        (t) => t.kind === 'text' && /^(?:\/(?:usr\/)?bin\/)?(?:ba|da|z)?sh$|^cmd(?:\.exe)?$/.test(t.value),
      )
    )
      notes.note('process', 'a shell', line);
    if (holdsDecoder(tokens, open + 1, names, decoded)) notes.note('decoded-code', path, line);
  } else if (path.endsWith('.get_credentials')) notes.note('secret', 'a variable with a key', line);
  else if (NETWORK_CALLS.test(path)) notes.note('network', path, line);
  else if (/^socket\.(?:gethostbyname|getaddrinfo)$/.test(path)) {
    const argument = tokens.slice(open + 1, open + 12);
    if (argument.some((t) => t.value === '+' || t.value === '%' || t.value === 'format'))
      notes.note('dns', path, line);
    notes.note('network', path, line);
  } else if (WRITES.test(path)) notes.note('filesystem-write', path, line);
  else if (
    path === 'open' &&
    tokens.slice(open + 1, open + 12).some((t) => t.kind === 'text' && /^[wax]b?\+?$/.test(t.value))
  )
    notes.note('filesystem-write', 'open', line);
  else if (/^os\.(?:getenv|environ\.get)$/.test(path) && tokens[open + 1]?.kind === 'text') {
    const name = tokens[open + 1]?.value ?? '';
    if (SECRET_VARIABLES.test(name)) notes.note('secret', name, line);
  } else if (/^os\.environ\.(?:items|copy|values)$/.test(path)) notes.note('environment', path, line);
  else if (
    /^(?:dict|str|json\.dumps|repr)$/.test(path) &&
    dotted(tokens, open + 1, names).path === 'os.environ'
  )
    notes.note('environment', `${path} of os.environ`, line);
  else if (path === 'locale.getdefaultlocale' || path === 'platform.node') notes.note('place', path, line);
}

function noteName(
  path: string,
  tokens: readonly PythonToken[],
  next: number,
  line: number,
  notes: Notebook,
): void {
  if (path !== 'os.environ' || tokens[next]?.value !== '[' || tokens[next + 1]?.kind !== 'text') return;
  const name = tokens[next + 1]?.value ?? '';
  if (SECRET_VARIABLES.test(name)) notes.note('secret', name, line);
}

/** Whether the expression from `start` to its end decodes something, or names what was decoded. */
function holdsDecoder(
  tokens: readonly PythonToken[],
  start: number,
  names: ReadonlyMap<string, string>,
  decoded: ReadonlySet<string>,
): boolean {
  let depth = 0;
  for (let i = start; i < Math.min(tokens.length, start + ARGUMENT_TOKENS); i += 1) {
    const token = tokens[i];
    if (token === undefined || (token.kind === 'newline' && depth <= 0)) return false;
    if (token.kind === 'operator') {
      if ('([{'.includes(token.value)) depth += 1;
      else if (')]}'.includes(token.value)) {
        depth -= 1;
        if (depth < 0) return false;
      }
    } else if (token.kind === 'name' && tokens[i - 1]?.value !== '.') {
      const { path } = dotted(tokens, i, names);
      if (DECODERS.test(path) || decoded.has(path)) return true;
    }
  }
  return false;
}

/** A text that is a statement of its own explains, it does not act. */
function isDocstring(tokens: readonly PythonToken[], at: number): boolean {
  const before = tokens[at - 1];
  const after = tokens[at + 1];
  const opens = before === undefined || before.kind === 'newline' || before.value === ':';
  return opens && (after === undefined || after.kind === 'newline');
}

function scrambledNames(tokens: readonly PythonToken[]): boolean {
  let scrambled = 0;
  let all = 0;
  for (const { kind, value } of tokens) {
    if (kind !== 'name') continue;
    all += 1;
    if (/^(?:_0x[0-9a-f]{3,}|[Il1]{8,}|[oO0]{8,}|_{4,}[a-zA-Z]?|(?:Il|lI){4}\w*)$/.test(value))
      scrambled += 1;
  }
  return scrambled >= 8 && scrambled > all / 12;
}
