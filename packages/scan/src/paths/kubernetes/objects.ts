/** What the graph needs of objects of Kubernetes: workloads with their labels, selectors, and what a text names. */
import { type ConfigValue, entry, inside, itemsOf, type Resource, textOf } from '@theriac/core/configuration';

/** Labels, or what a selector wants of them. */
export type Labels = ReadonlyMap<string, string>;

export function labelsOf(value: ConfigValue | undefined): Labels {
  const labels = new Map<string, string>();
  if (value?.kind === 'map')
    for (const [key, one] of value.entries) {
      const text = textOf(one);
      if (text !== undefined) labels.set(key, text);
    }
  return labels;
}

export function namespaceOf(values: ConfigValue): string {
  return textOf(inside(values, 'metadata', 'namespace')) ?? '';
}

/** Whether labels satisfy `matchLabels` and `matchExpressions`; an absent or empty selector takes everything. */
export function selects(selector: ConfigValue | undefined, labels: Labels): boolean {
  for (const [key, wanted] of labelsOf(entry(selector, 'matchLabels')))
    if (labels.get(key) !== wanted) return false;
  return itemsOf(entry(selector, 'matchExpressions')).every((expression) => {
    const given = labels.get(textOf(entry(expression, 'key')) ?? '');
    const values = itemsOf(entry(expression, 'values')).flatMap((one) => textOf(one) ?? []);
    switch (textOf(entry(expression, 'operator'))) {
      case 'In':
        return given !== undefined && values.includes(given);
      case 'NotIn':
        return given === undefined || !values.includes(given);
      case 'Exists':
        return given !== undefined;
      case 'DoesNotExist':
        return given === undefined;
      default:
        return false;
    }
  });
}

/** Objects by kind. */
export function byKind(resources: readonly Resource[]): ReadonlyMap<string, readonly Resource[]> {
  return Map.groupBy(
    resources.filter(({ type }) => type.startsWith('kubernetes.')),
    ({ type }) => type.slice('kubernetes.'.length),
  );
}

export function annotationOf(values: ConfigValue, name: string): string | undefined {
  return labelsOf(inside(values, 'metadata', 'annotations')).get(name);
}
