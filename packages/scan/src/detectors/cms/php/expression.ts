/** Evaluates expressions of literals; everything else is unknown, with its reason. */
import type { PhpToken } from './tokens.ts';
import { type PhpPlace, type PhpValue, textOfPhp, truthOf } from './value.ts';

export interface Surroundings {
  readonly variable: (name: string) => PhpValue | undefined;
  readonly constant: (name: string) => PhpValue | undefined;
  /** Whether a path of the target is there; undefined when the path is not known. */
  readonly exists: (path: string) => boolean | undefined;
  readonly place: (token: PhpToken | undefined) => PhpPlace;
  /** Folder of the file, as `__DIR__`: an absolute path below {@link TARGET}. */
  readonly folder: string;
  readonly file: string;
}

/** What stands for the folder of the target in paths that PHP computes. */
export const TARGET = '/target';

const MAX_DEPTH = 60;
/** Operators whose result is not needed, or not known. */
const BINARY = new Set(
  ['+', '-', '*', '/', '%', '<', '>', '<=', '>=', '&&', '||', 'and', 'or', 'xor', '&', '|', '^'].concat([
    '<=>',
    '<<',
    '>>',
    '**',
    'instanceof',
  ]),
);
const EQUALITY = new Set(['==', '===', '!=', '!==']);
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

export class Expression {
  at: number;
  readonly #tokens: readonly PhpToken[];
  readonly #around: Surroundings;
  #depth = 0;

  constructor(tokens: readonly PhpToken[], at: number, around: Surroundings) {
    this.#tokens = tokens;
    this.at = at;
    this.#around = around;
  }

  get token(): PhpToken | undefined {
    return this.#tokens[this.at];
  }

