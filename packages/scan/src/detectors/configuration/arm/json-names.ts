/** Names of a template in JSON: parameters, variables, functions, symbolic names, and what its deployments give. */
import { type ConfigValue, entry, itemsOf, map, type Place, textOf } from '@theriac/core/configuration';
import type { Deployment } from './deployment.ts';
import { pathBeside } from './deployment.ts';
import { type Frame, type Names, type OwnFunction, topFrame, withHandle } from './frame.ts';
import { idOf } from './functions/resources.ts';
import { copies, jsonValue } from './json-value.ts';
import { keyOf } from './keys.ts';
import { Once } from './once.ts';
import { type Given, isSecureType, parameterValue } from './parameters.ts';
import { entryAt, entryOf, open, symbolOf } from './symbols.ts';

/** Namespaces of functions of one template. */
const MAX_NAMESPACES = 100;

export type Outputs = (name: string) => ConfigValue | undefined;

export class JsonNames implements Names {
  readonly path: string;
  readonly budget: Deployment['budget'];
  readonly targetScope: string;
  readonly template: ConfigValue;
  readonly #given: Given;
  readonly #scope: string;
  readonly #deployment: Deployment;
  readonly #once = new Once();
  #copies: ReadonlyMap<string, ConfigValue> | undefined;
  /** Set by what declares the resources, since it knows how templates are called. */
  findOutputs: (key: string) => Outputs | undefined = () => undefined;

  /** @param scope tells parameters without values apart from those of other templates; empty for the root */
  constructor(template: ConfigValue, path: string, given: Given, deployment: Deployment, scope: string) {
    this.template = template;
    this.path = path;
    this.#given = given;
    this.#scope = scope;
    this.#deployment = deployment;
    this.budget = deployment.budget;
    this.targetScope = targetScopeOf(template);
  }

  parameter(name: string, at: Place): ConfigValue {
    return this.#once.value(`p ${name.toLowerCase()}`, at, () => {
      const declared = entryOf(entryOf(this.template, 'parameters'), name);
      const given = this.#given.get(name.toLowerCase());
      const type = textOf(entryOf(declared, 'type')) ?? referredType(this.template, declared);
      return parameterValue(name, at, this.#scope, isSecureType(type), given, () => {
        const fallback = entryOf(declared, 'defaultValue');
        if (fallback !== undefined) return jsonValue(fallback, topFrame(this));
        return textOf(entryOf(declared, 'nullable')) === 'true' ? { kind: 'empty', at } : undefined;
      });
    });
  }

  variable(name: string, at: Place): ConfigValue {
    return this.#once.value(`v ${name.toLowerCase()}`, at, () => {
      const variables = entryOf(this.template, 'variables');
      const declared = entryOf(variables, name);
      if (declared !== undefined) return jsonValue(declared, topFrame(this));
      const first = this.#copied().get(name.toLowerCase());
      const made =
        first === undefined
          ? undefined
          : copies({ kind: 'list', items: [first], at: first.at }, topFrame(this))[0]?.[1];
      return made ?? open(`the variable ${name} is not in the file`, at, `variables(${name})`);
    });
  }

  /** Variables that are made by `copy`, by name in small letters. */
  #copied(): ReadonlyMap<string, ConfigValue> {
    this.#copies ??= new Map(
      itemsOf(entry(entryOf(this.template, 'variables'), 'copy')).map(
        (one) => [textOf(entryOf(one, 'name'))?.toLowerCase() ?? '', one] as const,
      ),
    );
    return this.#copies;
  }

  name(name: string, at: Place): ConfigValue | undefined {
    const resources = entryOf(this.template, 'resources');
    if (resources?.kind !== 'map') return undefined;
    const given = entryOf(resources, name);
    if (given === undefined) return undefined;
    return this.#once.value(`r ${name.toLowerCase()}`, at, () => this.#symbolic(given, at));
  }

  #symbolic(given: ConfigValue, at: Place): ConfigValue {
    const type = textOf(entryOf(given, 'type')) ?? '';
    const named = entryOf(given, 'name');
    const name = named === undefined ? open('it has no name', at, '?') : jsonValue(named, topFrame(this));
    const key = keyOf(type, symbolOf(name));
    const output = this.findOutputs(key);
    return withHandle(
      map(
        [
          ['id', idOf(type, [name], at)],
          ['name', name],
          ['type', { kind: 'scalar', text: type, at }],
          ['apiVersion', entryOf(given, 'apiVersion')],
        ],
        at,
      ),
      { key, ...(output === undefined ? {} : { output }) },
    );
  }

  /** `namespace.function` */
  ownFunction(name: string): OwnFunction | undefined {
    const [namespace = '', own = ''] = name.split('.');
    for (const one of itemsOf(entryOf(this.template, 'functions')).slice(0, MAX_NAMESPACES)) {
      if (textOf(entryOf(one, 'namespace'))?.toLowerCase() !== namespace.toLowerCase()) continue;
      const found = entryOf(entryOf(one, 'members'), own);
      const body = entryAt(found, 'output', 'value');
      if (body === undefined) continue;
      return {
        parameters: itemsOf(entryOf(found, 'parameters')).map((p) => textOf(entryOf(p, 'name')) ?? ''),
        body: (frame: Frame) => jsonValue(body, frame),
        names: this,
      };
    }
    return undefined;
  }

  outputsOf(key: string): Outputs | undefined {
    return this.findOutputs(key);
  }

  fileText(path: string): string | undefined {
    const found = pathBeside(this.path, path);
    return found === undefined ? undefined : this.#deployment.readText(found);
  }

  /** What the template gives to who calls it. */
  readonly output = (name: string): ConfigValue | undefined => {
    const declared = entryOf(entryOf(this.template, 'outputs'), name);
    const value = entryOf(declared, 'value');
    return value === undefined
      ? undefined
      : this.#once.value(`o ${name.toLowerCase()}`, value.at, () => jsonValue(value, topFrame(this)));
  };
}

/** `{ "$ref": "#/definitions/password" }` */
function referredType(template: ConfigValue, declared: ConfigValue | undefined): string | undefined {
  const reference = textOf(entryOf(declared, '$ref'));
  const name = reference?.split('/').at(-1);
  return name === undefined ? undefined : textOf(entryAt(template, 'definitions', name, 'type'));
}

const SCOPES: Readonly<Record<string, string>> = {
  subscriptiondeploymenttemplate: 'subscription',
  managementgroupdeploymenttemplate: 'managementGroup',
  tenantdeploymenttemplate: 'tenant',
};

function targetScopeOf(template: ConfigValue): string {
  const schema = textOf(entryOf(template, '$schema'))?.toLowerCase() ?? '';
  const file = /\/(\w{1,60})\.json/.exec(schema)?.[1] ?? '';
  return SCOPES[file] ?? 'resourceGroup';
}
