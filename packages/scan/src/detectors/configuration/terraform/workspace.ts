/** Every module of the target: which ones nobody calls, what they and the modules that they call declare. */
import { posix } from 'node:path';
import type { KnownUnknown, TargetFile } from '@theriac/core';
import type { ConfigValue, Resource } from '@theriac/core/configuration';
import { type HclBody, readHclBody } from '@theriac/read/hcl';
import { evaluate } from './evaluate.ts';
import { type Declared, joined } from './joins.ts';
import { readTerraformJson } from './json-syntax.ts';
import { type Declaration, ModuleFolder } from './module-folder.ts';
import { ModuleScope, type Run } from './module-scope.ts';
import { withPolicies } from './policy.ts';
import { Budget, type Scope } from './scope.ts';
import { settingsOf } from './settings.ts';
import { pairsOf, refersOf } from './values.ts';

/** Modules inside modules, instances of modules, instances of resources. */
const MAX_DEPTH = 20;
const MAX_MODULES = 20_000;
const MAX_RESOURCES = 200_000;

export class Workspace {
  readonly #folders = new Map<string, ModuleFolder>();
  readonly #report: (unknown: KnownUnknown) => void;
  #characters = 0;

  constructor(report: (unknown: KnownUnknown) => void) {
    this.#report = report;
  }

  /** @throws TheriacError for what is not of the syntax */
  add(file: TargetFile): void {
    const { path } = file;
    const text = file.text();
    this.#characters += text.length;
    const folder = this.#folder(path.includes('/') ? posix.dirname(path) : '');
    const isJson = path.endsWith('.json');
    if (/\.tfvars(?:\.json)?$/.test(path)) {
      const body = isJson ? valuesOf(text, path) : readHclBody(file);
      folder.give(path, body);
    } else folder.add(path, isJson ? readTerraformJson(text, path) : readHclBody(file));
  }

  resources(context: {
    readonly readText: Scope['readText'];
    readonly readYamlText: Scope['readYamlText'];
  }): Resource[] {
    const resources: Resource[] = [];
    const walk = new Walk(this.#folders, this.#report, {
      ...context,
      budget: new Budget(2_000_000 + 20 * this.#characters),
    });
    const folders = [...this.#folders.values()].sort((a, b) => (a.folder < b.folder ? -1 : 1));
    for (const folder of folders) if (!this.#called().has(folder.folder)) push(resources, walk.root(folder));
    // Modules that only call each other.
    for (const folder of folders) if (!walk.visited.has(folder)) push(resources, walk.root(folder));
    for (const folder of folders) push(resources, settingsOf(folder, walk.scopeOf(folder)));
    return resources;
  }

  /** Folders that a module of another folder names as its source. */
  #called(): ReadonlySet<string> {
    this.#calledFolders ??= new Set(
      [...this.#folders.values()].flatMap((folder) =>
        folder.calls.flatMap((call) => {
          const source = folder.localSource(call);
          return source === undefined || source === folder.folder ? [] : [source];
        }),
      ),
    );
    return this.#calledFolders;
  }
  #calledFolders: ReadonlySet<string> | undefined;

  #folder(path: string): ModuleFolder {
    const found = this.#folders.get(path) ?? new ModuleFolder(path);
    this.#folders.set(path, found);
    return found;
  }
}

function push(all: Resource[], more: readonly Resource[]): void {
  for (const resource of more) all.push(resource);
}

/** The values of `terraform.tfvars.json`. */
function valuesOf(text: string, path: string): HclBody {
  const { blocks } = readTerraformJson(`{"locals":${text}}`, path);
  return blocks[0]?.body ?? { attributes: new Map(), blocks: [] };
}

class Walk {
  readonly visited = new Set<ModuleFolder>();
  readonly #run: Run;
  readonly #scopes = new Map<ModuleFolder, ModuleScope>();
  readonly #report: (unknown: KnownUnknown) => void;
  readonly #told = new Set<string>();
  #modules = 0;
  #resources = 0;

