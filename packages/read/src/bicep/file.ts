/** Whole files of Bicep, and files of parameters. */
import { BicepCursor } from './cursor.ts';
import { bodyExpression, expression } from './expression.ts';
import { literalText, resourceStatement } from './resource-statement.ts';
import type {
  BicepFile,
  BicepFunction,
  BicepImport,
  BicepModule,
  BicepParameter,
  BicepResource,
  BicepSetting,
  TemplateExpression,
} from './syntax.ts';
import { passType } from './types.ts';

interface Collected {
  targetScope: string;
  using: string | undefined;
  extendsFile: string | undefined;
  readonly parameters: BicepParameter[];
  readonly variables: BicepSetting[];
  readonly resources: BicepResource[];
  readonly modules: BicepModule[];
  readonly outputs: BicepSetting[];
  readonly functions: BicepFunction[];
  readonly imports: BicepImport[];
}

/**
 * @param path names the file in errors
 * @throws TheriacError THERIAC_INPUT_SYNTAX or THERIAC_INPUT_LIMIT with the line
 */
export function parseBicep(source: string, path: string): BicepFile {
  const c = new BicepCursor(source, path);
  const found: Collected = {
    targetScope: 'resourceGroup',
    using: undefined,
    extendsFile: undefined,
    parameters: [],
    variables: [],
    resources: [],
    modules: [],
    outputs: [],
    functions: [],
    imports: [],
  };
  for (;;) {
    c.skip(true);
    if (c.at >= c.end) return found;
    const decorators = decoratorsOf(c);
    if (c.at >= c.end) return found;
    statement(c, found, decorators);
    c.skip();
    if (c.at < c.end && !c.is('\n')) throw c.error('a line break is missing behind a statement');
  }
}

/** Names of what stands before a statement: `secure`, `description`. */
function decoratorsOf(c: BicepCursor): ReadonlySet<string> {
  const names = new Set<string>();
  while (c.take('@')) {
    const { kind, ...one } = decorator(c);
    names.add(kind === 'call' && 'name' in one ? one.name : '');
    c.skip(true);
  }
  return names;
}

/** `@sys.secure()` is `@secure()`. */
function decorator(c: BicepCursor): TemplateExpression {
  const found = expression(c);
  const last = found.kind === 'path' ? found.steps.at(-1) : undefined;
  if (last?.kind !== 'method') return found;
  return { kind: 'call', name: last.name, args: last.args, line: found.line, column: found.column };
}

function statement(c: BicepCursor, found: Collected, decorators: ReadonlySet<string>): void {
  const start = c.at;
  const place = c.position();
  const word = c.name();
  switch (word) {
    case 'param':
      found.parameters.push({ ...parameter(c, decorators.has('secure')), ...place });
      return;
    case 'var':
    case 'output':
    case 'metadata':
    case 'assert':
    case 'type': {
      const setting = settingOf(c, word === 'type');
      if (setting === undefined) return;
      if (word === 'var') found.variables.push({ ...setting, ...place });
      if (word === 'output') found.outputs.push({ ...setting, ...place });
      return;
    }
    case 'resource':
      found.resources.push({ ...resourceStatement(c, bodyExpression), ...place });
      return;
    case 'module':
    case 'test':
    case 'stack': {
      const module = moduleOf(c);
      if (word === 'module') found.modules.push({ ...module, ...place });
      return;
    }
    case 'func':
      found.functions.push({ ...functionOf(c), ...place });
      return;
    case 'import':
    case 'provider':
    case 'extension':
      extension(c, found, place);
      return;
    case 'extensionConfig':
    case 'using':
    case 'extends':
      fileReference(c, word, found);
      return;
    case 'targetScope': {
      c.expect('=', 'targetScope');
      const value = expression(c);
      if (value.kind === 'literal') found.targetScope = String(value.value);
      return;
    }
    default:
      throw c.error(`\`${word.slice(0, 40)}\` starts no statement`, start);
  }
}

function parameter(c: BicepCursor, isSecure: boolean): Omit<BicepParameter, 'line' | 'column'> {
  const name = c.expectName('a parameter');
  c.skip();
  const from = c.at;
  const isNullable = passType(c, '=') === '?';
  const type = /^\w+/.exec(c.text.slice(from, Math.min(c.at, from + 60)))?.[0] ?? '';
  if (!c.take('=')) return { name, type, isSecure, isNullable, value: undefined };
  c.skip(true);
  return { name, type, isSecure, isNullable, value: expression(c) };
}

/** `name [type] = value`; undefined: what is behind `=` is a type. */
function settingOf(c: BicepCursor, isType: boolean): Omit<BicepSetting, 'line' | 'column'> | undefined {
  const name = c.expectName('a statement');
  passType(c, '=');
  c.expect('=', 'a statement');
  c.skip(true);
  if (!isType) return { name, value: expression(c) };
  passType(c, '');
  return undefined;
}

function moduleOf(c: BicepCursor): Omit<BicepModule, 'line' | 'column'> {
  const name = c.expectName('a module');
  const source = literalText(c, expression);
  c.skip(true);
  if (c.takeWord('with')) expression(c);
  c.expect('=', 'a module');
  return { name, source, body: bodyExpression(c) };
}

/** `func name(a string, b int) string => a` */
function functionOf(c: BicepCursor): Omit<BicepFunction, 'line' | 'column'> {
  const name = c.expectName('a function');
  c.expect('(', 'a function');
  const parameters: string[] = [];
  for (;;) {
    c.skip(true);
    if (c.take(')')) break;
    parameters.push(c.expectName('a function'));
    passType(c, ',)');
    c.skip(true);
    if (!c.take(',') && !c.is(')')) throw c.error('`)` is missing in a function');
  }
  passType(c, '=');
  c.expect('=>', 'a function');
  c.skip(true);
  return { name, parameters, body: expression(c) };
}

function extension(c: BicepCursor, found: Collected, place: { line: number; column: number }): void {
  c.skip();
  const names: { name: string; as: string }[] = [];
  let whole: string | undefined;
  if (c.take('*')) {
    c.skip();
    if (c.takeWord('as')) whole = c.expectName('an import');
  } else if (c.take('{')) {
    for (;;) {
      c.skip(true);
      if (c.take('}')) break;
      const name = c.peek() === "'" ? (literalText(c, expression) ?? '') : c.expectName('an import');
      c.skip(true);
      names.push({ name, as: c.takeWord('as') ? c.expectName('an import') : name });
      c.skip(true);
      c.take(',');
    }
  } else if (c.peek() === "'") literalText(c, expression);
  else c.expectName('an extension');
  c.skip();
  if (c.takeWord('from')) {
    const source = literalText(c, expression);
    if (source !== undefined) found.imports.push({ source, whole, names, ...place });
  }
  c.skip();
  if (c.takeWord('with')) expression(c);
  c.skip();
  if (c.takeWord('as')) c.expectName('an extension');
}

function fileReference(c: BicepCursor, word: string, found: Collected): void {
  c.skip();
  if (word === 'using' && c.takeWord('none')) found.using = 'none';
  else if (word === 'using') found.using = literalText(c, expression) ?? 'none';
  else if (word === 'extends') found.extendsFile = literalText(c, expression);
  else c.expectName('a configuration');
  c.skip();
  if (c.takeWord('with')) expression(c);
}
