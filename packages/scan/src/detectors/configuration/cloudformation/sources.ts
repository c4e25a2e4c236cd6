/** Templates of the target by path, and what they take from other files of it. Nothing outside of the target is read. */
import { posix } from 'node:path';
import { type DetectContext, TheriacError } from '@theriac/core';
import { type ConfigValue, entry, inside, list, map, textOf } from '@theriac/core/configuration';
import type { Report } from '../contract.ts';
import { sourceOf } from './source.ts';

const MAX_DEPTH = 100;
/** Files that templates name and that are no templates by themselves. */
const MAX_FILES = 1000;

/** Settings that name the template of a stack, by type of resource. */
export const STACKS: Readonly<Record<string, string>> = {
  'AWS::CloudFormation::Stack': 'TemplateURL',
  'AWS::Serverless::Application': 'Location',
};

export interface Template {
  readonly path: string;
  readonly template: ConfigValue;
}

/**
 * The path of a local file as `aws cloudformation package` takes it: relative to the file that names it.
 * @returns undefined for an address on the network and for what is outside of the target
 */
export function localPath(text: string, from: string): string | undefined {
  if (/^(?:[a-z][a-z0-9+.-]{0,20}:|\/|~|\\)/i.test(text) || text.includes('\0') || text === '')
    return undefined;
  const path = posix.join(posix.dirname(from), text);
  return path === '..' || path.startsWith('../') ? undefined : path;
}

export class Sources {
  readonly #byPath = new Map<string, ConfigValue>();
  readonly #named = new Set<string>();
  readonly #templates: Template[] = [];

  add(path: string, documents: readonly ConfigValue[]): void {
    for (const template of documents) this.#templates.push({ path, template });
    const [first] = documents;
    if (first !== undefined && !this.#byPath.has(path)) this.#byPath.set(path, first);
  }

  /** Reads what templates include and which stacks they nest, then puts in what is included. */
  async complete(context: DetectContext, report: Report): Promise<readonly Template[]> {
    const open = [...this.#templates];
    const seen = new Set<string>();
    for (let i = 0; i < open.length && seen.size < MAX_FILES; i++) {
      const { path, template } = open[i] ?? { path: '', template: EMPTY };
      for (const name of [...includesIn(template, 0), ...nestedIn(template)]) {
        const own = localPath(name, path);
        if (own === undefined || seen.has(own)) continue;
        seen.add(own);
        const found = this.#byPath.get(own) ?? (await read(own, context, report));
        if (found === undefined) continue;
        this.#byPath.set(own, found);
        open.push({ path: own, template: found });
      }
      for (const name of nestedIn(template)) {
        const own = localPath(name, path);
        // One that nests itself is a root, and refused there.
        if (own !== undefined && own !== path) this.#named.add(own);
      }
    }
    return this.#templates;
  }

  /** Whether a stack of the target is made from it. */
  isNested(path: string): boolean {
    return this.#named.has(path);
  }

  /** The template of a stack; undefined when it is not in the target. */
  at(path: string): ConfigValue | undefined {
    return this.#byPath.get(path);
  }

  /** The template with what `AWS::Include` puts into it. */
  included({ path, template }: Template): ConfigValue {
    const including: Including = { left: MAX_INCLUSIONS };
    const top = contentOf(entry(template, 'Transform'), path, this.#byPath);
    const whole =
      top?.content.kind === 'map' && template.kind === 'map'
        ? map(
            [...top.content.entries, ...[...template.entries].filter(([key]) => key !== 'Transform')],
            template.at,
          )
        : template;
    return this.#put(whole, [path], including, 0);
  }

  /** @param chain of files that include each other; the last is the one that the value stands in */
  #put(value: ConfigValue, chain: readonly string[], including: Including, depth: number): ConfigValue {
    if (depth > MAX_DEPTH) return value;
    if (value.kind === 'list') {
      const items = value.items.map((item) => this.#put(item, chain, including, depth + 1));
      return items.every((item, i) => item === value.items[i]) ? value : list(items, value.at);
    }
    if (value.kind !== 'map') return value;
    const found = contentOf(value.entries.get('Fn::Transform'), chain.at(-1) ?? '', this.#byPath);
    const isTaken = found !== undefined && !chain.includes(found.path) && including.left > 0;
    let content: ConfigValue | undefined;
    if (isTaken) {
      including.left -= 1;
      content = this.#put(found.content, [...chain, found.path], including, depth + 1);
      if (value.entries.size === 1) return content;
    }
    let changed = content?.kind === 'map';
    const entries: [string, ConfigValue][] = content?.kind === 'map' ? [...content.entries] : [];
    for (const [key, item] of value.entries) {
      if (key === 'Fn::Transform' && content?.kind === 'map') continue;
      const now = this.#put(item, chain, including, depth + 1);
      if (now !== item) changed = true;
      entries.push([key, now]);
    }
    return changed ? map(entries, value.at) : value;
  }
}

/** Files that one template includes, each time. */
const MAX_INCLUSIONS = 500;

interface Including {
  left: number;
}

function contentOf(
  transform: ConfigValue | undefined,
  from: string,
  byPath: ReadonlyMap<string, ConfigValue>,
): { readonly path: string; readonly content: ConfigValue } | undefined {
  if (!isInclude(transform)) return undefined;
  const name = textOf(inside(transform, 'Parameters', 'Location'));
  const path = name === undefined ? undefined : localPath(name, from);
  const content = path === undefined ? undefined : byPath.get(path);
  return path === undefined || content === undefined ? undefined : { path, content };
}

const EMPTY: ConfigValue = map([], { path: '', line: 1, column: 1 });

async function read(path: string, context: DetectContext, report: Report): Promise<ConfigValue | undefined> {
  const file = context.file(path);
  if (file === null) return undefined;
  try {
    return (await sourceOf(file, report))[0];
  } catch (error) {
    if (error instanceof TheriacError) return undefined;
    throw error;
  }
}

function isInclude(value: ConfigValue | undefined): boolean {
  return textOf(entry(value, 'Name')) === 'AWS::Include';
}

function includesIn(value: ConfigValue, depth: number): readonly string[] {
  if (depth > MAX_DEPTH) return [];
  if (value.kind === 'list') return value.items.flatMap((item) => includesIn(item, depth + 1));
  if (value.kind !== 'map') return [];
  const own = isInclude(value) ? (textOf(inside(value, 'Parameters', 'Location')) ?? []) : [];
  return [own].flat().concat([...value.entries.values()].flatMap((item) => includesIn(item, depth + 1)));
}

/** Templates that stacks are made from, where their names are written. */
function nestedIn(template: ConfigValue): readonly string[] {
  const resources = entry(template, 'Resources');
  if (resources?.kind !== 'map') return [];
  return [...resources.entries.values()].flatMap((one) => {
    const setting = STACKS[textOf(entry(one, 'Type')) ?? ''];
    return setting === undefined ? [] : (textOf(inside(one, 'Properties', setting)) ?? []);
  });
}
