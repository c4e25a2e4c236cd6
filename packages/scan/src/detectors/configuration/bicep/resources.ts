/** Resources of a file of Bicep, with those of its modules. */
import { type ConfigValue, map, type Place, scalar, textOf } from '@theriac/core/configuration';
import type { BicepFile, BicepModule, BicepResource, TemplateExpression } from '@theriac/read/bicep';
import type { Deployment } from '../arm/deployment.ts';
import { evaluate } from '../arm/evaluate.ts';
import { type Frame, topFrame } from '../arm/frame.ts';
import { declareTemplate, scopeKeyOf } from '../arm/json-resources.ts';
import { keyOf, parentKeyOf } from '../arm/keys.ts';
import type { Given } from '../arm/parameters.ts';
import { emptyMap, entryOf, lastPart, symbolOf } from '../arm/symbols.ts';
import { boundBody, entryExpression, instancesOf } from './bodies.ts';
import { BicepNames, type ResourceIdentity } from './names.ts';
import { type BicepProject, modulePath } from './project.ts';

/** Resources inside of resources. */
const MAX_DEPTH = 10;
/** What is not a part of the resource, or is looked at apart. */
const APART = new Set(['name', 'parent', 'scope', 'dependsOn']);

/** What these functions name when they are called without arguments. */
const DEPLOYED_TO: Readonly<Record<string, string>> = {
  'resourceGroup()': 'resourceGroup',
  'subscription()': 'subscription',
  'managementGroup()': 'managementGroup',
};

type Outputs = (name: string) => ConfigValue | undefined;

export function declareBicep(
  file: BicepFile,
  path: string,
  given: Given,
  deployment: Deployment,
  project: BicepProject,
  scope = '',
): BicepNames {
  const names = new BicepNames(file, path, given, deployment, project, scope);
  const reader = new BicepReader(names, deployment, project);
  names.moduleOutputs = (module, frame) => reader.outputs(module, frame);
  reader.readAll();
  return names;
}

class BicepReader {
  readonly #names: BicepNames;
  readonly #deployment: Deployment;
  readonly #project: BicepProject;
  readonly #called = new Map<string, Outputs | undefined>();

  constructor(names: BicepNames, deployment: Deployment, project: BicepProject) {
    this.#names = names;
    this.#deployment = deployment;
    this.#project = project;
  }

  readAll(): void {
    const frame = topFrame(this.#names);
    for (const resource of this.#names.file.resources)
      this.#resource(resource, undefined, frame, undefined, 0);
    for (const module of this.#names.file.modules)
      for (const { frame: inner } of instancesOf(module.body, frame, this.#place(module)))
        this.outputs(module, inner);
  }

  #place({ line, column }: { readonly line: number; readonly column: number }): Place {
    return { path: this.#names.path, line, column };
  }

  #resource(
    resource: BicepResource,
    above: ResourceIdentity | undefined,
    frame: Frame,
    openAbove: string | undefined,
    depth: number,
  ): void {
    if (depth > MAX_DEPTH) return;
    const at = this.#place(resource);
    const body = boundBody(resource.body);
    for (const { frame: inner, open: own } of instancesOf(resource.body, frame, at)) {
      const identity = this.#names.identityOf(resource, above, inner);
      const open = own ?? openAbove;
      for (const child of body?.resources ?? []) this.#resource(child, identity, inner, open, depth + 1);
      if (resource.isExisting) continue;
      const { scope, targetScope } = this.#scopeOf(body, inner);
      const { type, apiVersion, name, whole, key } = identity;
      this.#deployment.resources.push({
        type,
        apiVersion,
        key,
        name: lastPart(name),
        label: `${type} ${textOf(name) ?? resource.name}`,
        origin: { language: 'bicep', type, name: resource.name },
        at,
        body: this.#body(body, inner, at),
        parentKey: parentKeyOf(type, whole),
        scopeKey: scope === undefined ? undefined : scopeKeyOf(scope),
        hasScope: scope !== undefined,
        open,
        targetScope,
      });
    }
  }

  /** The address of what `scope` names; the group or the subscription of the deployment is no other resource. */
  #scopeOf(
    body: TemplateExpression | undefined,
    frame: Frame,
  ): { readonly scope: ConfigValue | undefined; readonly targetScope: string } {
    const { targetScope } = this.#names;
    const scope = entryExpression(body, 'scope');
    if (scope === undefined) return { scope: undefined, targetScope };
    const value = evaluate(scope, frame);
    const own = DEPLOYED_TO[symbolOf(value)];
    return own === undefined
      ? { scope: entryOf(value, 'id') ?? value, targetScope }
      : { scope: undefined, targetScope: own };
  }

  #body(body: TemplateExpression | undefined, frame: Frame, at: Place): ReturnType<typeof emptyMap> {
    if (body?.kind !== 'object') return emptyMap(at);
    const entries = body.entries.filter(
      ({ key }) => key?.kind !== 'literal' || !APART.has(String(key.value)),
    );
    const value = evaluate({ ...body, entries }, frame);
    return value.kind === 'map' ? map(value.entries, at) : emptyMap(at);
  }

  /** What a module gives; its resources are read when it is first asked for. */
  outputs(module: BicepModule, frame: Frame): Outputs | undefined {
    const at = this.#place(module);
    const body = boundBody(module.body);
    const named = entryExpression(body, 'name');
    const name = named === undefined ? scalar(module.name, at) : evaluate(named, frame);
    const instance = `${module.name} ${symbolOf(name)} ${[...frame.locals.values()].map(symbolOf).join(' ')}`;
    if (this.#called.has(instance)) return this.#called.get(instance);
    // A module that takes what it gives itself is refused when it is compiled.
    this.#called.set(instance, undefined);
    const key = `${keyOf('Microsoft.Resources/deployments', symbolOf(name))} of ${module.name} `;
    const outputs = this.#call(module, this.#parameters(body, frame), key, at);
    this.#called.set(instance, outputs);
    return outputs;
  }

  #parameters(body: TemplateExpression | undefined, frame: Frame): Given {
    const written = entryExpression(body, 'params');
    const value = written === undefined ? undefined : evaluate(written, frame);
    const given = new Map<string, ConfigValue>();
    if (value?.kind === 'map')
      // Null stands for the default.
      for (const [key, item] of value.entries) if (item.kind !== 'empty') given.set(key.toLowerCase(), item);
    return given;
  }

  #call(module: BicepModule, given: Given, key: string, at: Place): Outputs | undefined {
    const path = modulePath(this.#names.path, module.source);
    const found =
      path === undefined ? undefined : this.#deployment.within(path, at, () => this.#local(path, given, key));
    if (found !== undefined) return found;
    if (path === undefined || this.#project.readText(path) === undefined) this.#giveAway(module, given, at);
    return undefined;
  }

  #local(path: string, given: Given, key: string): Outputs | undefined {
    if (path.endsWith('.json')) {
      const template = this.#project.template(path);
      if (template === undefined) return undefined;
      this.#deployment.called.add(path);
      return declareTemplate(template, path, given, this.#deployment, key).output;
    }
    const file = this.#project.file(path);
    if (file === undefined) return undefined;
    this.#deployment.called.add(path);
    return declareBicep(file, path, given, this.#deployment, this.#project, key).output;
  }

  /** What it does with the resources that it gets is not known. */
  #giveAway({ name, source }: BicepModule, given: Given, at: Place): void {
    const where = source === undefined ? '' : ` (${source.slice(0, 100)})`;
    this.#deployment.note(`the module ${name}${where} is not in the target`, at);
    this.#deployment.giveAway(given.values(), name);
  }
}
