/** CycloneDX properties in the extension that SPDX 3 has for them. */
import type { BomProperty } from '@theriac/core';
import { isList, isMap, type JsonMap, own } from '../document/json-fields.ts';

const EXTENSION = 'extension_CdxPropertiesExtension';
const ENTRY = 'extension_CdxPropertyEntry';

/** Properties of an element; none when one of its extensions has anything else in it. */
export function propertiesOf(element: JsonMap): BomProperty[] {
  const extensions = own(element, 'extension');
  if (!isList(extensions)) return [];
  return extensions.flatMap((extension): BomProperty[] => {
    const entries =
      isMap(extension) && extension.type === EXTENSION ? own(extension, 'extension_cdxProperty') : [];
    return (isList(entries) ? entries : []).flatMap((entry): BomProperty[] => {
      if (!isMap(entry)) return [];
      const { extension_cdxPropName: name, extension_cdxPropValue: value } = entry;
      return typeof name === 'string' ? [{ name, value: typeof value === 'string' ? value : '' }] : [];
    });
  });
}

/** Whether the extensions of an element say nothing but properties. */
export function onlyProperties(element: JsonMap): boolean {
  const extensions = own(element, 'extension');
  if (!isList(extensions)) return false;
  return extensions.every((extension) => {
    if (!isMap(extension) || extension.type !== EXTENSION || Object.keys(extension).length !== 2)
      return false;
    const entries = own(extension, 'extension_cdxProperty');
    return (
      isList(entries) &&
      entries.every((entry) => isMap(entry) && Object.keys(entry).every((key) => KEYS.has(key)))
    );
  });
}
const KEYS: ReadonlySet<string> = new Set(['type', 'extension_cdxPropName', 'extension_cdxPropValue']);

export function extensionOf(properties: readonly BomProperty[]): { readonly extension?: JsonMap[] } {
  if (properties.length === 0) return {};
  return {
    extension: [
      {
        type: EXTENSION,
        extension_cdxProperty: properties.map(({ name, value }) => ({
          type: ENTRY,
          extension_cdxPropName: name,
          ...(value === '' ? {} : { extension_cdxPropValue: value }),
        })),
      },
    ],
  };
}
