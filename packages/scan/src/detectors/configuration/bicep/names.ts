/** Names of one file of Bicep: parameters, variables, functions, imports, resources and modules. */
import { type ConfigValue, list, map, type Place, scalar } from '@theriac/core/configuration';
import type { BicepFile, BicepModule, BicepResource, TemplateExpression } from '@theriac/read/bicep';
import { type Deployment, pathBeside } from '../arm/deployment.ts';
import { evaluate } from '../arm/evaluate.ts';
import { type Frame, type Names, type OwnFunction, topFrame, withHandle } from '../arm/frame.ts';
import { idOf } from '../arm/functions/resources.ts';
import { keyOf } from '../arm/keys.ts';
import { Once } from '../arm/once.ts';
import { type Given, parameterValue } from '../arm/parameters.ts';
import { named, open, symbolOf } from '../arm/symbols.ts';
import { nothing } from '../terraform/values.ts';
import { boundBody, entryExpression, framesOf, loopOf, type Owner } from './bodies.ts';
import { indexOf, type NameIndex } from './name-index.ts';
import { type BicepProject, modulePath } from './project.ts';

/** What a module gives, by the frame that it is called in. */
type ModuleOutputs = (
  module: BicepModule,
  frame: Frame,
) => ((name: string) => ConfigValue | undefined) | undefined;

export interface ResourceIdentity {
  /** Without the version. */
  readonly type: string;
  readonly apiVersion: string | undefined;
  /** The last part. */
  readonly name: ConfigValue;
  /** All parts, with slashes between. */
  readonly whole: string;
  readonly key: string;
}

export class BicepNames implements Names {
  readonly path: string;
  readonly budget: Deployment['budget'];
  readonly targetScope: string;
  readonly file: BicepFile;
  readonly #given: Given;
  readonly #scope: string;
  readonly #project: BicepProject;
  readonly #index: NameIndex;
  readonly #once = new Once();
  readonly #imported = new Map<string, BicepNames | undefined>();
  /** Set by what reads the resources, since it calls modules. */
  moduleOutputs: ModuleOutputs = () => undefined;

  constructor(
    file: BicepFile,
    path: string,
    given: Given,
    deployment: Pick<Deployment, 'budget'>,
    project: BicepProject,
    scope: string,
  ) {
    this.file = file;
    this.path = path;
    this.#given = given;
    this.#scope = scope;
    this.#project = project;
    this.budget = deployment.budget;
    this.targetScope = file.targetScope;
    this.#index = indexOf(file);
  }

  name(name: string, at: Place): ConfigValue | undefined {
    if (this.#index.parameters.has(name)) return this.parameter(name, at);
    if (this.#index.variables.has(name)) return this.variable(name, at);
    const resource = this.#index.resources.get(name);
    if (resource !== undefined)
      return this.#once.value(`r ${name}`, at, () => this.resource(resource, undefined, topFrame(this)));
    const module = this.#index.modules.get(name);
    if (module !== undefined)
      return this.#once.value(`m ${name}`, at, () => this.#module(module, topFrame(this)));
    return this.#importedName(name, at);
  }

  parameter(name: string, at: Place): ConfigValue {
    return this.#once.value(`p ${name}`, at, () => {
      const declared = this.#index.parameters.get(name);
      const given = this.#given.get(name.toLowerCase());
      return parameterValue(name, at, this.#scope, declared?.isSecure === true, given, () =>
        declared?.value !== undefined
          ? evaluate(declared.value, topFrame(this))
          : declared?.isNullable === true
            ? nothing(at)
            : undefined,
      );
    });
  }

