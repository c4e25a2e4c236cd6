/** `Fn::ForEach` of the language extensions, written out. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html */
import { type ConfigValue, entry, itemsOf, list, map, scalar, textOf } from '@theriac/core/configuration';

const LOOP = 'Fn::ForEach::';
const MAX_DEPTH = 60;
/** More than any template may have. */
const MAX_COPIES = 2000;

interface Writing {
  readonly itemsOf: (collection: ConfigValue) => readonly string[] | undefined;
  /** A loop over something that is not known. */
  readonly leaveOut: (loop: ConfigValue, name: string) => void;
  left: number;
}

/** @param items of a collection: a list, or a parameter that is one; undefined: not known */
export function withoutLoops(
  template: ConfigValue,
  items: Writing['itemsOf'],
  leaveOut: Writing['leaveOut'],
): ConfigValue {
  return written(template, { itemsOf: items, leaveOut, left: MAX_COPIES }, 0);
}

function written(value: ConfigValue, writing: Writing, depth: number): ConfigValue {
  if (depth > MAX_DEPTH) return value;
  if (value.kind === 'list') {
    const items = value.items.map((item) => written(item, writing, depth + 1));
    return items.every((item, i) => item === value.items[i]) ? value : list(items, value.at);
  }
  if (value.kind !== 'map') return value;
  let changed = false;
  const entries = [...value.entries].flatMap(([key, item]): (readonly [string, ConfigValue])[] => {
    if (key.startsWith(LOOP)) {
      changed = true;
      return copies(key, item, writing, depth);
    }
    const now = written(item, writing, depth + 1);
    if (now !== item) changed = true;
    return [[key, now]];
  });
  return changed ? map(entries, value.at) : value;
}

function copies(
  name: string,
  loop: ConfigValue,
  writing: Writing,
  depth: number,
): (readonly [string, ConfigValue])[] {
  const [variable, collection, body] = itemsOf(loop);
  const identifier = textOf(variable);
  const items = collection === undefined ? undefined : writing.itemsOf(collection);
  if (
    identifier === undefined ||
    items === undefined ||
    body?.kind !== 'map' ||
    items.length > writing.left
  ) {
    writing.leaveOut(loop, name.slice(LOOP.length));
    return [];
  }
  writing.left -= items.length;
  return items.flatMap((item) => {
    const copy = written(withItem(body, identifier, item, 0), writing, depth + 1);
    return copy.kind === 'map' ? [...copy.entries] : [];
  });
}

/** `&{X}` is the item without what a name may not have. */
function withItem(value: ConfigValue, identifier: string, item: string, depth: number): ConfigValue {
  if (depth > MAX_DEPTH) return value;
  const put = (text: string): string =>
    text
      .replaceAll(`\${${identifier}}`, item)
      .replaceAll(`&{${identifier}}`, item.replaceAll(/[^A-Za-z0-9]/g, ''));
  switch (value.kind) {
    case 'scalar': {
      const text = put(value.text);
      return text === value.text ? value : scalar(text, value.at);
    }
    case 'list':
      return list(
        value.items.map((one) => withItem(one, identifier, item, depth + 1)),
        value.at,
      );
    case 'map':
      if (value.entries.size === 1 && textOf(entry(value, 'Ref')) === identifier)
        return scalar(item, value.at);
      return map(
        [...value.entries].map(
          ([key, one]) => [put(key), withItem(one, identifier, item, depth + 1)] as const,
        ),
        value.at,
      );
    default:
      return value;
  }
}
