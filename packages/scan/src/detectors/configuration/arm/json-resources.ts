/** Resources of a template in JSON, with those of the templates that it deploys. */
import { TheriacError } from '@theriac/core';
import { type ConfigValue, itemsOf, map, scalar, textOf } from '@theriac/core/configuration';
import { numberOf, refersOf } from '../terraform/values.ts';
import { type Deployment, pathBeside, type Written } from './deployment.ts';
import { type Frame, topFrame } from './frame.ts';
import { JsonNames, type Outputs } from './json-names.ts';
import { jsonValue, templateJson } from './json-value.ts';
import { extensionOf, keyOf, keyOfAddress, parentKeyOf } from './keys.ts';
import { type Given, givenValues } from './parameters.ts';
import { emptyMap, entryAt, entryOf, lastPart, symbolOf, truthOf } from './symbols.ts';

/** Resources inside of resources. */
const MAX_DEPTH = 10;
/** Copies of one resource that are looked at. */
const MAX_COPIES = 50;

const DEPLOYMENTS = 'microsoft.resources/deployments';
/** What is not a part of the resource, or is looked at apart. */
const APART = new Set([
  'resources',
  'copy',
  'dependson',
  'condition',
  'type',
  'name',
  'apiversion',
  'comments',
]);

interface Above {
  readonly type: string;
  readonly name: string;
}

/** @param given values of parameters */
export function declareTemplate(
  template: ConfigValue,
  path: string,
  given: Given,
  deployment: Deployment,
  scope = '',
): JsonNames {
  const names = new JsonNames(template, path, given, deployment, scope);
  const reader = new ResourceReader(deployment, topFrame(names), template);
  names.findOutputs = (key) => reader.outputs(key);
  reader.readAll();
  return names;
}

/** Resources of one template, or of one that is deployed in the scope of another. */
class ResourceReader {
  readonly #deployment: Deployment;
  readonly #frame: Frame;
  readonly #template: ConfigValue;
  /** What deployments give, by their keys; they are read when they are first asked for. */
  readonly #called = new Map<string, Outputs | undefined>();
  readonly #read = new Set<ConfigValue>();

  constructor(deployment: Deployment, frame: Frame, template: ConfigValue) {
    this.#deployment = deployment;
    this.#frame = frame;
    this.#template = template;
  }

  readAll(): void {
    this.#visit(entryOf(this.#template, 'resources'), undefined, this.#frame, 0);
  }

