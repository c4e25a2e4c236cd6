/** A stack: a template with its parameters, and the stacks that are nested in it. */
import {
  type ConfigValue,
  entry,
  inside,
  itemsOf,
  map,
  type Place,
  textOf,
} from '@theriac/core/configuration';
import type { Report } from '../contract.ts';
import type { Declared } from '../terraform/joins.ts';
import { type MapValue, refersOf, unknown } from '../terraform/values.ts';
import { declaredBy } from './declared.ts';
import { Intrinsics } from './intrinsics.ts';
import { withoutLoops } from './loops.ts';
import { expandedSam } from './sam.ts';
import { localPath, type Sources, STACKS, type Template } from './sources.ts';

/** Stacks inside of stacks. */
const MAX_DEPTH = 12;

/** What all stacks under one root share. */
export interface Run {
  readonly sources: Sources | undefined;
  readonly report: Report;
  /** Resources that stacks get whose template is not at hand. */
  readonly givenAway: Map<string, string>;
  /** Templates that were looked at as a stack. */
  readonly seen: Set<string>;
  left: number;
}

interface Nested {
  readonly id: string;
  readonly given: MapValue;
  readonly stack: Stack | undefined;
}

export class Stack {
  readonly #path: string;
  readonly #scope: string;
  readonly #template: ConfigValue;
  readonly #intrinsics: Intrinsics;
  readonly #run: Run;
  /** Paths of the templates that this stack is in, and its own. */
  readonly #chain: readonly string[];
  readonly #nested = new Map<string, Nested>();
  readonly #open = new Set<string>();

  /** @param scope what the ids of its resources begin with */
  constructor(
    { path, template }: Template,
    scope: string,
    parameters: ReadonlyMap<string, ConfigValue>,
    chain: readonly string[],
    run: Run,
  ) {
    run.seen.add(path);
    this.#path = path;
    this.#scope = scope;
    this.#run = run;
    this.#chain = chain;
    const whole = run.sources?.included({ path, template }) ?? template;
    const early = new Intrinsics(whole, { scope, parameters });
    this.#template = expandedSam(
      withoutLoops(
        whole,
        (collection) => itemsKnown(early.value(collection)),
        ({ at }, name) => this.#tell(at, `the loop ${name} is over something that is not known`),
      ),
    );
    this.#intrinsics = new Intrinsics(this.#template, {
      scope,
      parameters,
      attribute: (id, name, at) => this.#outputOf(id, name, at),
    });
  }

  /** Everything that the stack and those in it declare. */
  declared(): readonly Declared[] {
    const resources = entry(this.#template, 'Resources');
    if (resources?.kind !== 'map') return [];
    return [...resources.entries].flatMap(([id, given]): readonly Declared[] => {
      const type = textOf(entry(given, 'Type'));
      if (type === undefined || given.kind !== 'map') return [];
      const condition = textOf(entry(given, 'Condition'));
      const isThere = condition === undefined ? true : this.#intrinsics.conditionNamed(condition);
      if (isThere === false) return [];
      const open =
        isThere === undefined ? `the condition ${condition} depends on what is not known` : undefined;
      if (STACKS[type] !== undefined)
        return (this.#nestedAt(id)?.stack?.declared() ?? []).map((one) => ({
          ...one,
          open: one.open ?? open,
        }));
      const raw = entry(given, 'Properties') ?? map([], given.at);
      const value = this.#intrinsics.value(raw);
      const properties = value?.kind === 'map' ? map(value.entries, given.at) : map([], given.at);
      return declaredBy({ id, scope: this.#scope, type, properties, resource: given, open });
    });
  }

  #outputOf(id: string, name: string, at: Place): ConfigValue | undefined {
    if (!name.startsWith('Outputs.')) return undefined;
    const key = `${id} ${name}`;
    if (this.#open.has(key)) return unknown('stacks need what each other gives', at);
    const stack = this.#nestedAt(id)?.stack;
    if (stack === undefined) return undefined;
    this.#open.add(key);
    const value = stack.output(name.slice('Outputs.'.length), at);
    this.#open.delete(key);
    return value;
  }

  output(name: string, at: Place): ConfigValue {
    const value = inside(this.#template, 'Outputs', name, 'Value');
    const found = value === undefined ? undefined : this.#intrinsics.value(value);
    return found ?? unknown(`the stack has no output ${name}`, at);
  }

  #nestedAt(id: string): Nested | undefined {
    const known = this.#nested.get(id);
    if (known !== undefined) return known;
    const given = inside(this.#template, 'Resources', id);
    const setting = STACKS[textOf(entry(given, 'Type')) ?? ''];
    if (given?.kind !== 'map' || setting === undefined) return undefined;
    // What its parameters need may lead back to it.
    if (this.#open.has(id)) return undefined;
    this.#open.add(id);
    const nested: Nested = { id, given, stack: this.#stackOf(id, given, setting) };
    this.#open.delete(id);
    this.#nested.set(id, nested);
    return nested;
  }

  #stackOf(id: string, given: MapValue, setting: string): Stack | undefined {
    const parameters = this.#parametersOf(inside(given, 'Properties', 'Parameters'));
    const named = inside(given, 'Properties', setting);
    const text = named === undefined ? undefined : textOf(this.#intrinsics.value(named));
    const path = text === undefined ? undefined : localPath(text, this.#path);
    const template = path === undefined ? undefined : this.#run.sources?.at(path);
    const refused =
      path === undefined || template === undefined
        ? 'its template is not in the target'
        : this.#chain.includes(path)
          ? 'its template is one that it is in'
          : this.#chain.length >= MAX_DEPTH || this.#run.left <= 0
            ? 'there are too many stacks in stacks'
            : undefined;
    if (refused !== undefined || path === undefined || template === undefined) {
      this.#tell(given.at, `the stack ${id} is not followed: ${refused ?? ''}`);
      for (const value of parameters.values())
        for (const address of refersOf(value)) this.#run.givenAway.set(address, id);
      return undefined;
    }
    this.#run.left -= 1;
    return new Stack(
      { path, template },
      `${this.#scope}${id}/`,
      parameters,
      [...this.#chain, path],
      this.#run,
    );
  }

  #parametersOf(given: ConfigValue | undefined): ReadonlyMap<string, ConfigValue> {
    const value = given === undefined ? undefined : this.#intrinsics.value(given);
    return value?.kind === 'map' ? value.entries : new Map();
  }

  #tell({ path, line }: Place, message: string): void {
    this.#run.report({ reason: 'dynamic', message, location: { path, line }, losesComponents: false });
  }
}

function itemsKnown(value: ConfigValue | undefined): readonly string[] | undefined {
  if (value?.kind !== 'list') return undefined;
  const texts = itemsOf(value).map(textOf);
  return texts.every((text): text is string => text !== undefined) ? texts : undefined;
}
