/** Settings of HAPI FHIR servers, each file for itself: names as Spring binds them, with underscores for dashes. */
import {
  type ConfigValue,
  entry,
  inside,
  list,
  map,
  type Resource,
  scalar,
} from '@theriac/core/configuration';
import { fileByFile, type LoadedArea } from '../contract.ts';
import { nested, undotted } from '../shared/dotted.ts';
import { folded, PROPERTIES, settingsOf } from '../shared/settings.ts';
import { withDefaults } from '../shared/written.ts';
import { documentsOf } from '../shared/yaml-file.ts';
import { HAPI_OPERATION_RULES } from './operation-rules.ts';
import { HAPI_RULES } from './rules.ts';

export const loaded: LoadedArea = {
  rules: [...HAPI_RULES, ...HAPI_OPERATION_RULES],
  start: fileByFile(async (file, report) => {
    const { path } = file;
    if (path.endsWith('.properties')) {
      const at = { path, line: 1, column: 1 };
      return serverOf(nested(folded(settingsOf(file.text(), path, PROPERTIES), at, { value: withDefaults })));
    }
    const documents = await documentsOf(file, 'configuration of HAPI FHIR', report, withDefaults);
    return documents.flatMap((document) => (document.kind === 'map' ? serverOf(undotted(document)) : []));
  }),
};

function serverOf(document: ConfigValue & { readonly kind: 'map' }): Resource[] {
  const values = relaxed(document, 0);
  const fhir = inside(values, 'hapi', 'fhir');
  if (values.kind !== 'map' || fhir?.kind !== 'map') return [];
  const origins = inside(fhir, 'cors', 'allowed_origin');
  const testers = entry(fhir, 'tester');
  return [
    {
      type: 'hapi-fhir.server',
      name: 'HAPI FHIR',
      at: fhir.at,
      values: map(
        [
          ...values.entries,
          // A list, a map of indices, or one text with commas.
          [
            'origins',
            origins?.kind === 'scalar'
              ? list(
                  origins.text.split(',').map((one) => scalar(one.trim(), origins.at)),
                  origins.at,
                )
              : origins?.kind === 'map'
                ? list([...origins.entries.values()], origins.at)
                : origins,
          ],
          ['testers', testers],
        ],
        document.at,
      ),
    },
  ];
}

const MAX_DEPTH = 60;

function relaxed(value: ConfigValue, depth: number): ConfigValue {
  if (value.kind !== 'map' || depth > MAX_DEPTH) return value;
  return map(
    [...value.entries].map(([key, one]) => [key.replaceAll('-', '_'), relaxed(one, depth + 1)] as const),
    value.at,
  );
}
