/** Configuration of Elasticsearch and OpenSearch. */
import type { ConfigurationArea } from '../contract.ts';

const SETTING =
  /^[ \t]{0,9}#?[ \t]{0,9}(?:cluster\.name|node\.name|network\.host|http\.port|discovery\.|xpack\.|plugins\.security\.|path\.data|cluster:|network:|xpack:)/m;

export const elasticsearch: ConfigurationArea = {
  id: 'elasticsearch',
  title: 'Elasticsearch and OpenSearch',
  files: { names: ['elasticsearch.yml', 'elasticsearch.yaml', 'opensearch.yml', 'opensearch.yaml'] },
  claims: (file) => SETTING.test(file.text()),
  load: () => import('./read.ts').then((m) => m.loaded),
};