  /** Assignments inside expressions are left to those who read statements. */
  read(): PhpValue {
    this.#depth += 1;
    try {
      if (this.#depth > MAX_DEPTH) return this.#unknown('the expression is nested too deep');
      return this.#ternary();
    } finally {
      this.#depth -= 1;
    }
  }

  isSign(text: string): boolean {
    return this.token?.kind === 'sign' && this.token.text === text;
  }

  /** Goes past a sign that is there. */
  take(text: string): boolean {
    if (!this.isSign(text)) return false;
    this.at += 1;
    return true;
  }

  /** Goes past a bracket and everything inside it. */
  skipBracket(): void {
    const open: string[] = [];
    do {
      const { token } = this;
      if (token === undefined) return;
      if (token.kind === 'sign') {
        const closing = CLOSING[token.text];
        if (closing !== undefined) open.push(closing);
        else if (token.text === open.at(-1)) open.pop();
      }
      this.at += 1;
    } while (open.length > 0);
  }

  #unknown(reason: string, more: Partial<PhpValue & { kind: 'unknown' }> = {}): PhpValue {
    return { kind: 'unknown', reason, at: this.#around.place(this.token), ...more };
  }

  #ternary(): PhpValue {
    const first = this.#coalesced();
    if (!this.take('?')) return first;
    if (this.take(':')) return this.#either(first, this.read());
    const yes = this.read();
    const no = this.take(':') ? this.read() : this.#unknown('the expression is not whole');
    const truth = truthOf(first);
    if (truth !== undefined) return truth ? yes : no;
    const variable = first.kind === 'unknown' ? first.environment : undefined;
    return this.#unknown(
      'it depends on a condition',
      variable === undefined ? {} : { environment: variable, fallback: no },
    );
  }

  #coalesced(): PhpValue {
    const first = this.#joined();
    return this.take('??') ? this.#either(first, this.#coalesced()) : first;
  }

  /** `?:` and `??`. */
  #either(first: PhpValue, second: PhpValue): PhpValue {
    if (first.kind !== 'unknown') return truthOf(first) === true ? first : second;
    return first.environment === undefined || first.fallback !== undefined
      ? first
      : { ...first, fallback: second };
  }

  /** Concatenation, and operators that are not evaluated. */
  #joined(): PhpValue {
    let value = this.#unary();
    for (;;) {
      const { token } = this;
      if (token?.text === '.' && token.kind === 'sign') {
        this.at += 1;
        value = concatenated(value, this.#unary());
      } else if (token?.kind === 'sign' && EQUALITY.has(token.text)) {
        this.at += 1;
        value = this.#compared(value, token.text, this.#unary());
      } else if (token !== undefined && token.kind !== 'text' && BINARY.has(token.text.toLowerCase())) {
        this.at += 1;
        const other = this.#unary();
        value = this.#logical(value, token.text, other);
      } else return value;
    }
  }

  #compared(one: PhpValue, sign: string, other: PhpValue): PhpValue {
    const [a, b] = [textOfPhp(one), textOfPhp(other)];
    const unknown = one.kind === 'unknown' ? one : other;
    if (a === undefined || b === undefined)
      return { kind: 'unknown', reason: 'it is compared', at: unknown.at, ...environmentOf(unknown) };
    return { kind: 'scalar', value: (a === b) === sign.startsWith('='), at: one.at };
  }

  #logical(one: PhpValue, sign: string, other: PhpValue): PhpValue {
    const [a, b] = [truthOf(one), truthOf(other)];
    if (sign === '&&' && (a === false || b === false)) return { kind: 'scalar', value: false, at: one.at };
    if (sign === '||' && (a === true || b === true)) return { kind: 'scalar', value: true, at: one.at };
    if ((sign === '&&' || sign === '||') && a !== undefined && b !== undefined)
      return { kind: 'scalar', value: sign === '&&' ? a && b : a || b, at: one.at };
    const [left, right] = [textOfPhp(one), textOfPhp(other)].map(Number);
    if (sign === '*' && Number.isFinite(left) && Number.isFinite(right))
      return { kind: 'scalar', value: (left ?? 0) * (right ?? 0), at: one.at };
    return {
      kind: 'unknown',
      reason: 'it is computed',
      at: one.at,
      ...environmentOf(one),
      ...environmentOf(other),
    };
  }

  #unary(): PhpValue {
    this.#depth += 1;
    try {
      if (this.#depth > MAX_DEPTH) {
        this.at += 1;
        return this.#unknown('the expression is nested too deep');
      }
      return this.#unaryAt();
    } finally {
      this.#depth -= 1;
    }
  }

  #unaryAt(): PhpValue {
    if (this.take('!')) {
      const value = this.#unary();
      const truth = truthOf(value);
      return truth === undefined ? value : { kind: 'scalar', value: !truth, at: value.at };
    }
    if (this.take('@') || this.take('&') || this.take('+')) return this.#unary();
    if (this.take('-')) {
      const value = this.#unary();
      return value.kind === 'scalar' ? { ...value, value: -Number(value.value) } : value;
    }
    const cast = this.#cast();
    if (cast !== undefined) return castTo(cast, this.#unary());
    return this.#indexed(this.#primary());
  }

  /** `(bool)`, `(int)` … */
  #cast(): string | undefined {
    const [open, name, close] = this.#tokens.slice(this.at, this.at + 3);
    if (open?.text !== '(' || close?.text !== ')' || name?.kind !== 'name') return undefined;
    if (!/^(?:bool|boolean|int|integer|float|string|array|object)$/i.test(name.text)) return undefined;
    this.at += 3;
    return name.text.toLowerCase();
  }

  #indexed(first: PhpValue): PhpValue {
    let value = first;
    for (;;) {
      if (this.isSign('[')) {
        this.at += 1;
        const key = this.isSign(']') ? undefined : this.read();
        this.take(']');
        value = this.#entry(value, textOfPhp(key));
      } else if (this.isSign('->') || this.isSign('::') || this.isSign('?->')) {
        this.at += 2;
        value = this.#unknown('it is a member of an object');
      } else if (this.isSign('(')) {
        this.skipBracket();
        value = this.#unknown('it is the result of a function');
      } else return value;
    }
  }

  #entry(value: PhpValue, key: string | undefined): PhpValue {
    if (value.kind === 'unknown') {
      return value.reason === ENVIRONMENT && key !== undefined
        ? { ...this.#environment(key), at: value.at }
        : value;
    }
    const found = value.kind === 'array' && key !== undefined ? value.entries.get(key) : undefined;
    return found ?? { kind: 'scalar', value: null, at: value.at };
  }

  #environment(name: string): PhpValue & { kind: 'unknown' } {
    return {
      kind: 'unknown',
      reason: `the variable ${name} of the environment sets it`,
      at: this.#around.place(this.token),
      environment: name,
    };
  }

  #primary(): PhpValue {
    const { token } = this;
    const at = this.#around.place(token);
    if (token === undefined) return this.#unknown('the expression is not whole');
    if (token.kind === 'sign') {
      if (token.text === '(') {
        this.at += 1;
        const value = this.read();
        this.take(')');
        return value;
      }
      if (token.text === '[') return this.#array(']');
      this.at += 1;
      return this.#unknown('the expression is not a literal');
    }
    this.at += 1;
    if (token.kind === 'text')
      return token.interpolated === true
        ? this.#template(token.text, at)
        : { kind: 'scalar', value: token.text, at };
    if (token.kind === 'number') {
      const value = Number(token.text.replaceAll('_', ''));
      return { kind: 'scalar', value: Number.isNaN(value) ? token.text : value, at };
    }
    if (token.kind === 'variable') {
      if (token.text === '_ENV' || token.text === '_SERVER')
        return { kind: 'unknown', reason: ENVIRONMENT, at };
      return (
        this.#around.variable(token.text) ?? { kind: 'unknown', reason: `$${token.text} is not known`, at }
      );
    }
    if (token.kind === 'html') return this.#unknown('the expression is not a literal');
    return this.#named(token.text, at);
  }

  /** A text with one variable in it keeps what is around it. */
  #template(text: string, at: PhpPlace): PhpValue {
    const parts = text.split(/\{?\$\{?([A-Za-z_]\w*)\}?/);
    let value: PhpValue = { kind: 'scalar', value: parts[0] ?? '', at };
    for (let i = 1; i < parts.length; i += 2) {
      const known = this.#around.variable(parts[i] ?? '');
      value = concatenated(value, known ?? { kind: 'unknown', reason: `$${parts[i]} is not known`, at });
      value = concatenated(value, { kind: 'scalar', value: parts[i + 1] ?? '', at });
    }
    return value;
  }

  #named(name: string, at: PhpPlace): PhpValue {
    const lower = name.toLowerCase().replace(/^\\/, '');
    if (this.isSign('(')) return this.#called(lower, at);
    if (lower === 'true' || lower === 'false') return { kind: 'scalar', value: lower === 'true', at };
    if (lower === 'null') return { kind: 'scalar', value: null, at };
    if (lower === '__dir__') return { kind: 'scalar', value: this.#around.folder, at };
    if (lower === '__file__') return { kind: 'scalar', value: this.#around.file, at };
    if (lower === 'php_sapi') return { kind: 'scalar', value: 'fpm-fcgi', at };
    if (lower === 'directory_separator') return { kind: 'scalar', value: '/', at };
    if (lower === 'new' || lower === 'clone' || lower === 'include' || lower === 'require') {
      this.read();
      return { kind: 'unknown', reason: 'it is made when the site runs', at };
    }
    const constant = this.#around.constant(name.replace(/^\\/, ''));
    return constant ?? { kind: 'unknown', reason: `${name} is not known`, at };
  }

  #called(name: string, at: PhpPlace): PhpValue {
    if (name === 'array') {
      this.at += 1;
      this.at -= 1;
      return this.#array(')');
    }
    this.at += 1;
    const given: PhpValue[] = [];
    while (this.token !== undefined && !this.isSign(')')) {
      const before = this.at;
      given.push(this.read());
      if (!this.take(',') && this.at === before) this.at += 1;
      else if (!this.isSign(')') && this.#tokens[this.at - 1]?.text !== ',') this.#untilArgument();
    }
    this.take(')');
    return this.#result(name, given, at);
  }

  /** Past what is not understood, to the next argument. */
  #untilArgument(): void {
    while (this.token !== undefined && !this.isSign(',') && !this.isSign(')') && !this.isSign(';')) {
      if (this.token.kind === 'sign' && CLOSING[this.token.text] !== undefined) this.skipBracket();
      else this.at += 1;
    }
    this.take(',');
  }

  #result(name: string, given: readonly PhpValue[], at: PhpPlace): PhpValue {
    const [first, second] = given;
    const text = textOfPhp(first);
    switch (name) {
      case 'getenv':
      case 'env':
      case 'getenv_docker':
        if (text === undefined) break;
        return second === undefined || name === 'getenv'
          ? this.#environment(text)
          : { ...this.#environment(text), fallback: second };
      case 'dirname': {
        if (text === undefined) break;
        const levels = Math.min(Number(textOfPhp(second) ?? 1), 20);
        return { kind: 'scalar', value: text.split('/').slice(0, -levels).join('/'), at };
      }
      case 'file_exists':
      case 'is_readable':
      case 'is_file': {
        const there = text === undefined ? undefined : this.#around.exists(text);
        if (there !== undefined) return { kind: 'scalar', value: there, at };
        break;
      }
      case 'defined':
        if (text !== undefined && this.#around.constant(text) !== undefined)
          return { kind: 'scalar', value: true, at };
        return { kind: 'scalar', value: false, at };
      case 'php_sapi_name':
        return { kind: 'scalar', value: 'fpm-fcgi', at };
      case 'empty':
      case 'isset': {
        if (first === undefined || first.kind === 'unknown') break;
        const truth =
          name === 'empty' ? truthOf(first) !== true : first.kind === 'array' || first.value !== null;
        return { kind: 'scalar', value: truth, at };
      }
      case 'strtolower':
      case 'trim':
      case 'realpath':
      case 'serialize':
        if (first?.kind === 'scalar' || first?.kind === 'unknown') return first;
        break;
      default:
    }
    return {
      kind: 'unknown',
      reason: `it is the result of ${name}()`,
      at,
      ...(first === undefined ? {} : environmentOf(first)),
    };
  }

  /** From its opening sign. */
  #array(closing: string): PhpValue {
    const at = this.#around.place(this.token);
    this.at += 1;
    const entries = new Map<string, PhpValue>();
    let next = 0;
    while (this.token !== undefined && !this.isSign(closing)) {
      const before = this.at;
      if (this.take('...')) this.read();
      else {
        const first = this.read();
        if (this.take('=>')) {
          const key = textOfPhp(first);
          const value = this.read();
          if (key !== undefined) entries.set(key, value);
        } else {
          entries.set(String(next), first);
          next += 1;
        }
      }
      if (!this.take(',') && !this.isSign(closing)) this.#untilItem(closing);
      if (this.at === before) this.at += 1;
    }
    this.take(closing);
    return { kind: 'array', entries, at };
  }

  #untilItem(closing: string): void {
    while (this.token !== undefined && !this.isSign(',') && !this.isSign(closing) && !this.isSign(';')) {
      if (this.token.kind === 'sign' && CLOSING[this.token.text] !== undefined) this.skipBracket();
      else this.at += 1;
    }
    this.take(',');
  }
}

