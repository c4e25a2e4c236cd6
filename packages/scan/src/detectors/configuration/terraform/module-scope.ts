/** One instance of a module: its variables, locals, resources and outputs, evaluated when they are asked for. */
import { posix } from 'node:path';
import { type ConfigValue, type Place, scalar } from '@theriac/core/configuration';
import type { HclExpression, HclSetting } from '@theriac/read/hcl';
import { blocksValue, bodyValue, placeOf } from './blocks.ts';
import { chooseInstance, isComputedInside } from './choose-instance.ts';
import { evaluate } from './evaluate.ts';
import { type Member, membersOf, type Repeated } from './instances.ts';
import type { Declaration, ModuleFolder, ResourceDeclaration } from './module-folder.ts';
import { documentPolicy } from './policy.ts';
import type { Budget, Env, EvaluatedStep, Referred, Scope } from './scope.ts';
import { withType } from './type-constraints.ts';
import { type MapValue, missing, takenFrom, unknown } from './values.ts';

/** What is known of attributes that a resource has once it is there. */
const KNOWN_PIECES: Readonly<Record<string, readonly string[]>> = {
  arn: ['arn:', ''],
  bucket_domain_name: ['', '.s3.amazonaws.com'],
  bucket_regional_domain_name: ['', '.s3.', '.amazonaws.com'],
};

/** What every module of a run shares. */
export interface Run {
  readonly budget: Budget;
  readonly readText: (path: string) => string | null;
  readonly readYamlText: Scope['readYamlText'];
  /** The module of a folder; undefined: there is none in the target. */
  readonly folderAt: (folder: string) => ModuleFolder | undefined;
  /** Whether one more instance of a module may be made; tells once when not. */
  readonly mayCall: (call: Declaration, ancestors: readonly string[], folder: string) => boolean;
}

export interface ResourceInstance {
  readonly declaration: ResourceDeclaration;
  readonly member: Member;
  /** `module.a.aws_s3_bucket.b["x"]` */
  readonly address: string;
  readonly env: Env;
}

export interface CalledModule {
  readonly declaration: Declaration;
  readonly kind: Repeated['kind'];
  readonly members: readonly {
    readonly key: string;
    readonly open: string | undefined;
    readonly scope: ModuleScope | undefined;
  }[];
}

/** What a module was given from outside, evaluated when it is asked for. */
export type Inputs = ReadonlyMap<string, () => ConfigValue>;

export class ModuleScope implements Scope {
  readonly address: string;
  readonly module: ModuleFolder;
  readonly rootFolder: string;
  readonly budget: Budget;
  readonly readText: Scope['readText'];
  readonly readYamlText: Scope['readYamlText'];
  readonly #run: Run;
  readonly #inputs: Inputs;
  /** Folders of the modules that this one was called through. */
  readonly #ancestors: readonly string[];
  readonly #values = new Map<string, ConfigValue | undefined>();
  readonly #instances = new Map<
    ResourceDeclaration,
    { readonly kind: Repeated['kind']; readonly members: readonly ResourceInstance[] }
  >();
  readonly #called = new Map<string, CalledModule>();

  constructor(
    run: Run,
    module: ModuleFolder,
    given: {
      readonly address: string;
      readonly rootFolder: string;
      readonly inputs: Inputs;
      readonly ancestors: readonly string[];
    },
  ) {
    this.#run = run;
    this.module = module;
    this.address = given.address;
    this.rootFolder = given.rootFolder;
    this.#inputs = given.inputs;
    this.#ancestors = given.ancestors;
    this.budget = run.budget;
    this.readText = run.readText;
    this.readYamlText = run.readYamlText;
  }

  env(path: string): Env {
    return { scope: this, path, names: undefined };
  }

