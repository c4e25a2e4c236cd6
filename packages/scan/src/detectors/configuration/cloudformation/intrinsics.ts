/** Functions of templates: what they give when the template is deployed with the defaults of its parameters. */
import {
  type ConfigValue,
  entry,
  inside,
  itemsOf,
  list,
  map,
  type Place,
  scalar,
  textOf,
} from '@theriac/core/configuration';
import { bounded, HOLE, listValue, refersOf, textValue, type Unknown, unknown } from '../terraform/values.ts';

/** Functions inside functions, parameters and conditions that name each other. */
const MAX_DEPTH = 120;
/** Values of one template, so that functions that repeat each other end. */
const MAX_STEPS = 2_000_000;

/** What the service itself sets, as far as it is the same nearly everywhere. */
const ATTRIBUTE_PIECES: Readonly<Record<string, readonly string[]>> = { Arn: ['arn:', ''] };

type Functions = Readonly<
  Record<string, (argument: ConfigValue, at: Place, depth: number) => ConfigValue | undefined>
>;

/** What surrounds a template. */
export interface Around {
  /** What the ids of its resources begin with. */
  readonly scope: string;
  /** Given by the stack that it is nested in. */
  readonly parameters: ReadonlyMap<string, ConfigValue>;
  /** Attributes of stacks that are nested in it; undefined for all others. */
  readonly attribute?: (id: string, name: string, at: Place) => ConfigValue | undefined;
}

