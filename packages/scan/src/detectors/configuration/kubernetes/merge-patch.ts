/** Strategic merge and JSON patches of kustomizations. Sources: Kubernetes' strategic merge patch, RFC 6902, RFC 6901. */
import { type ConfigValue, entry, itemsOf, list, map, textOf } from '@theriac/core/configuration';

/** By which key items of a list are the same; other lists are replaced. */
const MERGE_KEYS: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  volumes: ['name'],
  env: ['name'],
  imagePullSecrets: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  ports: ['containerPort', 'port'],
  hostAliases: ['ip'],
};

/** What the patch says goes before what is there; `null` and `$patch: delete` remove. */
export function mergePatch(target: ConfigValue, patch: ConfigValue, name = ''): ConfigValue {
  if (target.kind === 'map' && patch.kind === 'map') {
    if (textOf(entry(patch, '$patch')) === 'replace') return without(patch, '$patch');
    const entries = new Map(target.entries);
    for (const [key, value] of patch.entries) {
      const own = entries.get(key);
      if (
        key === '$patch' ||
        key.startsWith('$setElementOrder') ||
        key.startsWith('$deleteFromPrimitiveList')
      )
        continue;
      if (value.kind === 'empty') entries.delete(key);
      else if (isDeletion(value)) entries.delete(key);
      else entries.set(key, own === undefined ? value : mergePatch(own, value, key));
    }
    return map(entries, target.at);
  }
  const keys = MERGE_KEYS[name];
  if (target.kind === 'list' && patch.kind === 'list' && keys !== undefined)
    return mergeLists(target, patch, keys);
  return patch;
}

function mergeLists(
  target: ConfigValue & { readonly kind: 'list' },
  patch: ConfigValue & { readonly kind: 'list' },
  keys: readonly string[],
): ConfigValue {
  const items = [...target.items];
  for (const item of patch.items) {
    const key = keys.find((one) => entry(item, one) !== undefined);
    const wanted = key === undefined ? undefined : textOf(entry(item, key));
    const at = items.findIndex((own) => key !== undefined && textOf(entry(own, key)) === wanted);
    const own = items[at];
    if (own === undefined) {
      if (!isDeletion(item)) items.push(item);
    } else if (isDeletion(item)) items.splice(at, 1);
    else items[at] = mergePatch(own, item);
  }
  return list(items, target.at);
}

function isDeletion(value: ConfigValue): boolean {
  return textOf(entry(value, '$patch')) === 'delete';
}

function without(value: ConfigValue & { readonly kind: 'map' }, key: string): ConfigValue {
  return map(
    [...value.entries].filter(([name]) => name !== key),
    value.at,
  );
}

/** @returns undefined when an operation is none, or names a place that is not there */
export function jsonPatch(target: ConfigValue, operations: ConfigValue): ConfigValue | undefined {
  let at: ConfigValue | undefined = target;
  for (const operation of itemsOf(operations)) {
    const kind = textOf(entry(operation, 'op'));
    const path = pointer(textOf(entry(operation, 'path')));
    const value = entry(operation, 'value');
    if (at === undefined || path === undefined) return undefined;
    switch (kind) {
      case 'add':
      case 'replace':
        at = value === undefined ? undefined : changed(at, path, value, kind);
        break;
      case 'remove':
        at = changed(at, path, undefined, 'remove');
        break;
      case 'test':
        break;
      case 'copy':
      case 'move': {
        const from = pointer(textOf(entry(operation, 'from')));
        const moved: ConfigValue | undefined = from === undefined ? undefined : valueAt(at, from);
        if (from === undefined || moved === undefined) return undefined;
        const base: ConfigValue | undefined = kind === 'move' ? changed(at, from, undefined, 'remove') : at;
        at = base === undefined ? undefined : changed(base, path, moved, 'add');
        break;
      }
      default:
        return undefined;
    }
  }
  return at;
}

function pointer(text: string | undefined): readonly string[] | undefined {
  if (text === undefined || (text !== '' && !text.startsWith('/'))) return undefined;
  return text
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function valueAt(value: ConfigValue, path: readonly string[]): ConfigValue | undefined {
  let at: ConfigValue | undefined = value;
  for (const part of path) at = at?.kind === 'list' ? at.items[Number(part)] : entry(at, part);
  return at;
}

function changed(
  target: ConfigValue,
  [key, ...rest]: readonly string[],
  value: ConfigValue | undefined,
  kind: 'add' | 'replace' | 'remove',
): ConfigValue | undefined {
  if (key === undefined) return value;
  if (target.kind === 'list') {
    const items = [...target.items];
    const index = key === '-' ? items.length : Number(key);
    if (!Number.isInteger(index) || index < 0 || index > items.length) return undefined;
    if (rest.length > 0) {
      const own = items[index];
      const inner = own === undefined ? undefined : changed(own, rest, value, kind);
      if (inner === undefined) return undefined;
      items[index] = inner;
    } else if (value === undefined) items.splice(index, 1);
    else items.splice(index, kind === 'add' ? 0 : 1, value);
    return list(items, target.at);
  }
  if (target.kind !== 'map') return undefined;
  const entries = new Map(target.entries);
  if (rest.length === 0) {
    if (value === undefined) entries.delete(key);
    else entries.set(key, value);
    return map(entries, target.at);
  }
  const own = entries.get(key);
  const inner = own === undefined ? undefined : changed(own, rest, value, kind);
  if (inner === undefined) return undefined;
  entries.set(key, inner);
  return map(entries, target.at);
}
