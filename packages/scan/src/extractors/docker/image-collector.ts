/** Collects the images that one YAML file names, and what could not be understood. */
import type {
  ComponentDraft,
  ExtractResult,
  KnownUnknown,
  Location,
  Scope,
  UnknownReason,
} from '@theriac/core';
import { scalarOf, YamlMap, type YamlNode } from '@theriac/read/yaml';
import { imageComponent, mergeImages } from './image-reference.ts';

export class ImageCollector {
  readonly #path: string;
  readonly #scope: Scope;
  readonly #components: ComponentDraft[] = [];
  readonly unknowns: KnownUnknown[] = [];

  constructor(path: string, scope: Scope) {
    this.#path = path;
    this.#scope = scope;
  }

  readonly report = (unknown: KnownUnknown): void => void this.unknowns.push(unknown);

  /** An image reference, variables already filled in. */
  add(reference: string, node: YamlNode): void {
    const component = imageComponent(reference, this.#scope, this.#at(node), this.report);
    if (component !== null) this.#components.push(component);
  }

  /** What may name images or packages and is not understood. */
  lost(reason: UnknownReason, message: string, node: YamlNode): void {
    this.report({ reason, message, location: this.#at(node), losesComponents: true });
  }

  /** The node is a mapping; anything else but nothing is told. */
  isMapping(node: YamlNode | undefined, what: string): node is YamlNode & { readonly value: YamlMap } {
    if (node?.value instanceof YamlMap) return true;
    if (node !== undefined && node.value !== null) this.lost('unparseable', `${what} is not a mapping`, node);
    return false;
  }

  /** The items of a list; anything else but nothing is told. */
  items(node: YamlNode | undefined, what: string): readonly YamlNode[] {
    if (Array.isArray(node?.value)) return node.value;
    if (node !== undefined && node.value !== null) this.lost('unparseable', `${what} is not a list`, node);
    return [];
  }

  /** The text of a scalar; a collection is told. */
  text(node: YamlNode | undefined, what: string): string | undefined {
    const text = scalarOf(node);
    if (text === undefined && node !== undefined && node.value !== null)
      this.lost('unparseable', `${what} is not a text`, node);
    return text === '' ? undefined : text;
  }

  build(): ExtractResult {
    const components = mergeImages(this.#components);
    return { roots: [{ path: this.#path, ecosystem: 'docker', components }], unknowns: this.unknowns };
  }

  #at(node: YamlNode): Location {
    return { path: this.#path, line: node.line };
  }
}
