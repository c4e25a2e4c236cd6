/** Syntax trees of Bicep and of expressions in templates of the Azure Resource Manager, which say the same. Chains are flat. */
import type { Position } from '../text/positions.ts';

export type TemplateExpression = Position &
  (
    | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
    /** A text with expressions in it. */
    | { readonly kind: 'text'; readonly parts: readonly (string | TemplateExpression)[] }
    | { readonly kind: 'list'; readonly items: readonly TemplateItem[] }
    | TemplateObject
    | TemplateLoop
    /** `if (condition) { … }`, the body of a resource or module. */
    | { readonly kind: 'if'; readonly condition: TemplateExpression; readonly result: TemplateExpression }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'call'; readonly name: string; readonly args: readonly TemplateExpression[] }
    | { readonly kind: 'lambda'; readonly parameters: readonly string[]; readonly body: TemplateExpression }
    | { readonly kind: 'path'; readonly of: TemplateExpression; readonly steps: readonly TemplateStep[] }
    /** Operators of one precedence, from left to right. */
    | {
        readonly kind: 'operators';
        readonly first: TemplateExpression;
        readonly rest: readonly { readonly operator: string; readonly operand: TemplateExpression }[];
      }
    /** `!`, `-` and `+` as written, the innermost last. */
    | { readonly kind: 'prefix'; readonly signs: readonly string[]; readonly of: TemplateExpression }
    /** `a ? b : c ? d : e`: the first branch whose condition holds. */
    | {
        readonly kind: 'conditional';
        readonly branches: readonly {
          readonly condition: TemplateExpression;
          readonly result: TemplateExpression;
        }[];
        readonly otherwise: TemplateExpression;
      }
  );

export interface TemplateItem {
  /** `...x`: its items. */
  readonly spreads: boolean;
  readonly value: TemplateExpression;
}

export interface TemplateObject extends Position {
  readonly kind: 'object';
  readonly entries: readonly TemplateEntry[];
  /** Children that are declared inside of the body of a resource. */
  readonly resources: readonly BicepResource[];
}

export interface TemplateEntry {
  /** Undefined: the entries of the value (`...x`). */
  readonly key: TemplateExpression | undefined;
  readonly value: TemplateExpression;
}

export interface TemplateLoop extends Position {
  readonly kind: 'for';
  readonly itemName: string;
  readonly indexName: string | undefined;
  readonly over: TemplateExpression;
  readonly condition: TemplateExpression | undefined;
  readonly result: TemplateExpression;
}

export type TemplateStep =
  /** `.name`, `.?name` */
  | { readonly kind: 'attribute'; readonly name: string; readonly isSafe: boolean }
  /** `[key]`, `[?key]`, `[^key]` */
  | {
      readonly kind: 'index';
      readonly key: TemplateExpression;
      readonly isSafe: boolean;
      readonly fromEnd: boolean;
    }
  /** `.listKeys()` */
  | { readonly kind: 'method'; readonly name: string; readonly args: readonly TemplateExpression[] }
  /** `::name`: a child that is declared inside. */
  | { readonly kind: 'child'; readonly name: string };

export interface BicepParameter extends Position {
  readonly name: string;
  /** The first word of its type: `string`; empty in files of parameters. */
  readonly type: string;
  readonly isSecure: boolean;
  /** Without a value it is null. */
  readonly isNullable: boolean;
  readonly value: TemplateExpression | undefined;
}

export interface BicepSetting extends Position {
  readonly name: string;
  readonly value: TemplateExpression;
}

export interface BicepResource extends Position {
  readonly name: string;
  /** `Microsoft.Storage/storageAccounts@2023-01-01`; children may leave out what is above them. */
  readonly type: string;
  readonly isExisting: boolean;
  /** An object, or a condition or a loop around one. */
  readonly body: TemplateExpression;
}

export interface BicepModule extends Position {
  readonly name: string;
  /** `./network.bicep`, `br/public:…`; undefined: it is computed. */
  readonly source: string | undefined;
  readonly body: TemplateExpression;
}

export interface BicepFunction extends Position {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly body: TemplateExpression;
}

/** `import { a as b } from 'file'`, `import * as all from 'file'` */
export interface BicepImport extends Position {
  readonly source: string;
  /** The name of everything, for `* as name`. */
  readonly whole: string | undefined;
  readonly names: readonly { readonly name: string; readonly as: string }[];
}

export interface BicepFile {
  /** `resourceGroup` unless something else is said. */
  readonly targetScope: string;
  readonly parameters: readonly BicepParameter[];
  readonly variables: readonly BicepSetting[];
  readonly resources: readonly BicepResource[];
  readonly modules: readonly BicepModule[];
  readonly outputs: readonly BicepSetting[];
  readonly functions: readonly BicepFunction[];
  readonly imports: readonly BicepImport[];
  /** Of a file of parameters: the template that it is for, `none` where it is for none. */
  readonly using: string | undefined;
  readonly extendsFile: string | undefined;
}