  /** Deployments of this template may be asked before their turn. */
  outputs(key: string): Outputs | undefined {
    if (!key.startsWith(`${DEPLOYMENTS} `)) return undefined;
    if (this.#called.has(key)) return this.#called.get(key);
    for (const given of listed(entryOf(this.#template, 'resources'))) {
      if (this.#read.has(given) || entryOf(given, 'copy') !== undefined) continue;
      if (textOf(entryOf(given, 'type'))?.toLowerCase() !== DEPLOYMENTS) continue;
      const name = entryOf(given, 'name');
      if (name === undefined || keyOf(DEPLOYMENTS, symbolOf(jsonValue(name, this.#frame))) !== key) continue;
      this.#one(given, undefined, this.#frame, 0);
      return this.#called.get(key);
    }
    return undefined;
  }

  #visit(list: ConfigValue | undefined, above: Above | undefined, frame: Frame, depth: number): void {
    if (depth > MAX_DEPTH) return;
    for (const given of listed(list)) {
      if (given.kind !== 'map' || this.#read.has(given) || truthOf(entryOf(given, 'existing')) === true)
        continue;
      for (const inner of this.#copies(given, frame)) this.#one(given, above, inner, depth);
    }
  }

  /** A frame for each copy; one where their number is not known. */
  #copies(given: ConfigValue, frame: Frame): readonly Frame[] {
    const copy = entryOf(given, 'copy');
    const wanted = entryOf(copy, 'count');
    if (wanted === undefined) return [frame];
    const name = textOf(entryOf(copy, 'name'))?.toLowerCase() ?? '';
    const count = numberOf(jsonValue(wanted, frame));
    if (count === undefined) return [frame];
    if (count > MAX_COPIES)
      this.#deployment.note(`${count} copies of a resource; the first ${MAX_COPIES} are judged`, given.at);
    return Array.from({ length: Math.max(0, Math.min(count, MAX_COPIES)) }, (_, i) => {
      const index = scalar(String(i), given.at);
      return { ...frame, loops: new Map(frame.loops).set(name, index).set('', index) };
    });
  }

  #one(given: ConfigValue, above: Above | undefined, frame: Frame, depth: number): void {
    const own = textOf(entryOf(given, 'type')) ?? '';
    const isWhole = above === undefined || /^[A-Za-z]\w*\.[\w.]+\//.test(own);
    const type = isWhole ? own : `${above.type}/${own}`;
    const written = entryOf(given, 'name');
    const name = written === undefined ? scalar('', given.at) : jsonValue(written, frame);
    const whole = isWhole ? symbolOf(name) : `${above.name}/${symbolOf(name)}`;
    // Of copies, each is read.
    if (entryOf(given, 'copy') === undefined && above === undefined) this.#read.add(given);
    const condition = entryOf(given, 'condition');
    const holds = condition === undefined ? true : truthOf(jsonValue(condition, frame));
    if (holds === false) return;
    const open = holds === undefined ? 'its condition depends on what is not known' : undefined;
    if (type.toLowerCase() === DEPLOYMENTS) {
      this.#deploy(given, keyOf(type, whole), frame);
      return;
    }
    this.#visit(entryOf(given, 'resources'), { type, name: whole }, frame, depth + 1);
    this.#deployment.resources.push(
      writtenResource({ given, type, name, whole, open, frame, label: labelOf(type, name, written) }),
    );
  }

  #deploy(given: ConfigValue, key: string, frame: Frame): void {
    const properties = entryOf(given, 'properties');
    const template = entryOf(properties, 'template');
    const passed = entryOf(properties, 'parameters');
    const values = givenValues(passed, (value) => jsonValue(value, frame));
    if (template?.kind === 'map') {
      const scope = textOf(entryAt(properties, 'expressionEvaluationOptions', 'scope'))?.toLowerCase();
      const isInner = scope === 'inner' || passed !== undefined;
      this.#called.set(
        key,
        isInner ? this.#inner(template, values, key, frame) : this.#outer(template, frame),
      );
      return;
    }
    const file = this.#linked(entryOf(properties, 'templateLink'), frame);
    if (file === undefined) {
      this.#giveAway(given, values, key);
      return;
    }
    const names = this.#deployment.within(file.path, given.at, () =>
      declareTemplate(file.template, file.path, values, this.#deployment, `${key} `),
    );
    this.#called.set(key, names?.output);
  }

  #inner(template: ConfigValue, values: Given, key: string, frame: Frame): Outputs {
    return declareTemplate(template, frame.names.path, values, this.#deployment, `${key} `).output;
  }

  /** Its expressions mean the parameters and variables of this template. */
  #outer(template: ConfigValue, frame: Frame): Outputs {
    new ResourceReader(this.#deployment, frame, template).readAll();
    return (name) => {
      const value = entryAt(template, 'outputs', name, 'value');
      return value === undefined ? undefined : jsonValue(value, frame);
    };
  }

  #linked(link: ConfigValue | undefined, frame: Frame): { path: string; template: ConfigValue } | undefined {
    const from = frame.names.path;
    for (const path of linkedPaths(link, frame)) {
      const found = pathBeside(from, path);
      const text = found === undefined || found === from ? undefined : this.#deployment.readText(found);
      if (text === undefined || found === undefined) continue;
      this.#deployment.called.add(found);
      try {
        return { path: found, template: templateJson(text, found) };
      } catch (error) {
        if (!(error instanceof TheriacError)) throw error;
        return undefined;
      }
    }
    return undefined;
  }

  /** What it does with the resources that it gets is not known. */
  #giveAway({ at }: ConfigValue, values: Given, key: string): void {
    const name = key.slice(DEPLOYMENTS.length + 1);
    this.#deployment.note(`the template of the deployment ${name} is not in the target`, at);
    this.#deployment.giveAway(values.values(), name);
  }
}

function listed(resources: ConfigValue | undefined): readonly ConfigValue[] {
  // Templates of the second version have a map.
  return resources?.kind === 'map' ? [...resources.entries.values()] : itemsOf(resources);
}

/** Endings of an address, the longest first: `nested/network.json`, `network.json`. */
function linkedPaths(link: ConfigValue | undefined, frame: Frame): string[] {
  const relative = entryOf(link, 'relativePath');
  if (relative !== undefined) {
    const path = textOf(jsonValue(relative, frame));
    return path === undefined ? [] : [path];
  }
  const uri = entryOf(link, 'uri');
  const value = uri === undefined ? undefined : jsonValue(uri, frame);
  const texts =
    value?.kind === 'scalar' ? [value.text] : value?.kind === 'unknown' ? (value.pieces ?? []) : [];
  const text = texts.findLast((one) => /\.json\b/i.test(one));
  const path = /[\w./-]{1,300}\.json/i.exec(text ?? uriArgument(uri))?.[0];
  const parts = path?.split('/').filter((part) => part !== '') ?? [];
  return [4, 3, 2, 1].flatMap((count) => (parts.length >= count ? parts.slice(-count).join('/') : []));
}

/** `[uri(…, 'nested/x.json')]`: the last text that names a file. */
function uriArgument(uri: ConfigValue | undefined): string {
  return /'([^']{1,300}\.json)'[^']{0,300}$/i.exec(textOf(uri)?.slice(-800) ?? '')?.[1] ?? '';
}

