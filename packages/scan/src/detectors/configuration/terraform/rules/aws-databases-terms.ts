export const CLUSTERS = ['aws_rds_cluster', 'aws_docdb_cluster', 'aws_neptune_cluster'];
export const SEARCH = ['aws_opensearch_domain', 'aws_elasticsearch_domain'];
export const group = (type: string, family: string, name: string, value: string): string =>
  `resource "${type}" "main" {\nfamily = "${family}"\nparameter {\nname = "${name}"\nvalue = "${value}"\n}\n}`;