const ENVIRONMENT = 'the environment sets it';

function environmentOf(value: PhpValue): { environment?: string } {
  return value.kind === 'unknown' && value.environment !== undefined
    ? { environment: value.environment }
    : {};
}

function concatenated(one: PhpValue, other: PhpValue): PhpValue {
  const [a, b] = [
    textOfPhp(one) ?? (one.kind === 'scalar' ? '' : undefined),
    textOfPhp(other) ?? (other.kind === 'scalar' ? '' : undefined),
  ];
  if (a !== undefined && b !== undefined) return { kind: 'scalar', value: a + b, at: one.at };
  if (one.kind === 'unknown' && b !== undefined) {
    const [before, after] = one.around ?? ['', ''];
    return { ...one, around: [before, after + b] };
  }
  if (a !== undefined && other.kind === 'unknown') {
    const [before, after] = other.around ?? ['', ''];
    return { ...other, at: one.at, around: [a + before, after] };
  }
  return { kind: 'unknown', reason: 'it is computed', at: one.at };
}

function castTo(type: string, value: PhpValue): PhpValue {
  if (value.kind !== 'scalar') return value;
  if (type.startsWith('bool')) return { ...value, value: truthOf(value) ?? false };
  if (type.startsWith('int') || type === 'float') return { ...value, value: Number(value.value) || 0 };
  return type === 'string' ? { ...value, value: textOfPhp(value) ?? '' } : value;
}