  variable(name: string, at: Place): ConfigValue {
    return this.#once.value(`v ${name}`, at, () => {
      const declared = this.#index.variables.get(name);
      return declared === undefined
        ? open(`the variable ${name} is not in the file`, at, name)
        : evaluate(declared.value, topFrame(this));
    });
  }

  readonly output = (name: string): ConfigValue | undefined => {
    const declared = this.#index.outputs.get(name);
    if (declared === undefined) return undefined;
    const at = { path: this.path, line: declared.line, column: declared.column };
    return this.#once.value(`o ${name}`, at, () => evaluate(declared.value, topFrame(this)));
  };

  ownFunction(name: string): OwnFunction | undefined {
    const own = this.#index.functions.get(name);
    if (own !== undefined)
      return {
        parameters: own.parameters,
        body: (frame: Frame) => evaluate(own.body, frame),
        names: this,
      };
    const imported = this.#index.imported.get(name);
    if (imported !== undefined) return this.#import(imported.source)?.ownFunction(imported.name);
    const [namespace = '', inner = ''] = name.split('.');
    const whole = this.#index.whole.get(namespace);
    return whole === undefined ? undefined : this.#import(whole)?.ownFunction(inner);
  }

  outputsOf(): undefined {
    return undefined;
  }

  fileText(path: string): string | undefined {
    const found = pathBeside(this.path, path);
    return found === undefined ? undefined : this.#project.readText(found);
  }

  /** Type, name and key of a resource in one frame. */
  identityOf(resource: BicepResource, above: ResourceIdentity | undefined, frame: Frame): ResourceIdentity {
    const at = { path: this.path, line: resource.line, column: resource.column };
    const [ownType = '', apiVersion] = resource.type.split('@');
    const type = above === undefined || isWhole(ownType) ? ownType : `${above.type}/${ownType}`;
    const body = boundBody(resource.body);
    const written = entryExpression(body, 'name');
    const name =
      written === undefined
        ? open('it has no name', at, `${resource.name} of ${this.path}`)
        : evaluate(written, frame);
    const owner = above ?? this.ownerOf(body, frame);
    const whole = owner === undefined ? symbolOf(name) : `${owner.whole}/${symbolOf(name)}`;
    return { type, apiVersion, name, whole, key: keyOf(type, whole) };
  }

  /** What `parent` names. */
  ownerOf(body: TemplateExpression | undefined, frame: Frame): Owner | undefined {
    const parent = entryExpression(body, 'parent');
    if (parent === undefined) return undefined;
    return this.owned(evaluate(parent, frame));
  }

  /** The resource behind a reference. */
  owned(value: ConfigValue): Owner | undefined {
    return identities.get(value);
  }

  /** A reference, or a list of them where it is declared in a loop. */
  resource(resource: BicepResource, above: ResourceIdentity | undefined, frame: Frame): ConfigValue {
    const at = { path: this.path, line: resource.line, column: resource.column };
    const references = framesOf(resource.body, frame, at).map(({ frame: inner }) => {
      const identity = this.identityOf(resource, above, inner);
      const { name, type, apiVersion, key, whole } = identity;
      const parts = whole === symbolOf(name) ? [name] : whole.split('/').map((part) => scalar(part, at));
      const value = map(
        [
          ['id', idAt(type, parts, key, at)],
          ['name', name],
          ['type', scalar(type, at)],
          ['apiVersion', scalar(apiVersion ?? '', at)],
        ],
        at,
      );
      identities.set(value, identity);
      return withHandle(value, {
        key,
        child: (child) => {
          const body = boundBody(resource.body);
          const found =
            body?.kind === 'object' ? body.resources.find((one) => one.name === child) : undefined;
          return found === undefined ? undefined : this.resource(found, identity, inner);
        },
      });
    });
    if (loopOf(resource.body) !== undefined) return list(references, at);
    return references[0] ?? open('it is not declared', at, resource.name);
  }

  #module(module: BicepModule, frame: Frame): ConfigValue {
    const at = { path: this.path, line: module.line, column: module.column };
    const references = framesOf(module.body, frame, at).map(({ frame: inner }) => {
      const given = entryExpression(boundBody(module.body), 'name');
      const name = given === undefined ? scalar(module.name, at) : evaluate(given, inner);
      const key = keyOf('Microsoft.Resources/deployments', symbolOf(name));
      const output = (asked: string): ConfigValue | undefined => this.moduleOutputs(module, inner)?.(asked);
      return withHandle(map([['name', name]], at), { key, output });
    });
    if (loopOf(module.body) !== undefined) return list(references, at);
    return references[0] ?? open('it is not declared', at, module.name);
  }

  #importedName(name: string, at: Place): ConfigValue | undefined {
    const imported = this.#index.imported.get(name);
    if (imported !== undefined) return this.#import(imported.source)?.name(imported.name, at);
    const whole = this.#index.whole.get(name);
    const other = whole === undefined ? undefined : this.#import(whole);
    if (other === undefined) return undefined;
    return this.#once.value(`i ${name}`, at, () =>
      map(
        other.file.variables.map((one) => [one.name, other.variable(one.name, at)] as const),
        at,
      ),
    );
  }

  #import(source: string): BicepNames | undefined {
    const path = modulePath(this.path, source);
    if (path === undefined || path === this.path) return undefined;
    if (this.#imported.has(path)) return this.#imported.get(path);
    const file = path.endsWith('.bicep') ? this.#project.file(path) : undefined;
    const names =
      file === undefined ? undefined : new BicepNames(file, path, new Map(), this, this.#project, `${path} `);
    this.#imported.set(path, names);
    return names;
  }
}

/** What references mean. */
const identities = new WeakMap<ConfigValue, ResourceIdentity>();

const isWhole = (type: string): boolean => /^[A-Za-z]\w*\.[\w.]+\//.test(type);

/** The address of a resource; what it refers to is found by its key, whatever its name is made of. */
function idAt(type: string, names: readonly ConfigValue[], key: string, at: Place): ConfigValue {
  const id = idOf(type, names, at);
  return id.kind === 'unknown' ? named({ ...id, refers: [key] }, symbolOf(id)) : id;
}
