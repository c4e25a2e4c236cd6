/** What the files of one folder declare together: a module of Terraform. */
import { posix } from 'node:path';
import type { HclBody, HclExpression, HclNode } from '@theriac/read/hcl';

export interface Declaration {
  readonly node: HclNode;
  readonly path: string;
}

export interface ResourceDeclaration extends Declaration {
  readonly mode: 'resource' | 'data';
  readonly type: string;
  readonly name: string;
}

interface Local {
  readonly value: HclExpression;
  readonly path: string;
}

export class ModuleFolder {
  /** Relative to the target; `''` is the target. */
  readonly folder: string;
  readonly resources: ResourceDeclaration[] = [];
  readonly calls: Declaration[] = [];
  readonly variables = new Map<string, Declaration>();
  readonly outputs = new Map<string, Declaration>();
  readonly locals = new Map<string, Local>();
  readonly providers: Declaration[] = [];
  readonly settings: Declaration[] = [];
  /** Values that are given to variables: `terraform.tfvars`, then `*.auto.tfvars` in the order of their names. */
  readonly given: { readonly path: string; readonly body: HclBody }[] = [];
  readonly #byAddress = new Map<string, ResourceDeclaration>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** @param path of a file of the folder; files come in the order of their paths */
  add(path: string, body: HclBody): void {
    for (const node of body.blocks) this.#declare({ node, path });
  }

  /** Values for variables; files come in the order of their paths, and `terraform.tfvars` counts least. */
  give(path: string, body: HclBody): void {
    if (/(?:^|\/)terraform\.tfvars(?:\.json)?$/.test(path)) this.given.unshift({ path, body });
    else this.given.push({ path, body });
  }

  /** Folder of a module that is named by a path; undefined: it comes from elsewhere. */
  localSource({ node }: Declaration): string | undefined {
    const source = node.body.attributes.get('source')?.value;
    if (source?.kind !== 'literal' || typeof source.value !== 'string') return undefined;
    if (!/^\.\.?(?:\/|$)/.test(source.value)) return undefined;
    const folder = posix.normalize(posix.join(this.folder, source.value)).replace(/\/$/, '');
    return folder === '.' ? '' : folder;
  }

  resource(mode: 'resource' | 'data', type: string, name: string): ResourceDeclaration | undefined {
    return this.#byAddress.get(`${mode} ${type}.${name}`);
  }

  #declare(declared: Declaration): void {
    const { node, path } = declared;
    const [first = '', second = ''] = node.labels;
    switch (node.type) {
      case 'resource':
      case 'data': {
        const resource = { ...declared, mode: node.type, type: first, name: second };
        const address = `${node.type} ${first}.${second}`;
        if (this.#byAddress.has(address)) return;
        this.#byAddress.set(address, resource);
        this.resources.push(resource);
        return;
      }
      case 'module':
        this.calls.push(declared);
        return;
      case 'variable':
        this.variables.set(first, declared);
        return;
      case 'output':
        this.outputs.set(first, declared);
        return;
      case 'locals':
        for (const [name, { value }] of node.body.attributes) this.locals.set(name, { value, path });
        return;
      case 'provider':
        this.providers.push(declared);
        return;
      case 'terraform':
        this.settings.push(declared);
        return;
      default:
      // `moved`, `import`, `removed` and `check` declare nothing that runs.
    }
  }
}