  constructor(
    folders: ReadonlyMap<string, ModuleFolder>,
    report: (unknown: KnownUnknown) => void,
    context: Pick<Run, 'budget' | 'readText' | 'readYamlText'>,
  ) {
    this.#report = report;
    this.#run = {
      ...context,
      folderAt: (folder) => folders.get(folder),
      mayCall: (call, ancestors, folder) => this.#mayCall(call, ancestors, folder),
    };
  }

  /** What a module that nobody calls declares, with the modules that it calls. */
  root(folder: ModuleFolder): Resource[] {
    const inputs = new Map<string, () => ConfigValue>();
    const scope = new ModuleScope(this.#run, folder, {
      address: '',
      rootFolder: folder.folder,
      inputs,
      ancestors: [],
    });
    giveInputs(inputs, folder, scope);
    const resources: Declared[] = [];
    const givenAway = new Map<string, string>();
    this.#collect(scope, resources, givenAway);
    return joined({ resources, givenAway, scope: folder.folder });
  }

  /** A module as it was first met. */
  scopeOf(folder: ModuleFolder): ModuleScope | undefined {
    return this.#scopes.get(folder);
  }

  #collect(scope: ModuleScope, resources: Declared[], givenAway: Map<string, string>): void {
    const { module } = scope;
    this.visited.add(module);
    if (!this.#scopes.has(module)) this.#scopes.set(module, scope);
    for (const declaration of module.resources) {
      for (const instance of scope.instancesOf(declaration).members) {
        this.#resources += 1;
        if (this.#resources > MAX_RESOURCES) {
          this.#tell(declaration, 'there are too many resources; the rest is not judged');
          return;
        }
        const values = withPolicies(scope.valuesOf(instance));
        const type = declaration.mode === 'data' ? `data.${declaration.type}` : declaration.type;
        resources.push({ type, address: instance.address, values, open: instance.member.open });
      }
    }
    for (const call of module.calls) {
      for (const { scope: inner } of scope.called(call).members) {
        if (inner !== undefined) this.#collect(inner, resources, givenAway);
        else {
          giveAway(call, scope, givenAway);
          this.#tell(call, absent(module, call));
        }
      }
    }
  }

  #mayCall(call: Declaration, ancestors: readonly string[], folder: string): boolean {
    if (ancestors.includes(folder)) {
      this.#tell(call, 'the module calls itself');
      return false;
    }
    this.#modules += 1;
    if (ancestors.length <= MAX_DEPTH && this.#modules <= MAX_MODULES) return true;
    this.#tell(call, 'modules are nested too deep or too many; the rest is not judged');
    return false;
  }

  /** Once for each place: the first reason is the one that matters. */
  #tell({ node, path }: Declaration, message: string): void {
    const key = `${path}:${node.line}`;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.#report({ reason: 'dynamic', message, location: { path, line: node.line }, losesComponents: false });
  }
}

/** Why what a module declares is not judged. */
function absent(module: ModuleFolder, call: Declaration): string {
  const [name = ''] = call.node.labels;
  return module.localSource(call) === undefined
    ? `the module ${name} comes from elsewhere; what it declares is not judged: scan a plan in JSON`
    : `the module ${name} is not among the files; what it declares is not judged`;
}

/** Values of files for the variables of a module that nobody calls. */
function giveInputs(inputs: Map<string, () => ConfigValue>, folder: ModuleFolder, scope: ModuleScope): void {
  for (const { path, body } of folder.given)
    for (const [name, { value }] of body.attributes) inputs.set(name, () => evaluate(value, scope.env(path)));
}

/** What a module gets that is not at hand: it may configure that. */
function giveAway(call: Declaration, scope: ModuleScope, givenAway: Map<string, string>): void {
  const env = scope.env(call.path);
  const note = (value: ConfigValue, depth: number): void => {
    for (const address of refersOf(value)) givenAway.set(address, call.node.labels[0] ?? '');
    if (depth < 3) for (const [, item] of pairsOf(value) ?? []) note(item, depth + 1);
  };
  for (const [name, { value }] of call.node.body.attributes)
    if (name !== 'source' && name !== 'providers') note(evaluate(value, env), 0);
}
