/** Calls functions of the template language. Names are the same in upper and lower case. */
import { TheriacError } from '@theriac/core';
import { type ConfigValue, list, type Place, scalar } from '@theriac/core/configuration';
import type { TemplateExpression } from '@theriac/read/bicep';
import { fromJson } from '../../shared/from-json.ts';
import { number, numberOf, refersOf } from '../../terraform/values.ts';
import { type Evaluate, type Frame, withHandle } from '../frame.ts';
import { keyOf, keyOfAddress } from '../keys.ts';
import { callSymbol, entryOf, notComputed, open, same, symbolOf, truthOf } from '../symbols.ts';
import { COLLECTION_FUNCTIONS } from './collections.ts';
import { type FunctionTable, given } from './function.ts';
import { callLambda, isLambdaFunction } from './lambdas.ts';
import { LOGIC_FUNCTIONS } from './logic.ts';
import { RESOURCE_FUNCTIONS } from './resources.ts';
import { TEXT_FUNCTIONS } from './texts.ts';

const TABLES: readonly FunctionTable[] = [
  LOGIC_FUNCTIONS,
  TEXT_FUNCTIONS,
  COLLECTION_FUNCTIONS,
  RESOURCE_FUNCTIONS,
];

export function call(
  name: string,
  args: readonly TemplateExpression[],
  frame: Frame,
  at: Place,
  evaluate: Evaluate,
): ConfigValue {
  const lower = name.toLowerCase();
  const of = (i: number): ConfigValue | undefined => {
    const one = args[i];
    return one === undefined ? undefined : evaluate(one, frame);
  };
  switch (lower) {
    case 'if':
      return chosen(of(0), of, at);
    case 'parameters':
    case 'variables':
    case 'lambdavariables': {
      const asked = of(0);
      if (asked?.kind !== 'scalar') return notComputed(name, [], at);
      if (lower === 'lambdavariables') return frame.locals.get(asked.text) ?? notComputed(name, [asked], at);
      if (lower === 'variables') return frame.names.variable(asked.text, at);
      return (
        frame.locals.get(`parameters(${asked.text.toLowerCase()})`) ?? frame.names.parameter(asked.text, at)
      );
    }
    case 'copyindex':
      return indexOf(args.length > 0 ? of(0) : undefined, of(1), frame, at);
    case 'references':
      return referenced(of(0), frame, at);
    case 'reference':
      return referenced(of(0), frame, at);
    case 'resourceinfo': {
      const asked = of(0);
      const found = asked?.kind === 'scalar' ? frame.names.name(asked.text, at) : undefined;
      return found ?? notComputed(name, [], at);
    }
    case 'json': {
      const text = of(0);
      return text?.kind === 'scalar' ? parsed(text.text, at) : notComputed(name, text ? [text] : [], at);
    }
    case 'loadtextcontent':
    case 'loadjsoncontent':
      return loaded(lower === 'loadjsoncontent', of(0), of(1), frame, at);
    default:
  }
  if (isLambdaFunction(lower)) return callLambda(lower, args, frame, at, evaluate);
  const values = args.map((one) => evaluate(one, frame));
  const own = frame.names.ownFunction(name);
  if (own !== undefined) return calledOwn(own, values);
  for (const table of TABLES) {
    const found = given(table, lower, values, at);
    if (found !== undefined) return found;
  }
  return notComputed(name, values, at);
}

function calledOwn(
  { parameters, body, names }: NonNullable<ReturnType<Frame['names']['ownFunction']>>,
  values: readonly ConfigValue[],
): ConfigValue {
  const locals = new Map<string, ConfigValue>();
  for (const [i, parameter] of parameters.entries()) {
    const value = values[i];
    if (value === undefined) continue;
    locals.set(parameter, value);
    locals.set(`parameters(${parameter.toLowerCase()})`, value);
  }
  return body({ names, locals, loops: new Map() });
}

/** Only the branch that is taken is evaluated. */
function chosen(
  condition: ConfigValue | undefined,
  of: (i: number) => ConfigValue | undefined,
  at: Place,
): ConfigValue {
  const holds = truthOf(condition);
  if (holds !== undefined) return of(holds ? 1 : 2) ?? { kind: 'empty', at };
  const [yes, no] = [of(1), of(2)];
  if (yes !== undefined && no !== undefined && same(yes, no) === true) return yes;
  return notComputed('if', condition === undefined ? [] : [condition], at);
}

function indexOf(
  first: ConfigValue | undefined,
  second: ConfigValue | undefined,
  frame: Frame,
  at: Place,
): ConfigValue {
  const isOffset = numberOf(first) !== undefined;
  const name = isOffset || first?.kind !== 'scalar' ? '' : first.text;
  const index = frame.loops.get(name.toLowerCase());
  const offset = numberOf(isOffset ? first : second) ?? 0;
  const known = numberOf(index);
  return known === undefined
    ? open('which copy it is is not known', at, `copyIndex(${name})`)
    : number(known + offset, at);
}

/** `reference('name')`, `reference(resourceId(…))`: what is known of it are the outputs of deployments. */
function referenced(asked: ConfigValue | undefined, frame: Frame, at: Place): ConfigValue {
  if (asked?.kind === 'scalar') {
    const symbolic = frame.names.name(asked.text, at);
    if (symbolic !== undefined) return symbolic;
  }
  const [key] =
    asked === undefined
      ? []
      : asked.kind === 'scalar'
        ? [keyOfAddress(asked.text) ?? keyOf('Microsoft.Resources/deployments', asked.text)]
        : [...refersOf(asked), keyOf('Microsoft.Resources/deployments', symbolOf(asked))];
  const value = open(
    'it is known when it is deployed',
    at,
    callSymbol('reference', asked === undefined ? [] : [asked]),
    key === undefined ? [] : [key],
  );
  const output = key === undefined ? undefined : frame.names.outputsOf(key);
  return output === undefined || key === undefined ? value : withHandle(value, { key, output });
}

function parsed(text: string, at: Place): ConfigValue {
  if (text === '' || text === 'null') return { kind: 'empty', at };
  try {
    return moved(fromJson(text, at.path, { comments: true }), at);
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    return open('the text is no JSON', at, '(json)');
  }
}

/** Everything in it stands where the text stands. */
function moved(value: ConfigValue, at: Place): ConfigValue {
  if (value.kind === 'list')
    return list(
      value.items.map((item) => moved(item, at)),
      at,
    );
  if (value.kind === 'map') {
    const entries = new Map([...value.entries].map(([key, item]) => [key, moved(item, at)] as const));
    return { kind: 'map', entries, at };
  }
  return { ...value, at };
}

/** A file beside the template, as a part of it. */
function loaded(
  isJson: boolean,
  path: ConfigValue | undefined,
  way: ConfigValue | undefined,
  frame: Frame,
  at: Place,
): ConfigValue {
  const text = path?.kind === 'scalar' ? frame.names.fileText(path.text) : undefined;
  if (text === undefined || path?.kind !== 'scalar')
    return open('the file that it loads is not in the target', at, `load(${path ? symbolOf(path) : ''})`);
  frame.names.budget.take(at, text.length / 100);
  if (!isJson) return scalar(text, at);
  const whole = parsed(text, at);
  if (way?.kind !== 'scalar' || !/^\$?[\w.]{0,200}$/.test(way.text)) return whole;
  return (
    way.text
      .split('.')
      .filter((key) => key !== '' && key !== '$')
      .reduce<ConfigValue | undefined>((one, key) => entryOf(one, key), whole) ??
    open('the file has no such entry', at, '(entry)')
  );
}