export class Intrinsics {
  readonly #template: ConfigValue;
  readonly #around: Around;
  readonly #open = new Set<string>();
  readonly #known = new Map<string, boolean | undefined>();
  #steps = 0;
  readonly #functions: Functions = {
    Ref: (argument, at, depth) => this.#ref(textOf(argument), at, depth),
    Condition: (argument, at, depth) => this.#truthValue(this.#named(textOf(argument), depth), at),
    'Fn::GetAtt': (argument, at) => {
      const name =
        textOf(argument) ??
        itemsOf(argument)
          .flatMap((one) => textOf(one) ?? '?')
          .join('.');
      return this.#attribute(name, at);
    },
    'Fn::Sub': (argument, at, depth) => this.#sub(argument, at, depth),
    'Fn::Join': (argument, at, depth) => this.#join(argument, at, depth),
    'Fn::If': (argument, at, depth) => this.#if(argument, at, depth),
    'Fn::Select': (argument, at, depth) => this.#select(argument, at, depth),
    'Fn::Split': (argument, at, depth) => this.#split(argument, at, depth),
    'Fn::FindInMap': (argument, at, depth) => this.#findInMap(argument, at, depth),
    // What the machine gets is the text itself.
    'Fn::Base64': (argument, _, depth) => this.value(argument, depth),
    'Fn::ToJsonString': (argument, _, depth) => this.value(argument, depth),
    'Fn::ImportValue': (_, at) => unknown('another stack exports it', at),
    'Fn::GetAZs': (_, at) => unknown('it depends on the region', at),
    'Fn::Cidr': (_, at) => unknown('addresses are computed when it is deployed', at),
    'Fn::Transform': (_, at) => unknown('a macro writes it', at),
    'Fn::Length': (argument, at, depth) => {
      const value = this.value(argument, depth);
      return value?.kind === 'list'
        ? scalar(String(value.items.length), at)
        : unknown('its list is not known', at);
    },
    'Fn::GetStackOutput': (_, at) => unknown('another stack gives it', at),
    ...Object.fromEntries(
      ['Fn::Equals', 'Fn::And', 'Fn::Or', 'Fn::Not'].map((name) => [
        name,
        (argument: ConfigValue, at: Place, depth: number) =>
          this.#truthValue(this.condition(map([[name, argument]], at), depth), at),
      ]),
    ),
  };

  /** @param template in the long form */
  constructor(template: ConfigValue, around: Around) {
    this.#template = template;
    this.#around = around;
  }

  /** @param name `Bucket.Arn` */
  #attribute(name: string, at: Place): ConfigValue {
    const dot = name.indexOf('.');
    const id = dot < 0 ? name : name.slice(0, dot);
    const given = this.#around.attribute?.(id, name.slice(dot + 1), at);
    if (given !== undefined) return given;
    const pieces = ATTRIBUTE_PIECES[name.slice(dot + 1)];
    const value = unknown(`it is an attribute of ${id}`, at, [`${this.#around.scope}${id}`]);
    return pieces === undefined ? value : { ...value, pieces };
  }

  /** Undefined: it is not there (`AWS::NoValue`). */
  value(value: ConfigValue, depth = 0): ConfigValue | undefined {
    this.#steps += 1;
    if (depth > MAX_DEPTH || this.#steps > MAX_STEPS) return unknown('values are nested too deep', value.at);
    if (value.kind === 'list') {
      const items = value.items.flatMap((item) => this.value(item, depth + 1) ?? []);
      return listValue(items, value.at);
    }
    if (value.kind === 'map') {
      const called = this.#call(value);
      if (called !== undefined) return this.#functions[called[0]]?.(called[1], value.at, depth + 1);
      const entries = [...value.entries].map(([key, item]) => [key, this.value(item, depth + 1)] as const);
      return bounded(map(entries, value.at));
    }
    if (value.kind !== 'scalar') return value;
    // `{{resolve:secretsmanager:…}}`
    return value.text.includes('{{resolve:')
      ? unknown('it is read from a store of secrets or parameters', value.at)
      : value;
  }

  /** Undefined: it depends on what is not known. */
  condition(value: ConfigValue | undefined, depth = 0): boolean | undefined {
    this.#steps += 1;
    if (value === undefined || depth > MAX_DEPTH || this.#steps > MAX_STEPS) return undefined;
    if (value.kind !== 'map') {
      const text = textOf(value);
      return text === 'true' ? true : text === 'false' ? false : undefined;
    }
    const [name, argument] = this.#call(value) ?? [];
    if (argument === undefined) return undefined;
    const parts = itemsOf(argument);
    const answers = (): (boolean | undefined)[] => parts.map((part) => this.condition(part, depth + 1));
    switch (name) {
      case 'Condition':
        return this.#named(textOf(argument), depth);
      case 'Fn::Equals': {
        const [a, b] = parts.map((part) => textOf(this.value(part, depth + 1)));
        return a === undefined || b === undefined ? undefined : a === b;
      }
      case 'Fn::Not': {
        const [inner] = answers();
        return inner === undefined ? undefined : !inner;
      }
      case 'Fn::And':
        return every(answers());
      case 'Fn::Or': {
        const none = every(answers().map((one) => (one === undefined ? undefined : !one)));
        return none === undefined ? undefined : !none;
      }
      default:
        return undefined;
    }
  }

  /** A condition of the template, by its name. */
  #named(name: string | undefined, depth: number): boolean | undefined {
    // One that depends on itself is refused when it is deployed.
    if (name === undefined || this.#open.has(name)) return undefined;
    if (this.#known.has(name)) return this.#known.get(name);
    this.#open.add(name);
    const answer = this.condition(inside(this.#template, 'Conditions', name), depth + 1);
    this.#open.delete(name);
    this.#known.set(name, answer);
    return answer;
  }

  conditionNamed(name: string): boolean | undefined {
    return this.#named(name, 0);
  }

  #truthValue(answer: boolean | undefined, at: Place): ConfigValue {
    return answer === undefined
      ? unknown('a condition depends on what is not known', at)
      : scalar(String(answer), at);
  }

  #call(value: ConfigValue & { readonly kind: 'map' }): readonly [string, ConfigValue] | undefined {
    if (value.entries.size !== 1) return undefined;
    const [only] = value.entries;
    if (only === undefined || !Object.hasOwn(this.#functions, only[0])) return undefined;
    // In policies `Condition` is a key like any other; its value is a map there.
    return only[0] === 'Condition' && only[1].kind !== 'scalar' ? undefined : only;
  }

  #ref(name: string | undefined, at: Place, depth: number): ConfigValue | undefined {
    if (name === 'AWS::NoValue') return undefined;
    if (name === undefined) return unknown('it refers to nothing', at);
    if (name.startsWith('AWS::')) return unknown(`${name} depends on where it is deployed`, at);
    const parameter = inside(this.#template, 'Parameters', name);
    if (parameter === undefined)
      return inside(this.#template, 'Resources', name) === undefined
        ? unknown(`\`${name}\` is not declared in the template`, at)
        : unknown(`it is ${name}`, at, [`${this.#around.scope}${name}`]);
    const type = textOf(entry(parameter, 'Type')) ?? 'String';
    if (type.startsWith('AWS::SSM::Parameter::Value'))
      return unknown(`the parameter ${name} is read when it is deployed`, at);
    const passed = this.#around.parameters.get(name);
    if (passed !== undefined && (passed.kind !== 'scalar' || !isListType(type)))
      return passed.kind === 'list' && !isListType(type) ? joinedText(passed, at) : passed;
    const given = passed ?? entry(parameter, 'Default');
    if (given === undefined || depth > MAX_DEPTH) return unknown(`the parameter ${name} has no default`, at);
    const text = textOf(given);
    if (text !== undefined && isListType(type))
      return list(
        text.split(',').flatMap((item) => (item.trim() === '' ? [] : [scalar(item.trim(), at)])),
        at,
      );
    return text === undefined ? scalar('', at) : this.value(scalar(text, at), depth);
  }

  #sub(argument: ConfigValue, at: Place, depth: number): ConfigValue {
    const [first, second] = argument.kind === 'list' ? argument.items : [argument];
    const pattern = textOf(first);
    if (pattern === undefined)
      return first?.kind === 'unknown' ? first : unknown('its text is not known', at);
    let open: Unknown | undefined;
    const refers: string[] = [];
    const text = pattern.replaceAll(/\$\{(!?)([^${}]{1,300})\}/g, (_, literal: string, name: string) => {
      if (literal === '!') return `\${${name}}`;
      const own = entry(second, name.trim());
      const found =
        own !== undefined
          ? this.value(own, depth + 1)
          : name.includes('.')
            ? this.#attribute(name.trim(), at)
            : this.#ref(name.trim(), at, depth + 1);
      for (const name of refersOf(found)) refers.push(name);
      if (found?.kind === 'unknown') open ??= found;
      return textOf(found) ?? (found?.kind === 'unknown' ? (found.pieces?.join(HOLE) ?? HOLE) : HOLE);
    });
    return textValue(text, at, open, refers);
  }

  #join(argument: ConfigValue, at: Place, depth: number): ConfigValue {
    const [by, what] = itemsOf(argument);
    const parts = what === undefined ? undefined : this.value(what, depth);
    const delimiter = textOf(by);
    if (delimiter === undefined || parts === undefined || parts.kind !== 'list')
      return parts?.kind === 'unknown' ? parts : unknown('what is joined is not known', at);
    const refers = parts.items.flatMap((part) => refersOf(part));
    const open = parts.items.find((part): part is Unknown => part.kind === 'unknown');
    const text = parts.items.map((part) =>
      part.kind === 'unknown'
        ? (part.pieces?.join(HOLE) ?? HOLE)
        : (textOf(part) ?? (part.kind === 'empty' ? '' : HOLE)),
    );
    return textValue(text.join(delimiter), at, open, refers);
  }

  #if(argument: ConfigValue, at: Place, depth: number): ConfigValue | undefined {
    const [name, yes, no] = itemsOf(argument);
    const answer = name?.kind === 'map' ? this.condition(name, depth) : this.#named(textOf(name), depth);
    if (answer === undefined)
      return unknown(`the condition ${textOf(name) ?? ''} depends on what is not known`, at);
    const chosen = answer ? yes : no;
    return chosen === undefined ? undefined : this.value(chosen, depth);
  }

  #select(argument: ConfigValue, at: Place, depth: number): ConfigValue | undefined {
    const [index, from] = itemsOf(argument);
    const items = from === undefined ? undefined : this.value(from, depth);
    const found = index === undefined ? undefined : textOf(this.value(index, depth));
    if (items?.kind === 'unknown') return items;
    const at0 = Number(found);
    const chosen = found !== undefined && Number.isInteger(at0) ? itemsOf(items)[at0] : undefined;
    return chosen ?? unknown('which one is selected is not known', at);
  }

  #split(argument: ConfigValue, at: Place, depth: number): ConfigValue {
    const [by, what] = itemsOf(argument);
    const text = what === undefined ? undefined : textOf(this.value(what, depth));
    const delimiter = textOf(by);
    if (text === undefined || delimiter === undefined || delimiter === '')
      return unknown('what is split is not known', at);
    return listValue(
      text.split(delimiter).map((part) => scalar(part, at)),
      at,
    );
  }

  #findInMap(argument: ConfigValue, at: Place, depth: number): ConfigValue {
    const parts = itemsOf(argument);
    const [name, top, second] = parts.slice(0, 3).map((key) => textOf(this.value(key, depth)));
    const otherwise = parts.map((part) => entry(part, 'DefaultValue')).find((one) => one !== undefined);
    if (name === undefined || second === undefined)
      return unknown('where it is looked up depends on what is not known', at);
    const mapping = inside(this.#template, 'Mappings', name);
    if (top !== undefined) {
      const found = inside(mapping, top, second);
      if (found !== undefined) return this.value(found, depth) ?? found;
      const given = otherwise === undefined ? undefined : this.value(otherwise, depth);
      return given ?? unknown('the mapping has no such entry', at);
    }
    // Whatever the region is, where all say the same.
    const all = mapping?.kind === 'map' ? [...mapping.entries.values()].map((one) => entry(one, second)) : [];
    const [first] = all;
    const isSame = first?.kind === 'scalar' && all.every((one) => textOf(one) === first.text);
    return isSame && otherwise === undefined
      ? first
      : unknown('where it is looked up depends on what is not known', at);
  }
}

function every(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function isListType(type: string): boolean {
  return /^(?:CommaDelimitedList|List<)/.test(type);
}

function joinedText(value: ConfigValue & { readonly kind: 'list' }, at: Place): ConfigValue {
  const texts = value.items.map(textOf);
  return texts.every((text) => text !== undefined)
    ? scalar(texts.join(','), at)
    : unknown('a part of the list is not known', at);
}
