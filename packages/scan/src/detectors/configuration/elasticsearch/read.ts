/** Files of Elasticsearch, each for itself; names with dots and maps inside maps are the same. */
import { entry, inside, map, type Resource, scalar, textOf } from '@theriac/core/configuration';
import { fileByFile, type LoadedArea } from '../contract.ts';
import { undotted } from '../shared/dotted.ts';
import { withDefaults } from '../shared/written.ts';
import { documentsOf } from '../shared/yaml-file.ts';
import { ELASTICSEARCH_RULES } from './rules.ts';

export const loaded: LoadedArea = {
  rules: ELASTICSEARCH_RULES,
  start: fileByFile(async (file, report) => {
    const documents = await documentsOf(file, 'configuration of Elasticsearch', report, withDefaults);
    return documents.flatMap((document): Resource[] => {
      if (document.kind !== 'map') return [];
      const values = undotted(document);
      const host = inside(values, 'network', 'host') ?? inside(values, 'http', 'host');
      const isLocal = /^(?:_local_|127\.|localhost|::1)/.test(textOf(host) ?? '_local_');
      const remote = host?.kind === 'unknown' ? host : scalar(String(!isLocal), host?.at ?? document.at);
      const kind =
        /opensearch/.test(file.path) || entry(entry(values, 'plugins'), 'security') !== undefined
          ? 'opensearch'
          : 'elasticsearch';
      return [
        {
          type: 'elasticsearch.node',
          name: kind,
          at: document.at,
          values: map(
            [...values.entries, ['remote', remote], ['kind', scalar(kind, document.at)]],
            document.at,
          ),
        },
      ];
    });
  }),
};
