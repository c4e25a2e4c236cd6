/** The syntax tree of HCL's native syntax (Terraform, OpenTofu). Chains are flat, so that their length is no depth. */
import type { Position } from '../text/positions.ts';

export interface HclBody {
  readonly attributes: ReadonlyMap<string, HclSetting>;
  readonly blocks: readonly HclNode[];
}

/** `name = expression`, placed where its name starts. */
export interface HclSetting extends Position {
  readonly value: HclExpression;
}

/** `type "label" { … }`, placed where its type starts. */
export interface HclNode extends Position {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: HclBody;
}

export type HclExpression = Position &
  (
    | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
    | { readonly kind: 'template'; readonly parts: readonly HclPart[] }
    | { readonly kind: 'list'; readonly items: readonly HclExpression[] }
    | { readonly kind: 'object'; readonly entries: readonly HclEntry[] }
    | HclFor
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'path'; readonly of: HclExpression; readonly steps: readonly HclStep[] }
    | {
        readonly kind: 'call';
        readonly name: string;
        readonly args: readonly HclExpression[];
        /** The last argument is a list of arguments (`f(list...)`). */
        readonly expands: boolean;
      }
    /** Operators of one precedence, from left to right. */
    | {
        readonly kind: 'operators';
        readonly first: HclExpression;
        readonly rest: readonly { readonly operator: string; readonly operand: HclExpression }[];
      }
    /** `!` and `-` as written, the innermost last. */
    | { readonly kind: 'prefix'; readonly signs: readonly string[]; readonly of: HclExpression }
    /** `a ? b : c ? d : e`: the first branch whose condition holds. */
    | {
        readonly kind: 'conditional';
        readonly branches: readonly { readonly condition: HclExpression; readonly result: HclExpression }[];
        readonly otherwise: HclExpression;
      }
  );

export interface HclEntry {
  readonly key: HclExpression;
  readonly value: HclExpression;
}

export interface HclFor {
  readonly kind: 'for';
  /** The name of the key or index, where two names are given. */
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly over: HclExpression;
  /** Of an object; undefined: a list is made. */
  readonly key: HclExpression | undefined;
  readonly result: HclExpression;
  /** Values of equal keys become lists (`...`). */
  readonly groups: boolean;
  readonly condition: HclExpression | undefined;
}

export type HclStep =
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'index'; readonly key: HclExpression }
  /** `[*]`, or `.*`, which takes attributes only along. */
  | { readonly kind: 'splat'; readonly attributesOnly: boolean };

/** A piece of a template. */
export type HclPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly value: HclExpression }
  | {
      readonly kind: 'if';
      readonly condition: HclExpression;
      readonly then: readonly HclPart[];
      readonly otherwise: readonly HclPart[];
    }
  | {
      readonly kind: 'each';
      readonly keyName: string | undefined;
      readonly valueName: string;
      readonly over: HclExpression;
      readonly body: readonly HclPart[];
    };
