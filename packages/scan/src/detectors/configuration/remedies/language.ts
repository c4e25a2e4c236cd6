/** A language in which resources are written that are judged in the terms of Terraform: how fixes are said in it. */
import type { Tree } from './tree.ts';
import type { Spelling, Vocabulary } from './vocabulary.ts';

export interface RemedyLanguage extends Spelling {
  /** Undefined: the type is not translated. */
  readonly vocabularyOf: (type: string) => Vocabulary | undefined;
  /** A resource of its own that a rule wants beside the one it judges: `@rotation`. */
  readonly besides: (type: string, key: string) => Beside | undefined;
  /** What stands where a rule only asks that something does. */
  readonly something: (property: string) => Tree;
  /** A secret that is taken from a store. */
  readonly secret: Tree;
  /** The resource with these properties and attributes, as it is written in the file. */
  readonly written: (resource: WrittenResource, path: string) => string;
  /** How it refers to a resource of the same template. */
  readonly reference: (name: string) => Tree;
  /** What a text of the language reads like: `StorageEncrypted: true`. */
  readonly setting: (property: string, value: string) => string;
}

export interface Beside {
  readonly type: string;
  /** The setting that names the resource it belongs to. */
  readonly by: string;
}

interface WrittenResource {
  readonly type: string;
  readonly name: string;
  readonly properties: Tree;
  /** Beside the properties. */
  readonly attributes: Tree;
}
