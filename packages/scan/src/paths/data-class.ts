/** What tags of a cloud resource say about its data. */
import { type ConfigValue, entry, textOf } from '@theriac/core/configuration';

const KEYS = [
  'data-classification',
  'data_classification',
  'DataClassification',
  'dataclassification',
  'data_class',
  'data-class',
  'theriac-data',
];

export function dataClassOf(tags: ConfigValue | undefined): string | undefined {
  return KEYS.map((key) => textOf(entry(tags, key))).find((text) => text !== undefined);
}
