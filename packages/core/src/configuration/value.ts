/** Values of configuration with their places; what cannot be told without running something is unknown, with its reason. */

export interface Place {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, UTF-16 code units. */
  readonly column: number;
}

export type ConfigValue =
  /** As written, without quotes: `true`, `80`, `nginx:1.27`. */
  | { readonly kind: 'scalar'; readonly text: string; readonly at: Place }
  /** Written without a value. */
  | { readonly kind: 'empty'; readonly at: Place }
  | { readonly kind: 'list'; readonly items: readonly ConfigValue[]; readonly at: Place }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, ConfigValue>; readonly at: Place }
  /** Depends on what is not in the files: a variable without a value, a template, a value known after it is applied. */
  | {
      readonly kind: 'unknown';
      readonly reason: string;
      readonly at: Place;
      /** Names of what it is taken from, where it is taken from something that is declared: it is set, whatever it is. */
      readonly refers?: readonly string[];
      /** Texts around what is not known, where a part of it is known: `["arn:", ":key/x"]`. */
      readonly pieces?: readonly string[];
    };

/** Something that a configuration declares, in the terms that rules ask in. */
export interface Resource {
  /** What rules select by: `kubernetes.container`, `compose.service`. */
  readonly type: string;
  /** For people, and for the fingerprint: `Deployment/api container web`. Stable when lines move. */
  readonly name: string;
  readonly at: Place;
  readonly values: ConfigValue & { readonly kind: 'map' };
  /** Within which names are unique: the folder of a root module. Absent: the file. */
  readonly scope?: string;
  /** How it is written, where that is not in the terms of its type: a fix is shown as it is written. */
  readonly origin?: Origin;
}

export interface Origin {
  /** `cloudformation` */
  readonly language: string;
  /** `AWS::S3::Bucket` */
  readonly type: string;
  readonly name: string;
  /** It is a part of that: a policy inside of a role. */
  readonly isPart?: true;
  /** Whose words the part is said in: `AWS::Lambda::Url`. */
  readonly partType?: string;
}

export const scalar = (text: string, at: Place): ConfigValue => ({ kind: 'scalar', text, at });
export const list = (items: readonly ConfigValue[], at: Place): ConfigValue => ({ kind: 'list', items, at });

/** A map of what is there. */
export function map(
  entries: Iterable<readonly [string, ConfigValue | undefined]>,
  at: Place,
): ConfigValue & { readonly kind: 'map' } {
  const kept = new Map<string, ConfigValue>();
  for (const [key, value] of entries) if (value !== undefined) kept.set(key, value);
  return { kind: 'map', entries: kept, at };
}

/** The value under a key; undefined where there is no map, or no such key. */
export function entry(value: ConfigValue | undefined, key: string): ConfigValue | undefined {
  return value?.kind === 'map' ? value.entries.get(key) : undefined;
}

/** The value under keys inside keys. */
export function inside(value: ConfigValue | undefined, ...keys: readonly string[]): ConfigValue | undefined {
  return keys.reduce<ConfigValue | undefined>((at, key) => entry(at, key), value);
}

/** The items of a list, or none. */
export function itemsOf(value: ConfigValue | undefined): readonly ConfigValue[] {
  return value?.kind === 'list' ? value.items : [];
}

export function textOf(value: ConfigValue | undefined): string | undefined {
  return value?.kind === 'scalar' ? value.text : undefined;
}
