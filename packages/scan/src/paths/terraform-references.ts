/** Resources of Terraform by address, and what a value is taken from. */
import { type ConfigValue, entry, itemsOf, type Resource, textOf } from '@theriac/core/configuration';
import { folderOf } from '../target/paths.ts';

export class TerraformResources {
  readonly #byName: ReadonlyMap<string, Resource>;
  readonly #byType: ReadonlyMap<string, readonly Resource[]>;

  constructor(resources: readonly Resource[]) {
    const own = resources.filter(({ type }) => type.startsWith(PREFIX));
    this.#byName = new Map(own.map((resource) => [resource.name, resource]));
    this.#byType = Map.groupBy(own, ({ type }) => type.slice(PREFIX.length));
  }

  of(...types: readonly string[]): readonly Resource[] {
    return types.flatMap((type) => this.#byType.get(type) ?? []);
  }

  /** What a value, or any value inside of it, is taken from. */
  referred(value: ConfigValue | undefined): readonly Resource[] {
    return [...new Set(namesIn(value, 0))].flatMap((name) => this.#byName.get(name) ?? []);
  }

  /**
   * What a value is taken from, or what it names: `aws_iam_role.api.name` is a text where the name is written. Names are
   * unique in an account, and each folder may be another one.
   */
  referredOrNamed(value: ConfigValue | undefined, by: Resource, ...types: readonly string[]): Resource[] {
    const text = textOf(value);
    const named = this.of(...types).filter(
      (one) =>
        text !== undefined &&
        textOf(entry(one.values, 'name')) === text &&
        folderOf(one.at.path) === folderOf(by.at.path),
    );
    return [...this.referred(value), ...named];
  }
}

const PREFIX = 'terraform.';
const MAX_DEPTH = 20;

function namesIn(value: ConfigValue | undefined, depth: number): readonly string[] {
  if (value === undefined || depth > MAX_DEPTH) return [];
  switch (value.kind) {
    case 'unknown':
      return value.refers ?? [];
    case 'list':
      return value.items.flatMap((item) => namesIn(item, depth + 1));
    case 'map':
      return [...value.entries]
        .filter(([key]) => !key.startsWith('@'))
        .flatMap(([, item]) => namesIn(item, depth + 1));
    default:
      return [];
  }
}

export function typeOf({ type }: Resource): string {
  return type.slice(PREFIX.length);
}

/** Texts of a list, or the one text. */
export function textsOf(value: ConfigValue | undefined): readonly string[] {
  const text = textOf(value);
  return text === undefined ? itemsOf(value).flatMap((one) => textOf(one) ?? []) : [text];
}

export function isText(values: ConfigValue, key: string, text: string): boolean {
  return textOf(entry(values, key)) === text;
}