function labelOf(type: string, name: ConfigValue, written: ConfigValue | undefined): string {
  const text = textOf(name) ?? textOf(written)?.replace(/^\[|\]$/g, '') ?? '';
  return `${type} ${text.length > 80 ? `${text.slice(0, 80)}…` : text}`;
}

interface Parts {
  readonly given: ConfigValue;
  readonly type: string;
  readonly name: ConfigValue;
  /** With the names above. */
  readonly whole: string;
  readonly open: string | undefined;
  readonly frame: Frame;
  readonly label: string;
}

function writtenResource({ given, type, name, whole, open, frame, label }: Parts): Written {
  const extension = extensionOf(type, whole);
  const entries = given.kind === 'map' ? [...given.entries] : [];
  const body = jsonValue(
    map(
      entries.filter(([key]) => !APART.has(key.toLowerCase())),
      given.at,
    ),
    frame,
  );
  const scope = entryOf(body, 'scope');
  return {
    type: extension?.type ?? type,
    apiVersion: textOf(entryOf(given, 'apiVersion')),
    key: keyOf(extension?.type ?? type, extension?.name ?? whole),
    name: lastPart(name),
    label,
    origin: {
      language: 'arm',
      type: extension?.type ?? type,
      name: textOf(name) ?? textOf(entryOf(given, 'name')) ?? '',
    },
    at: given.at,
    body: body.kind === 'map' ? body : emptyMap(given.at),
    parentKey: parentKeyOf(type, whole),
    scopeKey: extension?.of ?? scopeKeyOf(scope),
    hasScope: extension !== undefined || scope !== undefined,
    open,
    targetScope: frame.names.targetScope,
  };
}

export function scopeKeyOf(scope: ConfigValue | undefined): string | undefined {
  if (scope === undefined) return undefined;
  return refersOf(scope)[0] ?? keyOfAddress(symbolOf(scope));
}