  refer(root: string, steps: readonly EvaluatedStep[], at: Place): Referred {
    const first = steps[0];
    const name = first?.kind === 'attribute' ? first.name : undefined;
    const all = (value: ConfigValue): Referred => ({ value, used: steps.length });
    switch (root) {
      case 'var':
        return { value: this.variable(name ?? '', at), used: 1 };
      case 'local':
        return { value: this.local(name ?? '', at), used: 1 };
      case 'path':
        return all(this.#path(name ?? '', at));
      case 'terraform':
        return all({ ...unknown('the workspace is chosen when it is run', at), pieces: ['', ''] });
      case 'each':
      case 'count':
      case 'self':
        return all(unknown(`\`${root}\` is not known here`, at));
      case 'module':
        return this.#referModule(name ?? '', steps.slice(1), at);
      case 'data':
        return this.#referResource('data', name ?? '', steps.slice(1), at, 1);
      case 'resource':
        return this.#referResource('resource', name ?? '', steps.slice(1), at, 1);
      default:
        return this.#referResource('resource', root, steps, at, 0);
    }
  }

  variable(name: string, at: Place): ConfigValue {
    return this.#once(`var ${name}`, at, () => {
      const declared = this.module.variables.get(name);
      const given = this.#inputs.get(name)?.();
      if (declared === undefined) return given ?? missing(`the variable ${name} is not declared`, at);
      const env = this.env(declared.path);
      const { attributes } = declared.node.body;
      const fallback = attributes.get('default');
      const nullable = attributes.get('nullable')?.value;
      const isRefused = given?.kind === 'empty' && nullable?.kind === 'literal' && nullable.value === false;
      const value = given === undefined || isRefused ? evaluated(fallback, env) : given;
      if (value === undefined)
        return unknown(`the variable ${name} has no value`, placeOf(declared.node, env));
      const type = attributes.get('type')?.value;
      return type === undefined ? value : withType(value, type, (node) => evaluate(node, env));
    });
  }

  local(name: string, at: Place): ConfigValue {
    return this.#once(`local ${name}`, at, () => {
      const found = this.module.locals.get(name);
      return found === undefined
        ? missing(`the local value ${name} is not declared`, at)
        : evaluate(found.value, this.env(found.path));
    });
  }

  output(name: string, at: Place): ConfigValue {
    return this.#once(`output ${name}`, at, () => {
      const found = this.module.outputs.get(name);
      const value = found?.node.body.attributes.get('value');
      return found === undefined || value === undefined
        ? missing(`the output ${name} is not declared`, at)
        : evaluate(value.value, this.env(found.path));
    });
  }

  instancesOf(declaration: ResourceDeclaration): {
    readonly kind: Repeated['kind'];
    readonly members: readonly ResourceInstance[];
  } {
    const known = this.#instances.get(declaration);
    if (known !== undefined) return known;
    const env = this.env(declaration.path);
    const base = this.#addressOf(declaration);
    // While `for_each` is evaluated, which may ask for the resource itself.
    this.#instances.set(declaration, { kind: 'single', members: [] });
    const { kind, members } = membersOf(declaration.node.body, env, placeOf(declaration.node, env));
    const found = {
      kind,
      members: members.map((member) => ({
        declaration,
        member,
        address: `${base}${member.key}`,
        env: { ...env, names: member.names },
      })),
    };
    this.#instances.set(declaration, found);
    return found;
  }

  /** Everything that the configuration sets in an instance. */
  valuesOf(instance: ResourceInstance): MapValue {
    const { declaration, env } = instance;
    return bodyValue(declaration.node.body, env, placeOf(declaration.node, env));
  }

  /** One setting of an instance, or what is known of an attribute that it has once it is there. */
  attributeOf(instance: ResourceInstance, name: string, at: Place): ConfigValue {
    const { declaration, env, address } = instance;
    const local = `${declaration.mode} ${declaration.type}.${declaration.name}${instance.member.key}`;
    const { body } = declaration.node;
    const setting = body.attributes.get(name);
    const value = this.#once(`${local} ${name}`, at, () => {
      const isData = declaration.mode === 'data';
      if (isData && declaration.type === 'aws_iam_policy_document' && /^(?:minified_)?json$/.test(name))
        return documentPolicy(this.valuesOf(instance));
      const found = setting === undefined ? blocksValue(body, name, env, at) : evaluate(setting.value, env);
      if (found !== undefined && found.kind !== 'empty') return takenFrom(found, address);
      const reason = isData ? 'it is read when it is applied' : 'it is known after it is applied';
      const value = unknown(reason, at, [address]);
      const pieces = KNOWN_PIECES[name];
      if (pieces !== undefined) return { ...value, pieces };
      return declaration.type === 'aws_partition' ? { ...value, pieces: ['aws', ''] } : value;
    });
    // Nothing writes it: its place is where it is used.
    return value.kind === 'unknown' && setting === undefined ? { ...value, at } : value;
  }

  called(declaration: Declaration): CalledModule {
    const [name = ''] = declaration.node.labels;
    const known = this.#called.get(name);
    if (known !== undefined) return known;
    const env = this.env(declaration.path);
    const at = placeOf(declaration.node, env);
    const folder = this.module.localSource(declaration);
    const module = folder === undefined ? undefined : this.#run.folderAt(folder);
    this.#called.set(name, { declaration, kind: 'single', members: [] });
    const { kind, members } = membersOf(declaration.node.body, env, at);
    const found: CalledModule = {
      declaration,
      kind,
      members: members.map((member) => ({
        key: member.key,
        open: member.open,
        scope: module === undefined ? undefined : this.#child(declaration, module, member, env),
      })),
    };
    this.#called.set(name, found);
    return found;
  }

  #child(call: Declaration, module: ModuleFolder, member: Member, env: Env): ModuleScope | undefined {
    const ancestors = [...this.#ancestors, this.module.folder];
    if (!this.#run.mayCall(call, ancestors, module.folder)) return undefined;
    const inner = { ...env, names: member.names };
    const inputs = new Map<string, () => ConfigValue>();
    for (const [name, { value }] of call.node.body.attributes) inputs.set(name, () => evaluate(value, inner));
    const address = `${this.#prefix()}module.${call.node.labels[0] ?? ''}${member.key}`;
    return new ModuleScope(this.#run, module, { address, rootFolder: this.rootFolder, inputs, ancestors });
  }

  #referModule(name: string, steps: readonly EvaluatedStep[], at: Place): Referred {
    const declaration = this.module.calls.find(({ node }) => node.labels[0] === name);
    if (declaration === undefined)
      return { value: missing(`the module ${name} is not declared`, at), used: 1 };
    const { kind, members } = this.called(declaration);
    const address = `${this.#prefix()}module.${name}`;
    const output = (member: CalledModule['members'][number], rest: readonly EvaluatedStep[]): Referred => {
      const first = rest[0];
      if (member.scope === undefined || first?.kind !== 'attribute')
        return { value: unknown(`the module ${name} is not at hand`, at, [address]), used: rest.length };
      return { value: member.scope.output(first.name, at), used: 1 };
    };
    return chooseInstance(kind, members, steps, { at, address, of: output, used: 1 });
  }

  #referResource(
    mode: 'resource' | 'data',
    type: string,
    steps: readonly EvaluatedStep[],
    at: Place,
    before: number,
  ): Referred {
    const first = steps[0];
    const name = first?.kind === 'attribute' ? first.name : '';
    const declaration = this.module.resource(mode, type, name);
    if (declaration === undefined)
      return {
        value: missing(`${type}.${name} is not declared`.slice(0, 120), at),
        used: steps.length + before,
      };
    const { kind, members } = this.instancesOf(declaration);
    const attribute = (instance: ResourceInstance, rest: readonly EvaluatedStep[]): Referred => {
      const next = rest[0];
      if (next?.kind === 'attribute') {
        const value = this.attributeOf(instance, next.name, at);
        if (mode === 'resource' && isComputedInside(value, rest))
          return { value: unknown('it is known after it is applied', at, [instance.address]), used: 3 };
        return { value, used: 1 };
      }
      return { value: unknown('it is known after it is applied', at, [instance.address]), used: rest.length };
    };
    const keyed = members.map((instance) => ({
      ...instance,
      key: instance.member.key,
      open: instance.member.open,
    }));
    return chooseInstance(kind, keyed, steps.slice(1), {
      at,
      address: this.#addressOf(declaration),
      of: attribute,
      used: before + 1,
    });
  }

  #path(name: string, at: Place): ConfigValue {
    if (name !== 'module') return scalar('.', at);
    const relative = posix.relative(this.rootFolder, this.module.folder);
    return scalar(relative === '' ? '.' : relative, at);
  }

  #addressOf({ mode, type, name }: ResourceDeclaration): string {
    return `${this.#prefix()}${mode === 'data' ? 'data.' : ''}${type}.${name}`;
  }

  #prefix(): string {
    return this.address === '' ? '' : `${this.address}.`;
  }

  /** Evaluates once; what depends on itself is unknown. */
  #once(key: string, at: Place, make: () => ConfigValue): ConfigValue {
    if (this.#values.has(key)) return this.#values.get(key) ?? unknown('it depends on itself', at);
    this.#values.set(key, undefined);
    const value = make();
    this.#values.set(key, value);
    return value;
  }
}

function evaluated(setting: HclSetting | undefined, env: Env): ConfigValue | undefined {
  return setting === undefined ? undefined : evaluate(setting.value satisfies HclExpression, env);
}
